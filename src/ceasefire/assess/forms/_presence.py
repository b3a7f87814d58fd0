"""For `state`: what closes a day (somebody says how it was throughout), and sightings that contradict such a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ceasefire.assess._question import Presence, Question, Spans
from ceasefire.assess.days import clipped
from ceasefire.assess.engines import POSSIBLY, SURELY, axes_of, contribute, is_measured, matches, standing_of
from ceasefire.assess.forms._case import Case, Flags, covered_s
from ceasefire.places import Region, covers, place
from ceasefire.records import Record, spot_of


def assured_days(case: Case, question: Question, during: Spans | None) -> Flags:
    """Return (areas, days): whether records at the standard of proof say of all the day that the state held.

    Args:
        case: The reading.
        question: With its presence.
        during: If given, only these instants of the day need an assurance.

    Source: DESIGN, form "state": what must be absent from, or present in, a zone.
    """
    flags = np.zeros(case.shape, dtype=np.bool_)
    for area, region in enumerate(question.regions):
        spans = [span for _, span in _assurances(case, question, region)]
        for day in range(len(case.grid)):
            since, until = case.grid.bounds[day], case.grid.bounds[day + 1]
            asked = clipped(during, since, until) if during is not None else ((since, until),)
            flags[area, day] = bool(asked) and all(covered_s(spans, *part) == part[1] - part[0] for part in asked)
    return flags


def contested_standings(case: Case, question: Question) -> Mapping[str, str]:
    """Return the standings, with sightings that an assurance contradicts lowered to what can only be possible.

    Source: DESIGN, "Meaning: bounds, not guesses": of two sources that contradict each other neither is sure.
    """
    standings = dict(question.standings)
    by_area = [_assurances(case, question, region) for region in question.regions]
    if not any(by_area):
        return standings
    for record in case.inputs.known.records:
        if not is_measured(record, question) or record.when is None:
            continue
        length = record.when.latest - record.when.earliest
        breached = {row.area for row in contribute(record, question) if row.low}
        if any(_assured_s(record, by_area[area]) == length for area in breached):
            standings[record.key] = question.standing.possible
    return standings


def _assured_s(record: Record, assurances: Sequence[tuple[Record, tuple[int, int]]]) -> int:
    """Return how many seconds of a record's time others say that the state held throughout."""
    if record.when is None:
        return 0
    spans = [span for other, span in assurances if other.key != record.key]
    return covered_s(spans, record.when.earliest, record.when.latest)


def _assurances(case: Case, question: Question, region: Region | None) -> Sequence[tuple[Record, tuple[int, int]]]:
    presence = question.presence
    if presence is None:
        return ()
    return [
        (record, (record.when.earliest, record.when.latest))
        for record in case.inputs.known.records
        if is_measured(record, question)
        and record.when is not None
        and record.when.how == "throughout"
        and standing_of(record, question) == SURELY
        and matches(axes_of(record.who, record.what, ""), question.measure.filters, question.takes) == SURELY
        and _says_so(record, presence, question.measure.unit)
        and _speaks_of(record, region, presence, question)
    ]


def _says_so(record: Record, presence: Presence, unit: str) -> bool:
    low, high = (1, 1) if unit == "incidents" else record.count(unit)
    return low >= presence.count if presence.must == "present" else high is not None and high <= presence.count


def _speaks_of(record: Record, region: Region | None, presence: Presence, question: Question) -> bool:
    """Absence is said of the whole area; presence of any place inside it."""
    if region is None:
        return presence.must == "present"
    spot = spot_of(record.where)
    if presence.must == "present":
        return place(spot, region, question.boundaries) > POSSIBLY
    return covers(spot, region, question.boundaries)
