"""The template: which sections, in which order, and the mission's own words, in three languages."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ceasefire.ledger.entries import canonical, object_from_canonical
from ceasefire.publish.words import LANGUAGES, mark

# Every kind of section, and what it is called where the template gives it no other heading.
SECTIONS = {
    "summary": mark("Summary"),
    "clock": mark("The clock"),
    "incidents": mark("Incidents"),
    "aid": mark("Aid"),
    "contested": mark("Contested points"),
    "coverage": mark("What was watched"),
    "apart": mark("What is set aside"),
    "remarks": mark("Remarks of the editors"),
    "text": mark("Note"),
}
PLACEHOLDERS = {
    "number": mark("the bulletin’s number"),
    "day": mark("the day that it is about"),
    "as_of": mark("until when it knows"),
    "agreement": mark("the agreement’s name"),
    "place": mark("the city whose clock is kept"),
    "verdict": mark("the first sentence of the board"),
    "incidents": mark("how many incidents it tells of"),
    "size": mark("how many entries it was computed from"),
    "short": mark("the checkpoint in short"),
}
NEVER_LEFT_OUT = "coverage"
_MANY = frozenset({"text"})
_MOST_SECTIONS = 20
_MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in the three languages, or in none."""

    en: str = ""
    ar: str = ""
    ru: str = ""

    def within(self, code: str) -> str:
        """Return it in a language."""
        return {"en": self.en, "ar": self.ar, "ru": self.ru}[code]

    def filled(self, code: str, values: Mapping[str, str]) -> str:
        """Return it in a language with its placeholders filled; what `faults_of` refuses is left as it stands."""
        found = []
        for before, name, _, _ in _pieces(self.within(code)):
            found.append(before)
            if name is not None:
                found.append(values.get(name, f"{{{name}}}"))
        return "".join(found)

    def json(self) -> dict[str, str]:
        """Return it as JSON; empty where there is none."""
        return {code: self.within(code) for code in LANGUAGES if self.within(code)}


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """One section: its kind, the mission's heading (empty: the usual one) and words that stand first in it."""

    kind: str
    heading: Texts = Texts()
    text: Texts = Texts()


@dataclass(frozen=True, slots=True)
class Template:
    """What a bulletin looks like: its title (empty: the usual one) and its sections in order."""

    title: Texts
    sections: tuple[TemplateSection, ...]

    def json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "title": self.title.json(),
            "sections": [
                {"kind": each.kind, "heading": each.heading.json(), "text": each.text.json()} for each in self.sections
            ],
        }

    def canonical(self) -> bytes:
        """Return it as canonical JSON."""
        return canonical(self.json())


NO_TEXTS = Texts()
DEFAULT = Template(NO_TEXTS, tuple(TemplateSection(each) for each in SECTIONS if each != "text"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template.

    Attributes:
        section: Index of the section, or None: the whole, or its title.
        code: no-coverage, unknown-kind, twice, too-many, unknown-placeholder, not-a-placeholder, not-in-all, too-long.
        seen: What was seen there.
    """

    section: int | None
    code: str
    seen: str = ""


def faults_of(template: Template) -> tuple[Fault, ...]:
    """Return everything that is wrong with a template; nothing, if it may be used."""
    return tuple(_faults(template))


def _faults(template: Template) -> Iterator[Fault]:
    kinds = [each.kind for each in template.sections]
    if NEVER_LEFT_OUT not in kinds:
        yield Fault(None, "no-coverage")
    if len(kinds) > _MOST_SECTIONS:
        yield Fault(None, "too-many", str(len(kinds)))
    yield from _faults_in(template.title, None)
    for at, each in enumerate(template.sections):
        if each.kind not in SECTIONS:
            yield Fault(at, "unknown-kind", each.kind)
        elif each.kind not in _MANY and each.kind in kinds[:at]:
            yield Fault(at, "twice", each.kind)
        yield from _faults_in(each.heading, at)
        yield from _faults_in(each.text, at)


def _faults_in(texts: Texts, at: int | None) -> Iterator[Fault]:
    given = [code for code in LANGUAGES if texts.within(code).strip()]
    missing = [code for code in LANGUAGES if code not in given]
    if given and missing:
        yield Fault(at, "not-in-all", ", ".join(missing))
    for code in given:
        text = texts.within(code)
        if len(text) > _MOST_CHARACTERS:
            yield Fault(at, "too-long", str(len(text)))
        try:
            pieces = list(_pieces(text))
        except ValueError as error:
            yield Fault(at, "not-a-placeholder", str(error))
            continue
        for _, name, form, conversion in pieces:
            if name is not None and (name not in PLACEHOLDERS or form or conversion):
                yield Fault(at, "unknown-placeholder", name or "{}")


def _pieces(text: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    yield from string.Formatter().parse(text)


def template_from_json(content: Any) -> Template:
    """Return the template that JSON describes; `faults_of` says whether it may be used.

    Raises:
        ValueError: Not the shape of one.
    """
    try:
        return Template(
            _texts(content["title"]),
            tuple(
                TemplateSection(str(each["kind"]), _texts(each["heading"]), _texts(each["text"]))
                for each in content["sections"]
            ),
        )
    except (KeyError, TypeError, AttributeError):
        raise ValueError("not a template: title, sections of kind, heading, text") from None


def template_from_bytes(data: bytes) -> Template:
    """Return the template of canonical JSON.

    Raises:
        ValueError: Not one.
    """
    return template_from_json(object_from_canonical(data))


def _texts(content: Mapping[str, Any]) -> Texts:
    if set(content) - set(LANGUAGES):
        raise ValueError("a language that is not spoken here")
    return Texts(**{code: str(content.get(code, "")) for code in LANGUAGES})
