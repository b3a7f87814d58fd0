"""Why one verdict is what it is: the records behind it, who contests it, and what would turn it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from ceasefire.agreement import Agreement
from ceasefire.assess import AreaResult, Assessment, Cell, ReadingResult
from ceasefire.problems import Refused, did_you_mean, problem
from ceasefire.publish._evidence import Line, latest, record_lines, record_name
from ceasefire.publish._how import how_in_words
from ceasefire.publish._sides import Position, Subject, subjects_of
from ceasefire.publish.words import (
    SIGNS,
    VERDICTS,
    NameBook,
    assumed_phrase,
    headline_of,
    names_of,
    settle_phrases,
    word,
    wrap,
)
from ceasefire.records import Record, Where

COLUMNS = 100


def explain_text(
    agreement: Agreement,
    assessment: Assessment,
    records: Sequence[Record],
    *,
    term: str,
    reading: str | None = None,
    area: str | None = None,
    day: str | None = None,
    lang: str,
) -> str:
    """Return the reasons for a verdict as lines of at most 100 columns.

    Args:
        agreement: The agreement assessed.
        assessment: The answer to explain.
        records: The records known at the answer's `as_of`.
        term: Id of the term.
        reading: Id of the reading; None: the one that leads, or the first.
        area: Id of one area of the reading; None: all at once.
        day: Local date (YYYY-MM-DD) on which the day begins; None: every day.
        lang: `en`, `ar` or `ru`.

    Raises:
        Refused: E-ASK-001, no such term, reading, area or day in the answer.
    """
    names = names_of(agreement, lang)
    result = _find_reading(names, assessment, term, reading)
    chosen = _find_area(result, area)
    cells = chosen.cells if chosen else result.strip
    if day is not None:
        day = _known(day, [each.date for each in cells], "day")
    known = latest(records)
    days = [cell for cell in cells if cell.date == day]
    lines = record_lines(names, _keys(names, result, known, area, days), known)
    watches = [line for line in lines if line.key in known and known[line.key].kind == "watch"]
    parts = [
        [assumed_phrase(names.language, assessment)] if assessment.assumed else [],
        _verdict(names, term, result, chosen),
        how_in_words(names, assessment, term, result, area=chosen, day=day, records=known),
        _behind(names, [line for line in lines if line not in watches], result),
        _silence(names, watches),
        _contested(names, term, [known[line.key] for line in lines if line.key in known], subjects_of(names, known)),
        _turn(names, term, result, known),
    ]
    return "\n\n".join("\n".join(_wrapped(part)) for part in parts if part) + "\n"


def _find_reading(names: NameBook, assessment: Assessment, term: str, reading: str | None) -> ReadingResult:
    terms = {each.id: each for each in assessment.terms}
    found = terms[_known(term, list(terms), "term")]
    if reading is None:
        lead = headline_of(names, assessment)
        if lead.reading and lead.term is found:
            return lead.reading
        return found.readings[0]
    readings = {each.id: each for each in found.readings}
    return readings[_known(reading, list(readings), "reading")]


def _find_area(result: ReadingResult, area: str | None) -> AreaResult | None:
    if area is None:
        return None
    areas = {each.id: each for each in result.areas}
    return areas[_known(area, list(areas), "area")]


def _known(seen: str, expected: list[str], wanted: str) -> str:
    if seen not in expected:
        shown = ", ".join(expected) or "–"
        hint = did_you_mean(seen, expected)
        raise Refused([problem("E-ASK-001", wanted=wanted, seen=seen, expected=shown, suggestion=hint)])
    return seen


def _keys(
    names: NameBook, result: ReadingResult, records: dict[str, Record], area: str | None, days: Sequence[Cell]
) -> list[str]:
    """Return the evidence that can bear on the area and the days: what is surely elsewhere is left out."""
    areas = [area] if area else [each.id for each in result.areas if each.id]
    near = [
        key
        for key in result.evidence
        if key not in records or not areas or any(_may_be_in(names, records[key].where, each) for each in areas)
    ]
    return [key for key in near if key not in records or _may_be_on(records[key], days)]


def _may_be_on(record: Record, days: Sequence[Cell]) -> bool:
    when = record.when
    return not days or when is None or any(when.earliest < each.end and each.start < when.latest for each in days)


def _may_be_in(names: NameBook, where: Where | None, area: str) -> bool:
    if where is None or where.scheme != "agreement" or where.code == area:
        return True
    parents = {each.id: each.within for each in names.agreement.areas}
    return area in _upwards(parents, where.code) or where.code in _upwards(parents, area)


def _upwards(parents: dict[str, str], area: str) -> list[str]:
    path: list[str] = []
    while (area := parents.get(area, "")) and area not in path:
        path.append(area)
    return path


def _verdict(names: NameBook, term: str, result: ReadingResult, area: AreaResult | None) -> list[str]:
    language, verdict = names.language, area.verdict if area else result.verdict
    found = names.terms.get(term)
    sentence = language.say(
        "{sign} {term}: {verdict}, as read: {reading} ({authority}).",
        sign=SIGNS[verdict],
        term=names.term(term),
        verdict=word(language, VERDICTS, verdict),
        reading=names.reading(term, result.id),
        authority=names.authority(term, result.id, result.authority),
    )
    lines = [sentence]
    if area and area.id:
        lines.append(language.say("Here only for {area}.", area=names.area(area.id)))
    if found:
        lines.append(
            language.say("The text: “{text}” ({source})", text=found.text, source=names.citation(found.source))
        )
    return lines


def _behind(names: NameBook, lines: Sequence[Line], result: ReadingResult) -> list[str]:
    """Return the records that decide."""
    say = names.language.say
    if lines:
        shown = [names.language.count("{n} record behind it", "{n} records behind it", len(lines))]
        for line in lines:
            shown.append(f"  {names.language.isolate(line.key)}")
            parts = _record(names, line) if line.kind else [say("not among the records given")]
            shown += [f"    {part}" for part in parts if part]
        return shown
    if result.evidence or any(each.how != "watch" for each in result.settle):
        return []
    if result.verdict in {"met", "not-met"}:
        return [say("No record decides it: nothing was counted while it was watched.")]
    return [say("No record decides it.")] if result.verdict != "not-applicable" else []


def _silence(names: NameBook, lines: Sequence[Line]) -> list[str]:
    """Return the watches because of which silence counts."""
    if not lines:
        return []
    shown = [names.language.say("Silence counts because")]
    for line in lines:
        values = {"speaker": line.speaker, "place": line.place or names.area(""), "when": line.when}
        watch = names.language.say("{speaker} watched {place}, {when}", **values)
        shown += [f"  {watch}", f"    {_origin(names, line)}"]
        shown += [f"    {line.words.text}"] if line.words.text else []
    return shown


def _origin(names: NameBook, line: Line) -> str:
    say = names.language.say
    said = say("said {instant}", instant=line.said) if line.said else ""
    return say(", ").join(part for part in (names.language.isolate(line.key), line.standing, said) if part)


def _record(names: NameBook, line: Line) -> list[str]:
    say = names.language.say
    origin = say("{speaker} ({kind}, {standing})", speaker=line.speaker, standing=line.standing, kind=line.kind)
    if line.carrier:
        origin = say("{origin}, carried by {carrier}", origin=origin, carrier=line.carrier)
    if line.said:
        origin = say("{origin}, said {instant}", origin=origin, instant=line.said)
    what = say(", ").join(part for part in (line.when, line.place, line.what, line.who) if part)
    return [origin, what, line.counts, line.words.text]


def _contested(names: NameBook, term: str, evidence: Sequence[Record], subjects: Sequence[Subject]) -> list[str]:
    """Return every position on the term and on the incidents that the evidence tells of."""
    say = names.language.say
    keys = {each.key for each in evidence} | {one for each in evidence for one in each.incidents} | {term}
    relevant = [each for each in subjects if each.key in keys]
    if not relevant:
        return [say("Nobody is on record for or against it.")]
    lines = [say("Who says what")]
    for each in relevant:
        title = each.title.text
        lines.append(
            "  " + (say("{subject} (they contradict each other)", subject=title) if each.contradicted else title)
        )
        lines += [f"    {_position(names, one)}" for one in each.positions]
    return lines


def _position(names: NameBook, position: Position) -> str:
    text = names.language.say(
        "{speaker}, {since}: {stance}", speaker=position.speaker, since=position.since, stance=position.stance
    )
    parts = [text, *position.details]
    return f"{'; '.join(parts)}. {position.words.text}" if position.words.text else "; ".join(parts)


def _turn(names: NameBook, term: str, result: ReadingResult, known: dict[str, Record]) -> list[str]:
    say = names.language.say
    if result.settle:
        heading = say("What would turn it (for the mission’s eyes only)")
        show = functools.partial(record_name, names, known)
        return [heading, *(f"  {each}" for each in settle_phrases(names, term, result, show))]
    if result.verdict == "not-applicable":
        return []
    if result.verdict == "undetermined":
        return [say("No single record or watch would settle it by itself.")]
    if result.verdict == "pending":
        return [say("Only what is still to come decides it.")]
    return [say("However the open points turn out, it stays so; only a new or corrected record could turn it.")]


def _wrapped(lines: Sequence[str]) -> list[str]:
    shown = []
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        first, *rest = wrap(line.strip(), COLUMNS - indent - 2) or [""]
        shown += [" " * indent + first, *(" " * (indent + 2) + each for each in rest)]
    return shown
