"""What the sides say: positions by subject, and their tallies next to each other, never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.publish._evidence import Words, bounds_in_words, place_in_words, record_words, said_at
from ceasefire.publish.words import ACTS, ANSWERS, STANCES, UNITS, VIEWS, NameBook, mark, word
from ceasefire.records import Act, Determination, Finding, Record, Statement, Tally

# What a stance says of its subject; two that differ, from two speakers, contradict each other.
_SAYS = {
    "asserts": "yes",
    "accepts": "yes",
    "apologises": "yes",
    "denies": "no",
    "declares-ended": "ended",
    "met": "met",
    "partly-met": "partly-met",
    "not-met": "not-met",
    "ended": "ended",
}


QUESTIONS = {
    "happened": mark("happened: {answer}"),
    "who": mark("who did it: {who}"),
    "permitted": mark("permitted: {answer}"),
}


@dataclass(frozen=True, slots=True)
class Position:
    """Who says what of a subject, since when. `of` is the period that a determination judges, or empty."""

    key: str
    speaker: str
    stance: str
    says: str
    details: tuple[str, ...]
    since: str
    of: str
    words: Words
    carrier: str
    kind: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A term, an instrument or an incident, and every position on it, oldest first."""

    kind: str
    key: str
    title: Words
    contradicted: bool
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One source's own count; `share` is the length of its bar out of 100, `pattern` whom it accuses."""

    key: str
    speaker: str
    period: str
    scope: str
    accused: str
    count: str
    share: int
    pattern: int


@dataclass(frozen=True, slots=True)
class TallyGroup:
    """The tallies of one unit."""

    unit: str
    rows: tuple[TallyRow, ...]
    details: tuple[TallyDetail, ...]


@dataclass(frozen=True, slots=True)
class TallyDetail:
    """One source's shorter counts inside the ones above: a period, and the count at each place."""

    speaker: str
    period: str
    counts: str


def subjects_of(names: NameBook, records: Mapping[str, Record]) -> tuple[Subject, ...]:
    """Return the subjects of all statements, determinations and findings: instruments, terms, incidents."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    said = [each for each in records.values() if isinstance(each.details, Statement | Determination | Finding)]
    for each in sorted(said, key=lambda one: (said_at(one) or 0, one.key)):
        subject = _subject(each, records)
        if subject:
            groups[subject].append(each)
    order = {"instrument": 0, "term": 1, "incident": 2, "record": 3}
    return tuple(
        Subject(
            kind,
            key,
            _title(names, kind, key, records),
            _contradicted(group),
            tuple(position_of(names, each) for each in group),
        )
        for (kind, key), group in sorted(groups.items(), key=lambda item: order[item[0][0]])
    )


def _subject(record: Record, records: Mapping[str, Record]) -> tuple[str, str] | None:
    details = record.details
    if isinstance(details, Determination):
        return ("incident", details.incident) if details.incident else ("term", details.term)
    if isinstance(details, Finding):
        return "incident", details.incident
    return _subject_of_statement(record, details, records) if isinstance(details, Statement) else None


def _subject_of_statement(
    record: Record, statement: Statement, records: Mapping[str, Record]
) -> tuple[str, str] | None:
    about = records.get(statement.about)
    spoken_of = about.details if about else None
    named = (
        ("instrument", spoken_of.instrument if isinstance(spoken_of, Statement | Act) else ""),
        ("incident", about.incidents[0] if about and about.incidents else ""),
        ("record", about.key if about else ""),
        ("incident", statement.about),
        ("term", statement.term),
        ("instrument", statement.instrument),
        ("incident", record.incidents[0] if record.incidents else ""),
    )
    return next((each for each in named if each[1]), None)


def _title(names: NameBook, kind: str, key: str, records: Mapping[str, Record]) -> Words:
    code = names.language.code
    if kind == "term":
        return Words(names.term(key), code)
    if kind == "instrument":
        return Words(names.instrument(key), code)
    told = [records[key]] if kind == "record" else [each for each in records.values() if key in each.incidents]
    reports = sorted(
        (each for each in told if each.kind != "statement"),
        key=lambda each: (each.kind != "report", each.key),
    )
    for each in reports:
        if each.text:
            return record_words(each, code)
    return Words(key if "/" in key else key.replace("-", " "), "en")


def _says(record: Record) -> str:
    details = record.details
    if isinstance(details, Statement):
        return details.stance
    if isinstance(details, Determination):
        return details.view
    return ""


def _contradicted(group: list[Record]) -> bool:
    views: dict[str, set[str]] = defaultdict(set)
    for each in group:
        if _says(each) in _SAYS:
            views[each.speaker].add(_SAYS[_says(each)])
    return len(views) > 1 and len(set().union(*views.values())) > 1


def stance_of(names: NameBook, record: Record) -> str:
    """Return what a statement says of its subject, or what an act does, for its part, to an instrument."""
    language, details = names.language, record.details
    if isinstance(details, Act):
        return language.say("for its part {act}", act=word(language, ACTS, details.act))
    return word(language, STANCES, _says(record))


def stance_line(names: NameBook, record: Record) -> str:
    """Return a statement or an act in one line: who, when, and what they say or do."""
    language, said = names.language, said_at(record)
    stance = stance_of(names, record)
    if said is None:
        return language.say("{speaker}: {stance}", speaker=names.actor(record.speaker), stance=stance)
    date = language.date(language.local_date(said))
    return language.say("{speaker}, {date}: {stance}", speaker=names.actor(record.speaker), date=date, stance=stance)


def position_of(names: NameBook, record: Record) -> Position:
    """Return one version of a statement, determination or finding in words."""
    language, details = names.language, record.details
    said = said_at(record)
    period = record.when if isinstance(details, Determination) else None
    more: tuple[str, ...] = ()
    if isinstance(details, Finding):
        stance, more = language.say("finding"), _finding(names, record, details)
    else:
        stance = _stance(names, record)
    return Position(
        record.key,
        names.actor(record.speaker),
        stance,
        _SAYS.get(_says(record), "open"),
        more,
        language.instant(said) if said is not None else "",
        language.interval(period.earliest, period.latest) if period else "",
        record_words(record, language.code),
        names.actor(record.carrier) if record.carrier not in {"", record.speaker} else "",
        record.kind,
    )


def _stance(names: NameBook, record: Record) -> str:
    """Return a stance; of a determination the view, and of one about an incident the question with it."""
    language, details = names.language, record.details
    if not isinstance(details, Determination):
        return word(language, STANCES, _says(record))
    if not details.question:
        return word(language, VIEWS, details.view)
    view = word(language, ANSWERS, details.view)
    return language.say(QUESTIONS[details.question], answer=view, who=names.choice(record.who.by) or view)


def _finding(names: NameBook, record: Record, finding: Finding) -> tuple[str, ...]:
    say = names.language.say
    parts = []
    for question, code in (("happened", finding.happened), ("permitted", finding.permitted)):
        if code:
            parts.append(say(QUESTIONS[question], answer=word(names.language, ANSWERS, code)))
    if finding.identifiable == "no":
        parts.append(say("who did it: not identifiable"))
    elif record.who.by is not None:
        parts.append(say("who did it: {who}", who=names.choice(record.who.by)))
    if finding.standard:
        parts.append(say("standard: {standard}", standard=finding.standard))
    return tuple(parts)


def tallies_of(names: NameBook, records: Iterable[Record], since: int) -> tuple[TallyGroup, ...]:
    """Return the tallies by unit: the longest as bars, the shorter ones of the same source inside them as details.

    Nothing is added up: a bar is one record, scaled to the longest bar of its unit.

    Args:
        names: The agreement's names.
        records: Any; those that are no tallies are left out.
        since: Instant; tallies of periods that end before it are left out.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    told = [each for each in records if isinstance(each.details, Tally)]
    for each in sorted(told, key=lambda one: (one.speaker, one.when.earliest if one.when else 0, one.key)):
        if each.when and each.counts and each.when.latest > since:
            groups[each.counts[0].unit].append(each)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_group(names, unit, tallies) for unit, tallies in ordered)


