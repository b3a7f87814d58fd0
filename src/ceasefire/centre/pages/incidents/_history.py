"""The history of every change: each version of each record about an incident, when it was known, and its entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.centre.pages.incidents._asked import Seen, entry_address
from ceasefire.incidents.dossier import Incident
from ceasefire.publish._evidence import counts_in_words, record_words, who_in_words
from ceasefire.publish.incidents._codes import LINKS, QUESTIONS, STATES
from ceasefire.publish.words import ANSWERS, KINDS, STANCES, NameBook, mark, word
from ceasefire.records import Determination, Link, Record, StandingDecision, Statement, Step

STEP_WORDS = {
    "admitted": mark("admitted"),
    "not-admitted": mark("not admitted"),
    "notified": mark("respondent notified"),
    "inquiry": mark("inquiry opened"),
    "remedy": mark("remedy made"),
    "closed": mark("closed"),
    "pre-notice": mark("notice before"),
    "call": mark("call"),
    "stopped": mark("it stopped"),
    "reviewer-named": mark("reviewer named"),
    "lessons": mark("lessons"),
}
CHANGES = {
    "when": mark("time"),
    "where": mark("place"),
    "who": mark("who"),
    "what": mark("what it was"),
    "counts": mark("counts"),
    "incidents": mark("incident"),
    "origin": mark("origin"),
    "standing": mark("standing"),
    "details": mark("what is decided or said"),
    "text": mark("words"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One version of one record.

    Attributes:
        known: When it was known, in words; `since` the same as seconds UTC, or empty where nothing says so.
        what: What it says, in words.
        changed: What of it differs from the version before, in words.
        withdrawn: It takes the record back.
        entry: Address of the entry's page; empty where there is none.
    """

    known: str
    since: str
    kind: str
    speaker: str
    key: str
    version: int
    position: int
    what: str
    changed: tuple[str, ...]
    withdrawn: bool
    entry: str


def history_of(asked: Seen, incident: Incident) -> tuple[Change, ...]:
    """Return every change of what is known about an incident, the newest first."""
    known = asked.view.shown.known
    versions = {(each.key, each.version): each for each in _told(incident)}
    for each in _takings_back(asked, incident):
        versions[each.key, each.version] = each
    before = {
        (key, version): versions.get(
            (key, max((one for other, one in versions if other == key and one < version), default=0))
        )
        for key, version in versions
    }
    ordered = sorted(versions.values(), key=lambda each: (-known.get((each.key, each.version), 0), -each.position))
    return tuple(_change(asked, each, before[each.key, each.version]) for each in ordered)


def _told(incident: Incident) -> Iterable[Record]:
    return (
        *incident.accounts,
        *incident.earlier,
        *incident.said,
        *incident.findings,
        *incident.determinations,
        *incident.complaints,
        *incident.steps,
        *incident.decisions,
    )


def _takings_back(asked: Seen, incident: Incident) -> Iterable[Record]:
    """Return the versions by which records were taken back: they are no account, and still part of the history."""
    gone = set(incident.withdrawn) | {each.key for each in incident.earlier}
    as_of, known = asked.desk.asked.as_of, asked.view.shown.known
    return (
        (
            each
            for each in asked.desk.inputs.records
            if each.key in gone and each.withdrawn and known[each.key, each.version] <= as_of
        )
        if gone
        else ()
    )


def _change(asked: Seen, record: Record, before: Record | None) -> Change:
    names, language = asked.names, asked.names.language
    since = asked.view.shown.known.get((record.key, record.version))
    told = since is not None and 0 < since < 1 << 40
    fields = [each for each in CHANGES if before is not None and getattr(before, each) != getattr(record, each)]
    return Change(
        known=language.instant(since) if told and since is not None else language.say("from its release on"),
        since=str(since) if told else "",
        kind=word(language, KINDS, record.kind),
        speaker=names.actor(record.speaker),
        key=record.key,
        version=record.version,
        position=record.position,
        what=said_in_words(names, record),
        changed=tuple(word(language, CHANGES, each) for each in fields),
        withdrawn=record.withdrawn,
        entry=entry_address(asked, record.position),
    )


def said_in_words(names: NameBook, record: Record) -> str:
    """Return what a record says, in a line: of a decision what it decides, of a report whom and how many."""
    language, say, details = names.language, names.language.say, record.details
    parts: list[str] = []
    if isinstance(details, StandingDecision):
        parts.append(say("{record}: {what}", record=details.record, what=word(language, STATES, details.to)))
    elif isinstance(details, Link):
        pair = say("{first} and {second}", first=details.first, second=details.second)
        parts.append(say("{what}: {pair}", what=word(language, LINKS, details.state), pair=pair))
    elif isinstance(details, Determination) and details.question:
        parts.append(
            say(
                "{question}: {state}",
                question=word(language, QUESTIONS, details.question),
                state=word(language, ANSWERS, details.view),
            )
        )
    elif isinstance(details, Statement):
        parts.append(word(language, STANCES, details.stance))
    elif isinstance(details, Step):
        parts.append(word(language, STEP_WORDS, details.step))
    if record.kind != "statement":
        parts.append(who_in_words(names, record.who))
    parts += [counts_in_words(names, record.counts), record_words(record, language.code).text]
    return say("; ").join(each for each in parts if each)
