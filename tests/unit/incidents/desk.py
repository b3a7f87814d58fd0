"""Small worlds for the tests of incidents: an agreement with or without a mission, records from short JSON."""

from __future__ import annotations

import functools
from typing import Any

from tests.attacks.small import CITED, agreement, reading

from ceasefire.incidents import Known, bodies_of, known_at
from ceasefire.incidents.dossier import Incident, Situation, incidents_of, situation_of
from ceasefire.problems import Place
from ceasefire.records import Dataset, Record, record_from_json
from ceasefire.times import instant_from_text

SOURCES = [
    {"id": "mission", "name": "Mission", "kind": "mission"},
    {"id": "a", "name": "A", "kind": "ngo"},
    {"id": "b", "name": "B", "kind": "ngo"},
    {"id": "paper", "name": "Paper", "kind": "press"},
    {"id": "gov-army", "name": "Army", "kind": "party", "of": "gov"},
    {"id": "gov-press", "name": "Ministry", "kind": "party", "of": "gov"},
    {"id": "us-state", "name": "State", "kind": "guarantor", "of": "us"},
    {"id": "ru-mfa", "name": "MFA", "kind": "guarantor", "of": "ru"},
    {"id": "editors", "name": "Editors", "kind": "editors"},
    {"id": "body", "name": "Body", "kind": "panel"},
]
FORM = {"response": {"within": "24 hours", "addressee": {"any": ["gov"]}}}


@functools.cache
def the_agreement(*, mission: bool = True):
    """Return an agreement with a response form, with a mission or without."""
    sources = [each for each in SOURCES if mission or each["id"] != "mission"]
    return agreement(reading(FORM), sources=[*sources, {"id": "w", "name": "W", "kind": "data-set"}])


def at(hour: int) -> str:
    """Return an instant so many hours after the beginning."""
    return f"2016-09-{12 + hour // 24:02d}T{hour % 24:02d}:00:00Z"


def told(hour: int, kind: str, key: str, **more: Any) -> dict[str, Any]:
    """Return a record told at an hour, at the standard of proof unless said otherwise."""
    source, _, ident = key.partition("/")
    base = {"kind": kind, "source": source, "id": ident, "recorded": at(hour), "standing": "corroborated"}
    return base | more


def report(key: str, hour: int = 1, **more: Any) -> dict[str, Any]:
    """Return a report of an event in the first hour, received unless said otherwise."""
    when = {"from": at(0), "to": at(1), "how": "sometime"}
    return told(hour, "report", key, standing="received") | {"when": when} | more


def standing(key: str, hour: int, record: str, to: str, *by_whom: str) -> dict[str, Any]:
    """Return a decision on standing, by a role and a reviewer or by an editor."""
    by = dict(zip(("role", "reviewer"), by_whom, strict=False))
    return told(hour, "standing", key, record=record, to=to) | by


def link(key: str, hour: int, *pair_and_state: str, **more: Any) -> dict[str, Any]:
    """Return a link decision by an analyst."""
    first, second, state = pair_and_state
    by = {"role": "analyst", "reviewer": "v-1"}
    return told(hour, "link", key, first=first, second=second, state=state) | by | more


def records_of(*rows: dict[str, Any]) -> tuple[Record, ...]:
    """Return the records of JSON objects, in their order."""
    return tuple(record_from_json(each, Place("t"), Dataset("d"), index) for index, each in enumerate(rows))


def known_of(*rows: dict[str, Any], mission: bool = True, hour: int = 400) -> Known:
    """Return what was known at an hour."""
    bodies = bodies_of(the_agreement(mission=mission))
    return known_at(records_of(*rows), (), instant_from_text(at(hour)), "recorded", {}, bodies=bodies)


P = {"scheme": "agreement", "code": "p"}


def situation(*rows: dict[str, Any], mission: bool = True, hour: int = 400) -> Situation:
    """Return the situation at an hour."""
    known = known_of(*rows, mission=mission, hour=hour)
    return situation_of(the_agreement(mission=mission), known, instant_from_text(at(hour)))


def incidents(*rows: dict[str, Any], mission: bool = True, hour: int = 400) -> dict[str, Incident]:
    """Return the incidents at an hour, by id."""
    return {each.id: each for each in incidents_of(situation(*rows, mission=mission, hour=hour))}


__all__ = ["CITED", "P", "at", "incidents", "known_of", "link", "records_of", "report", "situation", "standing", "told"]
