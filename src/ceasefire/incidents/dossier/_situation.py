"""What every question about incidents is asked of: the agreement, and what was known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.agreement import Agreement
from ceasefire.incidents._known import Bodies, Known, bodies_of
from ceasefire.incidents._standings import Decided


@dataclass(frozen=True, slots=True)
class Situation:
    """An agreement and what was known.

    Attributes:
        agreement: Names the bodies, areas and times.
        known: What was known at the moment whose knowledge counts.
        now: The moment asked about, seconds UTC: what is due by then is overdue after it.
        bodies: Whose sources are whose.
        decided: What became of the decisions on each record's standing, by its key, in the order told.
    """

    agreement: Agreement
    known: Known
    now: int
    bodies: Bodies
    decided: Mapping[str, tuple[Decided, ...]]

    def side_of(self, source: str) -> str:
        """Return the party, guarantor or actor whose organ a source is, or the source itself."""
        return self.bodies.owners.get(source, source)


def situation_of(agreement: Agreement, known: Known, now: int) -> Situation:
    """Return the situation.

    Source: DESIGN, "As known at".
    """
    decided: dict[str, tuple[Decided, ...]] = {}
    for each in known.decided:
        decided[each.record] = (*decided.get(each.record, ()), each)
    return Situation(agreement, known, now, bodies_of(agreement), decided)
