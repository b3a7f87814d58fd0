"""How a verdict comes about, in words: what is asked, what was watched, which days decide, and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ceasefire.agreement import Form, Hold, Reading, Response
from ceasefire.assess import AreaResult, Assessment, Cell, Clock, ReadingResult
from ceasefire.publish._days import days_in_words, is_joined, longest_at_the_end
from ceasefire.publish._periods import period_in_words
from ceasefire.publish.words import (
    IN_FORCE,
    SIGNS,
    VERDICTS,
    Language,
    NameBook,
    clock_phrase,
    clock_since,
    form_in_words,
    word,
)
from ceasefire.records import Act, Record


def how_in_words(
    names: NameBook,
    assessment: Assessment,
    term: str,
    result: ReadingResult,
    *,
    area: AreaResult | None,
    day: str | None,
    records: Mapping[str, Record],
) -> list[str]:
    """Return what a reading asks and the days, windows or runs that decide, area by area.

    Args:
        names: The agreement's names.
        assessment: The answer.
        term: Whose reading it is.
        result: The reading's answer.
        area: Only this area of it; None: each.
        day: Only this one, a local date; None: those that decide.
        records: The records known, by key.
    """
    language = names.language
    reading = names.readings.get((term, result.id))
    form = reading.form if reading else None
    lines = [language.say("It asks: {form}.", form=form_in_words(names, form))] if form else []
    lines += _watched(language, result)
    lines += _joined(language, form)
    shown = [area] if area else [each for each in result.areas if each.cells]
    lines += _not_judged(names, assessment, reading) if result.verdict == "not-applicable" else []
    for each in shown if result.verdict != "not-applicable" or day else ():
        cells = [cell for cell in each.cells if day in (None, cell.date)]
        days = days_in_words(language, form, each.verdict, cells, every=day is not None)
        if len(shown) > 1:
            lines.append(_area(names, each))
            days = [f"  {line}" for line in days]
        lines += days
    clock = area.clock if area else result.clock
    if clock and day is None:
        lines += _clock(language, form, clock, area.cells if area else result.strip, reset=_was_reset(records, reading))
    return [language.say("How it comes about"), *(f"  {line}" for line in lines)]


def _area(names: NameBook, area: AreaResult) -> str:
    return names.language.say(
        "{sign} {area}: {verdict}",
        sign=SIGNS[area.verdict],
        area=names.area(area.id),
        verdict=word(names.language, VERDICTS, area.verdict),
    )


def _watched(language: Language, result: ReadingResult) -> list[str]:
    if not result.coverage[1] or result.form == "response":
        return []
    share = language.percent(*result.coverage)
    if len(result.areas) > 1:
        return [language.say("Watched: {share} of the area-days so far.", share=share)]
    return [language.say("Watched: {share} of the days so far.", share=share)]


def _joined(language: Language, form: Form | None) -> list[str]:
    if is_joined(form):
        return [language.say("A day or area below stands for all of that at once.")]
    if isinstance(form, Response):
        return [language.say("It is judged complaint by complaint, not day by day.")]
    return []


def _not_judged(names: NameBook, assessment: Assessment, reading: Reading | None) -> list[str]:
    """Return why a reading judges no day: what its instrument is at this moment."""
    say = names.language.say
    lines = [say("It judges no day at this moment.")]
    lines += [
        say(
            "{sign} {instrument}: {verdict}, {period}",
            sign=SIGNS[each.verdict],
            instrument=names.instrument(each.instrument),
            verdict=word(names.language, IN_FORCE, each.verdict),
            period=period_in_words(names.language, each, assessment.at),
        )
        for each in assessment.in_force
        if reading and each.instrument == reading.instrument
    ]
    if reading and reading.valid_from is not None:
        lines.append(say("The reading holds from {instant}.", instant=names.language.instant(reading.valid_from)))
    return lines


def _clock(language: Language, form: Form | None, clock: Clock, cells: Sequence[Cell], *, reset: bool) -> list[str]:
    lines = [language.say("Clock: {clock}.", clock=clock_phrase(language, clock))]
    since = clock_since(language, clock)
    if since:
        lines.append(language.say("Running {since}.", since=since))
    run = longest_at_the_end(cells)
    restarts = isinstance(form, Hold) and form.on_breach == "restart" and form.restart == "next-day"
    if restarts and not reset and clock.possible < min(clock.target, len(run)):
        days = language.dates(run[0].date, run[-1].date)
        text = language.say(
            "No single day of {dates} is surely broken, but the whole run surely is: what is known only of several "
            "of its days is more than they may hold together.",
            dates=days,
        )
        lines.append(text)
    return lines


def _was_reset(records: Mapping[str, Record], reading: Reading | None) -> bool:
    """Return whether an act is known that may have begun the clock anew: a short run then has two possible causes."""
    acts = [each.details for each in records.values() if isinstance(each.details, Act)]
    return any(each.act == "resets" and reading and each.instrument == reading.instrument for each in acts)
