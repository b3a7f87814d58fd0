"""Forms that judge every day by itself: limit, never and state. Their days also make up a hold."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ceasefire.agreement import Baseline, Limit, Never, State
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of
from ceasefire.assess._question import Presence, Question
from ceasefire.assess.days import Grid
from ceasefire.assess.engines import UNLIMITED, Ints
from ceasefire.assess.forms._case import Case, Flags
from ceasefire.assess.forms._presence import assured_days, contested_standings

LONGEST_RUN = 31
Condition = Limit | Never | State
Outcomes = npt.NDArray[np.uint8]


class Bounds(NamedTuple):
    """What a day's outcome depends on. Arrays are (areas, days).

    Attributes:
        low, high: Bounds of the day's count; an open high is -1.
        limit_low, limit_high: Bounds of the limit in whole units; UNLIMITED where open.
        watched: Whether silence counts.
    """

    low: Ints
    high: Ints
    limit_low: Ints
    limit_high: Ints
    watched: Flags


@dataclass(frozen=True, slots=True)
class DayTable:
    """A daily condition on every area and day. Arrays are (areas, days).

    Attributes:
        question, rows: What was asked, and the engine's answer in its own form.
        low, high: Bounds of the day's count; an open high is -1.
        limit_low, limit_high: Bounds of the limit in whole units; UNLIMITED where open.
        watched: Whether silence counts.
        outcomes: Outcome sets.
    """

    question: Question
    rows: Any
    low: Ints
    high: Ints
    limit_low: Ints
    limit_high: Ints
    watched: Flags
    outcomes: Outcomes


def table_for(case: Case, condition: Condition, *, in_hold: bool) -> DayTable:
    """Return the days of a condition.

    Inside a hold a day counts only as a whole day in force. Outside, `limit` judges whole days, while `never` and
    `state` judge every instant in force, so that a part-day can break them.

    Source: DESIGN, "Limits and runs of days".
    """
    every_instant = not in_hold and not isinstance(condition, Limit)
    if isinstance(condition, State):
        question, watched = _state_question(case, condition, every_instant=every_instant)
    else:
        during = case.in_force(case.grid.bounds[0], case.grid.now) if every_instant else None
        question, watched = case.question(condition.measure, during), case.watched_for(condition.measure)
    rows = case.engine.measure(case.inputs, question)
    low, high = case.engine.days(rows, *case.shape)
    limit_low, limit_high = _limits(case, condition, rows, watched)
    bounds = Bounds(low, high, limit_low, limit_high, watched)
    outcomes = _instants(case, bounds) if every_instant else _days(case, bounds)
    if isinstance(condition, State) and not in_hold:
        outcomes[:, : max(0, case.grid.begins + condition.from_day - 1)] = NEUTRAL
    return DayTable(question, rows, *bounds, outcomes)


def _days(case: Case, bounds: Bounds) -> Outcomes:
    """Judge whole days in force, and the running day if it has been in force from its start."""
    grid = case.grid
    outcomes = judged(bounds, np.array(grid.whole, dtype=np.bool_))
    outcomes |= np.where(grid.sure_so_far, 0, NEUTRAL).astype(np.uint8)
    return np.where(grid.possible_so_far, outcomes, NEUTRAL).astype(np.uint8)


def _instants(case: Case, bounds: Bounds) -> Outcomes:
    """Judge every day some of which is in force; what is left of the running day matters only if it still is."""
    grid = case.grid
    over = np.array([done or not grid.later_possible for done in grid.whole], dtype=np.bool_)
    outcomes = judged(bounds, over)
    if not grid.later_sure:
        outcomes |= judged(bounds, np.ones(len(grid), dtype=np.bool_))
    same = [sure == possible for sure, possible in (case.in_force(*day) for day in itertools.pairwise(grid.bounds))]
    outcomes |= np.where(same, 0, NEUTRAL).astype(np.uint8)
    return np.where(grid.some, outcomes, NEUTRAL).astype(np.uint8)


def judged(bounds: Bounds, whole: Flags) -> Outcomes:
    """Return the outcome set of every area and day, as if in force.

    Args:
        bounds: Of the counts and the limits.
        whole: (days,): whether the day has ended.

    Source: DESIGN, "at most L: met if high <= L, not met if low > L, else undetermined".
    """
    kept = surely_kept(bounds)
    broken = (bounds.low > bounds.limit_high) & (bounds.limit_high < UNLIMITED)
    ended = np.where(broken, FALSE, np.where(kept, TRUE, TRUE | FALSE))
    running = np.where(broken, FALSE, np.where(kept, OPEN, OPEN | FALSE))
    return np.where(whole, ended, running).astype(np.uint8)


def surely_kept(bounds: Bounds | DayTable) -> Flags:
    """Return (areas, days): whether silence counts and the high is within the lower limit.

    Source: DESIGN, "It is surely kept when every day's high is within that day's lower limit".
    """
    return np.asarray(bounds.watched & (bounds.high >= 0) & (bounds.high <= bounds.limit_low))


def with_broken_runs(table: DayTable, broken: Ints) -> DayTable:
    """Return the table with every day of a surely broken run possibly broken: one of them is.

    Source: DESIGN, "one of the two is surely broken".
    """
    earlier = np.maximum.accumulate(np.pad(broken, ((0, 0), (1, 0)), constant_values=-1), axis=1)[:, :-1]
    # the shortest such runs: no shorter one inside explains them
    areas, lasts = np.nonzero((broken > earlier) & (broken < np.arange(broken.shape[1])))
    edges = np.zeros((broken.shape[0], broken.shape[1] + 1), dtype=np.int64)
    np.add.at(edges, (areas, broken[areas, lasts]), 1)
    np.subtract.at(edges, (areas, lasts + 1), 1)
    inside = (np.cumsum(edges, axis=1)[:, :-1] > 0) & (table.outcomes != NEUTRAL)
    return replace(table, outcomes=np.where(inside, table.outcomes | FALSE, table.outcomes).astype(np.uint8))


def limit_outcomes(case: Case, table: DayTable, *, every_instant: bool) -> tuple[DayTable, list[int]]:
    """Return the days, and per area the outcomes of keeping the condition on every day of the period and later.

    Source: DESIGN, "Limits and runs of days", "Verdicts".
    """
    later = later_outcomes(case.grid)
    if not len(case.grid):
        return table, [later] * len(case.regions)
    limits = np.where(np.array(case.grid.sure_so_far, dtype=np.bool_), table.limit_high, UNLIMITED)
    runs = None if every_instant else case.engine.broken(table.rows, limits, LONGEST_RUN)
    table = table if runs is None else with_broken_runs(table, runs)
    total = case.engine.ranges(table.rows, len(case.regions), [(0, len(case.grid) - 1)])[0]
    result = []
    for area in range(len(case.regions)):
        # what is sure under `during` breaks by itself; a limit is broken by a run of days in force
        breach = int(total[area, 0]) > 0 if runs is None else bool((runs[area] >= 0).any())
        days = all_of(int(each) for each in table.outcomes[area])
        result.append(FALSE if breach else all_of([days, later]))
    return table, result


def later_outcomes(grid: Grid) -> int:
    """Return what the days after now can be: open while in force, else not applicable.

    Source: DESIGN, "Time after min(at, as_of) is future".
    """
    if grid.later_sure:
        return OPEN
    return OPEN | NEUTRAL if grid.later_possible else NEUTRAL


def _limits(case: Case, condition: Condition, rows: Any, watched: Flags) -> tuple[Ints, Ints]:
    if isinstance(condition, Limit) and isinstance(condition.at_most, Baseline):
        return _baseline(case, condition.at_most, rows, watched)
    fixed = 0
    if isinstance(condition, Limit) and isinstance(condition.at_most, Fraction):
        fixed = math.floor(condition.at_most)
    if isinstance(condition, State) and condition.must == "absent":
        fixed = condition.count
    both = np.full(case.shape, fixed, dtype=np.int64)
    return both, both


def baseline_days(case: Case, baseline: Baseline) -> tuple[int, int]:
    """Return the first and the last day of a baseline, as days of the grid.

    Source: DESIGN, "at most half the mean of the 28 days before".
    """
    if baseline.first and baseline.last:
        return baseline.first.toordinal() - case.grid.ordinal, baseline.last.toordinal() - case.grid.ordinal
    return case.grid.begins - baseline.days_before, case.grid.begins - 1


def _baseline(case: Case, baseline: Baseline, rows: Any, watched: Flags) -> tuple[Ints, Ints]:
    first, last = baseline_days(case, baseline)
    areas, days = case.shape
    low = np.zeros((areas, days), dtype=np.int64)
    high = np.full((areas, days), UNLIMITED, dtype=np.int64)
    if first < 0 or last >= days or not case.grid.whole[last]:  # it is not over: nothing bounds it from above
        return low, high
    _, base, top = case.engine.ranges(rows, areas, [(first, last)])
    for area in range(areas):
        factor = baseline.factor / (last - first + 1)
        low[area, :] = math.floor(factor * int(base[area, 0]))
        if top[area, 0] >= 0 and bool(watched[area, first : last + 1].all()):
            high[area, :] = math.floor(factor * int(top[area, 0]))
    return low, high


def _state_question(case: Case, state: State, *, every_instant: bool) -> tuple[Question, Flags]:
    since = case.calendar.bounds[min(case.grid.begins + state.from_day - 1, len(case.calendar))]
    during = case.in_force(since, case.grid.now)
    presence = Presence(state.must, state.count)
    probe = case.question(state.measure, during if every_instant else None, presence)
    standings = contested_standings(case, probe)
    question = case.question(state.measure, during if every_instant else None, presence, standings)
    assured = assured_days(case, probe, during[1] if every_instant else None)
    return question, (case.watched_for(state.measure) | assured) if state.must == "absent" else assured
