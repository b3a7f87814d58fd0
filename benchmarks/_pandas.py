"""The same question as an analyst would answer it today: pandas, written as its manual teaches, and not in haste."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

KILLED_AT_MOST, DAYS_IN_A_ROW, LONGEST_DAYS = 3, 7, 10
ZONE, TURNS_AT, FIRST_DAY = "Asia/Damascus", pd.Timedelta(hours=19), pd.Timestamp("2016-09-12")
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the analyst has open: the records with their local days, and three small lookup sheets.

    Attributes:
        records: One row a version, as in the canonical table; `known_until` spares a search for the newest version.
        actors: axes, actor: 2 where the who-and-what code counts surely, 1 possibly, 0 not at all.
        standings: standing, proof: the same by standing.
        places: place, area, grade; too wide places left out.
        observed: (areas, days): whether silence counts.
    """

    records: pd.DataFrame
    actors: pd.DataFrame
    standings: pd.DataFrame
    places: pd.DataFrame
    observed: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answer:
    """(areas, days) each: bounds of the day's killed (an open high is -1), and both clocks."""

    low: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]
    sure: npt.NDArray[np.int64]
    possible: npt.NDArray[np.int64]


def analyse(sheets: Sheets, as_of: int) -> Answer:
    """Return the days and the clocks of every area as known at `as_of`."""
    areas, days = sheets.observed.shape
    known = _graded(sheets, as_of, days)
    low = _low(known, areas, days)
    high = _high(known, areas, days)
    sure, possible = _clocks(sheets, known, high)
    return Answer(*(np.ascontiguousarray(each.T.to_numpy(dtype=np.int64)) for each in (low, high, sure, possible)))


def _graded(sheets: Sheets, as_of: int, days: int) -> pd.DataFrame:
    """Keep what was known, is a report, may count and lies in the truce; a row for every area it may lie in."""
    records = sheets.records
    known = records[(records.known_from <= as_of) & (records.known_until > as_of) & (records.kind == 0)]
    known = known.merge(sheets.actors, on="axes").merge(sheets.standings, on="standing")
    known = known[(known.actor > 0) & (known.proof > 0)]
    known = known.assign(first=_days(known.earliest), last=_days(known.latest - 1).mask(known.latest > as_of, days))
    known = known.merge(sheets.places, on="place")
    sure = known[["actor", "proof", "grade"]].min(axis=1) == 2
    vague = known.latest - known.earliest > LONGEST_DAYS * _DAY_S
    known = known.assign(low=known.low_0.where(sure, 0), high=known.high_0.mask(vague, 0))
    return known[(known["first"] < days) & (known["last"] >= 0) & ((known.low > 0) | (known.high != 0))]


def _days(instants: pd.Series[int]) -> pd.Series[int]:
    """Return the day of the truce in which each instant lies: days turn at 19:00 in Damascus."""
    local = pd.to_datetime(instants, unit="s", utc=True).dt.tz_convert(ZONE).dt.tz_localize(None)
    return ((local - TURNS_AT).dt.normalize() - FIRST_DAY).dt.days


def _table(sums: pd.Series[int], areas: int, days: int) -> pd.DataFrame:
    """Return sums by (day, area) as a sheet, days down and areas across, empty cells 0."""
    sheet = sums.unstack(fill_value=0)  # noqa: PD010  summed already
    return sheet.reindex(index=range(days), columns=range(areas), fill_value=0)


def _low(known: pd.DataFrame, areas: int, days: int) -> pd.DataFrame:
    """Sum the lows of records that lie within one day."""
    own = known[(known["first"] == known["last"]) & (known.low > 0)]
    return _table(own.groupby(["first", "area"]).low.sum(), areas, days)


def _high(known: pd.DataFrame, areas: int, days: int) -> pd.DataFrame:
    """Sum the highs of records over every day that they touch; -1 where one of them is open."""
    first, last = known["first"].clip(lower=0), known["last"].clip(upper=days - 1)
    counts = known[["area", "high"]].assign(day=first)
    spread = counts.loc[counts.index.repeat(last - first + 1)]
    spread = spread.assign(day=spread.day + spread.groupby(level=0).cumcount())
    is_open = spread.high < 0
    total = _table(spread[~is_open].groupby(["day", "area"]).high.sum(), areas, days)
    opens = _table(spread[is_open].groupby(["day", "area"]).high.count(), areas, days)
    return total.mask(opens > 0, -1)


def _clocks(sheets: Sheets, known: pd.DataFrame, high: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count the days since the last day not surely kept, and since the last run of days surely broken."""
    days, areas = high.shape
    day = pd.Series(high.index, index=high.index)
    kept = (high >= 0) & (high <= KILLED_AT_MOST) & sheets.observed.T
    certain = known[(known.low > 0) & (known["first"] >= 0) & (known["last"] < days)]
    by_length = [_table(part.groupby(["last", "area"]).low.sum(), areas, days)
                 for length in range(1, DAYS_IN_A_ROW + 1)
                 for part in [certain[certain["last"] - certain["first"] + 1 == length]]]  # fmt: skip
    alone = certain[(certain.how == 0) & (certain.low > KILLED_AT_MOST)]
    broken_from = pd.DataFrame(-1, index=high.index, columns=high.columns)
    for window in range(DAYS_IN_A_ROW, 0, -1):  # the shortest window last: the latest first day wins
        within = sum(
            part.rolling(window - length + 1, min_periods=1).sum()
            for length, part in enumerate(by_length[:window], start=1)
        )
        large = alone[alone["last"] - alone["first"] + 1 == window]
        too_large = _table(large.groupby(["last", "area"]).low.count(), areas, days) > 0
        broken = (within > KILLED_AT_MOST * window) | too_large
        broken_from = broken_from.mask(
            broken.iloc[window - 1 :].reindex(high.index, fill_value=False), day - window + 1, axis=0
        )
    not_kept_on = broken_from.mask(~kept, day, axis=0)
    sure, possible = (
        (-stops.cummax()).add(day, axis=0).clip(upper=DAYS_IN_A_ROW) for stops in (not_kept_on, broken_from)
    )
    return sure, possible
