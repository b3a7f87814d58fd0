"""What can be wrong between records: the same version twice, and names of records that nobody read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ceasefire.problems import Place, Problem, did_you_mean, problem
from ceasefire.records._model import (
    Answer,
    Determination,
    Finding,
    Link,
    Record,
    StandingDecision,
    Statement,
    Step,
)

SUGGEST_AMONG = 5_000
_ABOUT = ("finding", "determination", "step", "statement")  # they speak of an incident, and tell of none


def check_versions(records: Sequence[Record], place_of: Callable[[Record], Place] | None = None) -> tuple[Problem, ...]:
    """Return the faults that show only when all records are seen together.

    Args:
        records: All versions of all records, in the order of the input.
        place_of: Where a record was read; by default the place is its source/id.

    Returns:
        E-REC-003 for a version that stands twice, E-REC-008 for a record named but not read, W-REC-001 for a
        statement, finding or step about an incident of which no record tells; in the order of the records.
    """
    where = place_of or (lambda record: Place(field=record.key))
    first: dict[tuple[str, str, int], Record] = {}
    keys: set[str] = set()
    incidents: set[str] = set()
    repeated: set[int] = set()
    for index, record in enumerate(records):
        identity = (record.source, record.id, record.version)
        if identity in first:
            repeated.add(index)
        else:
            first[identity] = record
            keys.add(record.key)
        if record.kind not in _ABOUT:
            incidents.update(record.incidents)
    found = []
    for index, record in enumerate(records):
        if index in repeated:
            earlier = first[record.source, record.id, record.version]
            line = where(earlier).line or earlier.position + 1
            found.append(problem("E-REC-003", where(record), seen=record.key, first=line))
        found.extend(_unread(record, keys, incidents, where(record)) if record.details is not None else ())
    return tuple(found)


def _unread(record: Record, keys: set[str], incidents: set[str], place: Place) -> Iterator[Problem]:
    for field, name in _names(record):
        at = Place(place.file, place.line, field if place.line else place.field)
        if "/" in name:
            if name not in keys:
                near = did_you_mean(name, keys) if len(keys) <= SUGGEST_AMONG else ""
                yield problem("E-REC-008", at, seen=name, suggestion=near)
        elif name not in incidents:
            near = did_you_mean(name, incidents) if len(incidents) <= SUGGEST_AMONG else ""
            yield problem("W-REC-001", at, seen=name, suggestion=near)


def _names(record: Record) -> Iterator[tuple[str, str]]:
    match record.details:
        case Statement(about=about) if about:
            yield "about", about
        case Finding(incident=incident) | Determination(incident=incident) if incident:
            yield "incident", incident
        case Step(about=about):
            yield "about", about
        case Answer(complaint):
            yield "complaint", complaint
        case Link(first, second):
            yield "first", first
            yield "second", second
        case StandingDecision(target):
            yield "record", target
