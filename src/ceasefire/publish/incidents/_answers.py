"""Answers awaited and the complaint docket: by addressee, with whose word it is that a guarantor answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ceasefire.incidents.dossier import Awaited, Docketed, Situation
from ceasefire.publish._evidence import latest, record_words
from ceasefire.publish.incidents._codes import AWAITED, STAGES
from ceasefire.publish.incidents._moment import KnownAt, moment_facts
from ceasefire.publish.incidents._page import Grid, Item, Page, Section
from ceasefire.publish.words import NameBook, names_of, word
from ceasefire.records import Complaint, Record
from ceasefire.times import text_from_instant


def answers_page(
    awaited: Sequence[Awaited],
    docket: Sequence[Docketed],
    watched: tuple[int, int],
    situation: Situation,
    *,
    lang: str,
    moment: KnownAt,
) -> Page:
    """Return the answers awaited, the docket, and its totals by side with the coverage beside them.

    Args:
        awaited: Overdue ones first.
        docket: Every complaint.
        watched: Days on which somebody watched, of how many since the first complaint.
        situation: From which they were derived.
        lang: `en`, `ar` or `ru`.
        moment: As known at which moment, by which clock.
    """
    names = names_of(situation.agreement, lang)
    say = names.language.say
    records = latest(situation.known.records)
    return Page(
        names.language,
        title=say("Answers awaited"),
        summary=names.language.count("{n} answer awaited", "{n} answers awaited", len(awaited)),
        moment=moment_facts(names, moment),
        sections=(
            Section(say("By addressee"), items=tuple(_awaited(names, each, records) for each in awaited)),
            _docket(names, docket),
            _totals(names, docket, watched),
        ),
    )


def _awaited(names: NameBook, awaited: Awaited, records: Mapping[str, Record]) -> Item:
    language, say = names.language, names.language.say
    head = say(
        "{who}: {what}, asked by {side} {since}",
        who=names.choice(awaited.addressees),
        what=word(language, AWAITED, awaited.what),
        side=names.actor(awaited.by),
        since=language.instant(awaited.since),
    )
    if awaited.due is None:
        due = say("no time is set for it")
    elif awaited.overdue:
        due = say("overdue since {instant}", instant=language.instant(awaited.due))
    else:
        due = say("due {instant}", instant=language.instant(awaited.due))
    details = [due]
    details += [
        say(
            "{guarantor} answers for {party}, according to {source}",
            guarantor=names.actor(each.guarantor),
            party=names.actor(each.party),
            source=names.citation(each.according_to),
        )
        for each in awaited.answerable
    ]
    words = record_words(records[awaited.key], language.code).text if awaited.key in records else ""
    return Item(head, tuple(part for part in (*details, words, awaited.key) if part))


def _docket(names: NameBook, docket: Sequence[Docketed]) -> Section:
    language, say = names.language, names.language.say
    columns = (say("Number"), say("side"), say("against"), say("put"), say("stage"), say("due"), say("answers"))
    rows = []
    for each in docket:
        details = each.complaint.details
        if isinstance(details, Complaint):
            put = each.complaint.when
            rows.append(
                (
                    details.number,
                    names.actor(each.side),
                    names.choice(details.addressee),
                    language.instant(put.earliest) if put else say("no time told"),
                    word(language, STAGES, each.stage),
                    language.instant(each.due) if each.due is not None else "–",
                    language.number(len(each.answers)),
                )
            )
    return Section(say("Complaint docket"), grid=Grid(columns, tuple(rows)))


def _totals(names: NameBook, docket: Sequence[Docketed], watched: tuple[int, int]) -> Section:
    """Return how many complaints each side put, never without how much was watched."""
    language, say = names.language, names.language.say
    sides = sorted({each.side for each in docket})
    share = say("{some} of {all} days", some=language.number(watched[0]), all=language.number(watched[1]))
    columns = (say("Side"), say("complaints"), say("admitted"), say("days on which somebody watched"))
    rows = tuple(
        (
            names.actor(side),
            language.number(sum(each.side == side for each in docket)),
            language.number(sum(each.side == side and _is_admitted(each) for each in docket)),
            share,
        )
        for side in sides
    )
    note = say("A count of complaints is not a count of what happened: it says who complained, and what could be seen.")
    return Section(say("Complaints by side"), note=note if rows else "", grid=Grid(columns, rows))


def _is_admitted(docketed: Docketed) -> bool:
    return getattr(docketed.complaint.details, "admitted", "") == "yes"


def answers_json(awaited: Sequence[Awaited], docket: Sequence[Docketed], watched: tuple[int, int]) -> str:
    """Return the answers awaited and the docket as JSON."""
    content = {
        "awaited": [
            {
                "record": each.key,
                "what": each.what,
                "by": each.by,
                "addressees": list(each.addressees.members),
                "since": text_from_instant(each.since),
                "due": None if each.due is None else text_from_instant(each.due),
                "overdue": each.overdue,
                "answerable": [
                    {"guarantor": one.guarantor, "party": one.party, "according_to": one.according_to.speaker}
                    for one in each.answerable
                ],
                "about": each.about,
            }
            for each in awaited
        ],
        "docket": [_docketed_object(each) for each in docket],
        "watched_days": {"watched": watched[0], "of": watched[1]},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _docketed_object(docketed: Docketed) -> dict[str, Any]:
    details = docketed.complaint.details
    return {
        "complaint": docketed.complaint.key,
        "number": details.number if isinstance(details, Complaint) else "",
        "side": docketed.side,
        "admitted": details.admitted if isinstance(details, Complaint) else "unknown",
        "stage": docketed.stage,
        "due": None if docketed.due is None else text_from_instant(docketed.due),
        "overdue": docketed.overdue,
        "admissibility": docketed.admissibility,
        "notified": docketed.notified,
        "answers": list(docketed.answers),
        "inquiry": docketed.inquiry,
        "findings": list(docketed.findings),
        "remedy": docketed.remedy,
        "closed": docketed.closed,
    }
