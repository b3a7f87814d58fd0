"""The other back end: Splink 5 weighs the same pairs by a model that it fits to them."""

from __future__ import annotations

import contextlib
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from ceasefire.incidents.linking._account import Account
from ceasefire.incidents.linking._blocking import candidate_pairs
from ceasefire.incidents.linking._comparison import ASPECTS, weight_of
from ceasefire.incidents.linking._decision import Weighed, decide
from ceasefire.incidents.linking._prepared import Bag, Ints, Prepared, prepare
from ceasefire.incidents.linking._suggestion import BackEndMissing, Marks, Suggestion
from ceasefire.incidents.linking._vouching import MOST_ADDED

if TYPE_CHECKING:
    import duckdb

FEWEST_TO_FIT = 1_000  # with fewer accounts the probabilities written below stand as they are
_BATCH = 1 << 20
_RARE, _UNUSUAL = 450, 250
_PRIOR = 0.01  # among the pairs looked at, when nothing is fitted
_SAMPLE = 2e6
_TO_HUNDREDTHS = 100 * math.log(2)


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: its condition in SQL, and how often it is seen in one incident and in two."""

    condition: str
    same: float
    other: float


_GAP = "greatest(earliest_l - latest_r, earliest_r - latest_l)"
_LONGEST = "greatest(latest_l - earliest_l, latest_r - earliest_r)"
_METRES = "sqrt(pow((lon_l - lon_r) * cos(radians((lat_l + lat_r) / 2)), 2) + pow(lat_l - lat_r, 2)) * 111195"
_REACH = "greatest(2000, radius_m_l + radius_m_r)"
_APART = "ln((greatest(low_l, low_r) + 1.0) / (least(high_l, high_r) + 1.0))"
_UNTOLD = {
    "time": "earliest_l IS NULL OR earliest_r IS NULL",
    "place": "(lon_l IS NULL OR lon_r IS NULL) AND (area_l IS NULL OR area_r IS NULL)",
    "kind": "len(kinds_l) = 0 OR len(kinds_r) = 0",
    "actors": "len(actors_l) = 0 OR len(actors_r) = 0",
    "counts": "low_l IS NULL OR low_r IS NULL",
    "words": "words_l = 0 OR words_r = 0",
    "media": "len(media_l) = 0 OR len(media_r) = 0",
    "source": "FALSE",
}
_LEVELS = {
    "time": (
        Level(f"{_GAP} < 0 AND {_LONGEST} <= 108000", 0.60, 0.13),
        Level(f"{_GAP} < 0", 0.17, 0.13),
        Level(f"{_GAP} < 86400", 0.18, 0.40),
        Level("ELSE", 0.05, 0.34),
    ),
    "place": (
        Level(
            f"(area_l = area_r AND (lon_l IS NULL OR lon_r IS NULL)) OR ({_METRES} <= {_REACH} AND {_REACH} <= 24000"
            f" AND least(around_l, around_r) >= {_RARE})",
            0.38,
            0.02,
        ),
        Level(f"{_METRES} <= {_REACH} AND {_REACH} <= 24000", 0.30, 0.04),
        Level(f"{_METRES} <= {_REACH}", 0.10, 0.06),
        Level(f"{_METRES} <= {_REACH} + 15000", 0.17, 0.10),
        Level("ELSE", 0.05, 0.78),
    ),
    "kind": (Level("list_has_any(kinds_l, kinds_r)", 0.75, 0.20), Level("ELSE", 0.25, 0.80)),
    "actors": (
        Level("list_has_all(actors_l, actors_r) AND list_has_all(actors_r, actors_l)", 0.70, 0.10),
        Level("list_has_any(actors_l, actors_r)", 0.25, 0.40),
        Level("ELSE", 0.05, 0.50),
    ),
    "counts": (
        Level("low_l = high_l AND low_l = low_r AND high_l = high_r AND low_l >= 3", 0.35, 0.05),
        Level("greatest(low_l, low_r) <= least(high_l, high_r)", 0.35, 0.30),
        Level(f"{_APART} <= 0.25", 0.10, 0.05),
        Level("ELSE", 0.20, 0.60),
    ),
    "words": (
        Level("len(list_intersect(rare_l, rare_r)) >= 2", 0.25, 0.0005),
        Level("len(list_intersect(rare_l, rare_r)) = 1", 0.25, 0.02),
        Level("list_has_any(unusual_l, unusual_r)", 0.20, 0.18),
        Level("ELSE", 0.30, 0.7995),
    ),
    "media": (Level("list_has_any(media_l, media_r)", 0.80, 0.001), Level("ELSE", 0.20, 0.999)),
    "source": (Level("source_l = source_r", 0.10, 0.30), Level("ELSE", 0.90, 0.70)),
}


class SplinkLinker:
    """Splink on the DuckDB connection handed to it; the pairs looked at and all that follows are as built in."""

    name = "splink"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep the connection; nothing is read yet."""
        self._connection = connection

    def suggest(
        self, accounts: Sequence[Account], marks: Marks, distinct_sets: frozenset[str]
    ) -> tuple[Suggestion, ...]:
        """Return the pairs from the low mark on, by key.

        With fewer than a thousand accounts nothing is fitted: the probabilities are those written here.

        Args:
            accounts: One for each record, in any order.
            marks: From which score on a pair is suggested, and a link provisional.
            distinct_sets: Ids of the data sets whose rows are distinct.

        Raises:
            BackEndMissing: Splink is not installed.
            ValueError: Two accounts have one key, or a time or place that cannot be.

        Source: issue "Incidents"; Linacre et al. 2022, Splink.
        """
        _refuse_absence()
        if len(accounts) < 2:
            return ()
        prepared = prepare(accounts, distinct_sets)
        pairs = [
            pa.table({"first": one, "second": other})
            for one, other in candidate_pairs(self._connection, prepared, _BATCH)
        ]
        found = pa.concat_tables(pairs) if pairs else None
        if found is None or not len(found):
            return ()
        weighed = self._weighed(prepared, found, weight_of(marks.low) - MOST_ADDED)
        return decide(prepared, weighed, marks)

    def _weighed(self, prepared: Prepared, pairs: pa.Table, least: int) -> Weighed:
        """Return the pairs that may reach the low mark, with Splink's weights in hundredths of natural logarithms."""
        from splink import DuckDBAPI  # noqa: PLC0415  an extra: imported where it is used

        api: Any = DuckDBAPI(connection=self._connection)
        model = _model(api, prepared)
        columns = {"match_key": np.zeros(len(pairs), dtype=np.int64).astype(str)}
        blocked = pa.table(
            {"match_key": columns["match_key"], "join_key_l": pairs["first"], "join_key_r": pairs["second"]}
        )
        model.table_management.register_blocked_pairs_for_predict(api.register(blocked))
        table = model.inference.predict(
            threshold_match_weight=least / _TO_HUNDREDTHS, warning_mode="never"
        ).as_pyarrow_table()
        api.delete_tables_created_by_splink_from_db()
        left, right = (table.column(f"unique_id_{side}").to_numpy().astype(np.int64) for side in "lr")
        order = np.lexsort((np.maximum(left, right), np.minimum(left, right)))
        weights = np.zeros((len(order), len(ASPECTS)), dtype=np.int64)
        for at, aspect in enumerate(ASPECTS):
            if aspect in _LEVELS:
                weights[:, at] = _hundredths(table.column(f"mw_{aspect}"))[order]
        total = _hundredths(table.column("match_weight"))[order]
        return Weighed(np.minimum(left, right)[order], np.maximum(left, right)[order], total, weights)


