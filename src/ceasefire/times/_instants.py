"""Instants, durations and uncertain intervals: values and their texts."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.metadata
import importlib.resources
import re
import zoneinfo
from dataclasses import dataclass

TZDATA_VERSION = importlib.metadata.version("tzdata")
HOW = ("sometime", "spread", "throughout")

_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DURATION = re.compile(r"(\d{1,6})\s*(seconds?|minutes?|min|hours?|h|days?|d|weeks?|months?|years?)")
_EPOCH, _SECOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(seconds=1)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True)
class When:
    """When something was, as uncertain as its source left it.

    Attributes:
        earliest: Instant, seconds UTC.
        latest: Instant after `earliest`; the interval is half-open, [earliest, latest).
        how: `sometime` (one moment inside), `spread` (a total divided somehow over it) or `throughout`.
    """

    earliest: int
    latest: int
    how: str = "sometime"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: exact `seconds`, or calendar `months` that have no length without a start."""

    seconds: int = 0
    months: int = 0
    text: str = ""


def instant_from_text(text: str) -> int:
    """Return the instant of an ISO 8601 text with an offset.

    Raises:
        ValueError: No offset, or not a date and time. Fractions of a second are cut.

    >>> instant_from_text("2016-09-12T19:00:00+03:00")
    1473696000
    """
    value = dt.datetime.fromisoformat(text)
    if value.tzinfo is None:
        message = "no offset"
        raise ValueError(message)
    return (value - _EPOCH) // _SECOND


@functools.lru_cache(maxsize=65_536)
def text_from_instant(instant: int, zone: zoneinfo.ZoneInfo | None = None) -> str:
    """Return ISO 8601 with the offset of `zone`, or in UTC with `Z`.

    >>> text_from_instant(1473696000)
    '2016-09-12T16:00:00Z'
    """
    value = dt.datetime.fromtimestamp(instant, dt.UTC)
    return value.astimezone(zone).isoformat() if zone else value.isoformat().replace("+00:00", "Z")


def date_from_text(text: str) -> dt.date:
    """Return the date of a YYYY-MM-DD text.

    Raises:
        ValueError: Not such a text, or no such day.
    """
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def time_of_day_from_text(text: str) -> int:
    """Return the seconds after midnight of an HH:MM text.

    Raises:
        ValueError: Not such a text.

    >>> time_of_day_from_text("19:00")
    68400
    """
    match = _TIME.fullmatch(text)
    if not match:
        raise ValueError(text)
    return int(match[1]) * 3600 + int(match[2]) * 60


@functools.cache
def zone_from_text(name: str) -> zoneinfo.ZoneInfo:
    """Return a zone of the pinned tzdata package.

    Raises:
        ValueError: No such zone.
    """
    if not _ZONE_NAME.fullmatch(name):
        raise ValueError(name)
    resource = importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    try:
        with resource.open("rb") as stream:
            return zoneinfo.ZoneInfo.from_file(stream, key=name)
    except (OSError, ValueError) as error:
        raise ValueError(name) from error


def duration_from_text(text: str) -> Duration:
    """Return a duration such as `48 hours`, `7 days`, `1 month`.

    Raises:
        ValueError: Not such a text.

    >>> duration_from_text("24h").seconds
    86400
    """
    match = _DURATION.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    number, unit = int(match[1]), match[2]
    if unit.startswith("month"):
        return Duration(months=number, text=text)
    if unit.startswith("year"):
        return Duration(months=12 * number, text=text)
    return Duration(seconds=number * _SECONDS[unit[0]], text=text)
