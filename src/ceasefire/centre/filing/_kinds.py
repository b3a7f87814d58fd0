"""Which kinds of record each role may file; an address lets somebody in, this says what may be handed in there."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.centre.access import Role, Viewer
from ceasefire.records import KINDS

_SIDES = frozenset({"report", "complaint", "answer", "statement", "determination"})
_ALL = frozenset(KINDS)
FILED_BY: Mapping[Role, frozenset[str]] = {
    "reporter": frozenset({"report"}),
    "analyst": _ALL - {"act", "finding"},
    "verifier": _ALL - {"act"},
    "head-of-mission": _ALL,
    "co-chair": _SIDES | {"act", "finding", "standing", "step"},
    "liaison": _SIDES,
    "access-officer": frozenset({"report", "watch", "movement", "notice", "complaint", "statement"}),
}
# What the form for reports asks for, in its order; everything else has pages of its own.
FORMS = ("report", "complaint", "answer", "watch")
_MISSION_ONLY = frozenset({"watch"})
_PUT_BY_SIDES = frozenset({"complaint", "answer"})
# A new record waits to be looked at: no one moves its standing by handing it in.
UNJUDGED = frozenset({"report", "tally", "statement", "complaint", "answer", "movement", "watch", "notice"})


def may_file(viewer: Viewer, kind: str) -> bool:
    """Return whether somebody may file a kind of record."""
    return kind in FILED_BY.get(viewer.role, ())


def forms_for(viewer: Viewer) -> tuple[str, ...]:
    """Return the kinds that the form for reports offers somebody: complaints to the sides, watches to the mission."""
    return tuple(
        each
        for each in FORMS
        if may_file(viewer, each)
        and (each not in _MISSION_ONLY or viewer.inside)
        and (each not in _PUT_BY_SIDES or not viewer.inside or viewer.role in ("head-of-mission", "access-officer"))
    )
