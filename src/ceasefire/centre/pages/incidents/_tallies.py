"""The sides' tallies in whose period and place an incident lies: beside it, never added to it."""

from __future__ import annotations

from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.incidents.dossier import Incident, tallies_beside
from ceasefire.publish.incidents import Section, tally_item


def tallies_of(asked: Seen, incident: Incident) -> Section:
    """Return the tallies that may count an incident, each with its scope and why it need not agree with others."""
    say = asked.names.language.say
    items = tuple(
        tally_item(
            asked.names,
            each,
            say("the incident lies surely within") if each.low else say("the incident possibly lies within"),
        )
        for each in tallies_beside(asked.desk.situation, [incident], asked.desk.inputs.boundaries)
        if each.high and each.tally.when is not None
    )
    note = say("Each has its own mandate, period and scope. Next to each other, never added.") if items else ""
    return Section(say("Tallies beside it"), note=note, items=items)
