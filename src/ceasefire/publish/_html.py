"""The answer as one self-contained page: no script, no request; for paper, phones, and from the right."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ceasefire.agreement import Agreement
from ceasefire.assess import (
    Assessment,
    InForce,
    MilestoneResult,
    ReadingResult,
    TermResult,
)
from ceasefire.publish._days import days_shown, has_numbers
from ceasefire.publish._evidence import (
    ApartView,
    Line,
    apart_of,
    latest,
    record_label,
    record_lines,
    record_name,
    reference,
    said_at,
)
from ceasefire.publish._grid import Day, HeatMap, heat_maps, strip_days
from ceasefire.publish._periods import period_in_words
from ceasefire.publish._sides import Subject, TallyGroup, stance_of, subjects_of, tallies_of
from ceasefire.publish.custody import cited_in_words
from ceasefire.publish.words import (
    CELLS,
    IN_FORCE,
    KNOWLEDGE,
    UNITS,
    VERDICTS,
    Headline,
    Language,
    NameBook,
    assumed_phrase,
    clock_phrase,
    clock_since,
    form_in_words,
    headline_of,
    lacking,
    names_of,
    records_in_words,
    settle_phrases,
    word,
)
from ceasefire.records import Record

if TYPE_CHECKING:
    from jinja2 import Template

_OPEN = frozenset({"undetermined", "pending"})
_MOST_REFERENCES = 4
_MOST_SETTLE = 10
_MOST_DAYS = 28


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of a term, ready to show."""

    name: str
    authority: str
    asks: str
    verdict: str
    verdict_word: str
    clock: str
    since: str
    watched: str
    apart: str
    strip: tuple[Day, ...]
    earlier_days: int
    references: tuple[tuple[str, str], ...]
    more_references: int
    settle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """A term with its text, its source and its readings."""

    name: str
    text: str
    source: str
    title: str
    readings: tuple[ReadingView, ...]


@dataclass(frozen=True, slots=True)
class InForceView:
    """An instrument: whether it is in force, for how long, its acts and last words, each with its stance."""

    name: str
    verdict: str
    verdict_word: str
    period: str
    said: tuple[tuple[Line, str], ...]


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone and, for each of its sets, what it lacks."""

    name: str
    verdict: str
    verdict_word: str
    sets: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole page, ready for the template."""

    names: NameBook
    assessment: Assessment
    mission: bool
    guarantors: tuple[str, ...]
    headline: Headline
    lead: ReadingView | None
    lead_counts: str
    in_force: tuple[InForceView, ...]
    milestones: tuple[MilestoneView, ...]
    terms: tuple[TermView, ...]
    maps: tuple[HeatMap, ...]
    subjects: tuple[Subject, ...]
    tallies: tuple[TallyGroup, ...]
    apart: tuple[ApartView, ...]
    settle: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    evidence: tuple[Line, ...]
    withheld: int
    counts: str


def html_from_assessment(
    agreement: Agreement,
    assessment: Assessment,
    records: Sequence[Record],
    lang: str,
    *,
    mission: bool = True,
) -> str:
    """Return the report as one HTML file.

    Args:
        agreement: The agreement assessed.
        assessment: The answer.
        records: The records known at the answer's `as_of`; of several versions of one the highest is shown.
        lang: `en`, `ar` or `ru`.
        mission: Whether to say what would settle what is open. That is for the mission's eyes only: it tells
            a spoiler what to discredit. For others, how much was watched is rounded down to tenths, and a record that
            is not among those given is counted and not named. The digest is the same either way.
    """
    view = report_view(agreement, assessment, records, lang, mission=mission)
    language = view.names.language
    return template("report.html.j2").render(
        view=view,
        language=language,
        say=language.say,
        count=language.count,
        cell_words={state: word(language, CELLS, state) for state in CELLS},
        knowledge=word(language, KNOWLEDGE, assessment.knowledge),
        css=style("report.css"),
        assumed=assumed_phrase(language, assessment) if assessment.assumed else "",
        cited=cited_in_words(language, assessment.cited) if assessment.cited else [],
    )


def report_view(
    agreement: Agreement,
    assessment: Assessment,
    records: Sequence[Record],
    lang: str,
    *,
    mission: bool,
    most_apart: int | None = None,
) -> ReportView:
    """Return everything that a report or a board shows, in words; arguments as of `html_from_assessment`.

    Of a list of what stands apart at most `most_apart` vague records are named, and as many unscreened ones; None: all.
    """
    return _report(names_of(agreement, lang), assessment, latest(records), mission=mission, most_apart=most_apart)


def _report(
    names: NameBook, assessment: Assessment, records: dict[str, Record], *, mission: bool, most_apart: int | None
) -> ReportView:
    keys = _evidence_keys(assessment)
    named = [key for key in keys if mission or key in records]
    evidence = record_lines(names, named, records)
    anchors = {line.key: line for line in evidence}
    headline = headline_of(names, assessment)
    terms = tuple(_term(names, term, anchors, records, mission=mission) for term in assessment.terms)
    lead = None
    if headline.term and headline.reading:
        lead = _reading(names, headline.term.id, headline.reading, anchors, records, mission=mission)
    return ReportView(
        names,
        assessment,
        mission,
        tuple(names.language.name(each.names) for each in names.agreement.guarantors),
        headline,
        lead,
        _counted(names, headline),
        tuple(_in_force(names, each, assessment.at, records) for each in assessment.in_force),
        tuple(_milestone(names, assessment, each) for each in assessment.milestones),
        terms,
        heat_maps(names, assessment),
        subjects_of(names, records),
        tallies_of(names, records.values(), _first_instant(assessment)),
        tuple(apart_of(names, assessment, records, mission=mission, most=most_apart)),
        tuple(_settle(names, assessment, records)) if mission else (),
        evidence,
        len(keys) - len(named),
        records_in_words(names.language, assessment.records),
    )


