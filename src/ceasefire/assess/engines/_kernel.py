"""The NumPy kernel: sums by (area, first day, last day) become days, ranges, and surely broken runs of days."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ceasefire.assess.engines._contributions import Row
from ceasefire.assess.engines._inputs import UNLIMITED

Ints = npt.NDArray[np.int64]
COLUMNS = ("area", "first", "last", "low", "base", "single", "high", "opens", "earliest", "latest")
_FAR = 1 << 60
_BLOCK = 32  # areas whose days are worked through together
_ROWS = 1 << 17  # rows added up together: both fit the processor's cache


@dataclass(frozen=True, slots=True)
class Sums:
    """Bounds summed by (area, first, last). Every column is (n,) int64; `first` may be -1, `last` the number of days.

    Attributes:
        low, base, high: Sums; `opens` counts open highs, which are not in `high`.
        single: The greatest low of one occurrence that cannot be divided.
        earliest, latest: Instants; 2^60 and -2^60 where nothing counts.
    """

    area: Ints
    first: Ints
    last: Ints
    low: Ints
    base: Ints
    single: Ints
    high: Ints
    opens: Ints
    earliest: Ints
    latest: Ints


def sums_from_rows(rows: Iterable[Row]) -> Sums:
    """Return rows as columns, one a row.

    Source: DESIGN, "Engines".
    """
    table = [
        (
            row.area, row.first, row.last, row.low, row.base, row.single, row.high or 0, int(row.high is None),
            row.earliest if row.low or row.high != 0 else _FAR, row.latest if row.low or row.high != 0 else -_FAR,
        )
        for row in rows
    ]  # fmt: skip
    columns = np.array(table, dtype=np.int64).reshape(len(table), len(COLUMNS)).T
    return Sums(*columns)


def joined(first: Sums, second: Sums) -> Sums:
    """Return both, one after the other.

    Source: DESIGN, "Engines".
    """
    return Sums(*(np.concatenate([getattr(first, name), getattr(second, name)]) for name in COLUMNS))


def day_bounds(sums: Sums, areas: int, days: int) -> tuple[Ints, Ints]:
    """Return (low, high) per area and day, each (areas, days); an open high is -1. Highs by difference arrays.

    Source: DESIGN, "Engines".
    Complexity: O(n + areas x days).
    """
    low = np.zeros(areas * days, dtype=np.int64)
    # one column more than days takes what lies after the last; what lies before the first cancels itself
    high, opens = (np.zeros(areas * (days + 1), dtype=np.int64) for _ in range(2))
    for since in range(0, len(sums.area), _ROWS):
        area, first, last, lows, highs, opened = (
            getattr(sums, name)[since : since + _ROWS] for name in ("area", "first", "last", "low", "high", "opens")
        )
        own = np.flatnonzero((lows > 0) & (first == last) & (first >= 0) & (first < days))
        np.add.at(low, area[own] * days + first[own], lows[own])
        row = area * (days + 1)
        begins, ends = row + np.clip(first, 0, days), row + np.clip(last + 1, 0, days)
        np.add.at(high, begins, highs)
        np.subtract.at(high, ends, highs)
        some = np.flatnonzero(opened)
        np.add.at(opens, begins[some], opened[some])
        np.subtract.at(opens, ends[some], opened[some])
    high, opens = (np.cumsum(each.reshape(areas, days + 1), axis=1)[:, :days] for each in (high, opens))
    high[opens > 0] = -1
    return low.reshape(areas, days), high


def range_bounds(sums: Sums, areas: int, ranges: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
    """Return (low, base, high) per area and range of days, each (areas, ranges); an open high is -1.

    Source: DESIGN, "Floors mirror this".
    Complexity: O(n) a range.
    """
    low, base, high = (np.zeros((areas, len(ranges)), dtype=np.int64) for _ in range(3))
    for index, (first, last) in enumerate(ranges):
        inside = (sums.first >= first) & (sums.last <= last)
        over = (sums.first <= last) & (sums.last >= first)
        low[:, index] = _by_area(sums.area[inside], sums.low[inside], areas)
        base[:, index] = _by_area(sums.area[inside], sums.base[inside], areas)
        opens = _by_area(sums.area[over], sums.opens[over], areas)
        high[:, index] = np.where(opens > 0, -1, _by_area(sums.area[over], sums.high[over], areas))
    return low, base, high


def broken_runs(sums: Sums, limits: Ints, longest: int) -> Ints:
    """Return per area and day j the latest i for which the run i..j is surely broken, -1 for none.

    Args:
        sums: Bounds.
        limits: (areas, days) upper limits in whole units.
        longest: Runs up to this many days are tried.

    Source: Hall's condition for intervals (DESIGN, "Limits and runs of days").
    Complexity: O(n log n + longest x areas x days).
    """
    areas, days = limits.shape
    latest = np.full((areas, days), -1, dtype=np.int64)
    longest = min(longest, days)
    spans = sums.last - sums.first
    usable = np.flatnonzero((sums.low > 0) & (sums.first >= 0) & (sums.last < days) & (spans < longest))
    part = sums.area[usable] // _BLOCK * longest + spans[usable]
    order = np.argsort(part, kind="stable")
    usable, part = usable[order], part[order]
    for begin in range(0, areas, _BLOCK):
        edges = np.searchsorted(part, begin // _BLOCK * longest + np.arange(longest + 1))
        rows = [usable[since:until] for since, until in itertools.pairwise(edges)]
        _broken_block(sums, rows, limits[begin : begin + _BLOCK], begin, latest[begin : begin + _BLOCK])
    return latest


def _broken_block(sums: Sums, rows: list[Ints], limits: Ints, begin: int, latest: Ints) -> None:
    """Fill `latest` for the areas from `begin` on; a block stays in the processor's cache through every length.

    S[i..j] = S[i+1..j] + S[i..j-1] - S[i+1..j-1] + w[i, j], one length after the other.

    Args:
        sums: Bounds.
        rows: Indexes into `sums` of the rows of length 1, 2, ... that lie in these areas.
        limits: (areas, days) upper limits of these areas.
        begin: The first of these areas.
        latest: (areas, days), filled.
    """
    areas, days = limits.shape
    starts = np.arange(days)
    ahead = np.concatenate([np.zeros((areas, 1), dtype=np.int64), np.cumsum(limits, axis=1)], axis=1)
    shorter = np.zeros((areas, days + 1), dtype=np.int64)  # S of runs one and two days shorter, by first day
    shortest = np.zeros((areas, days + 2), dtype=np.int64)
    widest = limits  # greatest limit in the run
    for length, here in enumerate(rows, start=1):
        count = days - length + 1
        area, first = sums.area[here] - begin, sums.first[here]
        total = shorter[:, 1 : count + 1] + shorter[:, :count]
        total -= shortest[:, 1 : count + 1]
        np.add.at(total.reshape(-1), area * count + first, sums.low[here])
        widest = limits if length == 1 else np.maximum(widest[:, :count], limits[:, length - 1 :])
        broken = total > ahead[:, length:] - ahead[:, :count]
        alone = sums.single[here] > widest[area, first]
        broken[area[alone], first[alone]] = True
        broken &= widest < UNLIMITED
        ends = latest[:, length - 1 :]
        np.copyto(ends, starts[:count], where=broken & (ends < 0))
        shortest, shorter = shorter, total


def run_lengths(stops: Ints, barriers: Ints) -> Ints:
    """Return for each day how many days ago a run that ends with it can have begun, itself included.

    Args:
        stops: (..., days): the latest day that a run ending here or later cannot hold, -1 for none.
        barriers: (days,): the earliest day on which a run ending here can begin.

    Source: DESIGN, "A clock's sure is the longest ending run surely kept".
    """
    begins = np.maximum(np.maximum.accumulate(stops, axis=-1) + 1, barriers)
    lengths: Ints = np.maximum(np.arange(1, stops.shape[-1] + 1) - begins, 0)
    return lengths


def day_extremes(sums: Sums, areas: int, days: int) -> tuple[Ints, Ints]:
    """Return (earliest, latest) instant of what may count per area and day; empty days hold (2^60, -2^60).

    Source: DESIGN, "After a breach the clock restarts".
    Complexity: O(n x days of a row + areas x days).
    """
    earliest = np.full(areas * days, _FAR, dtype=np.int64)
    latest = np.full(areas * days, -_FAR, dtype=np.int64)
    begins, ends = np.maximum(sums.first, 0), np.minimum(sums.last, days - 1)
    here, offset = np.flatnonzero(begins <= ends), 0
    while len(here):
        spot = sums.area[here] * days + begins[here] + offset
        np.minimum.at(earliest, spot, sums.earliest[here])
        np.maximum.at(latest, spot, sums.latest[here])
        offset += 1
        here = here[begins[here] + offset <= ends[here]]
    return earliest.reshape(areas, days), latest.reshape(areas, days)


def _by_area(area: Ints, values: Ints, areas: int) -> Ints:
    total = np.zeros(areas, dtype=np.int64)
    np.add.at(total, area, values)
    return total
