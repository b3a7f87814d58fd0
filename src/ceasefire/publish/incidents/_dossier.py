"""Everything about one incident, as a page: the three questions, who says what, what was found, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ceasefire.assess import Cited
from ceasefire.incidents import COUNTED, PROVEN
from ceasefire.incidents.dossier import (
    Conclusion,
    Incident,
    Situation,
    asked_of,
    conclusions_of,
    positions_of,
    standings_fallen,
)
from ceasefire.publish._evidence import counts_in_words, place_in_words, plain, record_words, who_in_words
from ceasefire.publish.custody import cited_in_words
from ceasefire.publish.incidents._codes import QUESTIONS, STATE_SIGNS, STATES
from ceasefire.publish.incidents._counts import counts_section, said_with_counts
from ceasefire.publish.incidents._handling import complaints_section, decisions_section, mistake_section
from ceasefire.publish.incidents._moment import KnownAt, moment_facts
from ceasefire.publish.incidents._page import Fact, Item, Page, Section
from ceasefire.publish.words import (
    ANSWERS,
    EVENTS,
    STANCES,
    STANDINGS,
    NameBook,
    names_of,
    word,
)
from ceasefire.records import Determination, Finding, Record

_MOST_BEHIND = 6


def dossier_of(
    incident: Incident, situation: Situation, lang: str, moment: KnownAt, cited: Cited | None = None
) -> Page:
    """Return the page of one incident.

    Args:
        incident: What it is about.
        situation: From which it was derived.
        lang: `en`, `ar` or `ru`.
        moment: As known at which moment, by which clock.
        cited: The ledger's tree that the records came from.
    """
    names = names_of(situation.agreement, lang)
    language, say = names.language, names.language.say
    sections = (
        _questions(names, incident, situation),
        counts_section(names, incident, situation),
        _findings(names, incident, situation),
        _positions(names, incident, situation),
        _asked(names, incident, situation),
        mistake_section(names, incident, situation),
        _changed(names, incident, situation),
        _origins(names, incident),
        complaints_section(names, incident, situation),
        decisions_section(names, incident, situation),
    )
    return Page(
        language,
        title=title_of(names, incident),
        summary=_summary(names, incident, situation),
        moment=(
            *moment_facts(names, moment),
            Fact(say("Clock"), say("{place} time", place=language.place())),
            Fact(say("Agreement"), language.name(situation.agreement.names)),
        ),
        sections=sections,
        notices=_notices(names, incident, situation),
        foot=_foot(names, cited),
    )


def title_of(names: NameBook, incident: Incident) -> str:
    """Return an incident in a few words: what, where, when; as its accounts of the highest number agree."""
    language = names.language
    what = _most([each for record in incident.counted for each in record.what.members if record.kind == "report"])
    place = _most([place_in_words(names, each.where) for each in incident.counted if each.where])
    days = [each.when for each in incident.counted if each.when]
    narrow = min(days, key=lambda each: (each.latest - each.earliest, each.earliest), default=None)
    parts = [
        word(language, EVENTS, what) if what else "",
        place,
        language.date(language.local_date(narrow.earliest)) if narrow else language.say("no time told"),
    ]
    shown = language.say(", ").join(part for part in parts if part)
    return language.say("{incident}: {what}", incident=incident.id, what=shown)


def _most(found: Sequence[str]) -> str:
    return max(sorted(set(found)), key=found.count) if found else ""


def _summary(names: NameBook, incident: Incident, situation: Situation) -> str:
    """Return the words of one account: one at the standard of proof, a first version, the earliest told."""
    told = [each for each in incident.counted if each.text]
    known = situation.known

    def order(record: Record) -> tuple[bool, bool, int, str]:
        is_proven = known.standing_of(record) in PROVEN
        return not is_proven, record.version > 1, known.said[record.key], record.key

    first = min(told, key=order, default=None)
    return record_words(first, names.language.code).text if first else ""


def _notices(names: NameBook, incident: Incident, situation: Situation) -> tuple[str, ...]:
    say = names.language.say
    found = []
    if incident.contradictions:
        found.append(say("Decisions about this incident contradict each other; see “What was decided”."))
    for key, decisions in standings_fallen(incident, situation).items():
        listed = names.language.list(decisions)
        found.append(
            say("It fell back: {record} was corrected or taken back after {decisions}.", record=key, decisions=listed)
        )
    if any(each.when is None for each in incident.accounts):
        found.append(say("At least one account tells no time: it touches every day and is sure in none."))
    if any(each.where is None for each in incident.accounts):
        found.append(say("At least one account tells no place: it touches every area and is sure in none."))
    if situation.agreement.fictional:
        found.append(say("This agreement and its records are fictional."))
    return tuple(found)


def _foot(names: NameBook, cited: Cited | None) -> tuple[str, ...]:
    say = names.language.say
    return (
        *(cited_in_words(names.language, cited) if cited else ()),
        say("It computes and never declares: people decide, and both are on record."),
    )


def _questions(names: NameBook, incident: Incident, situation: Situation) -> Section:
    facts = tuple(_question(names, each, situation) for each in conclusions_of(incident, situation))
    return Section(names.language.say("Three questions, kept apart"), facts=facts)


def _question(names: NameBook, conclusion: Conclusion, situation: Situation) -> Fact:
    language, say = names.language, names.language.say
    by_key = {each.key: each for each in situation.known.records}
    value = word(language, STATES, conclusion.state)
    named = [names.choice(each) for each in conclusion.actors if each.operator != "unknown"]
    if named and conclusion.state in ("claimed", "found"):
        value = say("{state}: {who}", state=value, who=say("; ").join(named))
    details = []
    if conclusion.since is not None:
        details.append(say("since {instant}", instant=language.instant(conclusion.since)))
    told = [by_key[key] for key in conclusion.by if key in by_key]
    details += [_behind(names, each, conclusion.question) for each in told[:_MOST_BEHIND]]
    details += [
        say("against it: {who}", who=_behind(names, by_key[key], conclusion.question))
        for key in conclusion.against
        if key in by_key
    ]
    details += [say("determined: {what}", what=_determined(names, by_key[key])) for key in conclusion.beside]
    return Fact(
        word(language, QUESTIONS, conclusion.question), value, tuple(details), STATE_SIGNS.get(conclusion.state, "")
    )


def _behind(names: NameBook, record: Record, question: str) -> str:
    """Return a record behind an answer: who says it, and what of it."""
    say = names.language.say
    speaker = names.actor(record.speaker)
    if isinstance(record.details, Finding):
        return say("{speaker}: {what}", speaker=speaker, what=say("; ").join(found_in_words(names, record)))
    if record.kind == "statement":
        stance = word(names.language, STANCES, getattr(record.details, "stance", ""))
        return say("{speaker}: {what}", speaker=speaker, what=stance)
    if record.kind == "standing":
        words = record_words(record, names.language.code).text
        return say("{speaker}: {what}", speaker=speaker, what=words or say("decided"))
    who = names.choice(record.who.by) if question == "who" else ""
    return say("{speaker}: {what}", speaker=speaker, what=who or word(names.language, STANDINGS, record.standing))


def _determined(names: NameBook, record: Record) -> str:
    details = record.details
    view = word(names.language, ANSWERS, details.view) if isinstance(details, Determination) else ""
    return names.language.say("{speaker}: {what}", speaker=names.actor(record.speaker), what=view)


def _findings(names: NameBook, incident: Incident, situation: Situation) -> Section:
    language, say = names.language, names.language.say
    items = []
    for each in incident.findings:
        head = say(
            "{speaker}, {date}",
            speaker=names.actor(each.speaker),
            date=language.date(language.local_date(situation.known.said[each.key])),
        )
        words = record_words(each, language.code).text
        counts = counts_in_words(names, each.counts)
        standing = situation.known.standing_of(each)
        below = (
            ""
            if standing in PROVEN
            else say(
                "below the standard of proof ({standing}): it counts for nothing",
                standing=word(language, STANDINGS, standing),
            )
        )
        details = (below, say("; ").join(found_in_words(names, each)), counts, words, _cited(names, each))
        items.append(Item(head, tuple(part for part in details if part)))
    note = ""
    if len(incident.findings) > 1:
        note = say("A later finding is added and replaces none; a reading says whose count.")
    return Section(say("What bodies found"), note=note, items=tuple(items))


def found_in_words(names: NameBook, record: Record) -> tuple[str, ...]:
    """Return what a finding answers: happened, who, permitted, on what ground, by which standard of proof."""
    language, say = names.language, names.language.say
    finding = record.details if isinstance(record.details, Finding) else Finding("")
    parts = []
    if finding.happened:
        parts.append(say("happened: {answer}", answer=word(language, ANSWERS, finding.happened)))
    if record.who.by is not None and record.who.by.operator != "unknown":
        parts.append(say("who did it: {who}", who=names.choice(record.who.by)))
    elif finding.identifiable == "no":
        parts.append(say("who did it: not identifiable"))
    if finding.permitted:
        parts.append(say("permitted: {answer}", answer=word(language, ANSWERS, finding.permitted)))
    if finding.ground:
        parts.append(say("on the ground: {ground}", ground=plain(finding.ground)))
    parts.append(
        say("standard: {standard}", standard=plain(finding.standard))
        if finding.standard
        else say("standard of proof not stated")
    )
    return tuple(parts)


def _cited(names: NameBook, record: Record) -> str:
    cites = record.cites
    if not cites.title:
        return ""
    return (
        names.language.say("{title}, {date}", title=plain(cites.title), date=names.language.date(cites.date))
        if cites.date
        else plain(cites.title)
    )


def _positions(names: NameBook, incident: Incident, situation: Situation) -> Section:
    language, say = names.language, names.language.say
    records: Mapping[tuple[str, int], Record] = {
        (each.key, each.version): each for each in (*incident.earlier, *incident.said)
    }
    items = []
    for each in positions_of(incident, situation):
        record = records[each.key, each.version]
        stance = word(language, STANCES, each.stance)
        if each.question:
            stance = say("{stance} ({question})", stance=stance, question=word(language, QUESTIONS, each.question))
        head = say(
            "{speaker}, since {since}: {stance}",
            speaker=names.actor(each.speaker),
            since=language.instant(each.since),
            stance=stance,
        )
        details = [record_words(record, language.code).text]
        if situation.known.standing_of(record) not in COUNTED:
            details.append(say("received, not screened: it counts for nothing"))
        if each.until is not None:
            details.append(say("amended or taken back {instant}", instant=language.instant(each.until)))
        if each.grade:
            details.append(
                say("graded {grade}: source {source}, information {information}",
                    grade=each.grade, source=each.grade[0], information=each.grade[1])
            )  # fmt: skip
        items.append(Item(head, tuple(part for part in details if part)))
    return Section(say("Who holds which position, since when"), items=tuple(items))


def _asked(names: NameBook, incident: Incident, situation: Situation) -> Section:
    language, say = names.language, names.language.say
    items = []
    for each in asked_of(incident, situation):
        words = {"silent": say("silent at the deadline"), "awaited": say("awaited")}
        stance = words.get(each.stance) or word(language, STANCES, each.stance)
        items.append(
            Item(
                say("{party}: {stance}", party=names.actor(each.party), stance=stance),
                (say("asked for its position by {instant}", instant=language.instant(each.due)),),
            )
        )
    note = say("Parties agree, dissent or are silent, on record; they cannot block.") if items else ""
    return Section(say("Parties that were asked"), note=note, items=tuple(items))


def _changed(names: NameBook, incident: Incident, situation: Situation) -> Section:
    """Return every version that was corrected or taken back, next to the one that did it."""
    say = names.language.say
    newest = {each.key: each for each in situation.known.records}
    chains: dict[str, list[Record]] = {}
    for each in incident.earlier:
        chains.setdefault(each.key, []).append(each)
    items = []
    for key, chain in chains.items():
        whole = [*chain, *([newest[key]] if key in newest else [])]
        head = say("{speaker} ({key})", speaker=names.actor(whole[-1].speaker), key=key)
        details = [_version(names, each) for each in whole]
        if key not in newest:
            details.append(say("taken back"))
        items.append(Item(head, tuple(details)))
    note = say("Earlier versions stay on record; they govern what was known then.") if items else ""
    return Section(say("What was corrected"), note=note, items=tuple(items))


def _version(names: NameBook, record: Record) -> str:
    language, say = names.language, names.language.say
    what = said_with_counts(names, record) or who_in_words(names, record.who)
    said = record.recorded if record.claimed_recorded is None else record.claimed_recorded
    when = language.instant(said) if said is not None else ""
    return say("version {n}, {when}: {what}", n=language.number(record.version), when=when, what=what)


def _origins(names: NameBook, incident: Incident) -> Section:
    """Return from how many mouths it is known."""
    language, say = names.language, names.language.say
    origins = incident.origins
    items = []
    if origins.independent:
        count = language.count("{n} stated origin", "{n} stated origins", len(origins.independent))
        items.append(Item(count, (language.list(names.actor(each) for each in origins.independent),)))
    if origins.observed:
        observed = language.count(
            "{n} direct observation by the mission", "{n} direct observations by the mission", len(origins.observed)
        )
        items.append(Item(observed, (language.list(origins.observed),)))
    if origins.unknown:
        unknown = language.count(
            "{n} account does not say whence it knows", "{n} accounts do not say whence they know", len(origins.unknown)
        )
        by_key = {each.key: each for each in incident.accounts}
        items.append(Item(unknown, (language.list(names.actor(by_key[each].speaker) for each in origins.unknown),)))
    note = say(
        "Copies and “citing X” count as one origin; where nobody says whence it is known, independence is not known."
    )
    return Section(say("From how many mouths"), note=note if items else "", items=tuple(items))
