"""The access ladder by area and day: which rungs were surely, which possibly reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.incidents.aid._rungs import Rung, Vigil
from ceasefire.records import MOVEMENT_STATUS
from ceasefire.times import Calendar, When

LADDER = MOVEMENT_STATUS[:6]
SETBACKS = MOVEMENT_STATUS[6:]


@dataclass(frozen=True, slots=True)
class LadderDay:
    """One area's day.

    Attributes:
        index: Of the day in the calendar.
        sure: Statuses that surely were on that day in that area, in the order of the ladder, setbacks last.
        possible: Those that only possibly were.
        keys: Of the records that say so, sorted.
        watched: All of the day somebody would have seen a delivery; only then does an empty day say anything.
    """

    index: int
    sure: tuple[str, ...]
    possible: tuple[str, ...]
    keys: tuple[str, ...]
    watched: bool


def ladder_days(rungs: Iterable[Rung], vigils: Iterable[Vigil], area: str, calendar: Calendar) -> tuple[LadderDay, ...]:
    """Return an area's days, one for each day of the calendar.

    Args:
        rungs: Any order.
        vigils: Any order.
        area: Its id.
        calendar: The days.

    Source: DESIGN, "A contribution": surely, if every way of resolving the uncertainty falls inside.
    """
    first, last = calendar.bounds[0], calendar.bounds[-1]
    near = [each for each in rungs if area in each.possible and overlaps(each.when, first, last)]
    spans = watched_spans(vigils, area)
    return tuple(_day(near, spans, area, index, calendar) for index in range(len(calendar)))


def _day(
    rungs: Iterable[Rung], spans: tuple[tuple[int, int], ...], area: str, index: int, calendar: Calendar
) -> LadderDay:
    start, end = calendar.bounds[index], calendar.bounds[index + 1]
    sure: set[str] = set()
    possible: set[str] = set()
    keys: set[str] = set()
    for each in rungs:
        if not overlaps(each.when, start, end):
            continue
        keys.add(each.key)
        certain = each.proven and area in each.sure and surely_in(each.when, start, end)
        (sure if certain else possible).add(each.status)
    return LadderDay(
        index,
        tuple(each for each in MOVEMENT_STATUS if each in sure),
        tuple(each for each in MOVEMENT_STATUS if each in possible - sure),
        tuple(sorted(keys)),
        any(since <= start and end <= until for since, until in spans),
    )


def overlaps(when: When, start: int, end: int) -> bool:
    """Return whether something may have been in [start, end)."""
    return when.earliest < end and start < when.latest


def surely_in(when: When, start: int, end: int) -> bool:
    """Return whether it surely was in [start, end), given that it overlaps: all of it inside, or present throughout."""
    return when.how == "throughout" or (start <= when.earliest and when.latest <= end)


def watched_spans(vigils: Iterable[Vigil], area: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of time over which an area was watched, joined where they touch, in order."""
    joined: list[tuple[int, int]] = []
    for earliest, latest in sorted((each.earliest, each.latest) for each in vigils if area in each.areas):
        if joined and earliest <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], latest))
        else:
            joined.append((earliest, latest))
    return tuple(joined)
