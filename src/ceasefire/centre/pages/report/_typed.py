"""What was typed in a form, read field by field: nothing but the form's own fields, every fault at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ceasefire.agreement import Agreement
from ceasefire.centre.pages.report._choices import HARM
from ceasefire.publish.words import mark

Values = Mapping[str, Sequence[str]]
MOST_WORDS = 90_000
_MOST_VALUE, _MOST_CHOSEN = 300, 80

_WHEN = ("from_day", "from_time", "to_day", "to_time", "how")
_WHERE = ("area", "place", "lat", "lon", "radius_m")
_SIDES = ("by", "by_how", "against", "against_how", "between", "between_how")
BOUNDS = ("low", "best", "high")
_COUNTS = tuple(f"{unit}_{bound}" for unit in (*HARM, "more") for bound in BOUNDS)
_WORDS = ("words", "words_language")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "report": (
        *("what", "weapon", *_WHEN, *_WHERE, *_SIDES, *_COUNTS, "more_unit"),
        *("basis", "origin", "origin_pseudonym", "incident", *_WORDS),
    ),
    "complaint": ("number", "addressee", "addressee_how", "term", "what", *_WHEN, "area", "incident", *_WORDS),
    "answer": ("complaint", *_WHEN, *_WORDS),
    "watch": ("sees", "done", *_WHEN, *_WHERE, *_WORDS),
}
MANY = frozenset({"by", "against", "between", "addressee", "what", "sees"})


@dataclass(slots=True)
class Typed:
    """What was typed in a form of a kind, being read: `faults` are (field, what is wrong with it)."""

    kind: str
    values: Values
    agreement: Agreement
    faults: list[tuple[str, str]] = field(default_factory=list)

    def one(self, name: str) -> str:
        """Return what was typed in a field, without the space around it."""
        found = self.values.get(name) or ("",)
        return found[0].strip() if name in FIELDS[self.kind] else ""

    def many(self, name: str) -> list[str]:
        """Return what was ticked, each once."""
        ticked = self.values.get(name, ()) if name in FIELDS[self.kind] else ()
        return list(dict.fromkeys(each for each in ticked if each))

    def wrong(self, name: str, words: str) -> None:
        """Note what is wrong with a field, as a message of the catalogue."""
        self.faults.append((name, words))


def typed_values(kind: str, posted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what was posted in the fields of the form, and in no others."""
    found = {}
    for name in FIELDS[kind]:
        values = [_tidy(each) for each in posted.get(name, ())][:_MOST_CHOSEN]
        most = MOST_WORDS + 1 if name == "words" else _MOST_VALUE
        if kept := [each[:most] for each in values if each.strip()]:
            found[name] = kept
    return found


def _tidy(text: str) -> str:
    """Return a text without NULs, its lines ended as everywhere."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def whole(typed: Typed, name: str) -> int | None:
    """Return the whole number in a field, in any digits; None if there is none."""
    text = typed.one(name)
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        typed.wrong(name, mark("This is no whole number of 0 or more."))
        return None
    return int(text)


# Where a record's field stands in the form; what is longer comes first.
_PLACES = (
    *(("when", "from_day"), ("where.radius_m", "radius_m"), ("where.lat", "lat"), ("where.lon", "lon")),
    *(("where", "area"), ("who.by", "by"), ("who.against", "against"), ("who.between", "between"), ("who", "by")),
    *(("what", "what"), ("text", "words"), ("files", "files"), ("origin", "origin"), ("incident", "incident")),
    *(("number", "number"), ("addressee", "addressee"), ("term", "term"), ("complaint", "complaint")),
    *(("sees", "sees"), ("done", "done"), ("basis", "basis")),
)


def field_of(path: str) -> str:
    """Return the form's field for the path of a record's field, as problems name it; empty: none, or the whole form.

    >>> field_of("1.where.radius_m"), field_of("1.counts.killed.low"), field_of("1.kind")
    ('radius_m', 'killed_low', '')
    """
    path = path.split(".", 1)[1] if path[:1].isdigit() and "." in path else path
    if path.startswith("counts."):
        unit = path.split(".")[1]
        return f"{unit if unit in HARM else 'more'}_low"
    return next((name for start, name in _PLACES if path == start or path.startswith(f"{start}.")), "")