def _group(names: NameBook, unit: str, tallies: list[Record]) -> TallyGroup:
    long = [each for each in tallies if not any(_within(each, other) for other in tallies)]
    most = max(each.counts[0].low for each in long) or 1
    patterns: dict[str, int] = {}
    rows = []
    for each in long:
        accused = _accused(names, each)
        pattern = patterns.setdefault(accused, len(patterns))
        rows.append(_tally_row(names, each, accused, most, pattern))
    shorter = _details(names, [each for each in tallies if each not in long])
    return TallyGroup(word(names.language, UNITS, unit), tuple(rows), shorter)


def _within(inner: Record, outer: Record) -> bool:
    """Tell whether the same source's other tally spans more time, or the same time at a wider place.

    Of two for one time and place, accusing the same, the smaller stands within the larger.
    """
    if inner is outer or inner.speaker != outer.speaker or inner.who.by != outer.who.by:
        return False
    if inner.when is None or outer.when is None:
        return False
    if inner.when != outer.when:
        return outer.when.earliest <= inner.when.earliest and inner.when.latest <= outer.when.latest
    if _place_size(inner) != _place_size(outer):
        return _place_size(inner) > _place_size(outer)
    return _printed_accused(inner) == _printed_accused(outer) and inner.counts[0].low < outer.counts[0].low


def _place_size(record: Record) -> int:
    return len(record.where.code) if record.where else 0


def _accused(names: NameBook, record: Record) -> str:
    return names.choice(record.who.by) or _printed_accused(record)


def _printed_accused(record: Record) -> str:
    return record.details.accused if isinstance(record.details, Tally) else ""


def _tally_row(names: NameBook, record: Record, accused: str, most: int, pattern: int) -> TallyRow:
    details, count = record.details, record.counts[0]
    when = record.when
    return TallyRow(
        record.key,
        names.actor(record.speaker),
        names.language.interval(when.earliest, when.latest) if when else "",
        details.scope if isinstance(details, Tally) else "",
        accused,
        _printed(names, record),
        max(1, count.low * 100 // most) if count.low else 0,
        pattern % 4,
    )


def _printed(names: NameBook, record: Record) -> str:
    count = record.counts[0]
    return count.as_printed if count.high is None and count.as_printed else bounds_in_words(names, count)


def _details(names: NameBook, records: list[Record]) -> tuple[TallyDetail, ...]:
    groups: dict[tuple[str, int, int], list[Record]] = defaultdict(list)
    for each in records:
        if each.when:
            groups[each.speaker, each.when.earliest, each.when.latest].append(each)
    language = names.language
    return tuple(
        TallyDetail(
            names.actor(speaker),
            language.interval(earliest, last),
            language.say("; ").join(_at_places(names, sorted(group, key=_place_size))),
        )
        for (speaker, earliest, last), group in sorted(groups.items())
    )


def _at_places(names: NameBook, records: list[Record]) -> list[str]:
    """Return each count with its place, and with the record's id where two speak of the same place."""
    places = [place_in_words(names, each.where) for each in records]
    shown = []
    for place, each in zip(places, records, strict=True):
        count = names.language.say("{place} {count}", place=place, count=_printed(names, each)).strip()
        same = places.count(place) > 1
        shown.append(names.language.say("{record} ({key})", record=count, key=each.id) if same else count)
    return shown
