"""From a record to its core and its protected parts, and from a core back to a record to be assessed.

The core holds what a verdict needs and nothing finer than the agreement's areas and a governorate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ceasefire.agreement import agreement_from_bytes
from ceasefire.ledger.entries._rules import RECORDS
from ceasefire.places import NOT, SURELY, Boundaries, Placement, Region, covers, place
from ceasefire.problems import Place
from ceasefire.records import (
    Cites,
    Coverage,
    Dataset,
    Record,
    Where,
    dataset_from_json,
    json_from_dataset,
    json_from_record,
    pcode_level,
    record_from_json,
    spot_of,
)

_PCODES, _AGREEMENT = "ocha-pcode", "agreement"
_COARSEST_LEVEL, _LETTERS, _DIGITS = 1, 2, 2


def core_from_record(
    record: Record, regions: Mapping[str, Region], boundaries: tuple[Boundaries, ...] = ()
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return a record's core, and its protected parts by name: `position`, `narrative`.

    Args:
        record: The version.
        regions: The agreement's areas, by id, in which its place is told.
        boundaries: Polygons of codes, if places are to be put in coded areas.

    Source: DESIGN, "Ledger": kinds, counts, when, coarse area ids sure / possible, actors, origin pseudonym, standing.
    """
    coarse = replace(
        record,
        recorded=None,
        where=coarse_where(record.where, regions, boundaries),
        counts=tuple(replace(each, as_printed="") for each in record.counts),
        text=(),
        cites=Cites(),
        media=(),
    )
    core = json_from_record(coarse) | {"dataset": record.dataset}
    whole, open_ = json_from_record(replace(record, recorded=None)), json_from_record(coarse)
    parts = {}
    if whole.get("where") != open_.get("where"):
        parts["position"] = {"where": whole["where"]}
    rest = {key: value for key, value in whole.items() if key != "where" and open_.get(key) != value}
    if rest:
        parts["narrative"] = rest
    return core, parts


def coarse_where(
    where: Where | None, regions: Mapping[str, Region], boundaries: tuple[Boundaries, ...] = ()
) -> Where | None:
    """Return a place as all may know it: no point, and no code finer than a governorate.

    An area of the agreement, a country and a governorate stay as they are; of anything finer is told in which areas of
    the agreement it surely is, and in which not.

    Source: DESIGN, "Ledger".
    """
    coarse = ("", "", "") if where is None else _coarse_code(where)
    if where is None or (where.lat is None and where.code and coarse == (where.scheme, where.code, where.vintage)):
        return where
    spot = spot_of(where)
    placed = {each: place(spot, region, boundaries) for each, region in regions.items()}
    areas = Placement(
        tuple(sorted(each for each, grade in placed.items() if grade == SURELY)),
        tuple(sorted(each for each, grade in placed.items() if grade == NOT)),
        tuple(sorted(each for each, region in regions.items() if covers(spot, region, boundaries))),
    )
    return Where(None, None, where.radius_m, *coarse, areas)


def core_from_dataset(
    dataset: Dataset, regions: Mapping[str, Region], boundaries: tuple[Boundaries, ...] = ()
) -> dict[str, Any]:
    """Return what a data set declares, its coverage told by areas.

    Source: DESIGN, "Ledger".
    """
    coverage = tuple(
        Coverage(each.watcher, each.sees, where, each.when)
        for each in dataset.coverage
        if (where := coarse_where(each.where, regions, boundaries)) is not None
    )
    return json_from_dataset(replace(dataset, coverage=coverage))


def record_from_core(core: Mapping[str, Any], position: int, recorded: int) -> Record:
    """Return the record to be assessed: as its core has it, recorded when the ledger recorded it.

    Raises:
        Refused: The core is not a record's.

    Source: DESIGN, "As known at": the ledger's instant governs.
    """
    content = {key: value for key, value in core.items() if key != "dataset"}
    dataset = core.get("dataset", "")
    place_ = Place(field=f"entry {position}")
    record = record_from_json(content, place_, Dataset(dataset if isinstance(dataset, str) else ""), position)
    return replace(record, recorded=recorded)


def dataset_from_core(core: Mapping[str, Any], position: int) -> Dataset:
    """Return the data set of a core.

    Raises:
        Refused: The core is not a data set's.

    Source: docs/records.md.
    """
    return dataset_from_json(dict(core), Place(field=f"entry {position}"))


def check_core(kind: str, core: Mapping[str, Any], position: int) -> None:
    """Refuse a core that no assessment could read: it would stand in the ledger for good.

    Args:
        kind: The entry's kind.
        core: Its core.
        position: Where it is to stand.

    Raises:
        Refused: With every fault of it.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    if kind in RECORDS:
        record_from_core(core, position, 0)
    elif kind == "dataset":
        dataset_from_core(core, position)
    elif kind == "agreement" and isinstance(core.get("text"), str):
        agreement_from_bytes(core["text"].encode(), f"entry {position}")


def _coarse_code(where: Where) -> tuple[str, str, str]:
    """Return the code of the area of the agreement, or of the governorate or country that holds the place."""
    if where.scheme == _AGREEMENT:
        return where.scheme, where.code, where.vintage
    level = pcode_level(where.code) if where.scheme == _PCODES else None
    if level is None:
        return "", "", ""
    return where.scheme, where.code[: _LETTERS + _DIGITS * min(level, _COARSEST_LEVEL)], where.vintage
