"""Hold: a daily condition for so many consecutive days, and the clock that counts them."""

from __future__ import annotations

import numpy as np

from ceasefire.agreement import Hold
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of
from ceasefire.assess._result import Clock
from ceasefire.assess.engines import UNLIMITED, Ints
from ceasefire.assess.forms._case import Case, Flags
from ceasefire.assess.forms._daily import DayTable, surely_kept, table_for, with_broken_runs
from ceasefire.assess.forms._instant import counted_from_the_instant
from ceasefire.assess.forms._runs import HoldResult, Runs, rest_of


def hold_results(case: Case, hold: Hold) -> tuple[DayTable, HoldResult | None, tuple[HoldResult, ...]]:
    """Return the hold's days, its result for all areas at once (None for `each`), and per area.

    Source: DESIGN, "A clock's sure is the longest ending run surely kept".
    """
    table = table_for(case, hold.condition, in_hold=True)
    limits = np.where(np.array(case.grid.possible_so_far, dtype=np.bool_), table.limit_high, UNLIMITED)
    # so many times 24 hours touch a day more than so many days, or two where a day of 23 hours is among them
    longest = hold.days + (2 if hold.restart == "instant" else 0)
    broken = case.engine.broken(table.rows, limits, longest) if len(case.grid) else limits
    areas = list(range(len(case.regions)))
    table = with_broken_runs(table, broken)
    each = tuple(_result(_runs(case, hold, table, [area], broken)) for area in areas)
    if case.reading.areas_mode == "each":
        return table, None, each
    return table, each[0] if len(areas) == 1 else _result(_runs(case, hold, table, areas, broken)), each


def _runs(case: Case, hold: Hold, table: DayTable, group: list[int], broken: Ints) -> Runs:
    """Lay the areas of a group over one another, and count the run that ends with each day."""
    grid, days = case.grid, len(case.grid)
    kept: Flags = np.logical_and.reduce(surely_kept(table)[group], axis=0)
    latest_broken: Ints = np.maximum.reduce(broken[group], axis=0)
    # a run that is surely broken is kept by no day in it: what was set aside may break it without showing in any high
    lost = np.where(kept & np.array(grid.sure, dtype=np.bool_), latest_broken, np.arange(days))
    stop = np.where(grid.possible, latest_broken, np.maximum(latest_broken, np.arange(days)))
    sure = _run_lengths(lost, _barriers(case, grid.timeline.possible_resets))
    possible = _run_lengths(stop, _barriers(case, grid.timeline.sure_resets))
    return Runs(
        case=case,
        hold=hold,
        table=table,
        group=tuple(group),
        kept=kept,
        latest_broken=latest_broken,
        sure=np.minimum(sure, hold.days),
        possible=np.minimum(possible, hold.days),
    )


def _result(runs: Runs) -> HoldResult:
    if runs.hold.on_breach == "fail":
        return _failing(runs)
    if runs.hold.restart == "instant":
        return counted_from_the_instant(runs)
    target, days = runs.hold.days, range(len(runs.case.grid))
    must, can = bool((runs.sure >= target).any()), bool((runs.possible >= target).any())
    if runs.hold.keep:
        must = any(runs.sure[day] >= target and _unbroken_after(runs, day) for day in days)
        can = any(runs.possible[day] >= target and not _broken_after(runs, day) for day in days)
    outcomes = rest_of(runs.case, can=can) if not must else TRUE
    return HoldResult(outcomes, _clock(runs, latched=must), runs.sure, runs.possible)


def _run_lengths(stops: Ints, barriers: Ints) -> Ints:
    """Return for each day how many days ago a run that ends with it can have begun, itself included.

    Args:
        stops: (days,): the latest day that a run ending here or later cannot hold, -1 for none.
        barriers: (days,): the earliest day on which a run ending here can begin.
    """
    if not len(stops):
        return np.zeros(0, dtype=np.int64)
    begins = np.maximum(np.maximum.accumulate(stops) + 1, barriers)
    lengths: Ints = np.maximum(np.arange(len(stops)) - begins + 1, 0)
    return lengths


