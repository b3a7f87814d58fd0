"""Milestones: available when one of their named sets of (term, reading) holds, if asked on the same days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ceasefire.agreement import Milestone, MilestoneSet
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of, any_of, verdict
from ceasefire.assess._result import MilestoneResult, SetResult
from ceasefire.assess.forms import Case, Node

Answers = Mapping[tuple[str, str], tuple[Case, Node]]


def milestone_result(milestone: Milestone, answers: Answers) -> MilestoneResult:
    """Return the sets of a milestone and whether one of them holds.

    Source: DESIGN, "Readings carry authority … a milestone".
    """
    outcomes = [_set_outcomes(each, answers) for each in milestone.sets]
    sets = tuple(
        SetResult(each.id, verdict(result), _lacks(each, answers))
        for each, result in zip(milestone.sets, outcomes, strict=True)
    )
    return MilestoneResult(milestone.id, verdict(any_of(outcomes)), sets)


def _lacks(each: MilestoneSet, answers: Answers) -> tuple[str, ...]:
    return tuple(f"{term}/{reading}" for term, reading in each.needs if answers[term, reading][1].outcomes != TRUE)


def _set_outcomes(each: MilestoneSet, answers: Answers) -> int:
    """Not applicable never satisfies: it counts as false here."""
    parts = [answers[need] for need in each.needs]
    apart = all_of(_satisfying(node.outcomes) for _, node in parts)
    if not each.same_days or apart == FALSE:
        return apart
    return _on_same_days(parts, apart)


def _satisfying(outcomes: int) -> int:
    return (outcomes & ~NEUTRAL) | (FALSE if outcomes & NEUTRAL else 0)


def _on_same_days(parts: list[tuple[Case, Node]], apart: int) -> int:
    """Return whether some run of the longest hold's days is good for every need at once.

    Needs whose days are cut differently (another zone or day boundary, or none) cannot be laid over each other: then a
    set that holds apart may still not hold together.
    """
    grids = {case.grid.bounds for case, _ in parts}
    if len(grids) > 1 or any(node.days is None for _, node in parts):
        return apart | (FALSE | OPEN if apart & TRUE else 0)
    grid = parts[0][0].grid
    target = max((node.together.clock.target for _, node in parts if node.together), default=1)
    joined = [[all_of(int(cell) for cell in node.days[:, day]) for day in range(len(grid))]
              for _, node in parts if node.days is not None]  # fmt: skip
    days = [_satisfying(all_of(line[day] for line in joined)) for day in range(len(grid))]
    holds = [node.together for _, node in parts if node.together]
    sure = _has_run([day == TRUE for day in days], target)
    possible = any(
        all(days[day] & TRUE for day in range(end - target + 1, end + 1))
        and all(int(hold.possible[end]) >= hold.clock.target for hold in holds)
        for end in range(target - 1, len(days))
    )
    later = OPEN if grid.later_sure else FALSE | OPEN if grid.later_possible else FALSE
    return TRUE if sure else later | (TRUE if possible else 0)


def _has_run(good: list[bool], length: int) -> bool:
    run = np.array(good, dtype=np.int64)
    return any(int(run[start : start + length].sum()) == length for start in range(len(good) - length + 1))