def _first_instant(assessment: Assessment) -> int:
    starts = [each.strip[0].start for term in assessment.terms for each in term.readings if each.strip]
    return min(starts, default=0)


def _evidence_keys(assessment: Assessment) -> list[str]:
    readings = [reading for term in assessment.terms for reading in term.readings]
    return list(dict.fromkeys(key for reading in readings for key in reading.evidence))


def _term(
    names: NameBook,
    result: TermResult,
    anchors: dict[str, Line],
    records: dict[str, Record],
    *,
    mission: bool,
) -> TermView:
    term = names.terms.get(result.id)
    return TermView(
        names.term(result.id),
        term.text if term else "",
        names.citation(term.source) if term else "",
        term.source.title if term else "",
        tuple(_reading(names, result.id, each, anchors, records, mission=mission) for each in result.readings),
    )


def _reading(
    names: NameBook,
    term: str,
    result: ReadingResult,
    anchors: dict[str, Line],
    records: dict[str, Record],
    *,
    mission: bool,
) -> ReadingView:
    language = names.language
    reading = names.readings.get((term, result.id))
    form = reading.form if reading else None
    lines = [anchors[key] for key in result.evidence if key in anchors]
    label = functools.partial(record_label, names, records)
    cells = days_shown(form, result.strip)
    settle = settle_phrases(names, term, result, label) if mission and result.verdict in _OPEN else ()
    return ReadingView(
        names.reading(term, result.id),
        names.authority(term, result.id, result.authority),
        form_in_words(names, form) if form else "",
        result.verdict,
        word(language, VERDICTS, result.verdict),
        clock_phrase(language, result.clock) if result.clock else "",
        clock_since(language, result.clock) if result.clock else "",
        language.percent(*(result.coverage if mission else _in_tenths(*result.coverage))),
        _apart_in_words(language, result),
        strip_days(language, cells[-_MOST_DAYS:], result.clock, numbers=has_numbers(form)),
        max(0, len(cells) - _MOST_DAYS),
        tuple((line.anchor, reference(names, line)) for line in lines[:_MOST_REFERENCES]),
        max(0, len(lines) - _MOST_REFERENCES),
        settle,
    )


def _in_tenths(part: int, whole: int) -> tuple[int, int]:
    """Return a share rounded down to tenths: finer, it would tell on which days somebody looked away."""
    return (part * 10 // whole, 10) if whole else (0, 0)


def _apart_in_words(language: Language, result: ReadingResult) -> str:
    """Return how many records are listed apart, or nothing."""
    told = []
    if result.set_aside:
        told.append(language.count("{n} record set aside", "{n} records set aside", len(result.set_aside)))
    if result.unscreened:
        told.append(language.count("{n} record unscreened", "{n} records unscreened", len(result.unscreened)))
    return language.list(told) if told else ""


def _counted(names: NameBook, headline: Headline) -> str:
    """Return the unit of the numbers under the strip, or nothing where there are none."""
    if not headline.term or not headline.reading:
        return ""
    reading = names.readings.get((headline.term.id, headline.reading.id))
    form = reading.form if reading else None
    measure = getattr(getattr(form, "condition", form), "measure", None)
    return word(names.language, UNITS, measure.unit) if measure else ""


def _in_force(names: NameBook, result: InForce, at: int, records: dict[str, Record]) -> InForceView:
    last_words = {records[key].speaker: key for key in result.declarations if key in records}
    keys = [*(key for key in result.acts if key in records), *last_words.values()]
    keys.sort(key=lambda key: said_at(records[key]) or 0)
    return InForceView(
        names.instrument(result.instrument),
        result.verdict,
        word(names.language, IN_FORCE, result.verdict),
        period_in_words(names.language, result, at),
        tuple(zip(record_lines(names, keys, records), [stance_of(names, records[key]) for key in keys], strict=True)),
    )


def _milestone(names: NameBook, assessment: Assessment, result: MilestoneResult) -> MilestoneView:
    return MilestoneView(
        names.milestone(result.id),
        result.verdict,
        word(names.language, VERDICTS, result.verdict),
        tuple(
            (names.milestone_set(result.id, each.id), tuple(lacking(names, assessment, pair) for pair in each.lacks))
            for each in result.sets
        ),
    )


def _settle(
    names: NameBook, assessment: Assessment, records: dict[str, Record]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return what would settle what is open; readings with the same work stand together."""
    show = functools.partial(record_name, names, records)
    groups: dict[tuple[str, ...], list[str]] = {}
    for term in assessment.terms:
        for reading in term.readings:
            if reading.settle and reading.verdict in _OPEN:
                phrases = settle_phrases(names, term.id, reading, show)
                groups.setdefault(phrases, []).append(names.pair(f"{term.id}/{reading.id}"))
    return [(tuple(readings), phrases[:_MOST_SETTLE]) for phrases, readings in groups.items()]


@functools.cache
def template(name: str) -> Template:
    """Return a template of the package; what is put into it is escaped, and nothing may be missing."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  keeps `ceasefire --help` fast

    environment = Environment(
        loader=FunctionLoader(functools.partial(_file, "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def style(name: str) -> str:
    """Return a style sheet."""
    return _file("styles", name)


def _file(folder: str, name: str) -> str:
    return (importlib.resources.files("ceasefire.publish") / folder / name).read_text("utf-8")
