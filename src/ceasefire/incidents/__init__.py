"""Incidents: the records judged to be about one occurrence, and what was found. Derived, reversible.

The way of one record: `known_at` says which version was known and where it stands, moved by decisions along one table
(`MOVES`); `linking` suggests which reports are one; `groups` says which were confirmed to be; `sameness` says for the
assessment what may be one; `dossier` gathers everything about an incident. Invariants (tests/oracle,
tests/unit/incidents): only records at the standard of proof make pairs for the bounds; a rejected link parts a pair for
good; what a decision moved falls back when its record is corrected; record order is irrelevant.
"""

from ceasefire.incidents._deciding import Decider, decision_record, link_decision, split_decisions, undo_decision
from ceasefire.incidents._groups import Contradiction, Groups, groups, link_states
from ceasefire.incidents._known import (
    NOBODY,
    Bodies,
    Known,
    bodies_of,
    known_at,
    known_from,
    of_the_mission,
    told_at,
    validity,
)
from ceasefire.incidents._ladder import COUNTED, ENDS, MOVES, PROVEN, STAGES, Move, move_for
from ceasefire.incidents._origins import Origins, origins_of
from ceasefire.incidents._sameness import Sameness, sameness
from ceasefire.incidents._standings import Decided, Standings, Told, standings_of

__all__ = [
    "COUNTED",
    "ENDS",
    "MOVES",
    "NOBODY",
    "PROVEN",
    "STAGES",
    "Bodies",
    "Contradiction",
    "Decided",
    "Decider",
    "Groups",
    "Known",
    "Move",
    "Origins",
    "Sameness",
    "Standings",
    "Told",
    "bodies_of",
    "decision_record",
    "groups",
    "known_at",
    "known_from",
    "link_decision",
    "link_states",
    "move_for",
    "of_the_mission",
    "origins_of",
    "sameness",
    "split_decisions",
    "standings_of",
    "told_at",
    "undo_decision",
    "validity",
]
