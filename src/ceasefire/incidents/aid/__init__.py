"""Aid as the records tell it: the access ladder by area and day, convoys in order, and how long without a delivery.

`rungs_of` reads movements, `vigils_of` who would have seen a delivery; `ladder_days`, `gap_of` and `convoys_of` each
answer one question from those two alone. Invariants (tests/unit/incidents/aid): record order is irrelevant; a wider
uncertainty never makes a gap surely longer, nor possibly shorter; a delivery that is only possible ends no gap surely;
silence ends and proves nothing where nobody watched; no number of one source is added to another's.
"""

from ceasefire.incidents.aid._convoys import Convoy, convoys_of
from ceasefire.incidents.aid._gaps import Gap, gap_of
from ceasefire.incidents.aid._ladder import LADDER, SETBACKS, LadderDay, ladder_days
from ceasefire.incidents.aid._rungs import Rung, Vigil, rungs_of, vigils_of
from ceasefire.incidents.aid._terms import AidScope, aid_scope

__all__ = [
    "LADDER",
    "SETBACKS",
    "AidScope",
    "Convoy",
    "Gap",
    "LadderDay",
    "Rung",
    "Vigil",
    "aid_scope",
    "convoys_of",
    "gap_of",
    "ladder_days",
    "rungs_of",
    "vigils_of",
]
