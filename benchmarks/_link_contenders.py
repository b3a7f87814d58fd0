"""What links are compared with: a simple rule, Splink as its handbook shows it, and our two back ends."""

from __future__ import annotations

import itertools
import logging
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, SettingsCreator, block_on
from splink import Linker as SplinkModel
from splink import comparison_library as cl

from benchmarks._link_measure import Pair
from benchmarks._link_world import DAY_S, World
from ceasefire.incidents.linking import Account, DuckDBLinker, Marks, SplinkLinker, Suggestion
from ceasefire.incidents.linking._words import words_of

SIMPLE_KM = 5.0
COMMON = 0.05  # words in more than one report of twenty are left out for plain Splink
Scored = list[tuple[Pair, int]]  # pairs with thousandths


def simple_rule(world: World) -> Scored:
    """Return the pairs of the same place (area, or within 5 km), the same kind, at most a day apart.

    A kind that is not told is taken to be the same; rows of one distinct data set are never paired.
    """
    found: dict[Pair, int] = {}
    days: dict[tuple[int, str], list[Account]] = defaultdict(list)
    for each in world.accounts:
        days[_day(each), _cell(each)].append(each)
    for (day, cell), here in days.items():
        beside = [other for near in _around(cell) for later in (0, 1) for other in days.get((day + later, near), [])]
        for one, other in itertools.product(here, beside):
            if one.key != other.key and _alike(one, other, world.distinct):
                found[min(one.key, other.key), max(one.key, other.key)] = 1000
    return list(found.items())


def _alike(one: Account, other: Account, distinct: frozenset[str]) -> bool:
    if one.dataset == other.dataset and one.dataset in distinct:
        return False
    if one.kinds and other.kinds and not set(one.kinds) & set(other.kinds):
        return False
    if one.lon is None or other.lon is None or one.lat is None or other.lat is None:
        return bool(one.area) and one.area == other.area
    return 111.2 * math.hypot((one.lon - other.lon) * 0.82, one.lat - other.lat) <= SIMPLE_KM


def _cell(account: Account) -> str:
    if account.lon is None or account.lat is None:
        return account.area
    return f"{int(account.lon / 0.1)},{int(account.lat / 0.1)}"


def _around(cell: str) -> list[str]:
    if "," not in cell:
        return [cell]
    x, y = (int(each) for each in cell.split(","))
    return [f"{x + across},{y + up}" for across in (-1, 0, 1) for up in (-1, 0, 1)]


def _day(account: Account) -> int:
    return (account.earliest or 0) // DAY_S


def plain_splink(world: World) -> Scored:
    """Return what Splink links, set up as its handbook does: stock comparisons, u by sampling, m by EM.

    Rows of one distinct data set are left out afterwards, which is kind to it.
    """
    api = DuckDBAPI(connection=duckdb.connect())
    pointed = any(each.lon is not None for each in world.accounts)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=_placed_comparisons() if pointed else _headline_comparisons(),
        blocking_rules_to_generate_predictions=[
            block_on("day", "cell"),
            block_on("week", "cell", "kind"),
            block_on("day", "kind") if pointed else block_on("day"),
        ],
        retain_matching_columns=False,
    )
    model = SplinkModel(api.register(_splink_table(world.accounts)), settings, log_level=logging.ERROR)
    same = block_on("day", "cell", "kind") if pointed else block_on("day", "cell")
    model.training.estimate_probability_two_random_records_match([same], recall=0.5)
    model.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    dense = block_on("kind", "killed", "week") if pointed else block_on("week", "cell")
    for rule in (block_on("day", "cell"), dense):
        model.training.estimate_parameters_using_expectation_maximisation(rule)
    found: Any = model.inference.predict(threshold_match_probability=0.5, warning_mode="never")
    table = found.as_pyarrow_table()
    keys = [each.key for each in world.accounts]
    datasets = [each.dataset if each.dataset in world.distinct else each.key for each in world.accounts]
    columns = (table.column(name).to_pylist() for name in ("unique_id_l", "unique_id_r", "match_probability"))
    return [
        ((min(keys[one], keys[other]), max(keys[one], keys[other])), int(probability * 1000))
        for one, other, probability in zip(*columns, strict=True)
        if datasets[one] != datasets[other]
    ]


