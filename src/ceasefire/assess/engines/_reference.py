"""The reference engine: slow, obvious, plain Python. Every other engine must give the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ceasefire.assess._question import Question
from ceasefire.assess.engines._contributions import Row, contribute
from ceasefire.assess.engines._inputs import UNLIMITED, Inputs
from ceasefire.assess.engines._joining import adjusted

Ints = npt.NDArray[np.int64]
OPEN_HIGH = -1


class ReferenceEngine:
    """Loops over records, days and runs of days exactly as docs/semantics.md words it."""

    name = "reference"
    reads_table = False

    def measure(self, inputs: Inputs, question: Question) -> list[Row]:
        """Return every bound that a known record gives.

        Source: DESIGN, "A contribution", "Sameness".
        """
        same = inputs.sameness(question)
        touched = same.touched()
        rows = [row for record in inputs.known.records for row in contribute(record, question)]
        plain = [row for row in rows if row.position not in touched]
        return plain + adjusted((row for row in rows if row.position in touched), same)

    def days(self, rows: Sequence[Row], areas: int, days: int) -> tuple[Ints, Ints]:
        """Return (low, high) of every area and day, each (areas, days); an open high is -1.

        Source: DESIGN, "Limits and runs of days".
        """
        low = [[0] * days for _ in range(areas)]
        high = [[0] * days for _ in range(areas)]
        for area in range(areas):
            for day in range(days):
                inside = [row for row in rows if row.area == area and row.first == day == row.last]
                over = [row.high for row in rows if row.area == area and row.first <= day <= row.last]
                low[area][day] = sum(row.low for row in inside)
                high[area][day] = OPEN_HIGH if None in over else sum(each for each in over if each is not None)
        return _array(low, days), _array(high, days)

    def ranges(self, rows: Sequence[Row], areas: int, ranges: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
        """Return (low, base, high) of every area and range of days, both ends included, each (areas, ranges).

        Source: DESIGN, "Floors mirror this".
        """
        low = [[0] * len(ranges) for _ in range(areas)]
        base = [[0] * len(ranges) for _ in range(areas)]
        high = [[0] * len(ranges) for _ in range(areas)]
        for area in range(areas):
            for index, (first, last) in enumerate(ranges):
                inside = [row for row in rows if row.area == area and first <= row.first and row.last <= last]
                over = [row.high for row in rows if row.area == area and row.first <= last and row.last >= first]
                low[area][index] = sum(row.low for row in inside)
                base[area][index] = sum(row.base for row in inside)
                high[area][index] = OPEN_HIGH if None in over else sum(each for each in over if each is not None)
        return _array(low, len(ranges)), _array(base, len(ranges)), _array(high, len(ranges))

    def broken(self, rows: Sequence[Row], limits: Ints, longest: int) -> Ints:
        """Return for every area and day j the latest i for which the run i..j is surely broken, -1 for none.

        Args:
            rows: What `measure` returned.
            limits: (areas, days) upper limits in whole units.
            longest: Runs up to this many days are tried.

        Source: Hall's condition for intervals (DESIGN, "Limits and runs of days").
        """
        areas, days = limits.shape
        latest = [[-1] * days for _ in range(areas)]
        for area in range(areas):
            for last in range(days):
                for first in range(max(0, last - longest + 1), last + 1):
                    inside = [row for row in rows if row.area == area and first <= row.first and row.last <= last]
                    limit = [int(each) for each in limits[area, first : last + 1]]
                    over = max(limit) < UNLIMITED and sum(row.low for row in inside) > sum(limit)
                    alone = any(_breaks_alone(row, limits) for row in inside)
                    if over or alone:
                        latest[area][last] = first
        return _array(latest, days)

    def extremes(self, rows: Sequence[Row], areas: int, days: int) -> tuple[Ints, Ints]:
        """Return (earliest, latest) instant of what may count on every area and day; empty days hold (2^60, -2^60).

        Source: DESIGN, "After a breach the clock restarts".
        """
        first = [[1 << 60] * days for _ in range(areas)]
        last = [[-(1 << 60)] * days for _ in range(areas)]
        for row in rows:
            for day in range(max(row.first, 0), min(row.last, days - 1) + 1):
                if row.low or row.high != 0:
                    first[row.area][day] = min(first[row.area][day], row.earliest)
                    last[row.area][day] = max(last[row.area][day], row.latest)
        return _array(first, days), _array(last, days)


def _breaks_alone(row: Row, limits: Ints) -> bool:
    largest = max(int(each) for each in limits[row.area, row.first : row.last + 1])
    return row.single > largest and largest < UNLIMITED


def _array(rows: list[list[int]], width: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)
