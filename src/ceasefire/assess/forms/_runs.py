"""What the ways of holding share: runs of days over a group of areas, and what is left when none is long enough."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.agreement import Hold
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE
from ceasefire.assess._result import Clock
from ceasefire.assess.days import FOREVER, touches
from ceasefire.assess.engines import Ints
from ceasefire.assess.forms._case import Case, Flags
from ceasefire.assess.forms._daily import DayTable


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


@dataclass(frozen=True, slots=True)
class Runs:
    """The days of a hold with the areas of a group laid over one another.

    Attributes:
        group: Indexes of the areas.
        kept: (days,): surely kept in all of them.
        latest_broken: (days,): latest first day of a surely broken run that ends there, -1 for none.
        sure, possible: As in HoldResult.
    """

    case: Case
    hold: Hold
    table: DayTable
    group: tuple[int, ...]
    kept: Flags
    latest_broken: Ints
    sure: Ints
    possible: Ints


def rest_of(case: Case, *, can: bool) -> int:
    """Return the outcomes of a hold that no run surely completes; `can` says whether one possibly does.

    Source: DESIGN, "Verdicts".
    """
    grid = case.grid
    until = grid.now + (1 if grid.later_possible else 0)
    if not touches(grid.timeline.possible, -FOREVER, until):
        return NEUTRAL
    rest = OPEN if grid.later_sure else FALSE | OPEN if grid.later_possible else FALSE
    begun = touches(grid.timeline.sure, -FOREVER, until)
    return rest | (TRUE if can else 0) | (0 if begun else NEUTRAL)
