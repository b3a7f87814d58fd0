"""Which positions a reader asked for: by source, stance, term and day, as the address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.centre.web._typed import day_from_typed
from ceasefire.publish._evidence import said_at
from ceasefire.publish.words import Language
from ceasefire.records import Determination, Record, Statement


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; an empty part asks for everything. `day` is a date by the centre's clock."""

    source: str = ""
    stance: str = ""
    term: str = ""
    day: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """Return the parts that ask for something, as they go into links."""
        told = {"source": self.source, "stance": self.stance, "term": self.term, "day": self.day}
        return {key: value for key, value in told.items() if value}


def wanted_of(address: Mapping[str, str]) -> Wanted:
    """Return what an address asks for; a day that is none is left out."""
    day = address.get("day", "")
    day = day if day_from_typed(day) else ""
    return Wanted(address.get("source", ""), address.get("stance", ""), address.get("term", ""), day)


def matches(wanted: Wanted, record: Record, subject: tuple[str, str], language: Language) -> bool:
    """Return whether one version of a position is what was asked for.

    Args:
        wanted: By the address.
        record: The version.
        subject: Kind and key of what it is about.
        language: Whose zone says on which day it was said.
    """
    said = said_at(record)
    return all(
        (
            wanted.source in ("", record.speaker),
            wanted.stance in ("", stance_code(record)),
            wanted.term in ("", *term_of(record, subject)),
            not wanted.day or (said is not None and language.local_date(said).isoformat() == wanted.day),
        )
    )


def stance_code(record: Record) -> str:
    """Return a statement's stance, a determination's view, or `finding`."""
    details = record.details
    if isinstance(details, Statement):
        return details.stance
    return details.view if isinstance(details, Determination) else record.kind


def term_of(record: Record, subject: tuple[str, str]) -> tuple[str, ...]:
    """Return the terms that a position is on: its subject's, and the one that it names beside another subject."""
    details = record.details
    named = details.term if isinstance(details, Statement | Determination) else ""
    return tuple(each for each in (subject[1] if subject[0] == "term" else "", named) if each)