def _barriers(case: Case, resets: tuple[int, ...]) -> Ints:
    """Return for each day the first whole day after the last reset before that day's end."""
    grid = case.grid
    barriers = np.zeros(len(grid), dtype=np.int64)
    for reset in resets:
        day = grid.index(reset)
        if 0 <= day < len(grid):
            begins = day if grid.bounds[day] == reset else day + 1
            barriers[day:] = np.maximum(barriers[day:], begins)
    return barriers


def _last_day(case: Case) -> int:
    """Return the last whole day possibly in force, -1 for none."""
    return max((day for day, inside in enumerate(case.grid.possible) if inside), default=-1)


def _clock(runs: Runs, *, latched: bool) -> Clock:
    case, hold, sure, possible = runs.case, runs.hold, runs.sure, runs.possible
    grid, last = case.grid, _last_day(case)
    done = latched and not hold.keep
    sure_now = hold.days if done else int(sure[last]) if last >= 0 else 0
    possible_now = hold.days if done else int(possible[last]) if last >= 0 else 0
    ends = None
    if not done and grid.later_possible and possible_now < hold.days:
        begins = _next_whole_day(case) - possible_now
        begins = max(begins, int(runs.latest_broken.max(initial=-1)) + 1)  # today may have broken it already
        ends = case.calendar.bounds[begins + hold.days] if begins + hold.days < len(case.calendar.bounds) else None
    return Clock(
        target=hold.days,
        sure=sure_now,
        possible=possible_now,
        sure_since=None if done or not sure_now else grid.bounds[last - sure_now + 1],
        possible_since=None if done or not possible_now else grid.bounds[last - possible_now + 1],
        completes_earliest=ends,
    )


def _next_whole_day(case: Case) -> int:
    """Return the first day that is not yet over (or, after a gap, the first that could be whole)."""
    grid = case.grid
    if not len(grid):
        return case.grid.begins
    if grid.whole[-1]:
        return len(grid)
    return len(grid) - 1 if grid.possible_so_far[-1] else len(grid)


def _unbroken_after(runs: Runs, day: int) -> bool:
    later = runs.table.outcomes[list(runs.group), day + 1 :]
    return bool(np.isin(later, (TRUE, NEUTRAL, TRUE | NEUTRAL, OPEN, OPEN | NEUTRAL)).all())


def _broken_after(runs: Runs, day: int) -> bool:
    surely, latest = runs.case.grid.sure_so_far, runs.latest_broken
    return any(latest[end] > day and all(surely[int(latest[end]) : end + 1]) for end in range(day + 1, len(latest)))


def _failing(runs: Runs) -> HoldResult:
    """A breach ends it: only the first `days` whole days in force can make it up."""
    case, grid = runs.case, runs.case.grid
    surely = next((day for day, inside in enumerate(grid.sure_so_far) if inside), len(grid))
    # where the period is contested, the first day is one of these, or there is none
    firsts = [day for day, inside in enumerate(grid.possible_so_far) if inside and day <= surely]
    outcomes = rest_of(case, can=False) if surely == len(grid) else 0
    for first in firsts:
        outcomes |= _made_up_from(runs, first)
    return HoldResult(outcomes, _clock(runs, latched=outcomes == TRUE), runs.sure, runs.possible)


def _made_up_from(runs: Runs, first: int) -> int:
    """Return the outcomes where `first` is the first whole day in force."""
    case, grid = runs.case, runs.case.grid
    end = first + runs.hold.days
    window = range(first, min(end, len(grid)))
    if not all(grid.possible_so_far[day] for day in window):
        return FALSE  # the period ended before the days were complete
    if any(first <= runs.latest_broken[day] for day in window):
        return FALSE
    days = all_of(int(each) for each in runs.table.outcomes[list(runs.group)][:, list(window)].ravel())
    if not all(grid.sure_so_far[day] for day in window[1:]):
        days |= FALSE
    over = end <= len(grid) and grid.whole[end - 1]
    return all_of([days & ~NEUTRAL, NEUTRAL if over else rest_of(case, can=False) & ~NEUTRAL])
