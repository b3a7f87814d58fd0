"""Movements and watches as bounds: in which areas surely, in which possibly, and over which time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import COUNTED, PROVEN
from ceasefire.places import NOT, SURELY, Boundaries, Region, covers, place
from ceasefire.records import Movement, Record, Watch, spot_of
from ceasefire.times import When

DELIVERIES = "deliveries"
_FALSE = "false"
_ALWAYS = When(-(1 << 60), 1 << 60)


@dataclass(frozen=True, slots=True)
class Rung:
    """One movement that was told.

    Attributes:
        key: Of the record.
        status: Which rung of the ladder, or which setback.
        convoy: Its convoy's name, or empty.
        when: Over which time; all time where the source gives none.
        sure: Ids of the areas in which it surely was.
        possible: Ids of those in which it possibly was, the sure ones among them.
        proven: At the standard of proof; a movement that is not counts as possible.
        delivers: It is a delivery, and by its own numbers at least one.
    """

    key: str
    status: str
    convoy: str
    when: When
    sure: frozenset[str]
    possible: frozenset[str]
    proven: bool
    delivers: bool


@dataclass(frozen=True, slots=True)
class Vigil:
    """Somebody would have seen a delivery, or says that there was none: silence means something here.

    Attributes:
        key: Of the watch, or of the movement that says so.
        areas: Ids of the areas that it covers whole.
        earliest: Instant from which, seconds UTC.
        latest: Instant until which.
    """

    key: str
    areas: frozenset[str]
    earliest: int
    latest: int


def rungs_of(known: Known, regions: Mapping[str, Region], boundaries: tuple[Boundaries, ...] = ()) -> tuple[Rung, ...]:
    """Return every movement that is not found false, by time, then by key.

    Args:
        known: What was known at the moment.
        regions: The agreement's areas, by id.
        boundaries: Polygons of codes, if points are to be placed in coded areas.

    Source: DESIGN, "access is a ladder".
    """
    found = [
        _rung(each, known, regions, boundaries)
        for each in known.records
        if isinstance(each.details, Movement) and known.standing_of(each) != _FALSE
    ]
    return tuple(sorted(found, key=lambda each: (each.when.earliest, each.when.latest, each.key)))


def _rung(record: Record, known: Known, regions: Mapping[str, Region], boundaries: tuple[Boundaries, ...]) -> Rung:
    details = record.details if isinstance(record.details, Movement) else Movement("")
    spot = spot_of(record.where)
    grades = {key: place(spot, region, boundaries) for key, region in regions.items()}
    told = any(each.unit == DELIVERIES for each in record.counts)
    return Rung(
        key=record.key,
        status=details.status,
        convoy=details.convoy,
        when=record.when or _ALWAYS,
        sure=frozenset(key for key, grade in grades.items() if grade == SURELY),
        possible=frozenset(key for key, grade in grades.items() if grade != NOT),
        proven=known.standing_of(record) in PROVEN,
        delivers=details.status == "delivered" and (not told or record.count(DELIVERIES)[0] > 0),
    )


def vigils_of(
    known: Known,
    regions: Mapping[str, Region],
    sees: frozenset[str],
    boundaries: tuple[Boundaries, ...] = (),
) -> tuple[Vigil, ...]:
    """Return the watches that were done and would have seen a delivery, and movements that say that there was none.

    Args:
        known: What was known at the moment.
        regions: The agreement's areas, by id.
        sees: What counts as watching for deliveries: `deliveries`, or what the agreement's readings ask for.
        boundaries: Polygons of codes.

    Source: DESIGN, "Silence is not compliance".
    """
    found = []
    for each in known.records:
        if each.when is None or not _watches(each, known, sees):
            continue
        spot = spot_of(each.where)
        areas = frozenset(key for key, region in regions.items() if covers(spot, region, boundaries))
        if areas:
            found.append(Vigil(each.key, areas, each.when.earliest, each.when.latest))
    return tuple(sorted(found, key=lambda each: (each.earliest, each.latest, each.key)))


def _watches(record: Record, known: Known, sees: frozenset[str]) -> bool:
    details, standing = record.details, known.standing_of(record)
    if isinstance(details, Watch):
        return details.done and standing in COUNTED and bool(sees & {*details.sees})
    if not isinstance(details, Movement) or standing not in PROVEN or record.when is None:
        return False
    silent = any(each.unit == DELIVERIES and record.count(DELIVERIES)[1] == 0 for each in record.counts)
    return silent and record.when.how != "sometime"
