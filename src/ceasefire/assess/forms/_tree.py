"""The tree of a form: leaves judged by their own module, joined by all, any and not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ceasefire.agreement import (
    AllOf,
    AnyOf,
    Deadline,
    Floor,
    Form,
    Hold,
    Limit,
    Measure,
    Never,
    NotThat,
    Response,
    State,
)
from ceasefire.assess._outcomes import NEUTRAL, all_of, any_of, not_that
from ceasefire.assess._question import Question
from ceasefire.assess.forms._case import Case, Flags
from ceasefire.assess.forms._daily import DayTable, Outcomes, limit_outcomes, table_for
from ceasefire.assess.forms._hold import hold_results
from ceasefire.assess.forms._response import ResponseResult, response_result
from ceasefire.assess.forms._runs import HoldResult
from ceasefire.assess.forms._windows import WindowResult, deadline_result, floor_result


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one leaf asked and got: for evidence and for what would settle it."""

    form: Form
    question: Question | None = None
    rows: Any = None
    table: DayTable | None = None
    windows: WindowResult | None = None
    response: ResponseResult | None = None

    def watched(self, case: Case) -> Flags:
        """Return (areas, days): whether silence counts for this leaf."""
        if self.response is not None:
            return case.channel()
        result = self.table or self.windows
        return case.watched if result is None else result.watched


@dataclass(frozen=True, slots=True)
class Node:
    """A form's answer.

    Attributes:
        outcomes: Over all areas.
        areas: Outcome set per area.
        days: (areas, days) outcome sets, or None for a form that has no days.
        holds: The hold over all at once first (if together), then per area; empty without a hold.
        leaves: In the order of the form.
    """

    outcomes: int
    areas: tuple[int, ...]
    days: Outcomes | None
    leaves: tuple[Leaf, ...]
    together: HoldResult | None = None
    each: tuple[HoldResult, ...] = ()


def evaluate(case: Case, form: Form) -> Node:  # noqa: PLR0911  one return a form
    """Return the answer of a form.

    Source: DESIGN, "Forms, composable with all / any / not".
    """
    match form:
        case AllOf(forms):
            return _join([evaluate(case, each) for each in join_nevers(forms)], all_of)
        case AnyOf(forms):
            # no day by itself shows which of the forms holds
            return replace(_join([evaluate(case, each) for each in forms], any_of), days=None)
        case NotThat(inner):
            return _contrary(evaluate(case, inner))
        case Hold():
            return _hold(case, form)
        case Limit() | Never() | State():
            return _daily(case, form)
        case Floor():
            return _windows(case, form, floor_result(case, form))
        case Deadline():
            return _windows(case, form, deadline_result(case, form))
        case Response():
            return _response(case, form)


def join_nevers(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Return the forms with never-limits of equal scope joined into one over the union of their filters.

    So "no Syrian flight and no Russian flight" is surely broken by "Syrian or Russian or both".

    Source: DESIGN, "Forms".
    """
    joined: dict[tuple[str, tuple[str, ...], str], Never] = {}
    order: list[tuple[str, tuple[str, ...], str] | Form] = []
    for form in _flat(forms):
        if isinstance(form, Never):
            measure = form.measure
            scope = (measure.unit, measure.kinds, measure.tallies_of)
            if scope in joined:
                both = replace(measure, filters=joined[scope].measure.filters + measure.filters)
                joined[scope] = Never(both)
            else:
                joined[scope] = form
                order.append(scope)
        else:
            order.append(form)
    return tuple(joined[each] if isinstance(each, tuple) else each for each in order)


def _flat(forms: Sequence[Form]) -> Iterable[Form]:
    for form in forms:
        if isinstance(form, AllOf):
            yield from _flat(form.forms)
        else:
            yield form


def _daily(case: Case, form: Limit | Never | State) -> Node:
    table = table_for(case, form, in_hold=False)
    table, outcomes = limit_outcomes(case, table, every_instant=not isinstance(form, Limit))
    areas = tuple(outcomes)
    leaf = Leaf(form, table.question, table.rows, table)
    return Node(all_of(areas), areas, table.outcomes, (leaf,))


def _hold(case: Case, form: Hold) -> Node:
    table, together, each = hold_results(case, form)
    areas = tuple(result.outcomes for result in each)
    outcomes = together.outcomes if together else all_of(areas)
    leaf = Leaf(form, table.question, table.rows, table)
    return Node(outcomes, areas, table.outcomes, (leaf,), together, each)


def _windows(case: Case, form: Floor | Deadline, result: WindowResult) -> Node:
    days = np.full(case.shape, NEUTRAL, dtype=np.uint8)
    for area in range(len(case.regions)):
        for (_, last), cell in zip(result.windows, result.cells[area], strict=True):
            day = min(last, len(case.grid) - 1)  # windows that are not over show on the last day
            days[area, day] = all_of([int(days[area, day]), cell])
    leaf = Leaf(form, result.question, result.rows, windows=result)
    return Node(all_of(result.outcomes), result.outcomes, days, (leaf,))


def _response(case: Case, form: Response) -> Node:
    question = case.question(Measure("incidents", kinds=("complaint",)))
    result = response_result(case, form, question)
    areas = (result.outcomes,) * len(case.regions)
    return Node(result.outcomes, areas, None, (Leaf(form, response=result),))


def _join(nodes: Sequence[Node], join: Callable[[Iterable[int]], int]) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    areas = tuple(join(parts) for parts in zip(*(node.areas for node in nodes), strict=True))
    grids = [node.days for node in nodes if node.days is not None]
    days = None
    if grids:
        days = np.array(
            [[join([int(each[area, day]) for each in grids]) for day in range(grids[0].shape[1])]
             for area in range(grids[0].shape[0])], dtype=np.uint8,
        ).reshape(grids[0].shape)  # fmt: skip
    held = next((node for node in nodes if node.each), None)
    per_area = all(node.together is None for node in nodes)
    return Node(
        outcomes=all_of(areas) if per_area else join([node.outcomes for node in nodes]),
        areas=areas,
        days=days,
        leaves=tuple(leaf for node in nodes for leaf in node.leaves),
        together=held.together if held else None,
        each=held.each if held else (),
    )


def _contrary(node: Node) -> Node:
    areas = tuple(not_that(each) for each in node.areas)
    outcomes = not_that(node.outcomes) if node.together or len(areas) == 1 else all_of(areas)
    return replace(node, outcomes=outcomes, areas=areas, days=None)
