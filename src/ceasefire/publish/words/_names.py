"""Ids of an agreement in words: parties, sources, areas, instruments, terms, readings, milestones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.agreement import Agreement, Citation, Milestone, Names, Reading, Term
from ceasefire.publish.words._language import Language, language_for
from ceasefire.publish.words._vocabulary import AUTHORITIES, word
from ceasefire.publish.words._voice import mark
from ceasefire.records import Choice
from ceasefire.times import zone_from_text


@dataclass(frozen=True, slots=True)
class NameBook:
    """An agreement's names in one language; an id that is not in it is shown as it is."""

    agreement: Agreement
    language: Language
    actors: dict[str, Names]
    places: dict[str, Names]
    terms: dict[str, Term]
    readings: dict[tuple[str, str], Reading]

    def actor(self, key: str) -> str:
        """Return who it is, if the agreement names such an actor or source; else the text itself."""
        if key in self.actors:
            return self.language.name(self.actors[key])
        return self._author(key)

    def _author(self, text: str) -> str:
        """Return a citation's speaker; a name that it begins with is translated, the rest is left."""
        for names in self.actors.values():
            if text == names.en or text.startswith((f"{names.en} (", f"{names.en}, ")):
                return self.language.name(names) + text[len(names.en) :]
        parts = text.split(" and ")
        if len(parts) > 1 and all(any(part == names.en for names in self.actors.values()) for part in parts):
            return self.language.list(self._author(part) for part in parts)
        return text

    def area(self, key: str) -> str:
        """Return an area's name; an empty id is everywhere."""
        if not key:
            return self.language.say("everywhere")
        return self.language.name(self.places[key]) if key in self.places else key

    def instrument(self, key: str) -> str:
        """Return an instrument's name."""
        return next((self.language.name(each.names) for each in self.agreement.instruments if each.id == key), key)

    def term(self, key: str) -> str:
        """Return a term's name."""
        return self.language.name(self.terms[key].names) if key in self.terms else key

    def reading(self, term: str, key: str) -> str:
        """Return a reading's name."""
        found = self.readings.get((term, key))
        return self.language.name(found.names) if found else key

    def pair(self, term_reading: str) -> str:
        """Return `term/reading` in words."""
        term, _, reading = term_reading.partition("/")
        return self.language.say("{term}: {reading}", term=self.term(term), reading=self.reading(term, reading))

    def milestone(self, key: str) -> str:
        """Return a milestone's name."""
        found = self.find_milestone(key)
        return self.language.name(found.names) if found else key

    def milestone_set(self, milestone: str, key: str) -> str:
        """Return the name of one of a milestone's sets."""
        found = self.find_milestone(milestone)
        sets = found.sets if found else ()
        return next((self.language.name(each.names) for each in sets if each.id == key), key)

    def find_milestone(self, key: str) -> Milestone | None:
        """Return the milestone of an id."""
        return next((each for each in self.agreement.milestones if each.id == key), None)

    def choice(self, choice: Choice | None) -> str:
        """Return a set of actors as uncertain as it is: "A or B, or both", "A and B", "unknown"."""
        if choice is None:
            return ""
        say = self.language.say
        members = [self.actor(each) for each in choice.members]
        if choice.operator == "unknown" or not members:
            return say("unknown")
        if len(members) == 1 or choice.operator == "all_of":
            return self.language.list(members)
        if len(members) == 2:
            return say("{first} or {second}, or both", first=members[0], second=members[1])
        return say("one or more of {members}", members=self.language.list(members))

    def citation(self, citation: Citation | None) -> str:
        """Return who said it and when."""
        if citation is None:
            return ""
        speaker = self.actor(citation.speaker)
        if not citation.date:
            return speaker
        return self.language.say("{speaker}, {date}", speaker=speaker, date=self.language.date(citation.date))

    def authority(self, term: str, key: str, authority: str) -> str:
        """Return a reading's authority with its author: "attributed to US State Department, 14 Sept 2016"."""
        found = self.readings.get((term, key))
        author = self.citation(found.source if found else None)
        if not author or authority == "illustration":
            return word(self.language, AUTHORITIES, authority)
        message = {
            "agreed": mark("agreed: {author}"),
            "tabled": mark("tabled by {author}"),
            "attributed": mark("attributed to {author}"),
        }[authority]
        return self.language.say(message, author=author)

    def speaker(self, term: str, key: str) -> str:
        """Return whose reading it is, or its name where no author is given."""
        found = self.readings.get((term, key))
        return self.actor(found.source.speaker) if found and found.source else self.reading(term, key)

    def settle_areas(self, keys: Iterable[str]) -> list[str]:
        """Return the watches of a settle entry (area@date) in words."""
        shown = []
        for key in keys:
            area, _, date = key.rpartition("@")
            shown.append(self.language.say("{area} on {date}", area=self.area(area), date=self.language.date(date)))
        return shown


def names_of(agreement: Agreement, code: str) -> NameBook:
    """Return an agreement's names in `en`, `ar` or `ru`."""
    groups = (
        agreement.sources,
        agreement.collectives,
        agreement.actors,
        agreement.excluded,
        agreement.guarantors,
        agreement.parties,
    )
    actors = {each.id: each.names for group in groups for each in group}
    return NameBook(
        agreement,
        language_for(code, zone_from_text(agreement.zone)),
        actors,
        {each.id: each.names for each in agreement.areas},
        {each.id: each for each in agreement.terms},
        {(term.id, each.id): each for term in agreement.terms for each in term.readings},
    )
