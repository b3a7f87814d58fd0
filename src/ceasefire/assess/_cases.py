"""From a reading of the agreement to a case: its days, areas, rules and coverage at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.agreement import (
    STANDINGS,
    Agreement,
    Baseline,
    Deadline,
    Floor,
    Form,
    Hold,
    Instrument,
    Limit,
    Measure,
    Reading,
    State,
    leaves_of,
)  # fmt: skip
from ceasefire.assess._question import Question
from ceasefire.assess.days import FOREVER, Grid, Timeline, grid_for, timeline, valid_within
from ceasefire.assess.engines import Engine, Inputs
from ceasefire.assess.forms import Case, watched_days, watchings
from ceasefire.places import Boundaries, Region
from ceasefire.records import Finding, Record
from ceasefire.times import Calendar, calendar_for, day_start, zone_from_text

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Moment:
    """Which engine looks at which inputs, for which instant (`now` = min(at, as_of))."""

    agreement: Agreement
    engine: Engine
    inputs: Inputs
    regions: Mapping[str, Region]
    boundaries: tuple[Boundaries, ...]
    now: int


def case_for(moment: Moment, reading: Reading, term: str = "") -> Case:
    """Return the case of a reading.

    Source: DESIGN, "Meaning".
    """
    agreement, inputs = moment.agreement, moment.inputs
    instrument = next(each for each in agreement.instruments if each.id == reading.instrument)
    takes = takes_of(agreement, reading)
    line = timeline(instrument, inputs.of_kind("act"), inputs.known.standings, reading.standing, takes)
    line = valid_within(
        line,
        -FOREVER if reading.valid_from is None else reading.valid_from,
        FOREVER if reading.valid_until is None else reading.valid_until,
    )
    grid, calendar = _days(agreement, reading, instrument, line, moment.now)
    area_ids = reading.areas or ("",)
    regions = tuple(moment.regions[each] if each else None for each in area_ids)
    probe = Question(
        measure=Measure("incidents"),
        takes=takes,
        regions=regions,
        boundaries=moment.boundaries,
        grid=grid,
        during=None,
        standing=reading.standing,
        findings=reading.findings,
        vague=reading.vague,
        standings=inputs.known.standings,
        found={},
    )
    watches = watchings(inputs, probe)
    return Case(
        agreement=agreement,
        reading=reading,
        term=term,
        engine=moment.engine,
        inputs=inputs,
        area_ids=area_ids,
        regions=regions,
        boundaries=moment.boundaries,
        grid=grid,
        calendar=calendar,
        takes=takes,
        found=_findings(reading, inputs),
        watched=watched_days(regions, moment.boundaries, grid, reading.coverage, watches),
        watches=watches,
        now=moment.now,
    )


def takes_of(agreement: Agreement, reading: Reading | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what every collective name stands for, as this reading takes it.

    Source: DESIGN, "UCDP's 'Syrian insurgents'".
    """
    taken = {each.id: each.any_of for each in agreement.collectives} | dict(reading.takes if reading else ())
    return tuple(sorted(taken.items()))


def _days(
    agreement: Agreement,
    reading: Reading,
    instrument: Instrument,
    line: Timeline,
    now: int,
) -> tuple[Grid, Calendar]:
    begins = max(now, 0) if instrument.begins is None else instrument.begins  # not begun: no day lies before now
    begins = begins if reading.valid_from is None else max(begins, reading.valid_from)
    zone = zone_from_text(reading.zone or agreement.zone)
    begins_s = agreement.day_begins_s if reading.day_begins_s is None else reading.day_begins_s
    leaves = list(leaves_of(reading.form))
    baselines = [each.at_most for each in leaves if isinstance(each, Limit) and isinstance(each.at_most, Baseline)]
    first = min(
        [begins]
        + [day_start(each.first, zone, begins_s) for each in baselines if each.first]
        + [begins - (each.days_before + 2) * _DAY_S for each in baselines]
    )
    reach = max([_reach_days(each) for each in leaves], default=0) + 2
    last_in_force = max((until for _, until in line.possible), default=begins)
    horizon = max(begins, min(last_in_force, now)) + reach * _DAY_S
    calendar = calendar_for(zone, begins_s, first, max(horizon, first))
    needed = max(begins, last_in_force) if last_in_force < FOREVER else FOREVER
    deadlines = [each.by_day for each in leaves if isinstance(each, Deadline)]
    if deadlines:
        needed = max(needed, begins + max(deadlines) * _DAY_S)
    end = next((bound for bound in calendar.bounds if bound >= needed), calendar.bounds[-1])
    return grid_for(calendar, line, begins, min(now, end)), calendar


def _reach_days(form: Form) -> int:
    match form:
        case Hold(days=days) | Floor(days=days):
            return days
        case Deadline(by_day=by_day):
            return by_day
        case State(from_day=from_day):
            return from_day
        case _:
            return 1


def _findings(reading: Reading, inputs: Inputs) -> dict[str, tuple[Record, ...]]:
    """Return the findings of accepted bodies that are at the reading's standard of proof, by incident."""
    found: dict[str, tuple[Record, ...]] = {}
    for record in inputs.of_kind("finding"):
        standing = inputs.known.standings.get(record.key, record.standing)
        proven = standing in STANDINGS and STANDINGS.index(standing) >= STANDINGS.index(reading.standing.sure)
        if isinstance(record.details, Finding) and record.speaker in reading.findings.bodies and proven:
            found[record.details.incident] = (*found.get(record.details.incident, ()), record)
    return found
