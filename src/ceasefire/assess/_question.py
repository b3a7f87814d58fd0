"""One question to an engine: what to count, where, on which days, under whose rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.agreement import FindingRule, Measure, StandingRule, Vagueness
from ceasefire.assess.days import Grid
from ceasefire.places import Boundaries, Region
from ceasefire.records import Record

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """For `state`: a sighting is a breach by its own number. `must` is absent (at most) or present (at least)."""

    must: str
    count: int


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a contribution depends on besides the record.

    Attributes:
        measure: What is counted.
        takes: Collective name to the actors it stands for.
        regions: The areas asked for, in order; None is everywhere.
        boundaries: Polygons of codes, if given.
        grid: The days.
        during: Instants in which an occurrence surely (first) or possibly (second) counts; None: on every day.
        standing, findings, vague: The reading's rules.
        standings: Standing by record key, where a decision changed it.
        found: Accepted findings by incident.
        presence: For `state`, else None.
        at_least: For `floor` and `deadline`: what is set aside keeps its high, for dropping it would prove a shortage.
    """

    measure: Measure
    takes: tuple[tuple[str, tuple[str, ...]], ...]
    regions: tuple[Region | None, ...]
    boundaries: tuple[Boundaries, ...]
    grid: Grid
    during: tuple[Spans, Spans] | None
    standing: StandingRule
    findings: FindingRule
    vague: Vagueness
    standings: Mapping[str, str]
    found: Mapping[str, tuple[Record, ...]]
    presence: Presence | None = None
    at_least: bool = False
