"""Ids: where they are defined, and where they are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ceasefire.agreement._fields._kinds import Json
from ceasefire.agreement._fields._nodes import Definition, Field, Reference
from ceasefire.agreement._fields._scalars import IDENT


@dataclass(frozen=True, slots=True)
class Defines:
    """An id that this place defines in a scope; without a scope the map around it sees to that."""

    scope: str = ""
    wanted: str = IDENT.wanted
    example: str = IDENT.example

    def read(self, here: Field) -> Any:
        """Return the id, or None; even a badly written one is noted, so that naming it is no fault."""
        if here.text and self.scope:
            here.notes.definitions.append(Definition(self.scope, here.text, here.where))
        return IDENT.read(here)

    def schema(self) -> Json:
        """Return the JSON Schema of the id."""
        return IDENT.schema()


@dataclass(frozen=True, slots=True)
class Refers:
    """An id that must be defined in one of the scopes; this is checked when the whole file is read."""

    wanted: str
    scopes: tuple[str, ...]
    example: str = "government"

    def read(self, here: Field) -> Any:
        """Return the id, or None."""
        value = IDENT.read(here)
        if value is not None:
            here.notes.references.append(Reference(self.scopes, self.wanted, value, here.where))
        return value

    def schema(self) -> Json:
        """Return the JSON Schema of the id."""
        return IDENT.schema()


TRUE_ACTORS = ("party", "guarantor", "excluded", "actor")

PARTY = Refers("a party", ("party",))
ACTOR = Refers("an actor", TRUE_ACTORS)
SPEAKER = Refers("a source, party or guarantor", ("source", "party", "guarantor"), "ucdp")
AREA = Refers("an area", ("area",), "castello")
COLLECTIVE = Refers("a collective", ("collective",), "syrian-insurgents")
INSTRUMENT = Refers("an instrument", ("instrument",), "arrangement")
TERM = Refers("a term", ("term",), "reduced-violence")


def define_items(here: Field | None, scope: str) -> None:
    """Note the ids of a list's items as defined in a scope that only the map around them knows."""
    for item in here.items() if here else ():
        named = item.get("id")
        if named and named.text:
            here_id = Definition(scope, named.text, named.where)
            item.notes.definitions.append(here_id)


def member_of(collective: str) -> Refers:
    """Return the kind of an actor that a collective may stand for."""
    return Refers(f'a member of "{collective}"', (f"member:{collective}",), "opposition")


def reading_of(term: str) -> Refers:
    """Return the kind of a reading of a term."""
    return Refers(f'a reading of "{term}"', (f"reading:{term}",), "half-of-before")
