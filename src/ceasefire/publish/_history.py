"""How the answer changed as knowledge came in: only the changes, and the records new with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.agreement import Agreement
from ceasefire.assess import Assessment, Clock, ReadingResult
from ceasefire.publish._evidence import latest, record_name
from ceasefire.publish.words import (
    IN_FORCE,
    SIGNS,
    VERDICTS,
    NameBook,
    assumed_phrase,
    clock_phrase,
    names_of,
    word,
    wrap,
)
from ceasefire.records import Record
from ceasefire.times import text_from_instant

Json = dict[str, object]

COLUMNS = 100
_MOST_NEW = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One thing whose verdict or clock is not what it was. `before` is None in the first row.

    `kind` is in_force, reading or milestone; `id` an instrument, term/reading, or milestone. `new_evidence`
    are the records that decide it now and did not before.
    """

    kind: str
    id: str
    before: str | None
    verdict: str
    clock: Clock | None
    clock_before: Clock | None
    new_evidence: tuple[str, ...]


def history_text(
    agreement: Agreement, rows: Sequence[tuple[int, Assessment]], records: Sequence[Record], lang: str
) -> str:
    """Return the changes as lines of at most 100 columns.

    Args:
        agreement: The agreement assessed; gives the names.
        rows: (as_of, answer), in order of as_of; usually of one moment `at` each, or of `at` = as_of.
        records: The records known at the last moment.
        lang: `en`, `ar` or `ru`.
    """
    known = latest(records)
    names = names_of(agreement, lang)
    language = names.language
    lines: list[str] = [
        language.say("How the answer changed as knowledge came in, {place} time", place=language.place())
    ]
    if rows and rows[0][1].assumed:
        lines += [assumed_phrase(language, rows[0][1])]
    for as_of, changes in _changes(rows):
        lines += ["", language.instant(as_of), *_blocks(names, changes, known)]
    unchanged = _unchanged_since(rows)
    if unchanged is not None:
        text = language.say("No change up to {instant}.", instant=language.instant(rows[-1][0]))
        lines += ["", text]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def history_json(rows: Sequence[tuple[int, Assessment]]) -> str:
    """Return the changes as JSON: a list of {as_of, at, digest, changes}, rows without a change left out."""
    answers = dict(rows)
    value = [
        {
            "as_of": text_from_instant(as_of),
            "at": text_from_instant(answers[as_of].at),
            "digest": answers[as_of].digest,
            "changes": [_value(each) for each in changes],
        }
        for as_of, changes in _changes(rows)
    ]
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _changes(rows: Sequence[tuple[int, Assessment]]) -> Iterator[tuple[int, tuple[Change, ...]]]:
    before: dict[tuple[str, str], _State] = {}
    for as_of, assessment in rows:
        now = {(state.kind, state.id): state for state in _states(assessment)}
        changes = tuple(
            _change(before.get(key), state) for key, state in now.items() if _differs(before.get(key), state)
        )
        if changes:
            yield as_of, changes
        before = now


