"""Hold: a daily condition for so many consecutive days, and the clock that counts them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ceasefire.agreement import Hold
from ceasefire.assess._in_force import FOREVER, touches
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of
from ceasefire.assess._result import Clock
from ceasefire.assess.engines import Ints
from ceasefire.assess.forms._case import Case, Flags
from ceasefire.assess.forms._daily import UNLIMITED, DayTable, table_for

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class HoldResult:
    """A hold over one area, or over several at once.

    Attributes:
        outcomes: Outcome set of the hold.
        clock: As it stands at now.
        sure, possible: (days,): length of the run that ends with each day, capped at the target.
    """

    outcomes: int
    clock: Clock
    sure: Ints
    possible: Ints


def hold_results(case: Case, hold: Hold) -> tuple[DayTable, HoldResult | None, tuple[HoldResult, ...]]:
    """Return the hold's days, its result for all areas at once (None for `each`), and per area.

    Source: DESIGN, "A clock's sure is the longest ending run surely kept".
    """
    table = table_for(case, hold.condition, in_hold=True)
    limits = np.where(np.array(case.grid.possible_so_far, dtype=np.bool_), table.limit_high, UNLIMITED)
    broken = case.engine.broken(table.rows, limits, max(1, hold.days)) if len(case.grid) else limits
    extremes = case.engine.extremes(table.rows, *case.shape)
    areas = list(range(len(case.regions)))
    each = tuple(_result(case, hold, table, [area], broken, extremes) for area in areas)
    if case.reading.areas_mode == "each":
        return table, None, each
    return table, each[0] if len(areas) == 1 else _result(case, hold, table, areas, broken, extremes), each


def _result(
    case: Case, hold: Hold, table: DayTable, group: list[int], broken: Ints, extremes: tuple[Ints, Ints]
) -> HoldResult:
    grid = case.grid
    days = len(grid)
    kept = (table.watched & (table.high >= 0) & (table.high <= table.limit_low))[group].all(axis=0)
    latest_broken = broken[group].max(axis=0) if days else np.empty(0, dtype=np.int64)
    sure_days = kept & np.array(grid.sure, dtype=np.bool_)
    sure = _run_lengths(np.where(sure_days, -1, np.arange(days)), _barriers(case, grid.timeline.possible_resets))
    stop = np.where(grid.possible, latest_broken, np.maximum(latest_broken, np.arange(days)))
    possible = _run_lengths(stop, _barriers(case, grid.timeline.sure_resets))
    sure, possible = np.minimum(sure, hold.days), np.minimum(possible, hold.days)
    if hold.on_breach == "fail":
        return _failing(case, hold, table, group, sure, possible, latest_broken)
    if hold.restart == "instant":
        return _from_the_instant(case, hold, group, kept, latest_broken, extremes, sure, possible)
    must, can = bool((sure >= hold.days).any()), bool((possible >= hold.days).any())
    if hold.keep:
        must = any(sure[day] >= hold.days and _unbroken_after(table, group, day) for day in range(days))
        can = any(
            possible[day] >= hold.days and not _broken_after(case, latest_broken, day) for day in range(days)
        )
    return HoldResult(_outcomes(case, must=must, can=can), _clock(case, hold, sure, possible, must), sure, possible)


def _run_lengths(stops: Ints, barriers: Ints) -> Ints:
    """Return for each day how many days ago a run that ends with it can have begun, itself included.

    Args:
        stops: (days,): the latest day that a run ending here or later cannot hold, -1 for none.
        barriers: (days,): the earliest day on which a run ending here can begin.
    """
    if not len(stops):
        return stops.astype(np.int64)
    begins = np.maximum(np.maximum.accumulate(stops) + 1, barriers)
    return np.maximum(np.arange(len(stops)) - begins + 1, 0)


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


def _outcomes(case: Case, *, must: bool, can: bool) -> int:
    if must:
        return TRUE
    grid = case.grid
    until = grid.now + (1 if grid.later_possible else 0)
    if not touches(grid.timeline.possible, -FOREVER, until):
        return NEUTRAL
    rest = OPEN if grid.later_sure else FALSE | OPEN if grid.later_possible else FALSE
    begun = touches(grid.timeline.sure, -FOREVER, until)
    return rest | (TRUE if can else 0) | (0 if begun else NEUTRAL)


def _last_day(case: Case) -> int:
    """Return the last whole day possibly in force, -1 for none."""
    return max((day for day, inside in enumerate(case.grid.possible) if inside), default=-1)


def _clock(case: Case, hold: Hold, sure: Ints, possible: Ints, latched: bool) -> Clock:  # noqa: FBT001
    grid, last = case.grid, _last_day(case)
    done = latched and not hold.keep
    sure_now = hold.days if done else int(sure[last]) if last >= 0 else 0
    possible_now = hold.days if done else int(possible[last]) if last >= 0 else 0
    ends = None
    if not done and grid.later_possible and possible_now < hold.days:
        day = _next_whole_day(case) + hold.days - possible_now
        ends = case.calendar.bounds[day] if day < len(case.calendar.bounds) else None
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


def _unbroken_after(table: DayTable, group: list[int], day: int) -> bool:
    later = table.outcomes[group, day + 1 :]
    return bool(np.isin(later, (TRUE, NEUTRAL, TRUE | NEUTRAL, OPEN, OPEN | NEUTRAL)).all())


def _broken_after(case: Case, latest_broken: Ints, day: int) -> bool:
    surely = case.grid.sure_so_far
    return any(
        latest_broken[end] > day and all(surely[int(latest_broken[end]) : end + 1])
        for end in range(day + 1, len(latest_broken))
    )


def _failing(
    case: Case, hold: Hold, table: DayTable, group: list[int], sure: Ints, possible: Ints, latest_broken: Ints
) -> HoldResult:
    """A breach ends it: only the first `days` whole days in force can make it up."""
    grid = case.grid
    first = next((day for day, inside in enumerate(grid.possible_so_far) if inside), None)
    if first is None:
        outcomes = _outcomes(case, must=False, can=False)
        return HoldResult(outcomes, _clock(case, hold, sure, possible, latched=False), sure, possible)
    window = range(first, min(first + hold.days, len(grid)))
    over = first + hold.days <= len(grid) and grid.whole[first + hold.days - 1]
    if not all(grid.possible_so_far[day] for day in window):
        outcomes = FALSE  # the period ended before the days were complete
    elif not all(grid.sure_so_far[day] for day in window):
        # which days are the first ones is itself contested
        outcomes = TRUE | FALSE | OPEN | _outcomes(case, must=False, can=True)
    elif any(first <= latest_broken[day] for day in window):
        outcomes = FALSE
    else:
        days = all_of(int(each) for each in table.outcomes[group][:, list(window)].ravel())
        outcomes = all_of([days, NEUTRAL if over else _outcomes(case, must=False, can=False)])
    return HoldResult(outcomes, _clock(case, hold, sure, possible, latched=outcomes == TRUE), sure, possible)


def _from_the_instant(
    case: Case,
    hold: Hold,
    group: list[int],
    kept: npt.NDArray[np.bool_],
    latest_broken: Ints,
    extremes: tuple[Ints, Ints],
    sure: Ints,
    possible: Ints,
) -> HoldResult:
    """The clock restarts at the instant of the breach: count whole 24-hour periods between possible breaches."""
    grid, target_s = case.grid, hold.days * _DAY_S
    earliest, latest = extremes[0][group].min(axis=0), extremes[1][group].max(axis=0)
    watched = case.watched[group].all(axis=0)
    maybe: list[tuple[int, int]] = []
    for day in range(len(grid)):
        if not kept[day] and grid.some[day]:
            since, until = grid.bounds[day], grid.bounds[day + 1]
            seen = bool(watched[day])
            maybe.append((max(since, int(earliest[day])) if seen else since,
                          min(until, int(latest[day])) if seen else until))  # fmt: skip
    surely = [
        (max(grid.bounds[int(first)], int(earliest[int(first) : day + 1].min())),
         min(grid.bounds[day + 1], int(latest[int(first) : day + 1].max())))
        for day, first in enumerate(latest_broken)
        if first >= 0 and all(grid.possible_so_far[int(first) : day + 1])
    ]  # fmt: skip
    lower = _stretches(case, grid.timeline.sure, maybe, grid.timeline.possible_resets, wide=True)
    upper = _stretches(case, grid.timeline.possible, surely, grid.timeline.sure_resets, wide=False)
    must = any(until - since >= target_s for since, until in lower)
    can = any(until - since >= target_s for since, until in upper)
    if hold.keep:
        must = bool(lower) and lower[-1][1] - lower[-1][0] >= target_s and _is_last(case, lower[-1][1])
        can = bool(upper) and upper[-1][1] - upper[-1][0] >= target_s
    clock = _instant_clock(case, hold, lower, upper, latched=must and not hold.keep)
    return HoldResult(_outcomes(case, must=must, can=can), clock, sure, possible)


def _stretches(
    case: Case,
    spans: tuple[tuple[int, int], ...],
    breaches: list[tuple[int, int]],
    resets: tuple[int, ...],
    *,
    wide: bool,
) -> list[tuple[int, int]]:
    """Return the stretches in force up to now, cut at breaches: around the whole interval (wide) or as little as can be."""
    cuts = sorted(breaches + [(reset, reset) for reset in resets])
    result: list[tuple[int, int]] = []
    for since, until in spans:
        start, end = since, min(until, case.grid.now)
        for low, high in cuts:
            if high < start or low > end:
                continue
            result.append((start, low if wide else high))
            start = high if wide else max(start, low)
        result.append((start, end))
    return [(start, end) for start, end in result if end > start]


def _is_last(case: Case, until: int) -> bool:
    ends = case.grid.timeline.possible[-1][1] if case.grid.timeline.possible else FOREVER
    return until >= min(case.grid.now, ends)


def _instant_clock(
    case: Case, hold: Hold, lower: list[tuple[int, int]], upper: list[tuple[int, int]], *, latched: bool
) -> Clock:
    sure_run = lower[-1] if lower and _is_last(case, lower[-1][1]) else None
    possible_run = upper[-1] if upper else None
    sure = hold.days if latched else min(hold.days, (sure_run[1] - sure_run[0]) // _DAY_S) if sure_run else 0
    possible = (
        hold.days if latched else min(hold.days, (possible_run[1] - possible_run[0]) // _DAY_S) if possible_run else 0
    )
    running = possible_run is not None and case.grid.later_possible and possible < hold.days
    return Clock(
        target=hold.days,
        sure=sure,
        possible=possible,
        sure_since=sure_run[0] if sure_run and sure and not latched else None,
        possible_since=possible_run[0] if possible_run and possible and not latched else None,
        completes_earliest=possible_run[0] + hold.days * _DAY_S if running and possible_run else None,
    )
