"""The day that a bulletin is about: an agreement day, or a civil day of the agreement's zone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ceasefire.agreement import Agreement
from ceasefire.times import day_start, zone_from_text

_TEXT = re.compile(r"(agreement|civil):(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A day: [start, end), seconds UTC.

    Attributes:
        kind: `agreement` or `civil`.
        date: The local date on which most of it lies, ISO: an agreement day that ends at 19:00 is named after its end.
    """

    kind: str
    date: str
    start: int
    end: int

    def holds(self, earliest: int, latest: int) -> bool:
        """Return whether all of [earliest, latest) lies in it."""
        return self.start <= earliest and latest <= self.end

    def touches(self, earliest: int, latest: int) -> bool:
        """Return whether any of [earliest, latest) lies in it."""
        return earliest < self.end and (latest > self.start or earliest >= self.start)


def period_of(agreement: Agreement, date: dt.date, kind: str = "agreement") -> Period:
    """Return the day of a date.

    Args:
        agreement: Says when its days begin, and in which zone.
        date: Local date; an agreement day is named after the date on which most of it lies.
        kind: `agreement` or `civil`.
    """
    zone = zone_from_text(agreement.zone)
    begins_s = agreement.day_begins_s if kind == "agreement" else 0
    first = date - dt.timedelta(days=1) if begins_s > 12 * 3_600 else date
    next_day = first + dt.timedelta(days=1)
    return Period(kind, date.isoformat(), day_start(first, zone, begins_s), day_start(next_day, zone, begins_s))


def period_from_text(agreement: Agreement, text: str) -> Period:
    """Return the day of `agreement:2016-09-19` or `civil:2016-09-19`.

    Raises:
        ValueError: Not such a text.
    """
    match = _TEXT.fullmatch(text)
    if match is None or not match[2].isascii():
        raise ValueError("not agreement: or civil: and a date")
    date = dt.date.fromisoformat(match[2])
    if not 1970 < date.year < 2200:
        raise ValueError("a year that no agreement has")
    return period_of(agreement, date, match[1])
