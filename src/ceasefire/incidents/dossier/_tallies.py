"""The sides' own tallies beside what the incidents show for the same period and area: never added up, never merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.agreement import regions_of
from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import COUNTED, PROVEN
from ceasefire.incidents.dossier._incident import Incident
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.places import NOT, SURELY, Boundaries, Region, place
from ceasefire.records import Record, Tally, Where, spot_of

MANDATE, SCOPE, ONE_SIDED, OVERLAPS, MISSING = "mandate", "scope", "one-sided", "overlaps", "missing-bulletins"
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Beside:
    """One source's tally, and how many incidents the records show for its period and place.

    Attributes:
        tally: The record.
        side: Whose organ its source is.
        low: Incidents, corroborated or verified, that lie surely within.
        high: Incidents that may lie within, those only screened among them.
        reasons: Why the two numbers need not agree: mandate, scope, one-sided, overlaps, missing-bulletins.
        overlapping: Keys of tallies of the same source that count part of the same time and place: adding them counts
            twice.
        missing_days: Days within the source's own series, before this tally and since the one before, without any.
    """

    tally: Record
    side: str
    low: int
    high: int
    reasons: tuple[str, ...]
    overlapping: tuple[str, ...]
    missing_days: int


def tallies_beside(
    situation: Situation, incidents: Sequence[Incident], boundaries: tuple[Boundaries, ...] = ()
) -> tuple[Beside, ...]:
    """Return every tally of the known records beside the incidents, by source, then by period.

    Args:
        situation: What was known; the agreement says what kind of source counts.
        incidents: As derived from the same.
        boundaries: Polygons of codes, if points are to be placed in coded areas.

    Source: DESIGN, "tally": a source's count over a period, with its scope; never summed across sources.
    """
    known, regions = situation.known, regions_of(situation.agreement)
    kinds = {each.id: each.kind for each in situation.agreement.sources}
    tallies = sorted(
        (each for each in known.records if isinstance(each.details, Tally) and each.when),
        key=lambda each: (each.source, each.when.earliest if each.when else 0, each.key),
    )
    spans = [(_span(each), each) for each in incidents]
    result = []
    for index, tally in enumerate(tallies):
        own = [each for each in tallies if each.source == tally.source and each is not tally]
        low, high = _within(tally, spans, known, regions, boundaries)
        overlapping = tuple(each.key for each in own if _overlap(each, tally))
        missing = _missing_days(tally, [each for each in tallies[:index] if each.source == tally.source])
        result.append(
            Beside(
                tally,
                situation.side_of(tally.source),
                low,
                high,
                _reasons(tally, situation, kinds.get(tally.source, ""), overlapping, missing),
                overlapping,
                missing,
            )
        )
    return tuple(result)


def _reasons(
    tally: Record, situation: Situation, kind: str, overlapping: tuple[str, ...], missing: int
) -> tuple[str, ...]:
    details, side = tally.details, situation.side_of(tally.source)
    accused = tally.who.by.members if tally.who.by else ()
    partisan = kind in ("party", "guarantor")
    found = (
        (MANDATE, bool(kind) and kind != "mission"),
        (SCOPE, isinstance(details, Tally) and bool(details.scope)),
        (
            ONE_SIDED,
            partisan and bool(accused or (isinstance(details, Tally) and details.accused)) and side not in accused,
        ),
        (OVERLAPS, bool(overlapping)),
        (MISSING, missing > 0),
    )
    return tuple(reason for reason, holds in found if holds)


def _span(incident: Incident) -> tuple[int, int] | None:
    times = [each.when for each in incident.counted if each.when]
    return (min(each.earliest for each in times), max(each.latest for each in times)) if times else None


def _within(
    tally: Record,
    spans: Iterable[tuple[tuple[int, int] | None, Incident]],
    known: Known,
    regions: Mapping[str, Region],
    boundaries: tuple[Boundaries, ...],
) -> tuple[int, int]:
    low = high = 0
    since, until = (tally.when.earliest, tally.when.latest) if tally.when else (0, 0)
    region = _region(tally.where, regions)
    for span, incident in spans:
        standings = {known.standing_of(each) for each in incident.counted}
        if not standings & set(COUNTED):
            continue
        if span is not None and (span[0] >= until or span[1] <= since):
            continue
        grades = [place(spot_of(each.where), region, boundaries) if region else SURELY for each in incident.counted]
        if all(grade == NOT for grade in grades):
            continue
        high += 1
        inside = span is not None and since <= span[0] and span[1] <= until and all(each == SURELY for each in grades)
        low += inside and bool(standings & {*PROVEN})
    return low, high


def _region(where: Where | None, regions: Mapping[str, Region]) -> Region | None:
    """Return the area of the agreement in which a tally counts; None: nowhere in particular."""
    if where is None:
        return None
    for each in regions.values():
        if (where.scheme == "agreement" and each.id == where.code) or (
            where.code and (each.scheme, each.code) == (where.scheme, where.code)
        ):
            return each
    return None


def _overlap(one: Record, other: Record) -> bool:
    if one.when is None or other.when is None:
        return False
    in_time = one.when.earliest < other.when.latest and other.when.earliest < one.when.latest
    units = {each.unit for each in one.counts} & {each.unit for each in other.counts}
    return in_time and bool(units) and _may_share(one.where, other.where)


def _may_share(one: Where | None, other: Where | None) -> bool:
    if one is None or other is None or one.scheme != other.scheme:
        return True
    return one.code.startswith(other.code) or other.code.startswith(one.code)


def _missing_days(tally: Record, earlier: Iterable[Record]) -> int:
    """Return the days from the end of the source's last tally of such length to the start of this one."""
    if tally.when is None:
        return 0
    length = tally.when.latest - tally.when.earliest
    ends = [
        each.when.latest
        for each in earlier
        if each.when and each.when.latest - each.when.earliest == length and each.when.latest <= tally.when.earliest
    ]
    return max(0, tally.when.earliest - max(ends)) // _DAY_S if ends else 0
