"""Milestones: available when one of their named sets of (term, reading) holds, if asked on the same days."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.agreement import AUTHORITIES, Milestone, MilestoneSet
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of, any_of, verdict
from ceasefire.assess._result import MilestoneResult, SetResult
from ceasefire.assess.forms import Case, Node

Answers = Mapping[tuple[str, str], tuple[Case, Node]]


def milestone_result(milestone: Milestone, answers: Answers) -> MilestoneResult:
    """Return the sets of a milestone and whether one of them holds.

    Source: DESIGN, "Readings carry authority … a milestone".
    """
    outcomes = [_set_outcomes(each, answers) for each in milestone.sets]
    authorities = [_weakest(each, answers) for each in milestone.sets]
    sets = tuple(
        SetResult(each.id, verdict(result), _lacks(each, answers), authority)
        for each, result, authority in zip(milestone.sets, outcomes, authorities, strict=True)
    )
    # an illustration decides nothing, unless there is nothing else
    leading = [one for one, authority in zip(outcomes, authorities, strict=True) if authority != AUTHORITIES[-1]]
    return MilestoneResult(milestone.id, verdict(any_of(leading or outcomes)), sets)


def _weakest(each: MilestoneSet, answers: Answers) -> str:
    return max((answers[need][0].reading.authority for need in each.needs), key=AUTHORITIES.index)


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

    A day that a need does not judge is not good. A need that asks for enough in a window must have a window that ends
    with the run. Needs whose days are cut differently (another zone or day boundary, or none) cannot be laid over each
    other: then a set that holds apart may still not hold together.
    """
    grids = {case.grid.bounds for case, _ in parts}
    if len(grids) > 1 or any(node.days is None for _, node in parts):
        return apart | (FALSE | OPEN if apart & TRUE else 0)
    grid = parts[0][0].grid
    target = max((node.together.clock.target for _, node in parts if node.together), default=1)
    holds = [node.together for _, node in parts if node.together]
    sure = possible = False
    for last in range(target - 1, len(grid)):
        run = range(last - target + 1, last + 1)
        sets = [_good(node, run) for _, node in parts]
        sure = sure or all(each == TRUE for each in sets)
        possible = possible or (
            all(each & TRUE for each in sets) and all(int(hold.possible[last]) >= hold.clock.target for hold in holds)
        )
    later = OPEN if grid.later_sure else FALSE | OPEN if grid.later_possible else FALSE
    return TRUE if sure else later | (TRUE if possible else 0)


def _good(node: Node, run: range) -> int:
    """Return the outcomes of "this need is kept in all of the run", not applicable counting as false."""
    if node.days is None:
        return TRUE | FALSE
    windowed = all(leaf.windows is not None for leaf in node.leaves)
    days = [run[-1]] if windowed else run
    return all_of(_satisfying(int(cell)) for day in days for cell in node.days[:, day])
