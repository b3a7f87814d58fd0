"""`ceasefire link split`."""

from __future__ import annotations

import click

from ceasefire.cli._link._decided import By, decides
from ceasefire.cli._options import Given


@click.command("split")
@decides
@click.argument("incident", metavar="INCIDENT")
@click.argument("parted", metavar="RECORD...", nargs=-1, required=True)
def command(given: Given, by: By, incident: str, parted: tuple[str, ...]) -> None:
    """Part accounts from an incident.

    Each RECORD (source/id) is parted from every account of INCIDENT that stays; among themselves they stay as they are.
    """
    from ceasefire.cli._desk._situation import desk_for
    from ceasefire.cli._link._decided import decider_of, hand_out
    from ceasefire.desk import incident_called, must_be_accounts
    from ceasefire.incidents import split_decisions
    from ceasefire.problems import Place, Refused, problem

    desk = desk_for(given)
    must_be_accounts(desk, parted, Place("RECORD"))
    found = incident_called(desk, incident, Place("ID"))
    inside = {each.key for each in found.accounts}
    for each in parted:
        if each not in inside:
            shown = ", ".join(sorted(inside))
            raise Refused([problem("E-ASK-001", Place("RECORD"), wanted="account", seen=each, expected=shown)])
    decisions = split_decisions(desk.inputs.records, found.accounts, frozenset(parted), decider_of(desk, by))
    if not decisions:
        raise Refused([problem("E-CASE-003", Place("RECORD"), seen=found.id)])
    hand_out(decisions, by, given.lang)
