"""Each side's own determinations, term by term: what each last said, over which period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.incidents.dossier import Situation
from ceasefire.publish._evidence import said_at
from ceasefire.publish._sides import Position, position_of
from ceasefire.publish.words import NameBook
from ceasefire.records import Determination, Record


@dataclass(frozen=True, slots=True)
class SideView:
    """What one side determined of a term, oldest first: the last stands, the others came before it."""

    side: str
    told: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class TermSides:
    """A term and each side that determined something of it: guarantors, parties, then everybody else."""

    term: str
    sides: tuple[SideView, ...]


def determinations_of(names: NameBook, situation: Situation, records: Iterable[Record]) -> tuple[TermSides, ...]:
    """Return the terms of which somebody determined something, in the agreement's order.

    Args:
        names: In the page's language.
        situation: Says whose organ a source is.
        records: One version of each.
    """
    agreement = situation.agreement
    rank = {each.id: 0 for each in agreement.guarantors} | {each.id: 1 for each in agreement.parties}
    found: dict[str, dict[str, list[Record]]] = {}
    for each in sorted(records, key=lambda one: (said_at(one) or 0, one.key)):
        if isinstance(each.details, Determination) and each.details.term:
            side = situation.side_of(each.speaker)
            found.setdefault(each.details.term, {}).setdefault(side, []).append(each)
    return tuple(
        TermSides(
            names.term(term.id),
            tuple(
                SideView(names.actor(side), tuple(position_of(names, each) for each in told))
                for side, told in sorted(found[term.id].items(), key=lambda item: (rank.get(item[0], 2), item[0]))
            ),
        )
        for term in agreement.terms
        if term.id in found
    )
