"""From text to an agreement, or to everything that is wrong with it."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

from ceasefire.agreement._fields import Defines, Key, Map, root_from_text
from ceasefire.agreement._fields._nodes import MAX_BYTES
from ceasefire.agreement._fields._scalars import FLAG, one_number
from ceasefire.agreement._fields._times import TIME_OF_DAY, ZONE
from ceasefire.agreement._model import (
    Agreement,
)
from ceasefire.agreement._parts import (
    ACTORS,
    AREAS,
    CITATION,
    COLLECTIVES,
    EXCLUDED,
    GUARANTORS,
    NAME,
    NAMES,
    PARTIES,
    SOURCES,
)
from ceasefire.agreement._print import canonical_json
from ceasefire.agreement._references import check_references
from ceasefire.agreement._terms import INSTRUMENTS, MILESTONES, TERMS
from ceasefire.problems import Place, Problem, Refused, problem

_SECTIONS = (
    "parties",
    "guarantors",
    "excluded",
    "actors",
    "collectives",
    "sources",
    "areas",
    "instruments",
    "terms",
    "milestones",
)


def _agreement(values: dict[str, Any]) -> Agreement:
    return Agreement(
        id=values["id"],
        names=values["name"],
        zone=values["zone"],
        day_begins_s=values["day_begins"],
        source=values["source"],
        hash="",
        fictional=values.get("fictional", False),
        note=values.get("note"),
        **{name: values.get(name, ()) for name in _SECTIONS},
    )


AGREEMENT = Map(
    {
        "ceasefire": Key(
            one_number(1, "the version that this program reads"), "The version of this format.", required=True
        ),
        "id": Key(Defines("agreement"), "Small letters, digits and hyphens.", required=True),
        "fictional": Key(FLAG, "Its facts are not sourced; shown wherever the agreement is."),
        "name": NAME,
        "note": Key(NAMES, "What a reader must know about this file."),
        "source": Key(CITATION, "Where the agreement can be read.", required=True),
        "zone": Key(ZONE, "The IANA time zone of its days.", required=True),
        "day_begins": Key(TIME_OF_DAY, "The local time at which an agreement day begins.", required=True),
        "parties": Key(PARTIES, "Bound by the agreement.", required=True),
        "guarantors": Key(GUARANTORS, "They answer for a party, by whose word."),
        "excluded": Key(EXCLUDED, "Outside the truce, by whose list."),
        "actors": Key(ACTORS, "Others who do something in records."),
        "collectives": Key(COLLECTIVES, "A name for some, not known which, of its members."),
        "sources": Key(SOURCES, "They speak."),
        "areas": Key(AREAS, "Named areas."),
        "instruments": Key(INSTRUMENTS, "Truces, each with its own period.", required=True),
        "terms": Key(TERMS, "The provisions, each with its readings.", required=True),
        "milestones": Key(MILESTONES, "What becomes available when readings are met."),
    },
    _agreement,
    "an agreement",
    "ceasefire: 1",
)


def agreement_from_text(text: str, file: str = "") -> Agreement:
    """Return the agreement that a YAML text describes.

    Args:
        text: The whole file.
        file: Its name, for messages only.

    Raises:
        Refused: With every fault of the file, in the order of its lines.

    Source: docs/agreement-file.md.
    """
    root = root_from_text(text, file)
    value: Agreement = AGREEMENT.read(root)
    check_references(root)
    if root.notes.faults:
        raise Refused(sorted(root.notes.faults, key=_by_line))
    return dataclasses.replace(value, hash=hashlib.sha256(canonical_json(value)).hexdigest())


def agreement_from_bytes(data: bytes, file: str = "") -> Agreement:
    """Return the agreement that a file's bytes describe; a byte order mark at the beginning is allowed.

    Raises:
        Refused: E-FILE-002 when they are not UTF-8, E-FILE-007 when they are too many; else as
            `agreement_from_text`.

    Source: docs/agreement-file.md.
    """
    if len(data) > MAX_BYTES:
        raise Refused([problem("E-FILE-007", Place(file), size=len(data), limit=MAX_BYTES)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused([problem("E-FILE-002", Place(file, line), byte=error.start)]) from None
    return agreement_from_text(text, file)


def _by_line(fault: Problem) -> tuple[int, str]:
    return fault.where.line, fault.where.field
