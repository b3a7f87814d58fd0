"""The release rules: of each kind of record, to whom, how coarse, and after what delay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ceasefire.centre.access._roles import INSIDE, Role, Viewer
from ceasefire.records import KINDS, Movement, Record, Where

Audience = Literal["mission", "parties", "observers", "anybody", "nobody"]
_HOUR = 3_600
PARTIES: frozenset[Role] = frozenset({"co-chair", "liaison", "reporter"})
OUTSIDE: frozenset[Role] = frozenset({"observer"})
_OVER = frozenset({"delivered", "refused", "turned-back", "attacked"})


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of one kind: hours until parties, then observers may have it (None: never), and how coarse outside.

    Attributes:
        parties: Hours after it was recorded until co-chairs, liaisons and reporters may see it.
        observers: Hours until observers may.
        public: Hours until anybody may, where the centre has a public board.
        words: Whether what it says in words comes along: it was said in public, and says where it can be read.
        over: Only once what it tells of is over: a movement completed, a watch ended.
    """

    parties: int | None
    observers: int | None
    public: int | None
    words: bool = False
    over: bool = False


_SAID = Rule(0, 0, 0, words=True)
RULES: dict[str, Rule] = {
    "report": Rule(0, 24, None),
    "tally": _SAID,
    "statement": _SAID,
    "determination": _SAID,
    "complaint": Rule(0, 24, None),
    "answer": Rule(0, 24, None),
    "movement": Rule(0, 24, None, over=True),
    "watch": Rule(24, 48, None, over=True),
    "notice": Rule(None, None, None),
    "finding": _SAID,
    "act": _SAID,
    "link": Rule(0, 24, None),
    "standing": Rule(0, 24, None),
    "step": Rule(0, 24, None),
}
if set(RULES) != set(KINDS):  # a new kind without a rule must not start
    raise AssertionError(sorted(set(RULES) ^ set(KINDS)))


def audience_of(viewer: Viewer) -> Audience:
    """Return to which audience somebody belongs: whoever administers belongs to none."""
    if viewer.duress or viewer.role in OUTSIDE:
        return "observers"
    if viewer.role in INSIDE:
        return "mission"
    if viewer.role in PARTIES:
        return "parties"
    return "anybody" if viewer.role == "anybody" else "nobody"


def released(record: Record, audience: Audience, known: int, now: int) -> Record | None:
    """Return the record as an audience may see it now, or None: not yet, or not at all.

    Args:
        record: As the ledger's core has it, or with its words opened.
        audience: To whom it would be shown.
        known: The instant from which it was known, seconds UTC: its delay runs from there.
        now: The moment of the page, seconds UTC.

    Source: DESIGN, "What it never does": each record kind has a release rule (to whom, how coarse, how late).
    """
    if audience == "mission":
        return record
    rule = RULES[record.kind]
    hours = {"parties": rule.parties, "observers": rule.observers, "anybody": rule.public}.get(audience)
    if hours is None or known + hours * _HOUR > now:
        return None
    if rule.over and not _is_over(record, now):
        return None
    words = {} if rule.words else {"text": (), "media": ()}
    return replace(record, where=_coarse(record.where), **words)  # type: ignore[arg-type]


def _is_over(record: Record, now: int) -> bool:
    if isinstance(record.details, Movement):
        return record.details.status in _OVER
    return record.when is not None and record.when.latest <= now


def _coarse(where: Where | None) -> Where | None:
    """Return a place without point and radius: the area's code, or in which areas of the agreement it is."""
    return None if where is None else replace(where, lon=None, lat=None, radius_m=None)
