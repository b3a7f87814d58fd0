"""The board of areas and days, and how long each area has gone without a delivery, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ceasefire.centre.seen.aid import MOST_DAYS, AidSeen
from ceasefire.incidents.aid import Gap, LadderDay, gap_of, ladder_days
from ceasefire.publish._evidence import record_label
from ceasefire.publish.words import STATUSES, NameBook, word


@dataclass(frozen=True, slots=True)
class Mark:
    """A rung that was reached, or a setback: surely or only possibly."""

    status: str
    said: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One area's day. `label` says everything in words; no marks means that nothing is known of it."""

    label: str
    marks: tuple[Mark, ...]
    watched: bool


@dataclass(frozen=True, slots=True)
class Without:
    """How long an area has gone without a delivery, in words.

    Attributes:
        bounds: As sure and as possible.
        last: The last delivery that surely was, or since when none is known.
        maybe: A later one that only possibly was, or empty.
        watched: On how many of the days somebody would have seen one.
        open: Nothing is surely known: the bounds are far apart.
    """

    bounds: str
    last: str
    maybe: str
    watched: str
    open: bool


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area: its days and its gap."""

    area: str
    name: str
    cells: tuple[Cell, ...]
    without: Without


@dataclass(frozen=True, slots=True)
class Heading:
    """One day of the board; `month` is empty unless it differs from the day before."""

    date: str
    day: str
    month: str


@dataclass(frozen=True, slots=True)
class Board:
    """The board. `earlier` and `later` are dates until which the days before and after are shown, or empty."""

    headings: tuple[Heading, ...]
    rows: tuple[AreaRow, ...]
    earlier: str
    later: str


def board_of(seen: AidSeen) -> Board:
    """Return the areas by the days that are asked for, at most a fortnight of them."""
    calendar, language = seen.calendar, seen.names.language
    dates = [calendar.date(index).isoformat() for index in range(len(calendar))]
    end = next((index + 1 for index, date in enumerate(dates) if date == seen.wanted.until), len(dates))
    start = max(0, end - MOST_DAYS)
    headings = tuple(
        Heading(
            language.date(date),
            language.day(date),
            language.month(date) if at == start or dates[at - 1][:7] != date[:7] else "",
        )
        for at, date in enumerate(dates[start:end], start=start)
    )
    shown = [each for each in seen.areas if seen.wanted.area in ("", each)]
    return Board(
        headings,
        tuple(_row(seen, each, start, end) for each in shown),
        dates[start - 1] if start else "",
        dates[min(end + MOST_DAYS, len(dates)) - 1] if end < len(dates) else "",
    )


def _row(seen: AidSeen, area: str, start: int, end: int) -> AreaRow:
    whole = seen.calendar
    window = replace(whole, bounds=whole.bounds[start : end + 1], first=whole.date(start))
    days = ladder_days(seen.rungs, seen.vigils, area, window)
    gap = gap_of(seen.every, seen.vigils, area, seen.calendar, seen.now)
    cells = tuple(_cell(seen.names, each, window.date(each.index).isoformat()) for each in days)
    return AreaRow(area, seen.names.area(area), cells, without_in_words(seen, gap))


def _cell(names: NameBook, day: LadderDay, date: str) -> Cell:
    language, say = names.language, names.language.say
    marks = tuple(
        Mark(each, word(language, STATUSES, each), each in day.sure)
        for each in sorted((*day.sure, *day.possible), key=list(STATUSES).index)
    )
    told = [each.said if each.sure else say("possibly {status}", status=each.said) for each in marks]
    if not told:
        told = [say("watched, no movement known") if day.watched else say("nothing known")]
    return Cell(say("{date}: {state}", date=language.date(date), state=say("; ").join(told)), marks, day.watched)


def without_in_words(seen: AidSeen, gap: Gap) -> Without:
    """Return a gap in words. Nothing known is "no delivery known since", never "none"."""
    language, say, count = seen.names.language, seen.names.language.say, seen.names.language.count
    if not gap.possible:
        bounds = say("less than a whole day")
    elif gap.sure == gap.possible:
        bounds = count("{n} day, surely", "{n} days, surely", gap.sure)
    else:
        sure, most = language.number(gap.sure), count("{n} day", "{n} days", gap.possible)
        bounds = say("{sure} surely, {most} at most", sure=sure, most=most)
    since = language.instant(seen.calendar.bounds[0])
    if gap.known:
        last = say("last delivery known: {record}", record=record_label(seen.names, seen.records, gap.known))
    elif gap.maybe:
        last = say("no delivery surely known since {instant}", instant=since)
    elif seen.outside:
        last = say("no delivery that was released to you since {instant}", instant=since)
    else:
        last = say("no delivery known since {instant}", instant=since)
    maybe = ""
    if gap.maybe:
        maybe = say("possibly delivered since: {record}", record=record_label(seen.names, seen.records, gap.maybe))
    some, days = language.number(gap.watched), gap.possible
    if seen.outside:
        watched = count(
            "watched on {some} of {n} day, as far as released to you",
            "watched on {some} of {n} days, as far as released to you",
            days,
            some=some,
        )
    else:
        watched = count("watched on {some} of {n} day", "watched on {some} of {n} days", days, some=some)
    return Without(bounds, last, maybe, watched if gap.possible else "", gap.sure != gap.possible)