def changes_between(
    names: NameBook, before: Assessment, after: Assessment, records: Mapping[str, Record]
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return what stands otherwise in the later of two answers: (verdict, sentence, records newly behind it).

    Args:
        names: In which words.
        before: The earlier answer.
        after: The later one.
        records: Those that may be named; others newly behind a change are left out.
    """
    rows = list(_changes([(0, before), (1, after)]))
    changes = rows[-1][1] if rows and rows[-1][0] == 1 else ()
    return tuple(
        (
            each.verdict,
            _sentence(names, each),
            tuple(record_name(names, records, key) for key in each.new_evidence if key in records),
        )
        for each in changes
    )


@dataclass(frozen=True, slots=True)
class _State:
    kind: str
    id: str
    verdict: str
    clock: Clock | None
    evidence: tuple[str, ...]


def _states(assessment: Assessment) -> Iterator[_State]:
    for each in assessment.in_force:
        yield _State("in_force", each.instrument, each.verdict, None, (*each.acts, *each.declarations))
    for term in assessment.terms:
        for reading in term.readings:
            yield _reading_state(term.id, reading)
    for milestone in assessment.milestones:
        yield _State("milestone", milestone.id, milestone.verdict, None, ())


def _reading_state(term: str, reading: ReadingResult) -> _State:
    return _State("reading", f"{term}/{reading.id}", reading.verdict, reading.clock, reading.evidence)


def _differs(before: _State | None, now: _State) -> bool:
    return before is None or before.verdict != now.verdict or _run(before.clock) != _run(now.clock)


def _run(clock: Clock | None) -> tuple[int, int] | None:
    return (clock.sure, clock.possible) if clock else None


def _change(before: _State | None, now: _State) -> Change:
    known = set(before.evidence) if before else set()
    return Change(
        now.kind,
        now.id,
        before.verdict if before else None,
        now.verdict,
        now.clock,
        before.clock if before else None,
        tuple(key for key in now.evidence if key not in known) if before else (),
    )


def _unchanged_since(rows: Sequence[tuple[int, Assessment]]) -> int | None:
    last = None
    for as_of, _ in _changes(rows):
        last = as_of
    return last if rows and last is not None and last != rows[-1][0] else None


def _blocks(names: NameBook, changes: Sequence[Change], records: Mapping[str, Record]) -> list[str]:
    """Return the changes of one moment; readings stand under the name of their term."""
    lines: list[str] = []
    heading = ""
    for each in changes:
        term = each.id.partition("/")[0] if each.kind == "reading" else ""
        if term and term != heading:
            lines += [f"  {line}" for line in wrap(names.term(term), COLUMNS - 2)]
        heading = term
        left = "    " if term else "  "
        first, *rest = _lines(names, each, records)
        lines += [left + first, *(f"{left}    {line}" for line in rest)]
    return lines


def _lines(names: NameBook, change: Change, records: Mapping[str, Record]) -> list[str]:
    """Return what changed, wrapped, and up to three of the records newly behind it."""
    language = names.language
    lines = wrap(_sentence(names, change), COLUMNS - 8)
    if change.new_evidence:
        shown = [record_name(names, records, key) for key in change.new_evidence[:_MOST_NEW]]
        more = len(change.new_evidence) - _MOST_NEW
        if more > 0:
            shown.append(language.count("{n} more", "{n} more", more))
        lines += wrap(language.say("Newly behind it: {records}", records=language.list(shown)), COLUMNS - 8)
    return lines


def _sentence(names: NameBook, change: Change) -> str:
    """Return what changed; where only the clock ran on, what it was before."""
    language = names.language
    vocabulary = IN_FORCE if change.kind == "in_force" else VERDICTS
    now = word(language, vocabulary, change.verdict)
    values = {"sign": SIGNS[change.verdict], "what": _name(names, change), "now": now}
    turned = change.before not in {None, change.verdict}
    if turned:
        text = language.say(
            "{sign} {what}: {was}, now {now}", **values, was=word(language, vocabulary, change.before or "")
        )
    else:
        text = language.say("{sign} {what}: {now}", **values)
    if change.clock:
        text = language.say("{text}; {clock}", text=text, clock=clock_phrase(language, change.clock))
    if change.clock_before and change.clock_before != change.clock and not turned:
        text = language.say("{text} (was {clock})", text=text, clock=clock_phrase(language, change.clock_before))
    return text


def _name(names: NameBook, change: Change) -> str:
    if change.kind == "in_force":
        return names.instrument(change.id)
    return names.reading(*change.id.split("/", 1)) if change.kind == "reading" else names.milestone(change.id)


def _value(change: Change) -> Json:
    clock = change.clock
    return {
        "kind": change.kind,
        "id": change.id,
        "before": change.before,
        "verdict": change.verdict,
        "clock": {"target": clock.target, "sure": clock.sure, "possible": clock.possible} if clock else None,
        "new_evidence": list(change.new_evidence),
    }
