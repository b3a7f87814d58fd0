"""The answer for a terminal: 100 columns, one glance first, every verdict in words and not only in colour."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ceasefire.agreement import Agreement
from ceasefire.assess import Assessment, Cell, InForce, ReadingResult
from ceasefire.publish._days import days_shown
from ceasefire.publish._evidence import latest, record_name, said_at
from ceasefire.publish._periods import period_in_words
from ceasefire.publish._sides import stance_line
from ceasefire.publish.custody import cited_in_words
from ceasefire.publish.words import (
    CELLS,
    IN_FORCE,
    KNOWLEDGE,
    SIGNS,
    VERDICTS,
    NameBook,
    assumed_phrase,
    clock_phrase,
    cut,
    headline_of,
    lacking,
    names_of,
    pad,
    records_in_words,
    settle_phrases,
    width,
    word,
    wrap,
)
from ceasefire.records import Record

COLUMNS = 100
OPEN_VERDICTS = frozenset({"undetermined", "pending"})

_TEXT = 24
_MOST_SAID = 4
_DAYS_A_ROW = 28
_MOST_DAYS = 56
_LEGEND = ("kept", "broken", "open", "not-observed", "not-in-force", "running")
_COLOURS = {
    "kept": "36",
    "met": "36",
    "in-force": "36",
    "broken": "31",
    "not-met": "31",
    "open": "33",
    "undetermined": "33",
    "contested": "33",
    "not-observed": "2",
    "not-in-force": "2",
}


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every line needs: names and language, the records by key, and whether to colour."""

    names: NameBook
    records: dict[str, Record]
    colour: bool

    def say(self, message: str, **values: str) -> str:
        return self.names.language.say(message, **values)

    def tint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text else text

    def heading(self, message: str) -> str:
        return self.tint(self.say(message), "1")

    def block(self, text: str, indent: int, first: str = "") -> list[str]:
        """Return the text wrapped at an indent; `first` stands in the indent of the first line."""
        lines = wrap(text, COLUMNS - indent)
        return [pad(first, indent) + lines[0], *(" " * indent + line for line in lines[1:])]


def table_from_assessment(
    agreement: Agreement, assessment: Assessment, records: Sequence[Record], lang: str, *, colour: bool
) -> str:
    """Return the whole answer as lines of at most 100 columns, with a newline at the end.

    Args:
        agreement: The agreement assessed; gives the names.
        assessment: The answer.
        records: The records known at the answer's `as_of`: who said what of an instrument.
        lang: `en`, `ar` or `ru`.
        colour: Whether to use terminal colours; the caller honours NO_COLOR.
    """
    pen = _Pen(names_of(agreement, lang), latest(records), colour)
    parts = [
        _header(pen, assessment),
        _headline(pen, assessment),
        _in_force(pen, assessment.in_force, assessment.at),
        _milestones(pen, assessment),
        _terms(pen, assessment),
        _footer(pen, assessment),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts if part) + "\n"


def _header(pen: _Pen, assessment: Assessment) -> list[str]:
    language = pen.names.language
    moment = pen.say(
        "As it stood at {at}, as known at {as_of} ({place} time), {knowledge}",
        at=language.instant(assessment.at),
        as_of=language.instant(assessment.as_of),
        place=language.place(),
        knowledge=word(language, KNOWLEDGE, assessment.knowledge),
    )
    lines = [*pen.block(language.name(pen.names.agreement.names), 0), *pen.block(moment, 0)]
    if assessment.knowledge == "hindsight":
        lines += pen.block(pen.say("Hindsight: not what was known then. Do not quote it as such."), 0)
    if assessment.assumed:
        lines += pen.block(assumed_phrase(pen.names.language, assessment), 0)
    if pen.names.agreement.fictional:
        lines += pen.block(pen.say("This agreement and its records are fictional."), 0)
    return lines


def _headline(pen: _Pen, assessment: Assessment) -> list[str]:
    headline = headline_of(pen.names, assessment)
    code = _COLOURS.get(headline.reading.verdict, "") if headline.reading else ""
    sign = f"{SIGNS[headline.reading.verdict]} " if headline.reading else ""
    lines = [pen.tint(line, f"1;{code}" if code else "1") for line in wrap(sign + headline.sentence, COLUMNS)]
    if headline.clock:
        lines += pen.block(pen.say("Clock: {clock}.", clock=headline.clock), 0)
    if headline.term and headline.reading and headline.reading.strip:
        lines += _strip(pen, _days(pen, headline.term.id, headline.reading), 2)
        lines += _legend(pen)
    return lines


def _in_force(pen: _Pen, results: Sequence[InForce], at: int) -> list[str]:
    lines = [pen.heading("In force")] if results else []
    for result in results:
        lines += _verdict_block(pen, IN_FORCE, result.verdict, pen.names.instrument(result.instrument))
        lines += pen.block(period_in_words(pen.names.language, result, at), _TEXT)
        lines += _said(pen, (*result.acts, *result.declarations))
    return lines


def _said(pen: _Pen, keys: Sequence[str]) -> list[str]:
    """Return who did or said what of an instrument, the latest first; what reads the same is said once."""
    known = [pen.records[key] for key in keys if key in pen.records]
    known.sort(key=lambda each: (said_at(each) or 0, each.key), reverse=True)
    said = list(dict.fromkeys(stance_line(pen.names, each) for each in known))
    lines = []
    for each in said[:_MOST_SAID]:
        lines += pen.block(each, _TEXT)
    more = len(said) - _MOST_SAID
    if more > 0:
        lines += pen.block(pen.names.language.count("and {n} earlier", "and {n} earlier", more), _TEXT)
    return lines


