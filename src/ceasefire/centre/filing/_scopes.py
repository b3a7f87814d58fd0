"""What a token needs to file each kind of record: rows of access.TABLE, and a scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.centre.access import TABLE, Viewer, may
from ceasefire.centre.people._tokens import Scope
from ceasefire.records import KINDS


@dataclass(frozen=True, slots=True)
class Operation:
    """What an operation needs: one of these rows, and the scope. `acts`: by the right to act, not to see."""

    rows: tuple[str, ...]
    scopes: tuple[Scope, ...] = ("read",)
    acts: bool = False


_REPORTED = Operation(("report", "statements"), ("report",), acts=True)
_DECIDED = Operation(("decide",), ("decide",), acts=True)
FILING: Mapping[str, Operation] = {
    "report": Operation(("report",), ("report",), acts=True),
    "tally": Operation(("report",), ("report",), acts=True),
    "watch": Operation(("report",), ("report",), acts=True),
    "complaint": _REPORTED,
    "answer": _REPORTED,
    "statement": Operation(("statements", "decide"), ("report",), acts=True),
    "movement": Operation(("movement", "report"), ("report",), acts=True),
    "notice": Operation(("movement", "report"), ("report",), acts=True),
    "determination": Operation(("statements", "decide"), ("decide",), acts=True),
    "act": Operation(("statements",), ("decide",), acts=True),
    "finding": _DECIDED,
    "link": Operation(("links",), ("decide",), acts=True),
    "standing": _DECIDED,
    "step": _DECIDED,
}
if set(FILING) != set(KINDS) or not all(set(each.rows) <= set(TABLE) for each in FILING.values()):
    raise AssertionError("a kind without a row, or a row that is not in the table")


def may_use(viewer: Viewer, operation: Operation) -> bool:
    """Return whether a role may use an operation."""
    return any(may(viewer.role, row, act=operation.acts) for row in operation.rows)
