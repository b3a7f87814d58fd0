"""The one sentence at the top, and the phrases beside every verdict.

The first term with a clock is spoken of. Its agreed reading leads; where there is none, a tabled or
attributed one leads and is named as such. An illustration never leads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ceasefire.agreement import Deadline, Floor, Form, Response
from ceasefire.assess import Assessment, Clock, ReadingResult, RecordSummary, Settle, TermResult
from ceasefire.publish.words._language import Language
from ceasefire.publish.words._names import NameBook
from ceasefire.publish.words._vocabulary import VERDICTS, word

_RANK = {"agreed": 0, "tabled": 1, "attributed": 2}


@dataclass(frozen=True, slots=True)
class Headline:
    """What is said first.

    `sentence` is the answer in words; `clock` its second half, or empty. `term` and `reading` say whose it
    is.
    """

    sentence: str
    clock: str
    term: TermResult | None
    reading: ReadingResult | None


def headline_of(names: NameBook, assessment: Assessment) -> Headline:
    """Return the headline: of the first term with a clock, or the first term; never of an illustration."""
    say = names.language.say
    if not assessment.terms:
        return Headline(say("The agreement has no term."), "", None, None)
    leading = [(term, lead) for term in assessment.terms if (lead := _lead(term))]
    clocked = [(term, lead) for term, lead in leading if lead.clock]
    agreed = [(term, lead) for term, lead in (*clocked, *leading) if lead.authority == "agreed"]
    chosen = next(iter(agreed or clocked or leading), None)
    if chosen is None:
        return Headline(
            say("No agreed reading: every verdict below is an illustration."), "", assessment.terms[0], None
        )
    term, reading = chosen
    clock = clock_phrase(names.language, reading.clock) if reading.clock else ""
    return Headline(_sentence(names, term, reading), clock, term, reading)


def _lead(term: TermResult) -> ReadingResult | None:
    known = [each for each in term.readings if each.authority in _RANK]
    return min(known, key=lambda each: (_RANK[each.authority], each.clock is None), default=None)


def _sentence(names: NameBook, term: TermResult, reading: ReadingResult) -> str:
    values = {"term": names.term(term.id), "verdict": word(names.language, VERDICTS, reading.verdict)}
    if reading.authority == "agreed":
        return names.language.say("{term}: {verdict}, as agreed.", **values)
    return names.language.say(
        "{term}: {verdict}, as read by {speaker}. No reading of it is agreed.",
        **values,
        speaker=names.speaker(term.id, reading.id),
    )


def clock_phrase(language: Language, clock: Clock) -> str:
    """Return a clock in words: "0 of 7 days surely, 5 at most"."""
    values = {"sure": language.number(clock.sure), "possible": language.number(clock.possible)}
    if clock.sure == clock.possible:
        return language.count("{sure} of {n} day", "{sure} of {n} days", clock.target, **values)
    return language.count(
        "{sure} of {n} day surely, {possible} at most",
        "{sure} of {n} days surely, {possible} at most",
        clock.target,
        **values,
    )


def clock_since(language: Language, clock: Clock) -> str:
    """Return since when the clock runs and when it can be complete, or an empty text."""
    parts = []
    if clock.sure_since is not None:
        parts.append(language.say("surely since {instant}", instant=language.instant(clock.sure_since)))
    if clock.possible_since is not None and clock.possible_since != clock.sure_since:
        parts.append(language.say("possibly since {instant}", instant=language.instant(clock.possible_since)))
    if clock.completes_earliest is not None:
        parts.append(
            language.say("complete {instant} at the earliest", instant=language.instant(clock.completes_earliest))
        )
    return language.say(", ").join(parts)


def lacking(names: NameBook, assessment: Assessment, pair: str) -> str:
    """Return what a milestone lacks, `term/reading`, with its verdict: not met and undetermined are not the same."""
    term, _, reading = pair.partition("/")
    verdicts = {
        (each.id, one.id): word(names.language, VERDICTS, one.verdict)
        for each in assessment.terms
        for one in each.readings
    }
    found = verdicts.get((term, reading))
    what = names.pair(pair)
    return names.language.say("{what} ({verdict})", what=what, verdict=found) if found else what


def assumed_phrase(language: Language, assessment: Assessment) -> str:
    """Return the notice that an answer takes something for granted."""
    what = ", ".join(f"{record} = {how}" for record, how in assessment.assumed)
    return language.say("What if: this answer takes for granted {what}. It is not what was known.", what=what)


def settle_phrases(
    names: NameBook, term: str, result: ReadingResult, show: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Return in words what would settle a reading: what to find out, and how many days (or windows) it turns.

    Watches of one area on days that follow each other are said at once.

    Args:
        names: The agreement's names.
        term: Whose reading it is.
        result: The reading's answer.
        show: How to show a record's key; as it is, if not given.
    """
    runs: list[list[Settle]] = []
    for each in result.settle:
        if runs and _follows(runs[-1][-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    reading = names.readings.get((term, result.id))
    unit = _unit(reading.form if reading else None, len(result.areas))
    return tuple(_settle_phrase(names, run, unit, show) for run in runs)


def _settle_phrase(names: NameBook, run: Sequence[Settle], unit: str, show: Callable[[str], str]) -> str:
    language, first = names.language, run[0]
    number = len(first.records)
    turned = _turned(language, unit, first.turns)
    if len(run) > 1:
        what = _watched_days(names, run)
    elif first.how == "watch":
        watched = _few(language, names.settle_areas(first.records))
        what = language.count("a watch over {what}", "watches over {what}", number, what=watched)
    else:
        records = _few(language, [show(each) for each in first.records])
        if first.how == "answer":
            what = language.say("an answer to {what}", what=records)
        elif first.how == "dismissed":
            what = language.count("{what} dismissed", "{what} dismissed", number, what=records)
        else:
            what = language.count("{what} confirmed", "{what} confirmed", number, what=records)
    return language.say("{what}: {turned}", what=what, turned=turned)


def _unit(form: Form | None, areas: int) -> str:
    if isinstance(form, Response):
        return "complaint"
    if isinstance(form, Floor | Deadline):
        return "window"
    return "day" if areas < 2 else "area-day"


def _turned(language: Language, unit: str, number: int) -> str:
    if unit == "complaint":
        return language.count("settles {n} complaint", "settles {n} complaints", number)
    if unit == "window":
        return language.count("settles {n} window", "settles {n} windows", number)
    if unit == "day":
        return language.count("settles {n} day", "settles {n} days", number)
    return language.count("settles {n} area-day", "settles {n} area-days", number)


def _follows(before: Settle, after: Settle) -> bool:
    if before.how != "watch" or after.how != "watch" or before.turns != after.turns:
        return False
    if len(before.records) != 1 or len(after.records) != 1:
        return False
    (area, _, date), (next_area, _, next_date) = (
        before.records[0].rpartition("@"),
        after.records[0].rpartition("@"),
    )
    return area == next_area and dt.date.fromisoformat(next_date) - dt.date.fromisoformat(date) == dt.timedelta(days=1)


def _watched_days(names: NameBook, run: Sequence[Settle]) -> str:
    (area, _, first), (_, _, last) = run[0].records[0].rpartition("@"), run[-1].records[0].rpartition("@")
    return names.language.say(
        "a watch over {area} on any day of {dates}", area=names.area(area), dates=names.language.dates(first, last)
    )


def _few(language: Language, items: list[str], most: int = 3) -> str:
    if len(items) <= most:
        return language.list(items)
    rest = language.count("{n} more", "{n} more", len(items) - most)
    return language.list([*items[:most], rest])


def records_in_words(language: Language, records: RecordSummary) -> str:
    """Return how many records went in, and how many of them did not count."""
    return language.say(
        "Records: {read} read, {used} used, {aside} set aside, {refused} refused, {later} not yet known.",
        read=language.number(records.read),
        used=language.number(records.used),
        aside=language.number(records.set_aside),
        refused=language.number(records.refused),
        later=language.number(records.not_yet_known),
    )
