"""What a bulletin holds: its head, and in each language a page of parts. Values that are written and read as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ceasefire.publish._grid import Day
from ceasefire.publish.bulletin._day import Period

FORMAT = "ceasefire.bulletin/v1"


@dataclass(frozen=True, slots=True)
class Head:
    """What a bulletin is about and what it was computed from; the same in every language.

    Attributes:
        number: Its number in the series.
        corrects: The number of the bulletin that it corrects; 0: none.
        since: From when on what was released counts as new: the moment of the bulletin before; seconds UTC.
        as_of: Until when it knows, and by when its records were released outside; seconds UTC.
        knowledge: recorded or as-reported.
        origin, size, root: The ledger's tree it was computed from; the root in base64.
        answer: Digest of the whole answer.
        template: SHA-256 (hex) of the template's canonical JSON; `template_number` its number, 0: the usual one.
    """

    agreement: str
    number: int
    corrects: int
    period: Period
    since: int
    as_of: int
    knowledge: str
    origin: str
    size: int
    root: str
    answer: str
    template_number: int
    template: str

    def json(self) -> dict[str, Any]:
        """Return it as JSON."""
        day = self.period
        return {
            "agreement": self.agreement,
            "number": self.number,
            "corrects": self.corrects,
            "day": {"kind": day.kind, "date": day.date, "start": day.start, "end": day.end},
            "since": self.since,
            "as_of": self.as_of,
            "knowledge": self.knowledge,
            "checkpoint": {"origin": self.origin, "size": self.size, "root": self.root},
            "answer": self.answer,
            "template": {"number": self.template_number, "sha256": self.template},
        }


@dataclass(frozen=True, slots=True)
class Heading:
    """A label and its value, with a verdict's or a position's code where it has a shape; and what lies behind it."""

    label: str
    value: str
    sign: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section, ready to show: words of the template, a note, a strip of days, facts, a table, entries in a list."""

    kind: str
    title: str
    text: str = ""
    note: str = ""
    strip: tuple[Day, ...] = ()
    facts: tuple[Heading, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    groups: tuple[tuple[str, tuple[Heading, ...]], ...] = ()
    empty: str = ""

    @property
    def is_bare(self) -> bool:
        """Return whether nothing was found for it."""
        return not (self.facts or self.rows or self.groups or self.strip)


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """A bulletin in one language: title, what it is about, a notice if it corrects another, parts, and the foot."""

    title: str
    moment: tuple[Heading, ...]
    notice: str
    parts: tuple[Part, ...]
    foot: tuple[str, ...] = field(default=())


def json_from_page(page: BulletinPage) -> dict[str, Any]:
    """Return a page as JSON: what is empty is left out."""
    return _without_empty(
        {
            "title": page.title,
            "moment": [_heading(each) for each in page.moment],
            "notice": page.notice,
            "parts": [_part(each) for each in page.parts],
            "foot": list(page.foot),
        }
    )


def page_from_json(content: Mapping[str, Any]) -> BulletinPage:
    """Return the page that JSON holds."""
    return BulletinPage(
        content["title"],
        _headings(content.get("moment", ())),
        content.get("notice", ""),
        tuple(_part_from(each) for each in content.get("parts", ())),
        tuple(content.get("foot", ())),
    )


def _part(part: Part) -> dict[str, Any]:
    return _without_empty(
        {
            "kind": part.kind,
            "title": part.title,
            "text": part.text,
            "note": part.note,
            "strip": [_day(each) for each in part.strip],
            "facts": [_heading(each) for each in part.facts],
            "columns": list(part.columns),
            "rows": [list(each) for each in part.rows],
            "groups": [{"title": title, "entries": [_heading(each) for each in own]} for title, own in part.groups],
            "empty": part.empty,
        }
    )


def _part_from(content: Mapping[str, Any]) -> Part:
    return Part(
        content["kind"],
        content["title"],
        content.get("text", ""),
        content.get("note", ""),
        tuple(_day_from(each) for each in content.get("strip", ())),
        _headings(content.get("facts", ())),
        tuple(content.get("columns", ())),
        tuple(tuple(each) for each in content.get("rows", ())),
        tuple((each["title"], _headings(each["entries"])) for each in content.get("groups", ())),
        content.get("empty", ""),
    )


def _heading(each: Heading) -> dict[str, Any]:
    return _without_empty({"label": each.label, "value": each.value, "sign": each.sign, "details": list(each.details)})


def _headings(content: Sequence[Mapping[str, Any]]) -> tuple[Heading, ...]:
    return tuple(
        Heading(each.get("label", ""), each.get("value", ""), each.get("sign", ""), tuple(each.get("details", ())))
        for each in content
    )


def _day(day: Day) -> dict[str, Any]:
    return {
        "state": day.state,
        "sign": day.sign,
        "day": day.day,
        "month": day.month,
        "numbers": day.numbers,
        "label": day.label,
        "sure": day.sure,
        "possible": day.possible,
    }


def _day_from(content: Mapping[str, Any]) -> Day:
    return Day(**content)


def _without_empty(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value not in ("", [], (), None)}
