"""Days as cells: the clock strip of a reading, and its map of areas by days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ceasefire.assess import AreaResult, Assessment, Cell, Clock, ReadingResult
from ceasefire.publish._days import days_shown, has_numbers
from ceasefire.publish.words import CELLS, SIGNS, VERDICTS, Language, NameBook, word

DAYS_A_BLOCK = 14
MOST_DAYS = 84
MOST_AREAS = 60


@dataclass(frozen=True, slots=True)
class Day:
    """One cell, ready to show.

    `month` is empty unless it differs from the day before. `numbers` are what is counted, `sure` and
    `possible` whether the clock runs through this day.
    """

    state: str
    sign: str
    day: str
    month: str
    numbers: str
    label: str
    sure: bool
    possible: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One area's days."""

    name: str
    verdict: str
    verdict_word: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A reading's areas by days, in blocks of at most 14 days; what is left out is counted."""

    term: str
    reading: str
    authority: str
    blocks: tuple[tuple[Row, ...], ...]
    hidden_days: int
    hidden_areas: int


def strip_days(
    language: Language, cells: Sequence[Cell], clock: Clock | None = None, *, numbers: bool = True
) -> tuple[Day, ...]:
    """Return the days of a strip; those through which the clock runs are marked.

    Args:
        language: In which words.
        cells: The days.
        clock: The reading's clock, if it has one.
        numbers: Whether the cells' numbers are what the reading counts.
    """
    days: list[Day] = []
    for index, cell in enumerate(cells):
        first = index == 0 or cells[index - 1].date[:7] != cell.date[:7]
        days.append(_day(language, cell if numbers else replace(cell, low=0, high=None), clock, with_month=first))
    return tuple(days)


def _day(language: Language, cell: Cell, clock: Clock | None, *, with_month: bool) -> Day:
    numbers = _numbers(language, cell)
    state = word(language, CELLS, cell.state)
    label = language.say("{date}: {state}", date=language.date(cell.date), state=state)
    ran = cell.state not in {"future", "running", "not-in-force"}
    return Day(
        cell.state,
        SIGNS[cell.state],
        language.day(cell.date),
        language.month(cell.date) if with_month else "",
        numbers,
        label,
        bool(ran and clock and clock.sure_since is not None and cell.start >= clock.sure_since),
        bool(ran and clock and clock.possible_since is not None and cell.start >= clock.possible_since),
    )


def _numbers(language: Language, cell: Cell) -> str:
    """Return what is counted, "12–38", "≥12" or "7"; empty where nothing is known or nothing can be."""
    if cell.state in {"future", "not-in-force"} or (not cell.low and cell.high is None):
        return ""
    low = language.number(cell.low)
    if cell.high is None:
        return f"≥{low}"
    return low if cell.high == cell.low else f"{low}–{language.number(cell.high)}"


def heat_maps(names: NameBook, assessment: Assessment, until: int | None = None) -> tuple[HeatMap, ...]:
    """Return a map for each reading over several areas; of one alone the strip says everything.

    Args:
        names: In which words.
        assessment: The answer.
        until: Leave out the days that end after this instant; None: show all.
    """
    return tuple(
        _heat_map(names, term.id, reading, until)
        for term in assessment.terms
        for reading in term.readings
        if sum(1 for area in reading.areas if area.id and area.cells) > 1
    )


def _heat_map(names: NameBook, term: str, reading: ReadingResult, until: int | None) -> HeatMap:
    found = names.readings.get((term, reading.id))
    form = found.form if found else None
    shown = [
        replace(area, cells=tuple(each for each in days_shown(form, area.cells) if until is None or each.end <= until))
        for area in reading.areas
        if area.cells
    ]
    longest = max(len(area.cells) for area in shown)
    kept = shown[:MOST_AREAS]
    days = min(longest, MOST_DAYS)
    numbers = has_numbers(form)
    blocks = tuple(
        tuple(_row(names, area, area.cells[-days:][start : start + DAYS_A_BLOCK], numbers=numbers) for area in kept)
        for start in range(0, days, DAYS_A_BLOCK)
    )
    return HeatMap(
        names.term(term),
        names.reading(term, reading.id),
        names.authority(term, reading.id, reading.authority),
        blocks,
        longest - days,
        len(shown) - len(kept),
    )


def _row(names: NameBook, area: AreaResult, cells: Sequence[Cell], *, numbers: bool) -> Row:
    return Row(
        names.area(area.id),
        area.verdict,
        word(names.language, VERDICTS, area.verdict),
        strip_days(names.language, cells, numbers=numbers),
    )
