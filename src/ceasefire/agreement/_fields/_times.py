"""Times as single values: instants, dates, zones, times of day and lengths of time."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import re
from dataclasses import dataclass

from ceasefire.agreement._fields._kinds import Json
from ceasefire.agreement._fields._nodes import Field
from ceasefire.agreement._fields._scalars import TEXTUAL, WHOLE, Beyond, Scalar
from ceasefire.problems import did_you_mean
from ceasefire.times import (
    Duration,
    date_from_text,
    duration_from_text,
    instant_from_text,
    time_of_day_from_text,
    zone_from_text,
)

FIRST_YEAR, LAST_YEAR = 1900, 2199
_CENTURY_S = 36_525 * 86_400
_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})"
_CITED_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_LENGTH = r"[0-9]{1,6} *(seconds?|minutes?|min|hours?|h|days?|d|weeks?|months?|years?)"
_DAYS = r"([0-9]{1,6}) *(d|days?|weeks?)"


def _instant(text: str) -> int:
    if not re.fullmatch(_INSTANT, text):
        raise ValueError(text)
    _check_year(int(text[:4]))
    return instant_from_text(text)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Beyond(f"a year from {FIRST_YEAR} to {LAST_YEAR}")


def _date(text: str) -> dt.date:
    value = date_from_text(text)
    _check_year(value.year)
    return value


def _cited_date(text: str) -> str:
    if not re.fullmatch(_CITED_DATE, text):
        raise Beyond(CITED_DATE.wanted)
    date_from_text((text + "-01-01")[:10])
    return text


def _zone(text: str) -> str:
    zone_from_text(text)
    return text


@functools.lru_cache
def _zone_hint(text: str) -> str:
    names = importlib.resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    return did_you_mean(text, names)


def _length(text: str) -> Duration:
    duration = duration_from_text(text)
    if not 0 < duration.seconds + duration.months <= _CENTURY_S:
        raise Beyond("a length of more than nothing and at most a century")
    return duration


def _exact(text: str) -> int:
    duration = _length(text)
    if duration.months:
        raise ValueError("A month has no fixed length.")
    return duration.seconds


INSTANT = Scalar(
    _instant,
    "an instant with a zone",
    '"2016-09-12T19:00:00+03:00"',
    {"type": "string", "pattern": f"^{_INSTANT}$"},
    code="E-TIME-001",
)
DATE = Scalar(_date, "a date", "2016-08-15", {"type": "string", "format": "date"}, code="E-TIME-002")
CITED_DATE = Scalar(
    _cited_date,
    "a date, a month or a year",
    "2016-09-12",
    {"type": ["string", "integer"], "pattern": f"^{_CITED_DATE}$", "minimum": 1000, "maximum": 9999},
    code="E-TIME-002",
    tags=TEXTUAL | {"int"},
)
ZONE = Scalar(
    _zone,
    "a time zone",
    "Asia/Damascus",
    {"type": "string", "minLength": 1},
    code="E-TIME-003",
    hint=_zone_hint,
)
TIME_OF_DAY = Scalar(
    time_of_day_from_text,
    "a time of day",
    '"19:00"',
    {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    code="E-TIME-006",
    tags=TEXTUAL | {"int"},
)
LENGTH = Scalar(_length, "a duration", "48 hours", {"type": "string", "pattern": f"^{_LENGTH}$"}, code="E-TIME-004")
EXACT_DURATION = Scalar(
    _exact, "a duration in hours or days", "24 hours", {"type": "string", "pattern": f"^{_LENGTH}$"}
)


@dataclass(frozen=True, slots=True)
class Days:
    """A number of agreement days, as `7`, `7 days` or `1 week`; a month cannot be compared with it."""

    most: int = 366
    example: str = "7"

    @property
    def wanted(self) -> str:
        """What it is, in words."""
        return f"a number of days from 1 to {self.most}"

    def read(self, here: Field) -> int | None:
        """Return the number of days, or None; the text is noted, to be compared with the period's length."""
        text = here.text
        match = re.fullmatch(_DAYS, text) if here.tag == "str" else None
        if match:
            days = int(match[1]) * (7 if match[2].startswith("w") else 1)
        elif here.tag == "int" and re.fullmatch(WHOLE, text):
            days = int(text)
        elif here.tag == "str" and re.fullmatch(_LENGTH, text) and duration_from_text(text).months:
            here.fault("E-AGR-003", first=text, second="agreement days")
            return None
        else:
            days = 0
        if not 1 <= days <= self.most:
            here.refuse(self.wanted, self.example)
            return None
        here.notes.windows.append((here, text if match else f"{days} days"))
        return days

    def schema(self) -> Json:
        """Return the JSON Schema of the number of days."""
        whole = {"type": "integer", "minimum": 1, "maximum": self.most}
        return {"anyOf": [whole, {"type": "string", "pattern": f"^{_DAYS}$"}]}