def _placed_comparisons() -> list[Any]:
    return [
        cl.AbsoluteDateDifferenceAtThresholds("date", input_is_string=False, metrics=["day", "day"], thresholds=[1, 3]),
        cl.DistanceInKMAtThresholds("lat", "lon", km_thresholds=[1, 5, 20]),
        cl.ExactMatch("kind"),
        cl.ArrayIntersectAtSizes("actors", [2, 1]),
        cl.ExactMatch("killed"),
        cl.ExactMatch("injured"),
        cl.ArrayIntersectAtSizes("words", [6, 4, 2]),
        cl.ArrayIntersectAtSizes("media", [1]),
    ]


def _headline_comparisons() -> list[Any]:
    return [
        cl.AbsoluteDateDifferenceAtThresholds("date", input_is_string=False, metrics=["day", "day"], thresholds=[1, 3]),
        cl.ExactMatch("cell"),
        cl.JaroWinklerAtThresholds("text", [0.9, 0.7]),
        cl.ArrayIntersectAtSizes("words", [6, 4, 2]),
        cl.ExactMatch("source"),
    ]


def _splink_table(accounts: Sequence[Account]) -> pa.Table:
    told = [words_of(each.text) for each in accounts]
    seen = Counter(word for words in told for word in words)
    telling = [[word for word in words if seen[word] <= COMMON * len(accounts)] for words in told]
    return pa.table(
        {
            "unique_id": list(range(len(accounts))),
            "date": [datetime.fromtimestamp(each.earliest or 0, tz=UTC).date() for each in accounts],
            "day": [_day(each) for each in accounts],
            "week": [_day(each) // 7 for each in accounts],
            "cell": [_cell(each) or None for each in accounts],
            "lat": pa.array([each.lat for each in accounts], pa.float64()),
            "lon": pa.array([each.lon for each in accounts], pa.float64()),
            "kind": [each.kinds[0] if each.kinds else "" for each in accounts],
            "actors": pa.array([list(each.actors) or None for each in accounts], pa.list_(pa.string())),
            "killed": pa.array([_count(each, "killed") for each in accounts], pa.int64()),
            "injured": pa.array([_count(each, "injured") for each in accounts], pa.int64()),
            "words": pa.array(telling, pa.list_(pa.string())),
            "media": pa.array([list(each.media) or None for each in accounts], pa.list_(pa.string())),
            "text": [each.text for each in accounts],
            "source": [each.source for each in accounts],
        }
    )


def _count(account: Account, unit: str) -> int | None:
    return next((low for name, low, _ in account.counts if name == unit), None)


def built_in(world: World, low: int) -> tuple[Suggestion, ...]:
    """Return what the built-in back end suggests."""
    return DuckDBLinker(duckdb.connect()).suggest(world.accounts, Marks(low, 950), world.distinct)


def on_splink(world: World, low: int) -> tuple[Suggestion, ...]:
    """Return what our Splink back end suggests."""
    return SplinkLinker(duckdb.connect()).suggest(world.accounts, Marks(low, 950), world.distinct)


def _scored(found: Sequence[Suggestion]) -> Scored:
    return [((each.first, each.second), each.score) for each in found]


CONTENDERS: Mapping[str, Callable[[World, int], Scored]] = {
    "simple rule": lambda world, _: simple_rule(world),
    "plain Splink": lambda world, _: plain_splink(world),
    "built-in": lambda world, low: _scored(built_in(world, low)),
    "on Splink": lambda world, low: _scored(on_splink(world, low)),
}


def timed_links(name: str, world: World, low: int) -> tuple[Scored, float]:
    """Return what a contender links, ours from the low mark on, and its wall seconds."""
    begins = time.perf_counter()
    found = CONTENDERS[name](world, low)
    return found, time.perf_counter() - begins
