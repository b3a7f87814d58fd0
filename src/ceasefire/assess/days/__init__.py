"""Days: which agreement days are judged, and when an instrument is in force, surely and possibly.

Invariants (tests/unit/assess, tests/oracle): what is surely in force is possibly in force; a part-day is never a whole
day; both lines are reached by some choice of the acts that are only possible.
"""

from ceasefire.assess.days._grid import Grid, grid_for, valid_within
from ceasefire.assess.days._in_force import FOREVER, Timeline, clipped, contains, timeline, touches

__all__ = [
    "FOREVER",
    "Grid",
    "Timeline",
    "clipped",
    "contains",
    "grid_for",
    "timeline",
    "touches",
    "valid_within",
]
