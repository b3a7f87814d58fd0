"""Everything that the forms of one reading share: its areas, days, coverage, and how to ask an engine."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from ceasefire.agreement import STANDINGS, Agreement, CoverageRule, Measure, Reading
from ceasefire.assess._question import Presence, Question, Spans
from ceasefire.assess.days import Grid, clipped
from ceasefire.assess.engines import SURELY, Engine, Inputs, standing_of
from ceasefire.places import Boundaries, Region, covers
from ceasefire.records import Coverage, Dataset, Record, Watch, Where, spot_of
from ceasefire.times import Calendar

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Watching:
    """One stretch in which somebody could see: where, when (instants), which kinds; `key` names the record."""

    key: str
    watcher: str
    sees: tuple[str, ...]
    where: Where | None
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Case:
    """One reading put to one engine at one moment.

    Attributes:
        term: Id of the term; complaints may name it.
        area_ids: Ids in order; ("",) for everywhere.
        regions: The same as regions; (None,) for everywhere.
        calendar: Days beyond now too, for deadlines.
        takes, standings, found: As in `Question`.
        watched: (areas, days): whether silence counts there.
        watches: Who could see what, for channels that have no area.
        now: min(at, as_of); the grid may end earlier, with the period.
    """

    agreement: Agreement
    reading: Reading
    term: str
    engine: Engine
    inputs: Inputs
    area_ids: tuple[str, ...]
    regions: tuple[Region | None, ...]
    boundaries: tuple[Boundaries, ...]
    grid: Grid
    calendar: Calendar
    takes: tuple[tuple[str, tuple[str, ...]], ...]
    found: Mapping[str, tuple[Record, ...]]
    watched: Flags
    watches: tuple[Watching, ...]
    now: int

    def question(
        self,
        measure: Measure,
        during: tuple[Spans, Spans] | None = None,
        presence: Presence | None = None,
        standings: Mapping[str, str] | None = None,
        *,
        at_least: bool = False,
    ) -> Question:
        """Return the question that counts `measure` under this reading's rules."""
        return Question(
            measure=measure,
            takes=self.takes,
            regions=self.regions,
            boundaries=self.boundaries,
            grid=self.grid,
            during=during,
            standing=self.reading.standing,
            findings=self.reading.findings,
            vague=self.reading.vague,
            standings=self.inputs.known.standings if standings is None else standings,
            found=self.found,
            presence=presence,
            at_least=at_least,
        )

    def in_force(self, since: int, until: int) -> tuple[Spans, Spans]:
        """Return the sure and the possible stretches in force within [since, until), for `Question.during`."""
        line = self.grid.timeline
        return clipped(line.sure, since, min(until, self.now)), clipped(line.possible, since, until)

    def watched_for(self, measure: Measure) -> Flags:
        """Return (areas, days): whether silence counts for a measure, by its own rule or the reading's."""
        rule = coverage_for(measure, self.reading)
        return watched_days(self.regions, self.boundaries, self.grid, rule, self.watches)

    def channels(self) -> tuple[Watching, ...]:
        """Return the accepted watches over answers, of whatever place."""
        rule = self.reading.coverage
        rule = rule if rule.sees else replace(rule, sees=("answer",))
        return tuple(each for each in self.watches if accepted(each, rule))

    def channel(self) -> Flags:
        """Return (areas, days): whether accepted watches, of whatever place, cover all of the day."""
        spans = [(each.since, each.until) for each in self.channels()]
        days = [covered_s(spans, *day) == day[1] - day[0] for day in itertools.pairwise(self.grid.bounds)]
        return np.broadcast_to(np.array(days, dtype=np.bool_), self.shape)

    @property
    def shape(self) -> tuple[int, int]:
        """Return (areas, days)."""
        return len(self.regions), len(self.grid)


def watchings(inputs: Inputs, probe: Question) -> tuple[Watching, ...]:
    """Return the watches that took place and are at the standard of proof, and what data sets declare.

    Source: DESIGN, "Silence is not compliance".
    """
    from_records = [
        Watching(each.key, each.speaker, each.details.sees, each.where, each.when.earliest, _seen_until(each))
        for each in inputs.of_kind("watch")
        if isinstance(each.details, Watch)
        and each.details.done
        and each.when is not None
        and each.when.how == "throughout"
        and standing_of(each, probe) == SURELY
    ]
    sure = STANDINGS.index(probe.standing.sure)
    declared = [
        Watching(each.id, cover.watcher, cover.sees, cover.where, cover.when.earliest, _declared_until(each, cover))
        for each in inputs.known.datasets
        for cover in each.coverage
        if each.standing in STANDINGS and STANDINGS.index(each.standing) >= sure and each.source in ("", cover.watcher)
    ]
    return (*from_records, *declared)


def _seen_until(record: Record) -> int:
    """Return the end of a watch, cut where it was told: nobody has seen what came after."""
    latest = record.when.latest if record.when else 0
    return min(latest, *(each for each in (record.recorded, record.claimed_recorded) if each is not None), latest)


def _declared_until(dataset: Dataset, cover: Coverage) -> int:
    """Return the end of what a data set covers, cut at its release."""
    return cover.when.latest if dataset.released is None else min(cover.when.latest, dataset.released)


def accepted(watching: Watching, rule: CoverageRule) -> bool:
    """Return whether the reading accepts the watch: by whom it is, and whether it can see what is counted.

    Source: DESIGN, "Silence is not compliance".
    """
    return watching.watcher in rule.watchers and bool(rule.sees) and set(rule.sees) <= set(watching.sees)


def coverage_for(measure: Measure, reading: Reading) -> CoverageRule:
    """Return the rule by which silence counts for a measure: its own or the reading's; it must see the unit at least.

    Source: DESIGN, "able to see which kinds".
    """
    rule = measure.coverage or reading.coverage
    return rule if rule.sees else replace(rule, sees=(measure.unit,))


def watched_days(
    case_regions: tuple[Region | None, ...],
    boundaries: tuple[Boundaries, ...],
    grid: Grid,
    rule: CoverageRule,
    watches: tuple[Watching, ...],
) -> Flags:
    """Return (areas, days): whether accepted watches over the whole area cover the share of the day asked for.

    Source: DESIGN, "Silence is not compliance".
    """
    flags = np.zeros((len(case_regions), len(grid)), dtype=np.bool_)
    usable = [each for each in watches if accepted(each, rule)]
    for area, region in enumerate(case_regions):
        spans = [
            (each.since, each.until)
            for each in usable
            if region is not None and covers(spot_of(each.where), region, boundaries)
        ]
        if not spans:
            continue
        for day in range(len(grid)):
            since, until = grid.bounds[day], grid.bounds[day + 1]
            seen = covered_s(spans, since, until)
            flags[area, day] = Fraction(seen, until - since) >= rule.share
    return flags


def covered_s(spans: list[tuple[int, int]], since: int, until: int) -> int:
    """Return how many seconds of [since, until) lie in at least one span.

    Source: DESIGN, "to the share that the reading asks for".
    """
    total, reached = 0, since
    for start, end in sorted(clipped(spans, since, until)):
        if end > reached:
            total += end - max(start, reached)
            reached = end
    return total
