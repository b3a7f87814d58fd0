"""One language: its words, plurals, dates and numbers, and which way it runs.

English is the source. Arabic and Russian are read from locale/*/LC_MESSAGES/ceasefire.po as they are, so
that a translator's correction is one line of text and no build step. Babel is imported on first use:
`ceasefire --help` needs none of it.
"""

from __future__ import annotations

import datetime as dt
import functools
import gettext as gettext_rules
import importlib.resources
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ceasefire.agreement import Names

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "ar", "ru")
RIGHT_TO_LEFT = frozenset({"ar"})

_DATE = {"en": "d MMM y", "ar": "d MMMM y", "ru": "d MMMM y"}
_DATE_TIME = {"en": "d MMM y, HH:mm", "ar": "d MMMM y، HH:mm", "ru": "d MMMM y, HH:mm"}
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_LEFT, _RIGHT, _END = "\u2066", "\u2067", "\u2069"
_STRONG_RIGHT = frozenset({"R", "AL", "AN"})
_LEFT_RUNS = frozenset({"L", "EN"})


def mark(message: str) -> str:
    """Return the message itself; scripts/messages collects it for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language: `messages` maps a text to its forms, `rule` a number to a form."""

    messages: dict[str, tuple[str, ...]]
    rule: Callable[[int], int]

    def gettext(self, message: str) -> str:
        """Return the translation, or the English text where there is none."""
        forms = self.messages.get(message)
        return forms[0] if forms and forms[0] else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the form that the language uses for the number."""
        forms = self.messages.get(singular)
        index = self.rule(number)
        if forms and index < len(forms) and forms[index]:
            return forms[index]
        return singular if number == 1 else plural


@functools.cache
def catalogue(code: str) -> Catalogue:
    """Return the catalogue of `en`, `ar` or `ru`; English is empty, its texts are the ids.

    Raises:
        KeyError: No such language.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    if code == "en":
        return Catalogue({}, lambda number: 0 if number == 1 else 1)
    from babel.messages.pofile import read_po  # noqa: PLC0415  keeps `ceasefire --help` fast

    source = importlib.resources.files("ceasefire.publish") / "locale" / code / "LC_MESSAGES" / "ceasefire.po"
    with source.open("rb") as stream:
        read = read_po(stream, locale=code)
    messages: dict[str, tuple[str, ...]] = {}
    for message in read:
        if message.id and not message.fuzzy:
            key = message.id if isinstance(message.id, str) else message.id[0]
            messages[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return Catalogue(messages, gettext_rules.c2py(read.plural_expr))


@dataclass(frozen=True, slots=True)
class Language:
    """A language at a place: words from the catalogue, months and digits as they are written there.

    Attributes:
        code: `en`, `ar` or `ru`.
        zone: In which instants are shown.
        locale: With the zone's territory, so that Arabic in Damascus says أيلول and not سبتمبر.
    """

    code: str
    zone: zoneinfo.ZoneInfo
    locale: Locale

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    def say(self, message: str, /, **values: str) -> str:
        """Return the translated text with its `{values}`, isolated where they run the other way."""
        text = catalogue(self.code).gettext(message)
        return text.format(**{name: self.isolate(value) for name, value in values.items()}) if values else text

    def count(self, singular: str, plural: str, number: int, /, **values: str) -> str:
        """Return the text in the form for the number, which is `{n}` in it."""
        text = catalogue(self.code).ngettext(singular, plural, number)
        shown = {"n": self.number(number)} | values
        return text.format(**{name: self.isolate(value) for name, value in shown.items()})

    def isolate(self, text: str) -> str:
        """Return the text in an isolate of its own direction if its letters or digits would disturb the line.

        The direction is said, not left to be guessed: a guess overlooks what stands in inner isolates.
        """
        classes = [unicodedata.bidirectional(char) for char in text]
        if self.direction == "rtl":
            foreign, right = _LEFT_RUNS, any(each in _STRONG_RIGHT for each in classes)
        else:
            strong = next((each for each in classes if each == "L" or each in _STRONG_RIGHT), "L")
            foreign, right = _STRONG_RIGHT, strong != "L"
        return f"{_RIGHT if right else _LEFT}{text}{_END}" if foreign & set(classes) else text

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
            return self.date(start.date()) if last == start.date() else self._dates(start.date(), last)
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

    def _dates(self, first: dt.date, last: dt.date) -> str:
        from babel.dates import format_interval  # noqa: PLC0415

        return format_interval(first, last, "yMMMd", locale=self.locale)

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
