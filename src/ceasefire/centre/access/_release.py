"""The release rules: of each kind of record, to whom, how coarse, and after what delay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from ceasefire.centre.access._roles import INSIDE, Role, Viewer
from ceasefire.publish.words import mark
from ceasefire.records import KINDS, Answer, Link, Movement, Record, StandingDecision, Statement, Step, Where

Audience = Literal["mission", "parties", "observers", "anybody", "nobody"]
_HOUR = 3_600
_NONE: Mapping[str, int] = MappingProxyType({})
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
        why: The reason, for whoever has to live with it; English, as its message's id.
        words: Whether what it says in words comes along: it was said in public, and says where it can be read.
        over: Only once what it tells of is over: a movement completed, a watch ended.
    """

    parties: int | None
    observers: int | None
    public: int | None
    why: str
    words: bool = False
    over: bool = False


_DECIDED = mark(
    "Decisions on records: they come with the records they are about, and name a pseudonym, never a person."
)
RULES: dict[str, Rule] = {
    "report": Rule(
        0,
        24,
        None,
        mark(
            "Both sides must see at once that something was reported. Where exactly and in which words could "
            "show who told it: that stays sealed. After a day it is no longer of use to whoever is shooting."
        ),
    ),
    "tally": Rule(0, 0, 0, mark("A count that a source has published."), words=True),
    "statement": Rule(0, 0, 0, mark("A position that was taken in public."), words=True),
    "determination": Rule(0, 0, 0, mark("A side’s formal view, made to be known."), words=True),
    "complaint": Rule(
        0, 24, None, mark("Whoever has to answer must have it at once. Its words may name people, so they stay sealed.")
    ),
    "answer": Rule(0, 24, None, mark("As the complaint that it answers.")),
    "movement": Rule(
        0,
        24,
        None,
        mark("A convoy on its way is a target. It is shown once it arrived, was refused, turned back or attacked."),
        over=True,
    ),
    "watch": Rule(
        24,
        48,
        None,
        mark("Who watches where tells where one may shoot unseen. Only watches that ended are shown, a day late."),
        over=True,
    ),
    "notice": Rule(
        None,
        None,
        None,
        mark("It protects somebody who is about to move. It goes to those whom its owner names, and to nobody else."),
    ),
    "finding": Rule(0, 0, 0, mark("What a named body concluded, made to be known."), words=True),
    "act": Rule(0, 0, 0, mark("A joint decision on the agreement’s course; it binds everybody."), words=True),
    "link": Rule(0, 24, None, _DECIDED),
    "standing": Rule(0, 24, None, _DECIDED),
    "step": Rule(0, 24, None, _DECIDED),
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


def completed(
    records: Iterable[Record], audience: Audience, known: Mapping[tuple[str, int], int], now: int
) -> dict[str, int]:
    """Return by convoy until when it was on its way, of those whose end an audience may know; seconds UTC."""
    hours, ends = _hours(RULES["movement"], audience), dict[str, int]()
    if hours is None:
        return ends
    for each in records:
        details = each.details
        if not isinstance(details, Movement) or not details.convoy or details.status not in _OVER or each.when is None:
            continue
        if known[each.key, each.version] + hours * _HOUR <= now:
            ends[details.convoy] = max(ends.get(details.convoy, 0), each.when.latest)
    return ends


def released(
    record: Record, audience: Audience, known: int, now: int, over: Mapping[str, int] = _NONE
) -> Record | None:
    """Return the record as an audience may see it now, or None: not yet, or not at all.

    Args:
        record: As the ledger's core has it, or with its words opened.
        audience: To whom it would be shown.
        known: The instant from which it was known, seconds UTC: its delay runs from there.
        now: The moment of the page, seconds UTC.
        over: As `completed` returns it: earlier rungs of a convoy come with its last.

    Source: DESIGN, "What it never does": each record kind has a release rule (to whom, how coarse, how late).
    """
    if audience == "mission":
        return record
    rule = RULES[record.kind]
    hours = _hours(rule, audience)
    if hours is None or known + hours * _HOUR > now:
        return None
    if rule.over and not _is_over(record, now, over):
        return None
    words = {} if rule.words else {"text": (), "media": ()}
    return replace(record, where=_coarse(record.where), **words)  # type: ignore[arg-type]


def without_strangers(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return released records so that none names another that is not released.

    A decision comes with the records that it is about, an answer with what it answers; what was said in public stays,
    and says no more what it is about.

    Source: the rules of link, standing, step and answer above: they come with the records they are about.
    """
    kept = tuple(records)
    while True:
        keys = frozenset(each.key for each in kept)
        left = tuple(each for each in kept if not any("/" in one and one not in keys for one in _comes_with(each)))
        if len(left) == len(kept):
            return tuple(_said_of(each, keys) for each in left)
        kept = left


def _comes_with(record: Record) -> tuple[str, ...]:
    match record.details:
        case Link(first, second):
            return first, second
        case StandingDecision(about) | Step(about) | Answer(about):
            return (about,)
    return ()


def _said_of(record: Record, keys: frozenset[str]) -> Record:
    details = record.details
    if isinstance(details, Statement) and "/" in details.about and details.about not in keys:
        return replace(record, details=replace(details, about=""))
    return record


def _hours(rule: Rule, audience: Audience) -> int | None:
    return {"parties": rule.parties, "observers": rule.observers, "anybody": rule.public}.get(audience)


def _is_over(record: Record, now: int, over: Mapping[str, int]) -> bool:
    details = record.details
    if isinstance(details, Movement):
        ended = over.get(details.convoy)
        return details.status in _OVER or (
            ended is not None and record.when is not None and record.when.latest <= ended
        )
    return record.when is not None and record.when.latest <= now


def _coarse(where: Where | None) -> Where | None:
    """Return a place without point and radius: the area's code, or in which areas of the agreement it is."""
    return None if where is None else replace(where, lon=None, lat=None, radius_m=None)
