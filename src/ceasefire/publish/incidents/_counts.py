"""Who says how many of an incident: one row a source, never added up."""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.incidents.dossier import Incident, Situation
from ceasefire.publish._evidence import counts_in_words, plain, record_words
from ceasefire.publish.incidents._page import Grid, Section
from ceasefire.publish.words import STANDINGS, UNITS, NameBook, word
from ceasefire.records import Record

_MOST_UNITS = 3
_FIRST_UNITS = ("killed", "injured", "trucks", "strikes", "killed-civilians")


def counts_section(names: NameBook, incident: Incident, situation: Situation) -> Section:
    """Return who says how many: one row a source, never added up."""
    language, say = names.language, names.language.say
    told = [*incident.accounts, *(each for each in incident.findings if each.counts)]
    units = _units(told)
    columns = (say("Source"), *(word(language, UNITS, each) for each in units), say("by whom"), say("standing"))
    rows = tuple(
        (
            _speaker(names, each, situation),
            *(_counted(names, each, unit) for unit in units),
            names.choice(each.who.by) if each.kind != "movement" else "",
            say("finding") if each.kind == "finding" else word(language, STANDINGS, situation.known.standing_of(each)),
        )
        for each in told
    )
    note = say("Each source’s own count stands beside the others; nothing is added up.")
    return Section(say("Who says how many"), note=note, grid=Grid(columns, rows))


def _units(records: Sequence[Record]) -> tuple[str, ...]:
    found = [count.unit for each in records for count in each.counts]
    order = {unit: index for index, unit in enumerate(_FIRST_UNITS)}
    units = sorted(set(found), key=lambda unit: (order.get(unit, len(order)), -found.count(unit), unit))
    return tuple(units[:_MOST_UNITS])


def _speaker(names: NameBook, record: Record, situation: Situation) -> str:
    language, say = names.language, names.language.say
    speaker = names.actor(record.speaker)
    if record.carrier and record.carrier != record.speaker:
        speaker = say("{speaker}, carried by {carrier}", speaker=speaker, carrier=names.actor(record.carrier))
    if record.origin and record.origin != record.speaker:
        speaker = say("{speaker}, from {origin}", speaker=speaker, origin=names.actor(record.origin))
    date = language.date(language.local_date(situation.known.said[record.key]))
    return say("{speaker}, {date}", speaker=speaker, date=date)


def _counted(names: NameBook, record: Record, unit: str) -> str:
    count = next((each for each in record.counts if each.unit == unit), None)
    if count is None:
        return "–"
    if count.as_printed:
        return _printed(names, plain(count.as_printed))
    shown: str = counts_in_words(names, (count,)).partition(": ")[2]
    return shown


def _printed(names: NameBook, printed: str) -> str:
    """Return a number as its source printed it, in quotation marks unless it is a bare number."""
    return printed if printed.isdigit() else names.language.say("“{words}”", words=printed)


def said_with_counts(names: NameBook, record: Record) -> str:
    """Return a record's words, and its counts as bounds and as printed."""
    words, counts = record_words(record, names.language.code).text, counts_in_words(names, record.counts)
    if not words or not counts:
        return words or counts
    return names.language.say("{words} ({counts})", words=words, counts=counts)
