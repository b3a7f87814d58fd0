"""The days that a reading judges: agreement days from its first to now, and which of them are in force."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from dataclasses import dataclass

from ceasefire.assess.days._in_force import Timeline, clipped, contains, touches
from ceasefire.times import Calendar


@dataclass(frozen=True, slots=True)
class Grid:
    """Days 0..n-1, in time order; everything after `now` is future, everything before day 0 is past.

    Attributes:
        bounds: n + 1 instants; day i is [bounds[i], bounds[i+1]). The last bound is `now`.
        zone, begins_s: Of the calendar: IANA name, seconds after local midnight.
        ordinal: Proleptic Gregorian ordinal of the local date on which day 0 begins.
        now: min(at, as_of): no later instant is judged.
        begins: The day that holds the beginning of the instrument (day 1 of the agreement); n when it has not begun.
        whole: Per day, whether it has ended. Only the last can be running.
        sure, possible: Per day, whether all of it is surely (possibly) in force, and it has ended.
        sure_so_far, possible_so_far: The same, but the running day counts if it is in force from its start past now.
        some: Per day, whether any of it is possibly in force.
        later_sure, later_possible: Whether it is in force at `now`, so that more days can come.
        timeline: Clipped to what the reading is valid for; not clipped to now.
    """

    bounds: tuple[int, ...]
    zone: str
    begins_s: int
    ordinal: int
    now: int
    begins: int
    whole: tuple[bool, ...]
    sure: tuple[bool, ...]
    possible: tuple[bool, ...]
    sure_so_far: tuple[bool, ...]
    possible_so_far: tuple[bool, ...]
    some: tuple[bool, ...]
    later_sure: bool
    later_possible: bool
    timeline: Timeline

    def __len__(self) -> int:
        """Return the number of days."""
        return len(self.bounds) - 1

    def index(self, instant: int) -> int:
        """Return the day that holds the instant; -1 before day 0, n from `now` on."""
        return bisect.bisect_right(self.bounds, instant) - 1

    def date(self, index: int) -> str:
        """Return the local date on which day `index` begins, ISO."""
        return dt.date.fromordinal(self.ordinal + index).isoformat()


def grid_for(calendar: Calendar, line: Timeline, begins: int, now: int) -> Grid:
    """Return the days of `calendar` up to `now`, with what is in force on each.

    Args:
        calendar: Begins no later than every day that is asked for (baselines included).
        line: When the instrument is in force.
        begins: Instant at which the instrument begins.
        now: Instant; a day that `now` cuts is running.

    Source: DESIGN, "A part-day is never a whole day".
    """
    bounds = [each for each in calendar.bounds if each < now]
    ended = len(bounds) - 1 if now not in calendar.bounds else len(bounds)
    bounds.append(now)
    days = list(itertools.pairwise(bounds))
    if not days:
        bounds = [now]
    whole = tuple(index < ended for index in range(len(days)))
    stretches = [(since, until if done else until + 1) for (since, until), done in zip(days, whole, strict=True)]
    sure_so_far = tuple(contains(line.sure, *each) for each in stretches)
    possible_so_far = tuple(contains(line.possible, *each) for each in stretches)
    return Grid(
        bounds=tuple(bounds),
        zone=calendar.zone,
        begins_s=calendar.begins_s,
        ordinal=calendar.first.toordinal(),
        now=now,
        begins=bisect.bisect_right(bounds, begins) - 1 if begins < now else len(days),
        whole=whole,
        sure=tuple(done and each for done, each in zip(whole, sure_so_far, strict=True)),
        possible=tuple(done and each for done, each in zip(whole, possible_so_far, strict=True)),
        sure_so_far=sure_so_far,
        possible_so_far=possible_so_far,
        some=tuple(touches(line.possible, *day) for day in days),
        later_sure=touches(line.sure, now, now + 1),
        later_possible=touches(line.possible, now, now + 1),
        timeline=line,
    )


def valid_within(line: Timeline, since: int, until: int) -> Timeline:
    """Return the timeline cut to the time in which a reading is the version in force.

    Source: DESIGN, "Each day is judged under the version in force that day".
    """
    return Timeline(
        clipped(line.sure, since, until),
        clipped(line.possible, since, until),
        line.sure_resets,
        line.possible_resets,
    )
