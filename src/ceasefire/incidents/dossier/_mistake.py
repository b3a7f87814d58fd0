"""The mistake file: from the notice before to the lessons after, as a timeline with the minutes between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import COUNTED, PROVEN, STAGES
from ceasefire.incidents.dossier._incident import Incident
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.records import Record, Statement, Step

MISTAKE_STEPS = ("pre-notice", "call", "stopped", "reviewer-named", "lessons")
_ORDER = (
    "pre-notice",
    "event",
    "call",
    "stopped",
    "admission",
    "apology",
    "statement",
    "reviewer-named",
    "finding",
    "lessons",
)
_STANCES = {"accepts": "admission", "apologises": "apology"}
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the file.

    Attributes:
        what: pre-notice, event, call, stopped, admission, apology, statement, reviewer-named, finding, lessons.
        key: Of the record that tells of it.
        earliest: When it was, or from when on it may have been; seconds UTC.
        latest: Until when it may have been; equal where the moment is known.
        outcome: Of a call: no-answer, hung-up, held.
        minutes: Least and most minutes since the moment before; None for the first. Least 0 where the two may coincide.
    """

    what: str
    key: str
    earliest: int
    latest: int
    outcome: str = ""
    minutes: tuple[int, int] | None = None


def mistake_file(incident: Incident, situation: Situation) -> tuple[Moment, ...]:
    """Return the moments of a mistake, by time and then in the order of handling; empty where it was none.

    An incident has a file if a step of one is on record, or if somebody admits or apologises for it.

    Args:
        incident: What is looked at.
        situation: What was known at the moment.

    Source: DESIGN, "mistakes have a file: notice, calls, stop, admission, review, finding"; domain notes, row 18.
    """
    event = _event(incident, situation.known)
    began = event[0].earliest if event else -(1 << 60)
    moments = [
        each for each in (_moment(one, situation.known, began) for one in _told_of(incident, situation.known)) if each
    ]
    if not any(each.what in (*MISTAKE_STEPS, "admission", "apology") for each in moments):
        return ()
    ordered = sorted([*event, *moments], key=lambda each: (each.latest, _ORDER.index(each.what), each.key))
    return tuple(_after(each, ordered[index - 1] if index else None) for index, each in enumerate(ordered))


def _told_of(incident: Incident, known: Known) -> Iterable[Record]:
    """Yield what counts: steps and statements that were screened, findings at the standard of proof."""
    for each in (*incident.steps, *incident.said):
        if known.standing_of(each) in COUNTED:
            yield each
    for each in incident.findings:
        if known.standing_of(each) in PROVEN:
            yield each


def _event(incident: Incident, known: Known) -> list[Moment]:
    """Return when it began, as the account of the highest standing with the narrowest time tells it."""
    timed = [each for each in incident.counted if each.when]
    best = min(timed, key=lambda each: (-_rank(known.standing_of(each)), _length(each), each.key), default=None)
    if best is None or best.when is None:
        return []
    latest = best.when.latest - 1 if best.when.how == "sometime" else best.when.earliest
    return [Moment("event", best.key, best.when.earliest, latest)]


def _rank(standing: str) -> int:
    return STAGES.index(standing) if standing in STAGES else -1


def _length(record: Record) -> int:
    return record.when.latest - record.when.earliest if record.when else 1 << 60


def _moment(record: Record, known: Known, began: int) -> Moment | None:
    """Return a moment; what is said of an event is said after it began, and not after it is known to have been said."""
    details, told = record.details, known.said[record.key]
    if isinstance(details, Step):
        if details.step not in MISTAKE_STEPS:
            return None
        earliest, latest = _bounds(record, told)
        return Moment(details.step, record.key, earliest, latest, details.outcome)
    if isinstance(details, Statement):
        earliest, latest = _bounds(record, told)
        earliest, latest = max(earliest, began), max(min(latest, told), began)
        return Moment(_STANCES.get(details.stance, "statement"), record.key, min(earliest, latest), latest)
    return Moment("finding", record.key, told, told)


def _bounds(record: Record, told: int) -> tuple[int, int]:
    if record.when is None:
        return told, told
    return record.when.earliest, max(record.when.earliest, record.when.latest - 1)


def _after(moment: Moment, before: Moment | None) -> Moment:
    if before is None:
        return moment
    least = max(0, moment.earliest - before.latest) // _MINUTE_S
    most = -(-max(0, moment.latest - before.earliest) // _MINUTE_S)
    return Moment(moment.what, moment.key, moment.earliest, moment.latest, moment.outcome, (least, most))
