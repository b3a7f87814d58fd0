"""A hold whose clock restarts at the instant of the breach: whole periods of 24 hours between possible breaches."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from ceasefire.agreement import Hold
from ceasefire.assess._outcomes import TRUE
from ceasefire.assess._result import Clock
from ceasefire.assess.days import FOREVER, clipped
from ceasefire.assess.forms._case import Case
from ceasefire.assess.forms._runs import HoldResult, Runs, rest_of

_DAY_S = 86_400
Span = tuple[int, int]


def counted_from_the_instant(runs: Runs) -> HoldResult:
    """Return the hold as counted from the last breach to the second.

    A day not surely kept may hold a breach anywhere between its first and its last counted occurrence (anywhere in the
    day, where silence does not count); a surely broken run holds one somewhere, though it may be set aside and show in
    no day's high: no stretch holds all of such a run.

    Source: DESIGN, "After a breach the clock restarts … or at the instant, if the reading says so", "Too vague".
    """
    case, hold, grid = runs.case, runs.hold, runs.case.grid
    target_s = hold.days * _DAY_S
    maybe, surely = _breaches(runs)
    kept = _parted(clipped(grid.timeline.sure, -FOREVER, grid.now), [*maybe, *_points(grid.timeline.possible_resets)])
    lower = _not_holding(kept, surely)
    upper = _not_holding(
        clipped(grid.timeline.possible, -FOREVER, grid.now), [*surely, *_points(grid.timeline.sure_resets)]
    )
    must = any(until - since >= target_s for since, until in lower)
    can = any(until - since >= target_s for since, until in upper)
    if hold.keep:
        must = bool(lower) and lower[-1][1] - lower[-1][0] >= target_s and _is_last(case, lower[-1][1])
        # where the period is contested, an earlier stretch may be the last one
        last = upper if grid.timeline.sure != grid.timeline.possible else upper[-1:]
        can = any(until - since >= target_s for since, until in last)
    clock = _instant_clock(case, hold, lower, upper, latched=must and not hold.keep)
    return HoldResult(TRUE if must else rest_of(case, can=can), clock, runs.sure, runs.possible)


def _breaches(runs: Runs) -> tuple[list[Span], list[Span]]:
    """Return the intervals that may hold a breach, one a day, and those that surely hold one, one a broken run."""
    case, grid, group = runs.case, runs.case.grid, list(runs.group)
    extremes = case.engine.extremes(runs.table.rows, *case.shape)
    earliest, latest = extremes[0][group].min(axis=0), extremes[1][group].max(axis=0)
    watched = np.logical_and.reduce(runs.table.watched[group], axis=0)
    days = list(itertools.pairwise(grid.bounds))
    # where silence does not count, more may have happened after the last that is known of
    ends = [min(until, int(latest[day])) if watched[day] else until for day, (_, until) in enumerate(days)]
    maybe = [
        (max(since, int(earliest[day])) if watched[day] else since, ends[day])
        for day, (since, _) in enumerate(days)
        if not runs.kept[day] and grid.some[day]
    ]
    surely = [
        (max(days[first][0], int(earliest[first : last + 1].min())), max(ends[first : last + 1]))
        for last, first in enumerate(map(int, runs.latest_broken))
        if first >= 0 and all(grid.possible_so_far[first : last + 1])
    ]
    return maybe, surely


def _points(instants: Iterable[int]) -> list[Span]:
    return [(each, each) for each in instants]


def _parted(spans: Iterable[Span], cuts: Iterable[Span]) -> list[Span]:
    """Return what is left of the spans without the cuts, in order."""
    result: list[Span] = []
    ordered = sorted(cuts)
    for since, until in spans:
        start = since
        for low, high in ordered:
            if high >= start and low <= until:
                result.append((start, low))
                start = high
        result.append((start, until))
    return [(start, end) for start, end in result if end > start]


def _not_holding(spans: Iterable[Span], breaches: Iterable[Span]) -> list[Span]:
    """Return the longest stretches of the spans that hold no breach's whole interval, in order."""
    least: list[Span] = []  # without those that hold another: both ends descend
    for low, high in sorted(breaches, key=lambda each: (-each[0], each[1])):
        if not least or high < least[-1][1]:
            least.append((low, high))
    result: list[Span] = []
    for since, until in spans:
        start = since
        for low, high in reversed(least):
            if start <= low and high <= until:
                result.append((start, high))
                start = low
        result.append((start, until))
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
