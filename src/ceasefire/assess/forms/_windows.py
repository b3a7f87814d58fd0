"""Forms that ask for at least so much in a window: floor (every window of so many days) and deadline (one window)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ceasefire.agreement import Deadline, Floor
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of
from ceasefire.assess._question import Question
from ceasefire.assess.days import touches
from ceasefire.assess.forms._case import Case, Flags
from ceasefire.assess.forms._daily import later_outcomes

_LONGEST_CHAIN = 4  # windows end to end; each more finds less and costs as much
Windows = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WindowResult:
    """A floor or a deadline per area.

    Attributes:
        question, rows: What was asked, and the engine's answer in its own form.
        at_least: What every window asks for.
        watched: (areas, days): whether silence counts.
        windows: (first day, last day) of every window, as days of the grid; the last may end after now.
        cells: (areas) x (windows) outcome sets.
        bounds: (areas) x (windows) of (low, high); an open high is None.
        outcomes: Per area.
    """

    question: Question
    rows: Any
    at_least: int
    watched: Flags
    windows: Windows
    cells: tuple[tuple[int, ...], ...]
    bounds: tuple[tuple[tuple[int, int | None], ...], ...]
    outcomes: tuple[int, ...]

    def ending(self, day: int) -> int | None:
        """Return the window that ends with a day, None if none does."""
        return next((index for index, (_, last) in enumerate(self.windows) if last == day), None)


def floor_result(case: Case, floor: Floor) -> WindowResult:
    """Return a floor: at least `at_least` in every window of whole days possibly in force.

    Source: DESIGN, "Floors mirror this".
    """
    question = case.question(floor.measure, at_least=True)
    rows = case.engine.measure(case.inputs, question)
    windows = _windows(case, floor)
    result = _judge(case, question, rows, windows, floor.at_least)
    later = later_outcomes(case.grid)
    loose = [not _is_anchored(case, floor, window) for window in windows]
    unknown = TRUE | FALSE | NEUTRAL | later
    cells = tuple(
        tuple(unknown if each else cell for each, cell in zip(loose, line, strict=True)) for line in result.cells
    )
    elsewhere = [unknown] if floor.windows == "tiled" and case.grid.sure_so_far != case.grid.possible_so_far else []
    anchored = tuple(window for window, each in zip(windows, loose, strict=True) if not each)
    outcomes = [
        FALSE if short else all_of([*line, *elsewhere, later])
        for short, line in zip(_surely_short(case, floor, anchored, result), cells, strict=True)
    ]
    return WindowResult(question, rows, floor.at_least, result.watched, windows, cells, result.bounds, tuple(outcomes))


def deadline_result(case: Case, deadline: Deadline) -> WindowResult:
    """Return a deadline: at least `at_least` from the beginning to the end of day `by_day`.

    Source: DESIGN, form "deadline".
    """
    grid = case.grid
    if grid.begins >= len(grid):
        question = case.question(deadline.measure, at_least=True)
        rows, none = case.engine.measure(case.inputs, question), (NEUTRAL,) * len(case.regions)
        nothing: tuple[tuple[()], ...] = ((),) * len(case.regions)
        return WindowResult(question, rows, deadline.at_least, case.watched, (), nothing, nothing, none)
    last = grid.begins + deadline.by_day - 1
    since, until = case.calendar.bounds[grid.begins], case.calendar.bounds[last + 1]
    question = case.question(deadline.measure, (((since, min(until, case.now)),), ((since, until),)), at_least=True)
    rows = case.engine.measure(case.inputs, question)
    result = _judge(case, question, rows, ((grid.begins, last),), deadline.at_least)
    line, stretch = grid.timeline, (since, min(until, case.now))
    if not touches(line.possible, *stretch):
        outcomes: tuple[int, ...] = (NEUTRAL,) * len(case.regions)
    else:
        unsure = 0 if touches(line.sure, *stretch) else NEUTRAL
        outcomes = tuple(cells[0] | unsure for cells in result.cells)
    return WindowResult(
        question, rows, deadline.at_least, result.watched, result.windows, result.cells, result.bounds, outcomes
    )


def _windows(case: Case, floor: Floor) -> Windows:
    """Return the windows: each stretch of days possibly in force is tiled, or slid over, from its first day.

    A window that began before now and is not over counts too; whether it will be whole is then a matter of the future.
    """
    grid = case.grid
    windows: list[tuple[int, int]] = []
    start: int | None = None
    for day in range(len(grid) + 1):
        inside = day < len(grid) and grid.possible_so_far[day]
        if inside and start is None:
            start = day
        if not inside and start is not None:
            step = floor.days if floor.windows == "tiled" else 1
            open_end = day == len(grid) and grid.later_possible
            windows += [
                (first, first + floor.days - 1)
                for first in range(start, day, step)
                if first + floor.days <= day or open_end
            ]
            start = None
    return tuple(windows)


def _is_anchored(case: Case, floor: Floor, window: tuple[int, int]) -> bool:
    """Return whether a tile lies there in every completion: all days since its stretch began are surely in force.

    Sliding windows are the same days however the period began.
    """
    if floor.windows == "sliding":
        return True
    grid, day = case.grid, min(window[1], len(case.grid) - 1)
    while day >= 0 and grid.possible_so_far[day]:
        if not grid.sure_so_far[day]:
            return False
        day -= 1
    return True


def _judge(case: Case, question: Question, rows: Any, windows: Windows, least: int) -> WindowResult:
    grid = case.grid
    watched = case.watched_for(question.measure)
    clipped = [(first, min(last, len(grid) - 1)) for first, last in windows]
    if not clipped:
        empty: tuple[tuple[int, ...], ...] = ((),) * len(case.regions)
        return WindowResult(question, rows, least, watched, (), empty, ((),) * len(case.regions), ())
    low, _, high = case.engine.ranges(rows, len(case.regions), clipped)
    cells, bounds = [], []
    for area in range(len(case.regions)):
        line, pairs = [], []
        for index, (first, last) in enumerate(windows):
            seen = bool(watched[area, first : clipped[index][1] + 1].all())
            top = int(high[area, index]) if seen and high[area, index] >= 0 else None
            over = last < len(grid) and grid.whole[last]
            outcome = _window(int(low[area, index]), top, least, over=over)
            sure = all(grid.sure_so_far[first : clipped[index][1] + 1]) and (over or grid.later_sure)
            line.append(outcome if sure or question.during is not None else outcome | NEUTRAL)
            pairs.append((int(low[area, index]), top))
        cells.append(tuple(line))
        bounds.append(tuple(pairs))
    return WindowResult(question, rows, least, watched, windows, tuple(cells), tuple(bounds), ())


def _window(low: int, high: int | None, least: int, *, over: bool) -> int:
    if low >= least:
        return TRUE
    can = high is None or high >= least
    if over:
        return TRUE | FALSE if can else FALSE
    return TRUE | OPEN if can else OPEN


def _surely_short(case: Case, floor: Floor, windows: Windows, result: WindowResult) -> list[bool]:
    """Return per area whether the highs of all that touches k windows end to end, each once, total too little."""
    grid = case.grid
    ended = sorted(first for first, last in windows if last < len(grid) and all(grid.sure[first : last + 1]))
    known = set(ended)
    chains = [
        (first, first + count * floor.days - 1)
        for first in ended
        for count in range(1, _LONGEST_CHAIN + 1)
        if all(first + step * floor.days in known for step in range(count))
    ]
    if not chains:
        return [False] * len(case.regions)
    high = case.engine.ranges(result.rows, len(case.regions), chains)[2]
    return [
        any(
            0 <= int(high[area, index]) < floor.at_least * ((last - first + 1) // floor.days)
            and bool(result.watched[area, first : last + 1].all())
            for index, (first, last) in enumerate(chains)
        )
        for area in range(len(case.regions))
    ]
