"""Day by day as people see it: the cells of an area, and the strip that joins all areas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of
from ceasefire.assess._result import Cell
from ceasefire.assess.engines import UNLIMITED
from ceasefire.assess.forms import Case, Leaf, Node


def cells_of(case: Case, node: Node) -> tuple[tuple[Cell, ...], ...]:
    """Return per area the cells from the first day of the instrument to now; none for forms without days.

    Source: DESIGN, "The clock as a strip of days".
    """
    if node.days is None:
        return tuple(() for _ in case.regions)
    leaf = node.leaves[0]
    result = []
    for area in range(len(case.regions)):
        line = [
            _cell(case, area, day, int(node.days[area, day]), leaf) for day in range(case.grid.begins, len(case.grid))
        ]
        result.append(tuple(line))
    return tuple(result)


def strip_of(areas: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """Return one cell a day over all areas: broken if one is, kept if all are.

    Counts and limits are left to the single area: areas are never added.

    Source: DESIGN, "never by adding areas".
    """
    if len(areas) == 1:
        return tuple(areas[0])
    strip = []
    for cells in zip(*areas, strict=True):
        outcomes = all_of(cell.outcomes for cell in cells)
        watched = all(cell.watched for cell in cells)
        states = {cell.state for cell in cells}
        quiet = states <= {"kept", "not-observed"}
        strip.append(
            Cell(
                start=cells[0].start,
                end=cells[0].end,
                date=cells[0].date,
                state=state_of(outcomes, running=states == {"running"}, quiet=quiet),
                low=max(cell.low for cell in cells),
                high=None,
                limit_low=None,
                limit_high=None,
                outcomes=outcomes,
                watched=watched,
            )
        )
    return tuple(strip)


def state_of(outcomes: int, *, running: bool, quiet: bool) -> str:
    """Return the word for a cell: kept, broken, open, not-observed, not-in-force, running or future.

    Source: ui/README.md, "five states".
    """
    if outcomes == NEUTRAL:
        return "not-in-force"
    if outcomes == FALSE:
        return "broken"
    if outcomes == TRUE:
        return "kept"
    if running and outcomes & OPEN:
        return "running"
    return "not-observed" if quiet else "open"


def _cell(case: Case, area: int, day: int, outcomes: int, leaf: Leaf) -> Cell:
    grid, table = case.grid, leaf.table
    low, high, limit_low, limit_high = 0, None, None, None
    watched = bool(leaf.watched(case)[area, day])
    quiet, running = not watched, not grid.whole[day]
    if table is not None:
        low, high = int(table.low[area, day]), _open(int(table.high[area, day]), -1)
        limit_low, limit_high = int(table.limit_low[area, day]), _open(int(table.limit_high[area, day]), UNLIMITED)
        quiet = quiet and high is not None and high <= limit_low
        high = high if watched else None
    elif leaf.windows is not None:
        shown = leaf.windows.ending(day)
        running = running or (shown is None and grid.some[day])
        low, high = leaf.windows.bounds[area][shown] if shown is not None else (0, None)
        quiet = quiet and low == 0
        outcomes = OPEN if shown is None and outcomes == NEUTRAL and grid.some[day] else outcomes
    state = state_of(outcomes, running=running, quiet=quiet)
    span = (grid.bounds[day], grid.bounds[day + 1], grid.date(day))
    return Cell(*span, state, low, high, limit_low, limit_high, outcomes, watched)


def _open(value: int, mark: int) -> int | None:
    return None if value == mark else value


def coverage_of(case: Case, node: Node) -> tuple[int, int]:
    """Return (watched, all) area-days of the period so far.

    Source: DESIGN, "Silence is not compliance".
    """
    counted = np.array(case.grid.some, dtype=np.bool_)
    watched = np.logical_and.reduce([leaf.watched(case) for leaf in node.leaves])
    return int(watched[:, counted].sum()), int(counted.sum()) * len(case.regions)
