"""What an engine is given besides the question, and what every engine can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ceasefire.assess._matching import NOT, SURELY
from ceasefire.assess._question import Question
from ceasefire.assess.engines._contributions import is_measured, is_vague, standing_of
from ceasefire.assess.engines._table import Table
from ceasefire.incidents import Known, Sameness, sameness
from ceasefire.records import Record

UNLIMITED = 1 << 50  # a day with this limit can be broken by nothing, however much is counted
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The records as known at one moment.

    Attributes:
        known: One version a record.
        as_of: Instant.
        distinct_sets: Ids of the data sets whose rows are distinct occurrences.
        table: The canonical Arrow table over all versions (engines that read columns use it), or None.
    """

    known: Known
    as_of: int
    distinct_sets: frozenset[str]
    table: Table | None = None
    _same: dict[object, Sameness] = field(default_factory=dict, compare=False, repr=False)

    def sameness(self, question: Question) -> Sameness:
        """Return what may be the same among the records that the question measures, remembered."""
        measure = question.measure
        standings = tuple(sorted(question.standings.items()))
        apart = {region.id: region.apart for region in question.regions if region is not None}
        key = (
            tuple(sorted(apart)),
            measure.kinds,
            measure.tallies_of,
            question.standing,
            question.vague,
            question.at_least,
            standings,
        )
        if key not in self._same:
            measured = [each for each in self.known.records if is_measured(each, question)]
            # a sighting that another record contradicts is less than sure, but no plant: it speaks for its occurrence
            as_known = replace(question, standings=self.known.standings)
            self._same[key] = sameness(
                measured,
                self.known.links,
                self.distinct_sets,
                apart=apart,
                proven=frozenset(each.position for each in measured if standing_of(each, as_known) == SURELY),
                vague=frozenset(
                    each.position for each in measured if each.when is None or is_vague(each, NOT, question)
                ),
            )
        return self._same[key]

    def of_kind(self, *kinds: str) -> tuple[Record, ...]:
        """Return the known records of some kinds, by position."""
        return tuple(each for each in self.known.records if each.kind in kinds)


class Engine(Protocol):
    """Turns contributions into bounds per area, day and run of days. `Any` is the engine's own form of the rows."""

    name: str
    reads_table: bool

    def measure(self, inputs: Inputs, question: Question) -> Any:
        """Return every bound that a known record gives, in the engine's own form."""

    def days(self, rows: Any, areas: int, days: int) -> tuple[Ints, Ints]:
        """Return (low, high) per area and day; an open high is -1."""

    def ranges(self, rows: Any, areas: int, ranges: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
        """Return (low, base, high) per area and range of days."""

    def broken(self, rows: Any, limits: Ints, longest: int) -> Ints:
        """Return per area and day the latest first day of a surely broken run that ends there, -1 for none."""

    def extremes(self, rows: Any, areas: int, days: int) -> tuple[Ints, Ints]:
        """Return (earliest, latest) instant of what may count, per area and day."""