def _milestones(pen: _Pen, assessment: Assessment) -> list[str]:
    results = assessment.milestones
    lines = [pen.heading("Milestones: computed, never declared")] if results else []
    for result in results:
        lines += _verdict_block(pen, VERDICTS, result.verdict, pen.names.milestone(result.id))
        for each in result.sets:
            lines += pen.block(pen.names.milestone_set(result.id, each.id), _TEXT)
            for pair in each.lacks:
                lines += pen.block(pen.say("lacks {what}", what=lacking(pen.names, assessment, pair)), _TEXT + 2)
    return lines


def _terms(pen: _Pen, assessment: Assessment) -> list[str]:
    lines: list[str] = []
    lead = headline_of(pen.names, assessment).reading
    for result in assessment.terms:
        lines += ["", *(pen.tint(line, "1") for line in pen.block(pen.names.term(result.id), 0))]
        for reading in result.readings:
            lines += _reading(pen, result.id, reading, above=reading is lead)
    return lines[1:]


def _reading(pen: _Pen, term: str, result: ReadingResult, *, above: bool) -> list[str]:
    language = pen.names.language
    lines = _verdict_block(pen, VERDICTS, result.verdict, pen.names.reading(term, result.id))
    facts = [pen.names.authority(term, result.id, result.authority)]
    if result.coverage[1]:
        facts.append(pen.say("watched {share}", share=language.percent(*result.coverage)))
    if result.clock:
        facts.append(clock_phrase(language, result.clock))
    lines += pen.block(" · ".join(facts), _TEXT)
    if result.strip and not above:
        lines += _strip(pen, _days(pen, term, result), _TEXT)
    apart = _apart(pen, result)
    lines += pen.block(apart, _TEXT) if apart else []
    if result.verdict in OPEN_VERDICTS and result.settle:
        show = functools.partial(record_name, pen.names, pen.records)
        text = pen.say("First to settle: {what}", what=settle_phrases(pen.names, term, result, show)[0])
        lines += pen.block(text, _TEXT)
    return lines


def _days(pen: _Pen, term: str, result: ReadingResult) -> Sequence[Cell]:
    found = pen.names.readings.get((term, result.id))
    return days_shown(found.form if found else None, result.strip)


def _apart(pen: _Pen, result: ReadingResult) -> str:
    count = pen.names.language.count
    parts = []
    if result.set_aside:
        parts.append(count("{n} record too vague", "{n} records too vague", len(result.set_aside)))
    if result.unscreened:
        parts.append(count("{n} unscreened", "{n} unscreened", len(result.unscreened)))
    return pen.say("Listed apart: {what}", what=pen.say(", ").join(parts)) if parts else ""


def _verdict_block(pen: _Pen, vocabulary: dict[str, str], verdict: str, text: str) -> list[str]:
    shown = f"  {SIGNS[verdict]} {word(pen.names.language, vocabulary, verdict)}"
    lines = pen.block(text, _TEXT, shown)
    lines[0] = lines[0].replace(shown, pen.tint(shown, _COLOURS.get(verdict, "")), 1)
    return lines


def _strip(pen: _Pen, cells: Sequence[Cell], indent: int) -> list[str]:
    """Return the days as signs with their dates under, at most 56 of them, the last ones."""
    shown = cells[-_MOST_DAYS:]
    room = min(_DAYS_A_ROW, (COLUMNS - indent - 8) // 3)
    lines = []
    if len(shown) < len(cells):
        hidden = len(cells) - len(shown)
        text = pen.names.language.count("{n} earlier day not shown", "{n} earlier days not shown", hidden)
        lines += pen.block(text, indent)
    for start in range(0, len(shown), room):
        lines += _strip_rows(pen, shown[start : start + room], indent)
    return lines


def _strip_rows(pen: _Pen, cells: Sequence[Cell], indent: int) -> list[str]:
    language = pen.names.language
    days = "".join(f"{language.day(cell.date):>3}" for cell in cells)
    signs = "".join(f"  {pen.tint(SIGNS[cell.state], _COLOURS.get(cell.state, ''))}" for cell in cells)
    label = cut(language.month(cells[0].date), 7)
    days_label = cut(pen.say("days"), 7)
    left = " " * indent
    return [f"{left}{pad(days_label, 7)}{signs}", f"{left}{pad(label, 7)}{days}"]


def _legend(pen: _Pen) -> list[str]:
    items = (f"{SIGNS[state]} {word(pen.names.language, CELLS, state)}" for state in _LEGEND)
    return _flow(items, 2)


def _flow(items: Iterable[str], indent: int) -> list[str]:
    lines, line = [], ""
    for item in items:
        if line and width(line) + 3 + width(item) > COLUMNS - indent:
            lines.append(" " * indent + line)
            line = item
        else:
            line = f"{line}   {item}" if line else item
    return [*lines, " " * indent + line]


def _footer(pen: _Pen, assessment: Assessment) -> list[str]:
    counts = records_in_words(pen.names.language, assessment.records)
    silence = pen.say("Silence is not compliance: a day that nobody watched never counts as kept.")
    cited = cited_in_words(pen.names.language, assessment.cited) if assessment.cited else []
    return [
        *pen.block(counts, 0),
        *pen.block(silence, 0),
        *(line for text in cited for line in pen.block(text, 0)),
        *pen.block(pen.say("Digest {digest}", digest=assessment.digest), 0),
    ]
