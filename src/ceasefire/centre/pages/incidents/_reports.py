"""The reports of one incident, side by side, each with its entry and what of it is sealed."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.centre.access import may
from ceasefire.centre.live import store
from ceasefire.centre.pages.incidents._asked import Seen, entry_address
from ceasefire.incidents.dossier import Incident
from ceasefire.publish._evidence import Line, record_lines
from ceasefire.publish.words import STANDINGS, mark, word
from ceasefire.records import Record

BASES = {"seen": mark("seen by the source"), "heard": mark("heard by the source"), "told": mark("told to the source")}
_MOST_LOOKED_UP = 60


@dataclass(frozen=True, slots=True)
class Told:
    """One report as a card.

    Attributes:
        line: Its fields in words; empty parts are what its source does not say.
        standing: Where it stands after decisions.
        basis: How its source knows, in words; empty: not said.
        entry: Address of its ledger entry, or empty.
        sealed: Names of its protected parts that the viewer's team may open.
        closed: How many parts are sealed for others.
    """

    record: Record
    line: Line
    origin: str
    standing: str
    basis: str
    entry: str
    sealed: tuple[str, ...]
    closed: int


def reports_of(asked: Seen, incident: Incident) -> tuple[Told, ...]:
    """Return the accounts of an incident in the order told, each as its source left it."""
    names = asked.names
    by_key = {each.key: each for each in incident.accounts}
    lines = record_lines(names, list(by_key), by_key)
    shown = []
    for at, (each, line) in enumerate(zip(incident.accounts, lines, strict=True)):
        sealed, closed = parts_for(asked, each) if at < _MOST_LOOKED_UP else ((), 0)
        shown.append(
            Told(
                each,
                line,
                names.actor(each.origin) if each.origin and each.origin != each.speaker else "",
                word(names.language, STANDINGS, asked.desk.situation.known.standing_of(each)),
                word(names.language, BASES, each.basis) if each.basis in BASES else "",
                entry_address(asked, each.position),
                sealed,
                closed,
            )
        )
    return tuple(shown)


def parts_for(asked: Seen, record: Record) -> tuple[tuple[str, ...], int]:
    """Return the protected parts of a record's entry that the viewer's team may open, and how many it may not."""
    if not may_open(asked):
        return (), 0
    leaf, _ = store().entry(record.position)
    parts = [each for each in leaf.entry.parts if each.name != "core"]
    own = tuple(each.name for each in parts if asked.viewer.team and asked.viewer.team in each.readers)
    return own, len(parts) - len(own)


def may_open(asked: Seen) -> bool:
    """Return whether protected parts are offered at all: never to who was made to sign in."""
    return may(asked.viewer.role, "protected", act=True) and not asked.viewer.duress
