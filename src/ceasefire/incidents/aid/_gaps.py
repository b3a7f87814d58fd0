"""How long an area has gone without a delivery: as sure, as possible, and how much of it was watched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.incidents.aid._ladder import overlaps, watched_spans
from ceasefire.incidents.aid._rungs import Rung, Vigil
from ceasefire.times import Calendar


@dataclass(frozen=True, slots=True)
class Gap:
    """How long an area has gone without a delivery, in whole days that are over.

    Attributes:
        area: Its id.
        sure: Days at the end on which surely nothing was delivered: each watched throughout, with no delivery that is
            even possible. 0 where nobody watched: silence proves nothing.
        possible: Days since the last delivery that surely was, or, where none surely was, all days of the calendar.
        known: The record of that last delivery, or empty: no delivery is known since the calendar begins.
        known_since: From when it may have been, seconds UTC, or None.
        maybe: The record of a later delivery, of another convoy, that only possibly was, or empty.
        maybe_until: Until when that may have been, seconds UTC, or None.
        watched: Of the days in `possible`, how many were watched throughout.
    """

    area: str
    sure: int
    possible: int
    known: str
    known_since: int | None
    maybe: str
    maybe_until: int | None
    watched: int


def gap_of(rungs: Iterable[Rung], vigils: Iterable[Vigil], area: str, calendar: Calendar, now: int) -> Gap:
    """Return how long an area has gone without a delivery.

    Args:
        rungs: Any order.
        vigils: Any order; who would have seen a delivery.
        area: Its id.
        calendar: Days up to now; the one that is not over is not counted.
        now: The moment asked about, seconds UTC; whatever was told by then as delivered was delivered by then.

    Source: DESIGN, "Meaning: bounds, not guesses"; "Silence is not compliance".
    """
    told = [each for each in rungs if each.status == "delivered" and area in each.possible and each.when.earliest < now]
    certain = [each for each in told if each.proven and each.delivers and area in each.sure]
    last = max(certain, key=lambda each: (each.when.earliest, each.key), default=None)
    later = [each for each in told if each not in certain and _is_another(each, last)]
    maybe = max(later, key=lambda each: (min(each.when.latest, now), each.key), default=None)
    over = [index for index in range(len(calendar)) if calendar.bounds[index + 1] <= now]
    since = [index for index in over if last is None or calendar.bounds[index] > last.when.earliest]
    spans = watched_spans(vigils, area)
    watched = {
        index
        for index in over
        if any(first <= calendar.bounds[index] and calendar.bounds[index + 1] <= until for first, until in spans)
    }
    return Gap(
        area=area,
        sure=_surely_without(told, watched, over, calendar, now),
        possible=len(since),
        known=last.key if last else "",
        known_since=last.when.earliest if last else None,
        maybe=maybe.key if maybe else "",
        maybe_until=min(maybe.when.latest, now) if maybe else None,
        watched=len(watched & {*since}),
    )


def _is_another(rung: Rung, last: Rung | None) -> bool:
    """Return whether it may be a later delivery than the last sure one, and is no second account of the same convoy."""
    if last is None:
        return True
    return rung.when.latest > last.when.earliest and not (rung.convoy and rung.convoy == last.convoy)


def _surely_without(told: list[Rung], watched: set[int], over: list[int], calendar: Calendar, now: int) -> int:
    """Return how many days at the end were watched throughout, with no delivery possible on them or since."""
    after = calendar.bounds[over[-1] + 1] if over else now
    if any(overlaps(each.when, after, max(now, after + 1)) for each in told):
        return 0
    days = 0
    for index in reversed(over):
        start, end = calendar.bounds[index], calendar.bounds[index + 1]
        if index not in watched or any(overlaps(each.when, start, end) for each in told):
            break
        days += 1
    return days
