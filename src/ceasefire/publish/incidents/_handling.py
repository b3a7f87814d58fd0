"""How an incident was handled: the mistake file, complaints, and what was decided by whom."""

from __future__ import annotations

from ceasefire.incidents.dossier import Incident, Moment, Situation, docket_of, mistake_file
from ceasefire.publish._evidence import record_words
from ceasefire.publish.incidents._codes import CALLS, LINKS, MOMENTS, STAGES, STATES, WHY_NOT
from ceasefire.publish.incidents._counts import said_with_counts
from ceasefire.publish.incidents._page import Grid, Item, Section
from ceasefire.publish.words import NameBook, word
from ceasefire.records import Complaint, Link, Record, StandingDecision

_DAY_MIN = 1_440
_IN_DAYS = 2 * _DAY_MIN


def mistake_section(names: NameBook, incident: Incident, situation: Situation) -> Section:
    """Return the mistake file as a timeline with the minutes between; empty where it was none."""
    say = names.language.say
    moments = mistake_file(incident, situation)
    by_key = {each.key: each for each in situation.known.records}
    items = tuple(_moment(names, each, by_key[each.key]) for each in moments)
    missing = [each for each in ("finding", "lessons") if moments and each not in {one.what for one in moments}]
    note = ""
    if moments:
        note = say("The least and the most time since the line above, as far as the sources tell.")
    if missing:
        listed = names.language.list(word(names.language, MOMENTS, each) for each in missing)
        note = say("{note} Not on record: {missing}.", note=note, missing=listed)
    return Section(say("The mistake file"), note=note, items=items)


def timeline_section(names: NameBook, incident: Incident, situation: Situation) -> Section:
    """Return the mistake file in one line a moment, without the words."""
    say = names.language.say
    by_key = {each.key: each for each in situation.known.records}
    columns = (say("When"), say("since the line above"), say("What"), say("Who tells it"))
    rows = tuple(
        (_when(names, each), _since(names, each), _what(names, each), names.actor(by_key[each.key].speaker))
        for each in mistake_file(incident, situation)
    )
    return Section(say("The mistake file"), grid=Grid(columns, rows))


def _moment(names: NameBook, moment: Moment, record: Record) -> Item:
    say = names.language.say
    head = say("{when}: {what}", when=_when(names, moment), what=_what(names, moment))
    if moment.minutes is not None:
        head = say("{what} ({since} since the line above)", what=head, since=_since(names, moment))
    told = said_with_counts(names, record)
    return Item(head, (say("{speaker}: {what}", speaker=names.actor(record.speaker), what=told),))


def _when(names: NameBook, moment: Moment) -> str:
    return names.language.interval(moment.earliest, moment.latest + 1)


def _what(names: NameBook, moment: Moment) -> str:
    language = names.language
    what = word(language, MOMENTS, moment.what)
    if not moment.outcome:
        return what
    return language.say("{what}: {outcome}", what=what, outcome=word(language, CALLS, moment.outcome))


def _since(names: NameBook, moment: Moment) -> str:
    """Return the least and the most minutes since the line above; from two days on in days."""
    if moment.minutes is None:
        return ""
    language, (least, most) = names.language, moment.minutes
    if least >= _IN_DAYS:
        least, most = least // _DAY_MIN, -(-most // _DAY_MIN)
        if least == most:
            return language.count("{n} day", "{n} days", least)
        low, high = language.number(least), language.number(most)
        return language.say("{low} to {high} days", low=low, high=high)
    if least == most:
        return language.count("{n} minute", "{n} minutes", least)
    return language.say("{low} to {high} minutes", low=language.number(least), high=language.number(most))


def complaints_section(names: NameBook, incident: Incident, situation: Situation) -> Section:
    """Return the complaints that name the incident, and where each stands."""
    say = names.language.say
    keys = {each.key for each in incident.complaints}
    items = []
    for each in docket_of(situation):
        details = each.complaint.details
        if each.complaint.key in keys and isinstance(details, Complaint):
            head = say(
                "{side}, number {number}: {stage}",
                side=names.actor(each.side),
                number=details.number,
                stage=word(names.language, STAGES, each.stage),
            )
            words = record_words(each.complaint, names.language.code).text
            items.append(Item(head, (words,) if words else ()))
    return Section(say("Complaints"), items=tuple(items))


def decisions_section(names: NameBook, incident: Incident, situation: Situation) -> Section:
    """Return every decision on its accounts and links, and what it moved or why it moved nothing."""
    say = names.language.say
    outcomes = {each.decision: each.why for each in situation.known.decided}
    counted = {each.key for each in situation.known.links}
    items = [_decision(names, each, outcomes, counted, situation) for each in incident.decisions]
    for each in incident.contradictions:
        first, second = each.pair
        joined = say("and are joined by: {chain}", chain=" → ".join(each.chain))
        settled = say("No link joins anything here until that is settled.")
        items.append(Item(say("{first} and {second} were rejected", first=first, second=second), (joined, settled)))
    for message, keys in (
        (say("Provisionally the same, nobody has decided:"), incident.maybe),
        (say("Named so by their source, and parted from it:"), incident.parted),
        (say("Taken back by their source:"), incident.withdrawn),
        (say("A round-up tells of these as well:"), incident.shared),
    ):
        if keys:
            items.append(Item(message, keys))
    return Section(say("What was decided"), items=tuple(items))


def _decision(
    names: NameBook, record: Record, outcomes: dict[str, str], counted: set[str], situation: Situation
) -> Item:
    language, say = names.language, names.language.say
    details, when = record.details, language.instant(situation.known.said[record.key])
    who = names.actor(record.speaker)
    role = getattr(details, "role", "")
    if role:
        who = say(
            "{speaker} ({role}, {reviewer})",
            speaker=who,
            role=role_in_words(names, role),
            reviewer=getattr(details, "reviewer", ""),
        )
    if isinstance(details, Link):
        pair = say("{first} and {second}", first=details.first, second=details.second)
        what = say("{what}: {pair}", what=word(language, LINKS, details.state), pair=pair)
        head = say("{who}, {when}: {what}", who=who, when=when, what=what)
        why = "" if record.key in counted else _why(names, None)
    else:
        to, target = (details.to, details.record) if isinstance(details, StandingDecision) else ("", "")
        head = say(
            "{who}, {when}: {record}: {what}", who=who, when=when, record=target, what=word(language, STATES, to)
        )
        why = _why(names, outcomes.get(record.key))
    words = record_words(record, language.code).text
    return Item(head, tuple(part for part in (why, words) if part))


def _why(names: NameBook, code: str | None) -> str:
    """Return why a decision moved nothing, empty if it did; None: it is not among those that count."""
    if code is None:
        return names.language.say("moved nothing: it is below the standard of proof, or names no role")
    return word(names.language, WHY_NOT, code) if code else ""


def role_in_words(names: NameBook, role: str) -> str:
    """Return a role in words."""
    say = names.language.say
    return {
        "analyst": say("analyst"),
        "verifier": say("verifier"),
        "head-of-mission": say("head of mission"),
        "co-chair": say("co-chair"),
    }.get(role, role)
