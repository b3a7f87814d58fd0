"""The strip of days: how many incidents surely lie in each, and how many may."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ceasefire.centre.seen.map.asked import Asked
from ceasefire.centre.seen.map.coverage import Span, Watching, watched_at_all
from ceasefire.centre.seen.map.found import Found

MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Day:
    """A civil day: incidents that surely lie in it, others that may, and whether anybody watched anywhere.

    `watched` is None where coverage of the day is not told to the reader, or not over.
    """

    date: dt.date
    sure: int
    possible: int
    watched: bool | None


@dataclass(frozen=True, slots=True)
class Strip:
    """Days in order; `earlier` more days with incidents lie before them. `highest` is the tallest bar."""

    days: tuple[Day, ...]
    earlier: int

    @property
    def highest(self) -> int:
        """Return the number of incidents on the fullest day, at least 1."""
        return max((each.sure + each.possible for each in self.days), default=0) or 1


def span_of(date: dt.date, zone: zoneinfo.ZoneInfo) -> Span:
    """Return [start, end) of a civil day, seconds UTC."""
    return _midnight(date, zone), _midnight(date + dt.timedelta(days=1), zone)


def _midnight(date: dt.date, zone: zoneinfo.ZoneInfo) -> int:
    return int(dt.datetime.combine(date, dt.time(0), zone).timestamp())


def ordinals_of(asked: Asked) -> tuple[int | None, int | None]:
    """Return the first and the last day asked for as ordinals; None where it is open."""
    return asked.first.toordinal() if asked.first else None, asked.last.toordinal() if asked.last else None


def dates_between(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the days from the first to the last, the latest MOST_DAYS of them."""
    first = max(first, last - dt.timedelta(days=MOST_DAYS - 1))
    return tuple(first + dt.timedelta(days=each) for each in range((last - first).days + 1))


def dates_of(
    found: Sequence[Found], asked: Asked, zone: zoneinfo.ZoneInfo, until: int
) -> tuple[tuple[dt.date, ...], int]:
    """Return the days of the strip, and how many days with incidents lie before them.

    A period that is asked for is shown; a single day stands among the others.

    Args:
        found: What is shown, whatever its day.
        asked: The filters.
        zone: Of the agreement's clock.
        until: The moment of the page, seconds UTC.
    """
    today = dt.datetime.fromtimestamp(until, zone).date()
    ordinals = {day for each in found if each.days for day in each.days}
    touched = sorted(min(dt.date.fromordinal(each), today) for each in ordinals)
    first = touched[0] if touched else today
    last = today
    if asked.day is None:
        first, last = asked.first or first, asked.last or last
    elif not touched:
        first = min(asked.day, today)
    shown = dates_between(min(first, last), last)
    if asked.day and asked.day not in shown:  # long ago, or to come: it in the middle of its neighbours
        shown = dates_between(asked.day - dt.timedelta(days=15), asked.day + dt.timedelta(days=15))
    return shown, sum(each < shown[0] for each in set(touched))


def strip_of(
    found: Iterable[Found],
    watchings: Sequence[Watching],
    kind: str,
    dates: tuple[dt.date, ...],
    *,
    earlier: int,
    zone: zoneinfo.ZoneInfo,
    told: int,
) -> Strip:
    """Return the strip: one pass over the incidents, each counted on the days that it may lie in.

    Args:
        found: What is shown, whatever its day.
        watchings: Of the view.
        kind: Of event that was watched for; empty: at least one.
        dates: The days.
        earlier: How many days with incidents lie before them.
        zone: Of the agreement's clock.
        told: Until when coverage is told, seconds UTC; later days stay open.
    """
    spans = [span_of(each, zone) for each in dates]
    first, last = dates[0].toordinal(), dates[-1].toordinal()
    sure, possible = [0] * len(dates), [0] * len(dates)
    for each in found:
        if each.days is None or each.days[1] < first or each.days[0] > last:
            continue
        begin, end = each.days
        into = sure if begin == end else possible
        for day in range(max(begin, first), min(end, last) + 1):
            into[day - first] += 1
    return Strip(
        tuple(
            Day(
                date,
                sure[index],
                possible[index],
                watched_at_all(watchings, kind, spans[index]) if spans[index][1] <= told else None,
            )
            for index, date in enumerate(dates)
        ),
        earlier,
    )
