"""Who holds which position on an incident, since when; and who was silent at a deadline."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.incidents._known import Known, of_the_mission, told_at
from ceasefire.incidents._ladder import COUNTED, PROVEN
from ceasefire.incidents.dossier._incident import Incident
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.records import Record, Statement, Step

AWAITED, SILENT = "awaited", "silent"


@dataclass(frozen=True, slots=True)
class Position:
    """One position of one source.

    Attributes:
        key: The statement's.
        speaker: Who says it.
        side: The party, guarantor or actor whose organ the speaker is; the speaker itself if nobody's.
        stance: asserts, denies, accepts, apologises, cannot-confirm, corrects …
        question: happened, who, permitted; empty: on the incident as a whole.
        since: When it was said, seconds UTC.
        until: When its source amended it or took it back; None: it stands.
        version: Of the statement.
        grade: Of source and information, A1 to F6, or empty.
        entered: When the ledger recorded it, or it was told without one: what counts before a deadline.
        replaced: The same of what amended it; None: it stands.
        counts: It was screened.
    """

    key: str
    speaker: str
    side: str
    stance: str
    question: str
    since: int
    until: int | None
    version: int
    grade: str
    entered: int
    replaced: int | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A party that was asked for its position: its stance by then, `silent` at the deadline, or `awaited`."""

    party: str
    step: str
    due: int
    stance: str


def positions_of(incident: Incident, situation: Situation) -> tuple[Position, ...]:
    """Return every position, amended ones with both versions, by the time said, then by key and version.

    Args:
        incident: What they are about.
        situation: What was known at the moment.

    Source: DESIGN, "Words: statement".
    """
    found = []
    said = {each.key for each in incident.said}
    earlier = [each for each in incident.earlier if each.kind == "statement"]
    chains: dict[str, list[Record]] = {}
    for each in sorted((*earlier, *incident.said), key=lambda one: (one.key, one.version, one.position)):
        chains.setdefault(each.key, []).append(each)
    for key, chain in chains.items():
        for number, each in enumerate(chain):
            following = chain[number + 1] if number + 1 < len(chain) else None
            after = following or (None if key in said else each)
            found.append(_position(each, situation, after))
    return tuple(sorted(found, key=lambda each: (each.since, each.key, each.version)))


def _position(record: Record, situation: Situation, after: Record | None) -> Position:
    details = record.details if isinstance(record.details, Statement) else Statement("")
    side = situation.side_of(record.speaker)
    known = situation.known
    return Position(
        key=record.key,
        speaker=record.speaker,
        side=side if side != record.speaker else situation.bodies.owners.get(record.source, side),
        stance=details.stance,
        question=details.question,
        since=_said(record, known),
        until=None if after is None else _said(after, known),
        version=record.version,
        grade=record.grade,
        entered=told_at(record, None),
        replaced=None if after is None else told_at(after, None),
        counts=known.standing_of(record) in COUNTED,
    )


def _said(record: Record, known: Known) -> int:
    for instant in (record.claimed_recorded, record.recorded):
        if instant is not None:
            return instant
    return known.said.get(record.key, 0)


def asked_of(incident: Incident, situation: Situation) -> tuple[Asked, ...]:
    """Return what each party said that was asked for its position with a deadline: silence is put on record.

    Nobody can block by silence or dissent: what others decided stands beside it.

    Args:
        incident: On which they were asked.
        situation: What was known at the moment.

    Source: docs/incidents.md, "Parties agree, dissent, or are silent".
    """
    positions, now = positions_of(incident, situation), situation.now
    result = []
    for record in incident.steps:
        step = record.details
        if not isinstance(step, Step) or step.step != "notified" or step.due is None or step.addressee is None:
            continue
        if situation.known.standing_of(record) not in PROVEN or not of_the_mission(record, situation.bodies):
            continue
        due = step.due
        for party in step.addressee.members:
            own = [each for each in positions if each.side == party and _stood(each, min(due, now))]
            stance = own[-1].stance if own else SILENT if now > due else AWAITED
            result.append(Asked(party, record.key, due, stance))
    return tuple(sorted(result, key=lambda each: (each.due, each.party, each.step)))


def _stood(position: Position, at: int) -> bool:
    """Return whether a screened position was on record at a moment, by the ledger's clock, and not taken back."""
    return position.counts and position.entered <= at and (position.replaced is None or position.replaced > at)
