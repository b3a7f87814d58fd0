"""One cell of a table: its text to a date, a count, a name, a number; what cannot be taken is a `Fault`."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Sequence
from typing import Any

from ceasefire.problems import Place, Problem, problem
from ceasefire.times import day_start, instant_from_text, text_from_instant

ISO_DAY = "%Y-%m-%d"
MAX_FIELD = 100_000

_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?")
_COUNT = re.compile(
    r"(?P<exact>\d{1,12})"
    r"|(?P<first>\d{1,12})\s*[-–]\s*(?P<last>\d{1,12})"
    r"|(?:at least|more than or equal to|>=|≥)\s*(?P<least>\d{1,12})|(?P<plus>\d{1,12})\+"
    r"|(?:at most|up to|<=|≤)\s*(?P<most>\d{1,12})",
    re.IGNORECASE,
)
_TRUE, _FALSE = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))


class Fault(ValueError):  # noqa: N818  a fault of the data, not of the program
    """A value that cannot be taken; becomes E-READ-003."""

    def __init__(self, column: str, seen: str, wanted: str, example: str) -> None:
        """Keep what the message says."""
        super().__init__(column)
        self.column, self.seen, self.wanted, self.example = column, seen, wanted, example

    def problem(self, place: Place) -> Problem:
        """Return the problem of the row at this place."""
        return problem(
            "E-READ-003",
            place,
            column=self.column,
            seen=self.seen[:80],
            wanted=self.wanted,
            example=self.example,
        )


def date_from_cell(column: str, text: str, formats: Sequence[str]) -> dt.date:
    """Return the date in a cell, by the first format that fits.

    Raises:
        Fault: None fits, or the year is not one of 1900 to 2199.

    >>> date_from_cell("Date", "03/09/2016", ["%Y-%m-%d", "%d/%m/%Y"])
    datetime.date(2016, 9, 3)
    """
    midnight = _MIDNIGHT.fullmatch(text)
    clean = midnight[1] if midnight else text
    for pattern in formats:
        try:
            date = dt.datetime.strptime(clean, pattern).date()  # noqa: DTZ007  a civil day; its zone stands beside it
        except ValueError:
            continue
        if 1900 <= date.year < 2200:
            return date
    example = dt.date(2016, 9, 27).strftime(formats[0])
    raise Fault(column, text, "a date", example)


def instant_text_from_cell(column: str, text: str, formats: Sequence[str], zone: zoneinfo.ZoneInfo) -> str:
    """Return an instant as text: as it stands when it has an offset, else the end of the civil day it names.

    Raises:
        Fault: Neither an instant nor a date.
    """
    try:
        return text_from_instant(instant_from_text(text))
    except (ValueError, OverflowError):
        date = date_from_cell(column, text, formats)
    return text_from_instant(day_start(date + dt.timedelta(days=1), zone, 0))


def count_from_cell(column: str, text: str) -> int | dict[str, Any]:
    """Return a count as a record's JSON has it; ranges and bounds keep their words.

    Raises:
        Fault: Not a count.

    >>> count_from_cell("Killed", "at least 18")
    {'low': 18, 'as_printed': 'at least 18'}
    >>> count_from_cell("Killed", "12-15"), count_from_cell("Killed", "7")
    ({'low': 12, 'high': 15, 'as_printed': '12-15'}, 7)
    """
    match = _COUNT.fullmatch(text)
    if match is None or not text.replace("–", "-").replace("≥", "").replace("≤", "").isascii():
        raise Fault(column, text, "a count", '18, 12-15, "at least 18" or "up to 20"')
    if match["exact"]:
        return int(match["exact"])
    bounds = {
        "low": match["first"] or match["least"] or match["plus"],
        "high": match["last"] or match["most"],
    }
    return {key: int(value) for key, value in bounds.items() if value} | {"as_printed": text}


def whole_from_cell(column: str, text: str) -> int:
    """Return a whole number.

    Raises:
        Fault: Not one.
    """
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Fault(column, text, "a whole number of 0 or more", "18")
    return int(text)


def degrees_from_cell(column: str, text: str, most: int) -> float:
    """Return degrees between -most and most.

    Raises:
        Fault: Not degrees, or beyond.
    """
    try:
        value = float(text)
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:
        raise Fault(column, text, f"degrees from -{most} to {most}", "36.20")
    return round(value, 9) + 0.0


def truth_from_cell(column: str, text: str) -> bool:
    """Return true or false.

    Raises:
        Fault: Neither.
    """
    if text.casefold() in _TRUE:
        return True
    if text.casefold() in _FALSE:
        return False
    raise Fault(column, text, "true or false", "true")


def words_from_cell(column: str, text: str) -> str:
    """Return free text without NULs.

    Raises:
        Fault: Longer than a record may hold.
    """
    if len(text) > MAX_FIELD:
        raise Fault(column, f"{text[:20]}…", f"at most {MAX_FIELD} characters", "a sentence")
    return text.replace("\0", "")
