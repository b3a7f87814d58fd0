"""The sections of a bulletin in one language, each from the material alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ceasefire.assess import Assessment, Cell, ReadingResult
from ceasefire.publish._days import days_shown, has_numbers
from ceasefire.publish._evidence import plain, record_name
from ceasefire.publish._grid import strip_days
from ceasefire.publish._periods import period_in_words
from ceasefire.publish.bulletin._accounts import aid_part, contested_part, incidents_part
from ceasefire.publish.bulletin._content import Heading, Part
from ceasefire.publish.bulletin._day import Period
from ceasefire.publish.bulletin._material import Material
from ceasefire.publish.bulletin._template import SECTIONS, TemplateSection
from ceasefire.publish.words import (
    AUTHORITIES,
    IN_FORCE,
    REASONS,
    VERDICTS,
    NameBook,
    clock_phrase,
    clock_since,
    headline_of,
    lacking,
    word,
)

_MOST_DAYS = 14
_LEADS = ("agreed", "tabled", "attributed")


def part_of(
    names: NameBook, material: Material, section: TemplateSection, values: Mapping[str, str], remarks: str
) -> Part:
    """Return a section of the template, filled.

    Args:
        names: In which language.
        material: What the bulletin is made of.
        section: Of the template.
        values: What stands for its placeholders.
        remarks: What the editors add, in this language.
    """
    code = names.language.code
    heading = section.heading.filled(code, values) or names.language.say(SECTIONS[section.kind])
    text = section.text.filled(code, values)
    if section.kind == "remarks":
        return Part("remarks", heading, text, plain(remarks, 8_000), empty=names.language.say("None."))
    made = _MAKERS[section.kind](names, material) if section.kind in _MAKERS else Part("text", heading)
    return replace(made, title=heading, text=text)


def _summary(names: NameBook, material: Material) -> Part:
    language, say = names.language, names.language.say
    headline = headline_of(names, material.answer)
    facts = []
    if headline.reading:
        watched = say("watched {share}", share=language.percent(*headline.reading.coverage))
        details = tuple(each for each in (headline.clock, watched) if each)
        facts.append(Heading(say("Is it holding?"), headline.sentence, headline.reading.verdict, details))
    else:
        facts.append(Heading(say("Is it holding?"), headline.sentence))
    for each in material.answer.in_force:
        label = say("In force: {instrument}", instrument=names.instrument(each.instrument))
        period = period_in_words(language, each, material.answer.at)
        facts.append(Heading(label, word(language, IN_FORCE, each.verdict), each.verdict, (period,)))
    told = len(material.of_the_day) + len(material.maybe_of_the_day)
    more = len(material.released_since)
    facts.append(
        Heading(
            say("Incidents"),
            language.count(
                "{n} of this day or of the one beside it is released",
                "{n} of this day or of the one beside it are released",
                told,
            ),
            details=(
                language.count("{n} of another day was released since", "{n} of other days were released since", more),
            ),
        )
    )
    return Part("summary", "", facts=tuple(facts))


def _clock(names: NameBook, material: Material) -> Part:
    language, say = names.language, names.language.say
    headline = headline_of(names, material.answer)
    reading = headline.reading
    facts = [
        Heading(
            names.milestone(each.id),
            word(language, VERDICTS, each.verdict),
            each.verdict,
            tuple(
                say("lacks {what}", what=lacking(names, material.answer, pair))
                for own in each.sets
                if own.authority in _LEADS
                for pair in own.lacks
            ),
        )
        for each in material.answer.milestones
    ]
    if reading is None or headline.term is None or reading.clock is None:
        return Part("clock", "", facts=tuple(facts), empty=say("No reading that somebody stands by has a clock."))
    known = names.readings.get((headline.term.id, reading.id))
    form = known.form if known else None
    days = days_shown(form, reading.strip)[-_MOST_DAYS:]
    strip = strip_days(language, days, reading.clock, numbers=has_numbers(form))
    since = clock_since(language, reading.clock)
    label = names.pair(f"{headline.term.id}/{reading.id}")
    first = Heading(label, clock_phrase(language, reading.clock), reading.verdict, (since,) if since else ())
    return Part("clock", "", strip=strip, facts=(first, *facts))


def _coverage(names: NameBook, material: Material) -> Part:
    language, say = names.language, names.language.say
    facts = []
    for term, reading in _leading(material.answer):
        label = names.pair(f"{term}/{reading.id}")
        cells = [each for each in reading.strip if _is_of(material.period, each)]
        if not cells:
            on_day = say("this day is not one of those it judges")
        elif all(each.watched for each in cells):
            on_day = say("this day was watched")
        else:
            on_day = say("this day was not watched enough: nothing can be said to have been kept")
        authority = word(language, AUTHORITIES, reading.authority)
        facts.append(Heading(label, language.percent(*reading.coverage), details=(on_day, authority)))
    note = say(
        "Of each term, the reading that leads: the share of its areas and days until then that somebody watched."
    )
    return Part("coverage", "", note=note, facts=tuple(facts), empty=say("No term has been judged yet."))


def _apart(names: NameBook, material: Material) -> Part:
    """Return what readings list apart: released records by name, the others only by their number."""
    language, say = names.language, names.language.say
    groups: dict[tuple[tuple[str, ...], int], list[str]] = {}
    for term in material.answer.terms:
        for reading in term.readings:
            vague = [(each.record, word(language, REASONS, each.reason)) for each in reading.set_aside]
            low = [(each, say("unscreened")) for each in reading.unscreened]
            shown = tuple(
                say("{record}: {reason}", record=record_name(names, material.records, key), reason=reason)
                for key, reason in (*vague, *low)
                if key in material.records
            )
            hidden = len(vague) + len(low) - len(shown)
            if shown or hidden:
                groups.setdefault((shown, hidden), []).append(names.pair(f"{term.id}/{reading.id}"))
    facts = [
        Heading(language.list(readings), "", details=(*shown, *_hidden(names, hidden)))
        for (shown, hidden), readings in groups.items()
    ]
    note = say(
        "Too vague for the measure (the high is dropped, the low still counts where it surely lies), or below the "
        "standing at which a record counts."
    )
    empty = say("Nothing is set aside, and nothing is unscreened.")
    return Part("apart", "", note=note if facts else "", facts=tuple(facts), empty=empty)


def _hidden(names: NameBook, hidden: int) -> tuple[str, ...]:
    if not hidden:
        return ()
    return (names.language.count("{n} that is not released yet", "{n} that are not released yet", hidden),)


def _leading(answer: Assessment) -> list[tuple[str, ReadingResult]]:
    """Return of each term the reading that leads; a term that has only illustrations is left out."""
    found = []
    for term in answer.terms:
        own = [each for each in term.readings if each.authority in _LEADS]
        if own:
            found.append((term.id, min(own, key=lambda each: _LEADS.index(each.authority))))
    return found


def _is_of(period: Period, cell: Cell) -> bool:
    return period.touches(cell.start, cell.end)


_MAKERS: Mapping[str, Callable[[NameBook, Material], Part]] = {
    "summary": _summary,
    "clock": _clock,
    "incidents": incidents_part,
    "aid": aid_part,
    "contested": contested_part,
    "coverage": _coverage,
    "apart": _apart,
}
