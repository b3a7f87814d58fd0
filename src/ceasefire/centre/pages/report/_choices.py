"""What a form offers to choose from: the agreement's names, the kinds of event that its readings ask about, units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ceasefire.agreement import Agreement, leaves_of
from ceasefire.publish.words import EVENTS, UNITS, NameBook, mark, word
from ceasefire.records import Record

Option = tuple[str, str]  # code, words

HARM = ("killed", "killed-civilians", "killed-medical", "injured", "injured-civilians")
MORE = (
    *("trucks", "vehicles", "parcels", "people", "strikes", "raids", "flights", "aircraft", "explosions"),
    *("checkpoints", "posts", "personnel", "equipment", "heavy-weapons", "metres-off"),
)
OWN_UNITS = {"injured-civilians": mark("civilians injured")}
HOW = {
    "sometime": mark("one moment, somewhere in this time"),
    "spread": mark("several moments, spread over this time"),
    "throughout": mark("all through this time"),
}
BASES = {
    "seen": mark("I saw it, or we did"),
    "heard": mark("I heard it, or we did: the noise, not the telling"),
    "told": mark("Somebody told me, or us"),
}
OPERATORS = {
    "any_of": mark("one of those ticked, or several: it is not known which"),
    "all_of": mark("all of those ticked, together"),
    "unknown": mark("nobody knows who"),
}
DONE = {"yes": mark("it was done"), "no": mark("it is planned: it counts for nothing yet")}
WEAPONS = {
    "small-arms": mark("small arms"),
    "mortar": mark("mortar"),
    "artillery": mark("artillery"),
    "rocket": mark("rocket"),
    "anti-tank": mark("anti-tank missile"),
    "bomb": mark("bomb from an aeroplane"),
    "helicopter": mark("bomb from a helicopter"),
    "missile": mark("guided missile"),
    "drone": mark("drone"),
    "mine": mark("mine or planted bomb"),
    "incendiary": mark("incendiary"),
    "chemical": mark("suspected chemical"),
    "other": mark("another weapon, described in the words"),
}
LANGUAGES = {"en": "English", "ar": "العربية", "ru": "Русский"}


@dataclass(frozen=True, slots=True)
class Group:
    """Options under one heading; `folded` where they are seldom needed."""

    title: str
    options: tuple[Option, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """All that one form offers, in the reader's language."""

    actors: tuple[Group, ...]
    areas: tuple[Option, ...]
    events: tuple[Group, ...]
    sees: tuple[Group, ...]
    sources: tuple[Option, ...]
    terms: tuple[Option, ...]
    harm: tuple[Option, ...]
    more: tuple[Option, ...]
    weapons: tuple[Option, ...]
    complaints: tuple[Option, ...]
    incidents: tuple[str, ...]


def choices_for(
    names: NameBook, records: Sequence[Record], incidents: Iterable[str], complaints: Sequence[Option]
) -> Choices:
    """Return what a form offers.

    Args:
        names: Of the agreement, in the reader's language.
        records: Released to the reader; what they tell of is offered too.
        incidents: Names of incidents released to the reader.
        complaints: Key and words of what the reader may answer.
    """
    agreement, language = names.agreement, names.language
    asked = kinds_asked(agreement)
    told = {each for record in records for each in record.what.members}
    events = (
        Group("", tuple((each, word(language, EVENTS, each)) for each in asked)),
        Group(
            language.say("Other kinds of event"),
            tuple((each, word(language, EVENTS, each)) for each in sorted({*EVENTS, *told} - {*asked, "count"})),
            folded=bool(asked),
        ),
    )
    units = Group(
        language.say("What would have been counted"),
        tuple((each, unit_in_words(names, each)) for each in units_asked(agreement)),
    )
    return Choices(
        actors_of(names),
        tuple((each.id, _nested(names, agreement, each.id)) for each in agreement.areas),
        events,
        (*events, units),
        tuple((each.id, language.name(each.names)) for each in agreement.sources),
        tuple((each.id, language.name(each.names)) for each in agreement.terms),
        tuple((each, unit_in_words(names, each)) for each in HARM),
        tuple((each, unit_in_words(names, each)) for each in MORE),
        tuple((code, language.say(words)) for code, words in WEAPONS.items()),
        tuple(complaints),
        tuple(sorted({each for each in incidents if "/" not in each})),
    )


def actors_of(names: NameBook) -> tuple[Group, ...]:
    """Return whoever may have done something: parties, guarantors, those outside the truce, and others."""
    agreement, say = names.agreement, names.language.say
    groups: tuple[tuple[str, tuple[Any, ...], bool], ...] = (
        (say("Parties"), agreement.parties, False),
        (say("Guarantors"), agreement.guarantors, False),
        (say("Outside the truce, by somebody's list"), agreement.excluded, False),
        (say("Others"), (*agreement.actors, *agreement.collectives), True),
    )
    return tuple(
        Group(title, tuple((each.id, names.language.name(each.names)) for each in members), folded)
        for title, members, folded in groups
        if members
    )


def kinds_asked(agreement: Agreement) -> tuple[str, ...]:
    """Return the kinds of event about which some reading asks, sorted."""
    found: set[str] = set()
    for term in agreement.terms:
        for reading in term.readings:
            for form in leaves_of(reading.form):
                measure = getattr(form, "measure", None)
                for each in measure.filters if measure else ():
                    if each.what is not None:
                        found |= each.what.any | each.what.all | each.what.only
    return tuple(sorted(found))


def units_asked(agreement: Agreement) -> tuple[str, ...]:
    """Return the units that some reading counts, sorted."""
    measures = (
        getattr(form, "measure", None)
        for term in agreement.terms
        for reading in term.readings
        for form in leaves_of(reading.form)
    )
    return tuple(sorted({each.unit for each in measures if each is not None and each.unit != "incidents"}))


def unit_in_words(names: NameBook, unit: str) -> str:
    """Return a unit in words."""
    return word(names.language, UNITS | OWN_UNITS, unit)


def _nested(names: NameBook, agreement: Agreement, area: str) -> str:
    """Return an area's name with those that hold it: two areas may be called alike."""
    within = {each.id: each.within for each in agreement.areas}
    outer = within.get(area, "")
    return f"{names.area(area)} ({names.area(outer)})" if outer else names.area(area)
