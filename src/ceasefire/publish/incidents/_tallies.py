"""The sides' tallies beside what the incidents show, and why they differ; never added up."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ceasefire.incidents.dossier import Beside, Situation
from ceasefire.publish._evidence import bounds_in_words, plain
from ceasefire.publish.incidents._codes import TALLY_REASONS
from ceasefire.publish.incidents._moment import KnownAt, moment_facts
from ceasefire.publish.incidents._page import Item, Page, Section
from ceasefire.publish.words import UNITS, NameBook, names_of, word
from ceasefire.records import Tally
from ceasefire.times import text_from_instant


def tallies_page(beside: Sequence[Beside], situation: Situation, lang: str, moment: KnownAt) -> Page:
    """Return the sides' tallies beside the incidents, and why they differ; never added up.

    Args:
        beside: In the order to show.
        situation: From which they were made.
        lang: `en`, `ar` or `ru`.
        moment: As known at which moment, by which clock.
    """
    names = names_of(situation.agreement, lang)
    language, say = names.language, names.language.say
    items = []
    for each in beside:
        shown = say("{low} to {high}", low=language.number(each.low), high=language.number(each.high))
        on_record = say("incidents on record for the same time and place: {number}", number=shown)
        items.append(tally_item(names, each, on_record))
    return Page(
        language,
        title=say("What the sides count, beside what the incidents show"),
        summary=say("No count is added to another: each has its own mandate and scope."),
        moment=moment_facts(names, moment),
        sections=(Section(language.count("{n} tally", "{n} tallies", len(items)), items=tuple(items)),),
    )  # fmt: skip


def tally_item(names: NameBook, beside: Beside, shown: str) -> Item:
    """Return a tally: who counts how many when, its scope, what the incidents show, why the two need not agree."""
    language, say = names.language, names.language.say
    when, details = beside.tally.when, beside.tally.details
    counts = say("; ").join(
        say("{unit}: {bounds}", unit=word(language, UNITS, each.unit), bounds=bounds_in_words(names, each))
        for each in beside.tally.counts
    )
    head = say(
        "{speaker}, {when}: {counts}",
        speaker=names.actor(beside.tally.speaker),
        when=language.interval(when.earliest, when.latest) if when else "",
        counts=counts,
    )
    scope = plain(details.scope) if isinstance(details, Tally) else ""
    reasons = (word(language, TALLY_REASONS, each) for each in beside.reasons)
    return Item(head, tuple(line for line in (scope, shown, *reasons) if line))


def tallies_json(beside: Sequence[Beside]) -> str:
    """Return the tallies beside the incidents as JSON; counts as bounds, null where open.

    Args:
        beside: In the order to print.
    """
    content = [
        {
            "tally": each.tally.key,
            "side": each.side,
            "when": [text_from_instant(one) for one in (each.tally.when.earliest, each.tally.when.latest)]
            if each.tally.when
            else None,
            "counts": {one.unit: [one.low, one.high] for one in each.tally.counts},
            "incidents": [each.low, each.high],
            "reasons": list(each.reasons),
            "overlapping": list(each.overlapping),
            "missing_days": each.missing_days,
        }
        for each in beside
    ]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
