"""A hold whose clock restarts at the instant of the breach: whole periods of 24 hours between possible breaches."""

from __future__ import annotations

import numpy as np

from ceasefire.agreement import Hold
from ceasefire.assess._outcomes import TRUE
from ceasefire.assess._result import Clock
from ceasefire.assess.days import FOREVER
from ceasefire.assess.forms._case import Case
from ceasefire.assess.forms._runs import HoldResult, Runs, rest_of

_DAY_S = 86_400


def counted_from_the_instant(runs: Runs) -> HoldResult:
    """Return the hold as counted from the last breach to the second.

    A day not surely kept may hold a breach anywhere between its first and its last counted occurrence (anywhere in the
    day, where silence does not count); a surely broken run holds one somewhere.

    Source: DESIGN, "After a breach the clock restarts … or at the instant, if the reading says so".
    """
    case, hold, grid, group = runs.case, runs.hold, runs.case.grid, list(runs.group)
    target_s, latest_broken = hold.days * _DAY_S, runs.latest_broken
    extremes = case.engine.extremes(runs.table.rows, *case.shape)
    earliest, latest = extremes[0][group].min(axis=0), extremes[1][group].max(axis=0)
    watched = np.logical_and.reduce(runs.table.watched[group], axis=0)
    maybe: list[tuple[int, int]] = []
    for day in range(len(grid)):
        if not runs.kept[day] and grid.some[day]:
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
        # where the period is contested, an earlier stretch may be the last one
        last = upper if grid.timeline.sure != grid.timeline.possible else upper[-1:]
        can = any(until - since >= target_s for since, until in last)
    clock = _instant_clock(case, hold, lower, upper, latched=must and not hold.keep)
    return HoldResult(TRUE if must else rest_of(case, can=can), clock, runs.sure, runs.possible)


def _stretches(
    case: Case,
    spans: tuple[tuple[int, int], ...],
    breaches: list[tuple[int, int]],
    resets: tuple[int, ...],
    *,
    wide: bool,
) -> list[tuple[int, int]]:
    """Return the stretches in force up to now, cut at breaches: around the interval (wide) or inside it."""
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
