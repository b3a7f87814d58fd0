"""Milestones: available when one of their named sets of (term, reading) holds, if asked on the same days."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.agreement import AUTHORITIES, Hold, Milestone, MilestoneSet, leaves_of
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
    """Not applicable never satisfies: it counts as false, or as open while its time can still come."""
    parts = [answers[need] for need in each.needs]
    apart = all_of(_satisfying(node.outcomes, case) for case, node in parts)
    if not each.same_days or len(parts) == 1 or not apart & TRUE:
        return apart
    return all_of([apart, _on_same_days(parts)])


def _satisfying(outcomes: int, case: Case) -> int:
    if not outcomes & NEUTRAL:
        return outcomes
    return (outcomes & ~NEUTRAL) | (OPEN if _can_still_come(case) else FALSE)


def _can_still_come(case: Case) -> bool:
    """Return whether the reading may judge days after now: its period runs, lies ahead, or never began."""
    possible = case.grid.timeline.possible
    return not possible or possible[-1][1] > case.now


def _on_same_days(parts: list[tuple[Case, Node]]) -> int:
    """Return whether some run of the longest hold's days is good for every need at once.

    A day that a need does not judge is not good. A need that asks for enough in a window must have a window that ends
    with the run. Needs whose days are cut differently (another zone or day boundary, or none), and holds that run from
    an instant, cannot be laid over each other: then everything is left open.
    """
    grids = {case.grid.bounds for case, _ in parts}
    holds = [form for case, _ in parts for form in leaves_of(case.reading.form) if isinstance(form, Hold)]
    by_instant = any(form.restart == "instant" for form in holds)
    if len(grids) > 1 or by_instant or any(node.days is None for _, node in parts):
        return TRUE | FALSE | OPEN
    grid = parts[0][0].grid
    target = max((form.days for form in holds), default=1)
    runs = [range(last - target + 1, last + 1) for last in range(target - 1, len(grid))]
    together = [[_good(node, run) for _, node in parts] for run in runs]
    if any(all(each == TRUE for each in sets) for sets in together):
        return TRUE
    later = OPEN if grid.later_sure else FALSE | OPEN if grid.later_possible else FALSE
    return later | (TRUE if any(all(each & TRUE for each in sets) for sets in together) else 0)


def _good(node: Node, run: range) -> int:
    """Return the outcomes of "this need is kept in all of the run", not applicable counting as false."""
    if node.days is None:
        return TRUE | FALSE
    windowed = all(leaf.windows is not None for leaf in node.leaves)
    days = [run[-1]] if windowed else run
    cells = (int(cell) for day in days for cell in node.days[:, day])
    return all_of((cell & ~NEUTRAL) | (FALSE if cell & NEUTRAL else 0) for cell in cells)
