"""`ceasefire link undo`."""

from __future__ import annotations

import click

from ceasefire.cli._link._decided import By, decides
from ceasefire.cli._options import Given


@click.command("undo")
@decides
@click.argument("decision", metavar="DECISION")
def command(given: Given, by: By, decision: str) -> None:
    """Bring back what held before a decision.

    DECISION is the source/id of a link decision, as `ceasefire incident` lists it. What held before is said anew, or
    the decision is withdrawn where it was the first; both stay on record.
    """
    from ceasefire.cli._desk._situation import desk_for
    from ceasefire.cli._link._decided import decider_of, hand_out
    from ceasefire.incidents import undo_decision
    from ceasefire.problems import Place, Refused, did_you_mean, problem

    desk = desk_for(given)
    try:
        undone = undo_decision(desk.inputs.records, decision, decider_of(desk, by))
    except LookupError:
        links = sorted({each.key for each in desk.inputs.records if each.kind == "link"})
        near = did_you_mean(decision, [each for each in links if each != decision])
        raise Refused([problem("E-CASE-001", Place("DECISION"), seen=decision, suggestion=near)]) from None
    hand_out([undone], by, given.lang)
