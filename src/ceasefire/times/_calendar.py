"""Agreement days: civil time cut at a stated local time of day."""

from __future__ import annotations

import bisect
import datetime as dt
import zoneinfo
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calendar:
    """A run of agreement days.

    Attributes:
        bounds: Instants, ascending, n + 1 of them for n days; day i is [bounds[i], bounds[i+1]).
        first: The local date on which day 0 begins.
        zone, begins_s: IANA name, and seconds after local midnight at which a day begins.
    """

    bounds: tuple[int, ...]
    first: dt.date
    zone: str = "UTC"
    begins_s: int = 0

    def __len__(self) -> int:
        """Return the number of days."""
        return len(self.bounds) - 1

    def index(self, instant: int) -> int:
        """Return the day that holds the instant; -1 before the first, n after the last."""
        return bisect.bisect_right(self.bounds, instant) - 1

    def date(self, index: int) -> dt.date:
        """Return the local date on which day `index` begins (any integer)."""
        return self.first + dt.timedelta(days=index)


def day_start(date: dt.date, zone: zoneinfo.ZoneInfo, begins_s: int) -> int:
    """Return the instant at which the agreement day of a local date begins.

    A time that a daylight-saving change skips or repeats is taken at its first offset (fold 0), so days still tile.
    """
    midnight = dt.datetime.combine(date, dt.time(begins_s // 3600, begins_s % 3600 // 60), tzinfo=zone)
    return int(midnight.timestamp())


def calendar_for(zone: zoneinfo.ZoneInfo, begins_s: int, first: int, last: int) -> Calendar:
    """Return the days that hold every instant of [first, last].

    Args:
        zone: Of the agreement or the reading.
        begins_s: Seconds after local midnight at which a day begins.
        first: Instant in the first day.
        last: Instant in the last day, not before `first`.
    """
    date = dt.datetime.fromtimestamp(first, zone).date()
    if day_start(date, zone, begins_s) > first:
        date -= dt.timedelta(days=1)
    bounds = [day_start(date, zone, begins_s)]
    day = date
    while bounds[-1] <= last:
        day += dt.timedelta(days=1)
        bounds.append(day_start(day, zone, begins_s))
    return Calendar(tuple(bounds), date, zone.key, begins_s)
