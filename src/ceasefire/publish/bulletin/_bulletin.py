"""A bulletin: its head and a page in each language, written as canonical JSON with one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ceasefire.ledger import bytes_from_text
from ceasefire.ledger.entries import canonical, object_from_canonical
from ceasefire.ledger.notes import Checkpoint, short_form
from ceasefire.publish.bulletin._content import FORMAT, BulletinPage, Head, Heading, json_from_page, page_from_json
from ceasefire.publish.bulletin._day import Period
from ceasefire.publish.bulletin._material import Material
from ceasefire.publish.bulletin._sections import part_of
from ceasefire.publish.bulletin._template import Template, Texts, template_from_json
from ceasefire.publish.words import KNOWLEDGE, LANGUAGES, Language, NameBook, headline_of, names_of, word


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin.

    Attributes:
        head: What it is about, and what it was computed from.
        template: What it looks like, and the mission's words in it.
        remarks: What its editors add.
        reason: Why it corrects another; empty where it corrects none.
        pages: By language.
    """

    head: Head
    template: Template
    remarks: Texts
    reason: Texts
    pages: Mapping[str, BulletinPage]

    @property
    def content(self) -> bytes:
        """Return it as canonical JSON."""
        return content_of(self)

    @property
    def sha256(self) -> str:
        """Return the hash of its content, hex."""
        return hashlib.sha256(self.content).hexdigest()


def bulletin_of(material: Material, head: Head, template: Template, remarks: Texts, reason: Texts) -> Bulletin:
    """Return the bulletin of a day.

    Args:
        material: What it is made of.
        head: What it is about; `head.template` is the hash of the template.
        template: One without faults.
        remarks: What its editors add, in all languages or in none.
        reason: Why it corrects another, in all languages; empty where it corrects none.
    """
    pages = {}
    for code in LANGUAGES:
        names = names_of(material.desk.situation.agreement, code)
        pages[code] = _page(names, material, head, template, remarks=remarks, reason=reason)
    return Bulletin(head, template, remarks, reason, pages)


def content_of(bulletin: Bulletin) -> bytes:
    """Return a bulletin as canonical JSON: what is hashed, signed, kept, and computed anew."""
    return canonical(
        {
            "format": FORMAT,
            "head": bulletin.head.json(),
            "template": bulletin.template.json(),
            "remarks": bulletin.remarks.json(),
            "reason": bulletin.reason.json(),
            "pages": {code: json_from_page(page) for code, page in bulletin.pages.items()},
        }
    )


def bulletin_from_bytes(data: bytes) -> Bulletin:
    """Return the bulletin of canonical JSON.

    Raises:
        ValueError: Not one, or not written as one is.
    """
    content = object_from_canonical(data)
    try:
        if content["format"] != FORMAT:
            raise ValueError("a bulletin of another version")
        return Bulletin(
            _head(content["head"]),
            template_from_json(content["template"]),
            _texts(content["remarks"]),
            _texts(content["reason"]),
            {code: page_from_json(content["pages"][code]) for code in LANGUAGES},
        )
    except (KeyError, TypeError, AttributeError):
        raise ValueError("not a bulletin") from None


def _page(
    names: NameBook, material: Material, head: Head, template: Template, *, remarks: Texts, reason: Texts
) -> BulletinPage:
    language, say = names.language, names.language.say
    values = _values(names, material, head)
    code = language.code
    usual = say("Bulletin {number}", number=values["number"])
    return BulletinPage(
        template.title.filled(code, values) or usual,
        _moment(language, head, values),
        _notice(language, head, reason.within(code)),
        tuple(part_of(names, material, each, values, remarks.within(code)) for each in template.sections),
        _foot(language, material, head, values),
    )


def _values(names: NameBook, material: Material, head: Head) -> dict[str, str]:
    """Return what stands for each placeholder; keys are those of PLACEHOLDERS."""
    language, day = names.language, head.period
    told = len(material.of_the_day) + len(material.maybe_of_the_day) + len(material.released_since)
    root = bytes_from_text(head.root, 32)
    return {
        "number": language.number(head.number),
        "day": language.date(day.date),
        "as_of": language.instant(head.as_of),
        "agreement": language.name(names.agreement.names),
        "place": language.place(),
        "verdict": headline_of(names, material.answer).sentence,
        "incidents": language.number(told),
        "size": language.number(head.size),
        "short": short_form(Checkpoint(head.origin, head.size, root)),
    }


def _moment(language: Language, head: Head, values: Mapping[str, str]) -> tuple[Heading, ...]:
    say, day = language.say, head.period
    span = language.interval(day.start, day.end)
    kind = say("agreement day, {span}", span=span) if day.kind == "agreement" else say("civil day")
    return (
        Heading(say("Agreement"), values["agreement"]),
        Heading(say("Day"), values["day"], details=(kind,)),
        Heading(say("As known at"), values["as_of"], details=(word(language, KNOWLEDGE, head.knowledge),)),
        Heading(say("Clock"), say("{place} time", place=values["place"])),
    )


def _notice(language: Language, head: Head, reason: str) -> str:
    if not head.corrects:
        return ""
    return language.say(
        "This bulletin corrects bulletin {number}: {reason}", number=language.number(head.corrects), reason=reason
    )


def _foot(language: Language, material: Material, head: Head, values: Mapping[str, str]) -> tuple[str, ...]:
    say = language.say
    held = language.count(
        "{n} record known by then is not released outside yet, or not at all; the verdicts count it, nothing else here "
        "tells of it.",
        "{n} records known by then are not released outside yet, or not at all; the verdicts count them, nothing else "
        "here tells of them.",
        material.held_back,
    )
    return (
        say("Made from what was released to observers by {instant}: coarse, and past.", instant=values["as_of"]),
        *((held,) if material.held_back else ()),
        say(
            "From the ledger {origin}, first {size} entries, root {root} (in short {short}).",
            origin=head.origin,
            size=values["size"],
            root=head.root,
            short=values["short"],
        ),
        say("Digest of the answer: {digest}", digest=head.answer),
        say("Silence is not compliance: a day that nobody watched never counts as kept."),
        say(
            "It computes; people decide, and both are recorded. It declares no violation and no milestone. It selects, "
            "ranks or nominates no target. Its silence about a place means nothing."
        ),
    )


def _head(content: Mapping[str, Any]) -> Head:
    day, checkpoint, template = content["day"], content["checkpoint"], content["template"]
    return Head(
        content["agreement"],
        content["number"],
        content["corrects"],
        Period(day["kind"], day["date"], day["start"], day["end"]),
        content["since"],
        content["as_of"],
        content["knowledge"],
        checkpoint["origin"],
        checkpoint["size"],
        checkpoint["root"],
        content["answer"],
        template["number"],
        template["sha256"],
    )


def _texts(content: Mapping[str, str]) -> Texts:
    return Texts(**{code: content.get(code, "") for code in LANGUAGES})
