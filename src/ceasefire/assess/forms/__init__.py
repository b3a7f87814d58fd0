"""Forms: what a term asks for, judged from an engine's bounds into outcome sets.

`_daily` judges days (limit, never, state), `_hold` and `_instant` count them, `_windows` asks for
enough in a window (floor, deadline), `_response` follows complaints, `_tree` joins them. Invariants
(tests/oracle): a definite outcome is true in every completion; `all`, `any` and `not` only ever add outcomes.
"""

from ceasefire.assess.forms._case import Case, Watching, accepted, coverage_for, watched_days, watchings
from ceasefire.assess.forms._daily import DayTable, baseline_days, judged
from ceasefire.assess.forms._response import Docketed, ResponseResult
from ceasefire.assess.forms._runs import HoldResult
from ceasefire.assess.forms._tree import Leaf, Node, evaluate, join_nevers
from ceasefire.assess.forms._windows import WindowResult

__all__ = [
    "Case",
    "DayTable",
    "Docketed",
    "HoldResult",
    "Leaf",
    "Node",
    "ResponseResult",
    "Watching",
    "WindowResult",
    "accepted",
    "baseline_days",
    "coverage_for",
    "evaluate",
    "join_nevers",
    "judged",
    "watched_days",
    "watchings",
]
