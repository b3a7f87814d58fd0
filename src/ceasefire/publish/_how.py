"""How a verdict comes about, in words: what is asked, what was watched, which days decide, and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ceasefire.agreement import Form, Hold, Reading, Response
from ceasefire.assess import AreaResult, Assessment, Cell, Clock, ReadingResult
from ceasefire.publish._days import days_in_words, is_joined, longest_at_the_end, made_up_by
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
    if isinstance(form, Response):
        lines.append(language.say("It is judged complaint by complaint, not day by day."))
    if result.verdict == "not-applicable":
        lines += _not_judged(names, assessment, reading)
    else:
        shown = [area] if area else [each for each in result.areas if each.cells]
        lines += _areas(names, form, shown, day)
    clock = area.clock if area else result.clock
    if clock and day is None:
        lines += _clock(language, form, clock, area.cells if area else result.strip, reset=_was_reset(records, reading))
    return [language.say("How it comes about"), *(f"  {line}" for line in lines)]


def _areas(names: NameBook, form: Form | None, areas: Sequence[AreaResult], day: str | None) -> list[str]:
    """Return the days of each area, under its name where there are several; areas with the same stand together."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for each in areas:
        cells = [cell for cell in each.cells if day in (None, cell.date)]
        days = days_in_words(names.language, form, each.verdict, cells, every=day is not None)
        groups.setdefault((each.verdict, tuple(days)), []).append(each.id)
    lines: list[str] = []
    if is_joined(form) and any(told for _, told in groups):
        lines.append(names.language.say("Each day below stands for all of that at once."))
    for (verdict, told), ids in groups.items():
        if len(areas) > 1:
            lines.append(_area(names, verdict, ids))
        lines += [f"  {line}" if len(areas) > 1 else line for line in told]
    return lines


def _area(names: NameBook, verdict: str, ids: Sequence[str]) -> str:
    return names.language.say(
        "{sign} {areas}: {verdict}",
        sign=SIGNS[verdict],
        areas=names.language.list(names.area(each) for each in ids),
        verdict=word(names.language, VERDICTS, verdict),
    )


def _watched(language: Language, result: ReadingResult) -> list[str]:
    if not result.coverage[1] or result.form == "response":
        return []
    share = language.percent(*result.coverage)
    if len(result.areas) > 1:
        return [language.say("Watched: {share} of the area-days so far.", share=share)]
    return [language.say("Watched: {share} of the days so far.", share=share)]


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
    if reset or not isinstance(form, Hold) or (form.on_breach, form.restart) != ("restart", "next-day"):
        return lines
    made_up = made_up_by(cells, clock.target) if clock.sure == clock.target and not since else ()
    if made_up:
        days = language.dates(made_up[0].date, made_up[-1].date)
        lines.append(language.say("Made up by the days {dates}, each surely kept.", dates=days))
    run = longest_at_the_end(cells)
    if clock.possible < min(clock.target, len(run)):
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
