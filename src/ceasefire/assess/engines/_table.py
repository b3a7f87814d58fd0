"""The canonical columnar table: every record version one row, every distinct place and who/what expression a code."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from ceasefire.assess._matching import Axes, axes_of
from ceasefire.incidents import validity
from ceasefire.records import Dataset, Movement, Record, Where

HOW = ("sometime", "spread", "throughout", "")
STANDING_CODES = (
    "received",
    "screened",
    "corroborated",
    "verified",
    "unverifiable",
    "not-locatable",
    "false",
)
OPEN_HIGH = -1


@dataclass(frozen=True, slots=True)
class Table:
    """The Arrow table and what its codes mean.

    Attributes:
        rows: One row a version: position, known_from, known_until, earliest, latest (int64, seconds UTC), kind, source,
            how, place, axes, standing (int32 codes), and low_<i>, high_<i> for unit i (int64; an open high is -1).
        kinds, sources, places, axes, units: What a code means: its index.
    """

    rows: pa.Table
    kinds: tuple[str, ...]
    sources: tuple[str, ...]
    places: tuple[Where | None, ...]
    axes: tuple[Axes, ...]
    units: tuple[str, ...]


def table_from_records(
    records: Sequence[Record], datasets: Sequence[Dataset], knowledge: str, units: Sequence[str]
) -> Table:
    """Return the table of all versions, with the interval in which each is the newest known.

    Args:
        records: Every version read.
        datasets: What holds for each file.
        knowledge: recorded, as-reported or hindsight.
        units: Units that some measure counts, "incidents" left out.

    Source: DESIGN, "Engines".
    """
    intervals = validity(records, {each.id: each for each in datasets}, knowledge)
    kinds: dict[Hashable, int] = {}
    sources: dict[Hashable, int] = {}
    places: dict[Hashable, int] = {}
    axes: dict[Hashable, int] = {}
    seen = [each for each in records if not each.withdrawn]
    status = [each.details.status if isinstance(each.details, Movement) else "" for each in seen]
    columns: dict[str, pa.Array] = {
        "position": pa.array([each.position for each in seen], pa.int64()),
        "known_from": pa.array([intervals[each.position][0] for each in seen], pa.int64()),
        "known_until": pa.array([intervals[each.position][1] for each in seen], pa.int64()),
        "earliest": pa.array([each.when.earliest if each.when else 0 for each in seen], pa.int64()),
        "latest": pa.array([each.when.latest if each.when else 0 for each in seen], pa.int64()),
        "how": _int32([HOW.index(each.when.how if each.when else "") for each in seen]),
        "kind": _int32([_code(kinds, each.kind) for each in seen]),
        "source": _int32([_code(sources, each.source) for each in seen]),
        "place": _int32([_code(places, each.where) for each in seen]),
        "axes": _int32(
            [_code(axes, axes_of(each.who, each.what, one)) for each, one in zip(seen, status, strict=True)]
        ),
        "standing": _int32([STANDING_CODES.index(each.standing) for each in seen]),
    }
    for index, unit in enumerate(units):
        bounds = [each.count(unit) for each in seen]
        columns[f"low_{index}"] = pa.array([low for low, _ in bounds], pa.int64())
        columns[f"high_{index}"] = pa.array([OPEN_HIGH if high is None else high for _, high in bounds], pa.int64())
    return Table(pa.table(columns), _order(kinds), _order(sources), _order(places), _order(axes), tuple(units))


def _code(codes: dict[Hashable, int], value: Hashable) -> int:
    return codes.setdefault(value, len(codes))


def _order(codes: Mapping[Hashable, int]) -> tuple:  # type: ignore[type-arg]
    return tuple(codes)


def _int32(values: list[int]) -> pa.Array:
    return pa.array(values, pa.int32())
