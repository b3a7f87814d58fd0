"""The sides' tallies in whose period and place an incident lies: beside it, never added to it."""

from __future__ import annotations

from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.incidents.dossier import Incident, tallies_beside
from ceasefire.publish._evidence import bounds_in_words, plain
from ceasefire.publish.incidents import Item, Section
from ceasefire.publish.incidents._codes import TALLY_REASONS
from ceasefire.publish.words import UNITS, word
from ceasefire.records import Tally


def tallies_of(asked: Seen, incident: Incident) -> Section:
    """Return the tallies that may count an incident, each with its scope and why it need not agree with others."""
    names, language, say = asked.names, asked.names.language, asked.names.language.say
    items = []
    for each in tallies_beside(asked.desk.situation, [incident], asked.desk.inputs.boundaries):
        when, details = each.tally.when, each.tally.details
        if not each.high or when is None:
            continue
        counts = say("; ").join(
            say("{unit}: {bounds}", unit=word(language, UNITS, one.unit), bounds=bounds_in_words(names, one))
            for one in each.tally.counts
        )
        head = say(
            "{speaker}, {when}: {counts}",
            speaker=names.actor(each.tally.speaker),
            when=language.interval(when.earliest, when.latest),
            counts=counts,
        )
        lies = say("the incident lies surely within") if each.low else say("the incident possibly lies within")
        scope = plain(details.scope) if isinstance(details, Tally) else ""
        reasons = [word(language, TALLY_REASONS, reason) for reason in each.reasons]
        items.append(Item(head, tuple(line for line in (lies, scope, *reasons) if line)))
    note = say("Each has its own mandate, period and scope. Next to each other, never added.") if items else ""
    return Section(say("Tallies beside it"), note=note, items=tuple(items))
