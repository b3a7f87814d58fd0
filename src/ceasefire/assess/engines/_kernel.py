"""The NumPy kernel: sums by (area, first day, last day) become days, ranges, and surely broken runs of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ceasefire.assess.engines._contributions import Row

Ints = npt.NDArray[np.int64]
COLUMNS = ("area", "first", "last", "low", "base", "single", "high", "opens", "earliest", "latest")
_FAR = 1 << 60


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
    low = np.zeros((areas, days), dtype=np.int64)
    own = (sums.first == sums.last) & (sums.first >= 0) & (sums.first < days)
    np.add.at(low, (sums.area[own], sums.first[own]), sums.low[own])
    high, opens = (_over(sums, values, areas, days) for values in (sums.high, sums.opens))
    return low, np.where(opens > 0, -1, high)


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

    S[i..j] = S[i+1..j] + S[i..j-1] - S[i+1..j-1] + w[i, j], one length after the other.

    Args:
        sums: Bounds.
        limits: (areas, days) upper limits in whole units.
        longest: Runs up to this many days are tried.

    Source: Hall's condition for intervals (DESIGN, "Limits and runs of days").
    Complexity: O(n + longest x areas x days).
    """
    areas, days = limits.shape
    latest = np.full((areas, days), -1, dtype=np.int64)
    ahead = np.concatenate([np.zeros((areas, 1), dtype=np.int64), np.cumsum(limits, axis=1)], axis=1)
    lengths = sums.last - sums.first + 1
    usable = (sums.first >= 0) & (sums.last < days) & (sums.low > 0)
    shorter = np.zeros((areas, days + 1), dtype=np.int64)  # S of runs one and two days shorter, by first day
    shortest = np.zeros((areas, days + 2), dtype=np.int64)
    widest = np.zeros((areas, days), dtype=np.int64)  # greatest limit in the run
    for length in range(1, min(longest, days) + 1):
        count = days - length + 1
        exact = usable & (lengths == length)
        weight = np.zeros((areas, count), dtype=np.int64)
        np.add.at(weight, (sums.area[exact], sums.first[exact]), sums.low[exact])
        alone = np.zeros((areas, count), dtype=np.int64)
        np.maximum.at(alone, (sums.area[exact], sums.first[exact]), sums.single[exact])
        total = shorter[:, 1 : count + 1] + shorter[:, :count] - shortest[:, 1 : count + 1] + weight
        widest = limits.copy() if length == 1 else np.maximum(widest[:, :count], limits[:, length - 1 :])
        broken = (total > ahead[:, length:] - ahead[:, :count]) | (alone > widest)
        ends = latest[:, length - 1 :]
        ends[broken & (ends < 0)] = np.broadcast_to(np.arange(count), (areas, count))[broken & (ends < 0)]
        shortest, shorter = shorter, total
    return latest


def day_extremes(sums: Sums, areas: int, days: int) -> tuple[Ints, Ints]:
    """Return (earliest, latest) instant of what may count per area and day; empty days hold (2^60, -2^60).

    Source: DESIGN, "After a breach the clock restarts".
    """
    first = np.full((areas, days), _FAR, dtype=np.int64)
    last = np.full((areas, days), -_FAR, dtype=np.int64)
    begins, ends = np.maximum(sums.first, 0), np.minimum(sums.last, days - 1)
    for offset in range(int((ends - begins).max()) + 1 if len(ends) else 0):
        here = begins + offset <= ends
        spot = (sums.area[here], begins[here] + offset)
        np.minimum.at(first, spot, sums.earliest[here])
        np.maximum.at(last, spot, sums.latest[here])
    return first, last


def _over(sums: Sums, values: Ints, areas: int, days: int) -> Ints:
    changes = np.zeros((areas, days + 1), dtype=np.int64)
    meets = (sums.last >= 0) & (sums.first < days) & (values != 0)
    begins, ends = np.maximum(sums.first[meets], 0), np.minimum(sums.last[meets], days - 1) + 1
    np.add.at(changes, (sums.area[meets], begins), values[meets])
    np.subtract.at(changes, (sums.area[meets], ends), values[meets])
    return np.cumsum(changes, axis=1)[:, :days]


def _by_area(area: Ints, values: Ints, areas: int) -> Ints:
    total = np.zeros(areas, dtype=np.int64)
    np.add.at(total, area, values)
    return total
