"""One language at a place: its words, dates and numbers. Babel is imported on first use."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ceasefire.agreement import Names
from ceasefire.publish.words._voice import LANGUAGES, Voice

if TYPE_CHECKING:
    from babel import Locale

_DATE = {"en": "d MMM y", "ar": "d MMMM y", "ru": "d MMMM y"}
_DATE_TIME = {"en": "d MMM y, HH:mm", "ar": "d MMMM y، HH:mm", "ru": "d MMMM y, HH:mm"}
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Language(Voice):
    """A language at a place: words from the catalogue, months and digits as they are written there.

    Attributes:
        zone: In which instants are shown.
        locale: With the zone's territory, so that Arabic in Damascus says أيلول and not سبتمبر.
    """

    zone: zoneinfo.ZoneInfo
    locale: Locale

    def name(self, names: Names) -> str:
        """Return a name of the agreement in this language."""
        return names.in_language(self.code)

    def number(self, number: int) -> str:
        """Return a whole number with the language's grouping."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        return format_decimal(number, locale=self.locale)

    def percent(self, part: int, whole: int) -> str:
        """Return a share rounded down, so that 100% means all; a dash where there is no whole."""
        if not whole:
            return "–"
        from babel.numbers import format_percent  # noqa: PLC0415

        return format_percent(part * 100 // whole / 100, locale=self.locale)

    def instant(self, instant: int) -> str:
        """Return date and time in the zone."""
        from babel.dates import format_datetime  # noqa: PLC0415

        return format_datetime(self._local(instant), _DATE_TIME[self.code], locale=self.locale)

    def date(self, date: dt.date | str) -> str:
        """Return a date; a text may be YYYY, YYYY-MM or YYYY-MM-DD; any other is returned as it is."""
        if isinstance(date, str):
            match = _PARTIAL.fullmatch(date)
            if not match:
                return date
            if not match[3]:
                return self._format(dt.date(int(match[1]), int(match[2] or 1), 1), "LLLL y" if match[2] else "y")
            date = dt.date.fromisoformat(date)
        return self._format(date, _DATE[self.code])

    def month(self, date: str) -> str:
        """Return the short name of a date's month."""
        return self._format(dt.date.fromisoformat(date), "LLL")

    def day(self, date: str) -> str:
        """Return the day of the month."""
        return self.number(dt.date.fromisoformat(date).day)

    def interval(self, earliest: int, latest: int) -> str:
        """Return [earliest, latest) as a day, as days, or as two instants."""
        start, end = self._local(earliest), self._local(latest)
        if latest - earliest <= 60:
            return self.instant(earliest)
        if start.time() == end.time() and start.time() == dt.time(0):
            last = (end - dt.timedelta(days=1)).date()
            return self.dates(start.date(), last)
        if start.date() == end.date():
            return self.say("{from}–{to}", **{"from": self.instant(earliest), "to": f"{end:%H:%M}"})
        return self.say("{from} to {to}", **{"from": self.instant(earliest), "to": self.instant(latest)})

    def list(self, items: Iterable[str], style: str = "standard") -> str:
        """Return a list in words; style `or` for alternatives."""
        from babel.lists import format_list  # noqa: PLC0415

        shown = [self.isolate(item) for item in items]
        return format_list(shown, style="or" if style == "or" else "standard", locale=self.locale)

    def place(self) -> str:
        """Return the name of the city whose clock the zone is."""
        from babel.dates import get_timezone_location  # noqa: PLC0415

        return get_timezone_location(self.zone, locale=self.locale, return_city=True)

    def dates(self, first: dt.date | str, last: dt.date | str) -> str:
        """Return days from the first to the last (or ISO dates of days) as one date or as "12–18 Sept 2016"."""
        from babel.dates import format_interval  # noqa: PLC0415

        start, end = (dt.date.fromisoformat(each) if isinstance(each, str) else each for each in (first, last))
        if start == end:
            return self.date(start)
        return format_interval(start, end, "yMMMd", locale=self.locale)

    def local_date(self, instant: int) -> dt.date:
        """Return the date on which an instant lies in the zone."""
        return self._local(instant).date()

    def _format(self, date: dt.date, pattern: str) -> str:
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(date, pattern, locale=self.locale)

    def _local(self, instant: int) -> dt.datetime:
        return dt.datetime.fromtimestamp(instant, self.zone)


def language_for(code: str, zone: zoneinfo.ZoneInfo) -> Language:
    """Return a language as it is written where the zone is; English is written day, month, year.

    Raises:
        KeyError: No such language.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415
    from babel.core import get_global  # noqa: PLC0415

    if code not in LANGUAGES:
        raise KeyError(code)
    territory = "GB" if code == "en" else get_global("zone_territories").get(zone.key, "")
    try:
        locale = Locale.parse(f"{code}_{territory}" if territory else code)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(code)
    return Language(code, zone, locale)