def _refuse_absence() -> None:
    try:
        import splink  # noqa: F401, PLC0415  an extra: imported where it is used
    except ImportError as error:
        raise BackEndMissing("splink", "link") from error


def _hundredths(column: pa.ChunkedArray) -> Ints:
    whole: Ints = np.round(column.to_numpy().astype(np.float64) * _TO_HUNDREDTHS).astype(np.int64)
    return whole


def _model(api: Any, prepared: Prepared) -> Any:
    """Return a model over the accounts, fitted where there are enough of them."""
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415  an extra: imported where it is used

    fitted = len(prepared.accounts) >= FEWEST_TO_FIT
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(aspect) for aspect in _LEVELS],
        blocking_rules_to_generate_predictions=[block_on("source")],  # not used: the pairs are handed over
        probability_two_random_records_match=1 / len(prepared.accounts) if fitted else _PRIOR,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )
    model = Linker(api.register(_table(prepared)), settings, log_level=logging.ERROR)
    if fitted:
        model.training.estimate_u_using_random_sampling(max_pairs=_SAMPLE, seed=1)
        pointed = bool(prepared.pointed.any())
        for columns in (("earliest", "around"), ("lon", "lat")) if pointed else (("earliest", "area"), ("area",)):
            _fit(model, block_on(*columns))
    return model


def _fit(model: Any, rule: Any) -> None:
    """Fit the model to the pairs that a rule finds; where it finds none the probabilities stay as written."""
    from splink.internals.exceptions import EMTrainingException  # noqa: PLC0415  an extra: imported where it is used

    with contextlib.suppress(EMTrainingException):
        model.training.estimate_parameters_using_expectation_maximisation(rule)


def _comparison(aspect: str) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": _UNTOLD[aspect], "label_for_charts": "not told", "is_null_level": True}
    ]
    for at, level in enumerate(_LEVELS[aspect]):
        probabilities = {"m_probability": level.same, "u_probability": level.other}
        levels.append({"sql_condition": level.condition, "label_for_charts": str(at)} | probabilities)
    return {"output_column_name": aspect, "comparison_levels": levels}


def _table(prepared: Prepared) -> pa.Table:
    def told(values: Any, known: Any) -> pa.Array:
        return pa.array(values, mask=~known)

    counted = bool(prepared.units)
    low = prepared.low[:, 0] if counted else np.full(len(prepared.accounts), -1)
    high = prepared.high[:, 0] if counted else low
    unusual = prepared.words.rarity >= _UNUSUAL
    rare = prepared.words.rarity >= _RARE
    return pa.table(
        {
            "unique_id": np.arange(len(prepared.accounts)),
            "source": prepared.source,
            "earliest": told(prepared.earliest, prepared.timed),
            "latest": told(prepared.latest, prepared.timed),
            "lon": told(prepared.lon, prepared.pointed),
            "lat": told(prepared.lat, prepared.pointed),
            "radius_m": prepared.radius_m,
            "area": told(prepared.area, prepared.area >= 0),
            "around": prepared.around,
            "kinds": _lists(prepared.kinds),
            "actors": _lists(prepared.actors),
            "low": told(low, low >= 0),
            "high": told(high, low >= 0),
            "words": prepared.told,
            "rare": _lists(prepared.words, rare),
            "unusual": _lists(prepared.words, unusual),
            "media": _lists(prepared.media),
        }
    )


def _lists(bag: Bag, chosen: Any = None) -> pa.Array:
    """Return of each account its ids, or those chosen, as lists."""
    wanted = bag.ids >= 0
    if chosen is not None:
        wanted &= np.append(chosen, False)[bag.ids]
    offsets = np.concatenate(([0], np.cumsum(wanted.sum(axis=1))))
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), pa.array(bag.ids[wanted]))
