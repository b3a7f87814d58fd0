"""Reading one JSON object field by field: every fault is noted, none is raised until the end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ceasefire.problems import Place, Problem, Refused, did_you_mean, problem
from ceasefire.times import date_from_text, instant_from_text

MAX_TEXT = 100_000
MAX_ID = 200
MAX_NUMBER = 10**12
YEARS = range(1900, 2200)

_FIRST_INSTANT = int(dt.datetime(YEARS.start, 1, 1, tzinfo=dt.UTC).timestamp())
_LAST_INSTANT = int(dt.datetime(YEARS.stop, 1, 1, tzinfo=dt.UTC).timestamp()) - 1
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff\x00]")

T = TypeVar("T")


class Faults:
    """The faults of one input, in the order in which they were met."""

    def __init__(self, place: Place) -> None:
        """Start with none; `place` is the file and line that all of them share."""
        self.place = place
        self.found: list[Problem] = []

    def add(self, code: str, field: str, /, **params: object) -> None:
        """Note a fault at a field."""
        path = ".".join(part for part in (self.place.field, field) if part)
        self.found.append(problem(code, Place(self.place.file, self.place.line, path), **params))

    def refuse_if_any(self) -> None:
        """Raise `Refused` with everything noted, when there is something."""
        if self.found:
            raise Refused(self.found)


class Fields:
    """One JSON object being read; keys that nobody asked for are faults when it is closed."""

    def __init__(self, value: Mapping[str, Any], faults: Faults, path: str = "") -> None:
        """Read `value`, whose place in the whole record is `path`."""
        self.value = value
        self.faults = faults
        self.path = path
        self.asked: list[str] = []

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, code: str, key: str, /, **params: object) -> None:
        """Note a fault at a key of this object."""
        self.faults.add(code, self.at(key) if key else self.path, **params)

    def wrong(self, key: str, seen: object, expected: str, example: str, suggestion: str = "") -> None:
        """Note that a value is not what was expected."""
        self.fault("E-SYNTAX-004", key, seen=shown(seen), expected=expected, example=example, suggestion=suggestion)

    def amiss(self, key: str, words: str, expected: str, example: str) -> None:
        """Note that something else was seen, told in words."""
        self.fault("E-SYNTAX-004", key, seen=words, expected=expected, example=example)

    def has(self, key: str) -> bool:
        """Return whether the key is there; null counts as absent."""
        self.asked.append(key)
        return self.value.get(key) is not None

    def need(self, key: str, example: str) -> bool:
        """Return whether the key is there, and note its absence."""
        if self.has(key):
            return True
        self.fault("E-SYNTAX-003", key, key=key, example=example)
        return False

    def close(self) -> None:
        """Note the keys that mean nothing here, with the nearest one that does."""
        for key in self.value:
            if key not in self.asked:
                self.fault(
                    "E-SYNTAX-002",
                    "",
                    seen=key,
                    expected=", ".join(dict.fromkeys(self.asked)),
                    suggestion=did_you_mean(key, self.asked),
                )

    def text(self, key: str, default: str = "", *, example: str = "") -> str:
        """Return free text of at most 100,000 characters; an `example` makes the key required."""
        if not (self.need(key, example) if example else self.has(key)):
            return default
        seen = self.value[key]
        if not isinstance(seen, str):
            self.wrong(key, seen, "text", example or '"…"')
            return default
        if len(seen) > MAX_TEXT:
            self.fault("E-FILE-005", key, length=len(seen), limit=MAX_TEXT)
            return default
        if _HALF_CHARACTER.search(seen):
            self.amiss(key, "half a character, or a NUL", "whole characters", '"…"')
            return default
        return seen

    def id(self, key: str, default: str = "", *, example: str = "", without: str = "") -> str:
        """Return a name: short, on one line, with no space around it and no character of `without`."""
        if not (self.need(key, example) if example else self.has(key)):
            return default
        return self.checked_id(key, self.value[key], example or "sarc", without) or default

    def checked_id(self, key: str, seen: object, example: str, without: str = "") -> str:
        """Return a name, or an empty text with a fault noted."""
        if not isinstance(seen, str) or not is_id(seen) or any(char in seen for char in without):
            kind = f"a name without {without}" if without else "a name, 1 to 200 characters without space at its ends"
            self.wrong(key, seen, kind, example)
            return ""
        return seen

    def ids(self, key: str, example: str = "") -> tuple[str, ...]:
        """Return a list of names, each once; an `example` makes the key required."""
        if not (self.need(key, example) if example else self.has(key)):
            return ()
        seen = self.value[key]
        if not isinstance(seen, list) or (example and not seen):
            self.wrong(key, seen, "a list of names", example or '["killed"]')
            return ()
        names = [self.checked_id(key, each, example or '["killed"]') for each in seen]
        return tuple(dict.fromkeys(name for name in names if name))

    def word(self, key: str, allowed: Iterable[str], wanted: str, default: str = "", *, required: bool = False) -> str:
        """Return one word of a fixed list."""
        known = tuple(allowed)
        if not (self.need(key, known[0]) if required else self.has(key)):
            return default
        seen = self.value[key]
        if isinstance(seen, str) and seen in known:
            return seen
        self.fault(
            "E-REC-006",
            key,
            seen=shown(seen, quoted=False),
            wanted=wanted,
            expected=", ".join(known),
            suggestion=did_you_mean(seen, known),
        )
        return default

    def truth(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        if not self.has(key):
            return default
        seen = self.value[key]
        if not isinstance(seen, bool):
            self.wrong(key, seen, "true or false", "true")
            return default
        return seen

    def number(self, key: str, default: int | None, least: int, most: int, example: str = "") -> int | None:
        """Return a whole number within bounds; an `example` makes the key required."""
        if not (self.need(key, example) if example else self.has(key)):
            return default
        seen = self.value[key]
        if isinstance(seen, bool) or not isinstance(seen, int) or not least <= seen <= most:
            self.wrong(key, seen, f"a whole number from {least} to {most}", example or str(least))
            return default
        return seen

    def instant(self, key: str, *, required: bool = False) -> int | None:
        """Return an instant of the years 1900 to 2199, from ISO 8601 with an offset."""
        if not (self.need(key, '"2016-09-12T19:00:00+03:00"') if required else self.has(key)):
            return None
        seen = self.value[key]
        try:
            instant = instant_from_text(seen)
        except (ValueError, TypeError, OverflowError):
            self.fault("E-TIME-001", key, seen=shown(seen, quoted=False))
            return None
        if not _FIRST_INSTANT <= instant <= _LAST_INSTANT:
            self.wrong(key, seen, "a year from 1900 to 2199", "2016-09-12T19:00:00+03:00")
            return None
        return instant

    def date(self, key: str, seen: object) -> dt.date | None:
        """Return a calendar date of the years 1900 to 2199; `seen` is the value at or below the key."""
        try:
            date = date_from_text(seen)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            self.fault("E-TIME-002", key, seen=shown(seen, quoted=False))
            return None
        if date.year not in YEARS:
            self.wrong(key, seen, "a year from 1900 to 2199", "2016-09-12")
            return None
        return date

    def inner(self, key: str, read: Callable[[Fields], T], example: str, *, required: bool = False) -> T | None:
        """Return what `read` makes of the object at the key, and close that object."""
        if not (self.need(key, example) if required else self.has(key)):
            return None
        return self.inner_value(key, self.value[key], read, example)

    def inner_value(self, key: str, seen: object, read: Callable[[Fields], T], example: str) -> T | None:
        """Return what `read` makes of an object that stands at or below the key."""
        if not is_object(seen):
            self.wrong(key, seen, "an object", example)
            return None
        fields = Fields(seen, self.faults, self.at(key))  # type: ignore[arg-type]
        result = read(fields)
        fields.close()
        return result


def is_object(seen: object) -> bool:
    """Return whether the value is a JSON object."""
    return isinstance(seen, dict) and all(isinstance(key, str) for key in seen)


def is_id(text: str) -> bool:
    """Return whether a text can name something: 1 to 200 printable characters, no space at either end."""
    return 0 < len(text) <= MAX_ID and text == text.strip() and not _UNPRINTABLE.search(text)


def shown(seen: object, *, quoted: bool = True) -> str:
    """Return a value as the file shows it, shortened.

    >>> shown("x"), shown(None), shown([1]), shown({}), shown(-3)
    ('"x"', 'nothing', 'a list', 'an object', '-3')
    """
    if isinstance(seen, str):
        text = _UNPRINTABLE.sub("\ufffd", seen[:80])
        return f'"{text}"' if quoted else text
    if isinstance(seen, int) and not isinstance(seen, bool) and abs(seen) > 10**18:
        return "a number of more than 18 digits"
    if isinstance(seen, list | tuple) and not seen:
        return "an empty list"
    names = {None: "nothing", True: "true", False: "false"}
    if seen is None or isinstance(seen, bool):
        return names[seen]
    kinds: dict[type, str] = {list: "a list", tuple: "a list", dict: "an object"}
    return kinds.get(type(seen)) or str(seen)[:80]
