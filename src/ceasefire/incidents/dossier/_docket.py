"""The complaint docket: derived from entries, from a complaint's arrival to its closure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.agreement import Agreement, responses_to
from ceasefire.incidents._known import of_the_mission
from ceasefire.incidents._ladder import COUNTED, PROVEN
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.records import Answer, Complaint, Finding, Record, Statement, Step


@dataclass(frozen=True, slots=True)
class Docketed:
    """One complaint and what came of it. Keys of records; empty where it did not come to that.

    Attributes:
        complaint: The record, admitted or not as was last decided.
        side: Whose complaint it is: the party, guarantor or actor whose organ the source is.
        stage: received, not-admitted, admitted, notified, answered, inquiry, found, remedy, closed.
        admissibility: The step that decided it.
        notified: The step by which the respondent was told.
        due: Until when a reply is asked for, seconds UTC: as the notice says, else by the shortest time that a reading
            gives; None: the agreement gives no time.
        answers: Replies that name it, screened, by whom it addresses.
        inquiry: The step that opened one.
        findings: Of bodies, on the incident that the complaint names.
        remedy: The step.
        closed: The step.
        overdue: Admitted, unanswered, and the time is over.
    """

    complaint: Record
    side: str
    stage: str
    admissibility: str
    notified: str
    due: int | None
    answers: tuple[str, ...]
    inquiry: str
    findings: tuple[str, ...]
    remedy: str
    closed: str
    overdue: bool


def docket_of(situation: Situation) -> tuple[Docketed, ...]:
    """Return every complaint, by the time it was put, then by key.

    Args:
        situation: What was known at the moment; the agreement gives the times within which a complaint is answered.

    A step counts as decided where it is at the standard of proof; what anybody may have filed moves nothing.

    Source: DESIGN, "complaint" and form "response".
    """
    known = situation.known
    steps = _steps(situation)
    answers: dict[str, list[Record]] = defaultdict(list)
    findings: dict[str, list[str]] = defaultdict(list)
    for each in known.records:
        if isinstance(each.details, Answer) and known.standing_of(each) in COUNTED:
            answers[each.details.complaint].append(each)
        elif isinstance(each.details, Finding) and known.standing_of(each) in PROVEN:
            findings[each.details.incident].append(each.key)
    found = [
        _docketed(situation, each, steps.get(each.key, {}), answers.get(each.key, ()), findings)
        for each in known.records
        if each.kind == "complaint"
    ]
    return tuple(sorted(found, key=lambda each: (_put(each.complaint), each.complaint.key)))


def _steps(situation: Situation) -> dict[str, dict[str, Record]]:
    """Return, for each complaint, the last record of every kind of step."""
    known = situation.known
    found: dict[str, dict[str, Record]] = defaultdict(dict)
    told = sorted(
        (each for each in known.records if _decides(each, situation)),
        key=lambda each: (known.told[each.key], each.key),
    )
    for each in told:
        if isinstance(each.details, Step):
            found[each.details.about][each.details.step] = each
    return found


def _decides(record: Record, situation: Situation) -> bool:
    is_proven = situation.known.standing_of(record) in PROVEN
    return isinstance(record.details, Step) and is_proven and of_the_mission(record, situation.bodies)


def _docketed(
    situation: Situation,
    record: Record,
    steps: Mapping[str, Record],
    answers: Iterable[Record],
    findings: Mapping[str, list[str]],
) -> Docketed:
    complaint = record.details if isinstance(record.details, Complaint) else None
    admitted = complaint.admitted if complaint else "unknown"
    replies = tuple(sorted(each.key for each in answers if is_by_addressee(each, record, situation)))
    on_incident = tuple(sorted(key for name in record.incidents for key in findings.get(name, ())))
    due = _due(situation.agreement, record, steps.get("notified"))
    reached = (
        ("closed", "closed" in steps),
        ("remedy", "remedy" in steps),
        ("not-admitted", admitted == "no"),
        ("found", bool(on_incident) and admitted == "yes"),
        ("inquiry", "inquiry" in steps),
        ("answered", bool(replies)),
        ("notified", "notified" in steps),
        ("admitted", admitted == "yes"),
    )
    decided = steps.get({"yes": "admitted", "no": "not-admitted"}.get(admitted, ""))
    return Docketed(
        complaint=record,
        side=_side(record, situation),
        stage=next((stage for stage, is_so in reached if is_so), "received"),
        admissibility=decided.key if decided else "",
        notified=_key(steps, "notified"),
        due=due,
        answers=replies,
        inquiry=_key(steps, "inquiry"),
        findings=on_incident,
        remedy=_key(steps, "remedy"),
        closed=_key(steps, "closed"),
        overdue=admitted == "yes" and not replies and "closed" not in steps and due is not None and due < situation.now,
    )


def is_by_addressee(answer: Record, asked: Record, situation: Situation) -> bool:
    """Return whether an answer may come from whom a complaint or a request addresses, and does not precede it.

    Source: DESIGN, "answer": a reply that names its complaint.
    """
    addressee = asked.details.addressee if isinstance(asked.details, Complaint | Statement) else None
    by = answer.who.by
    givers = by.members if by is not None and by.members else (situation.side_of(answer.source),)
    early = bool(answer.when and asked.when and answer.when.latest <= asked.when.earliest)
    return not early and (addressee is None or not addressee.members or bool({*givers} & {*addressee.members}))


def _side(record: Record, situation: Situation) -> str:
    by = record.who.by
    return by.members[0] if by is not None and len(by.members) == 1 else situation.side_of(record.source)


def _key(steps: Mapping[str, Record], step: str) -> str:
    return steps[step].key if step in steps else ""


def _put(record: Record) -> int:
    return record.when.earliest if record.when else 1 << 60


def _due(agreement: Agreement, record: Record, notice: Record | None) -> int | None:
    if notice and isinstance(notice.details, Step) and notice.details.due is not None:
        return notice.details.due
    if record.when is None or not isinstance(record.details, Complaint):
        return None
    addressees = frozenset(record.details.addressee.members)
    within = [
        each.within_s
        for _, each in responses_to(agreement, record.details.term)
        if each.addressee is None or (each.addressee.any | each.addressee.all) & addressees
    ]
    return record.when.latest - 1 + min(within) if within else None
