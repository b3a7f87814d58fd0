"""What a bulletin is made of: an answer, what was released outside by its moment, and the incidents that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.assess import Assessment
from ceasefire.desk import Desk
from ceasefire.incidents.dossier import Incident
from ceasefire.publish._evidence import latest
from ceasefire.publish.bulletin._day import Period
from ceasefire.records import Record
from ceasefire.times import When

_VAGUE_S = 2 * 86_400  # whoever knows it to two days may know it of this one; whoever knows less says nothing of it


@dataclass(frozen=True, slots=True)
class Material:
    """What a bulletin is made of.

    Attributes:
        answer: How the terms stand at the bulletin's moment; computed from every record, released or not.
        desk: The records released outside by then, and the incidents that follow from them alone.
        period: The day it is about.
        records: The records of the desk by key, the newest version of each.
        fresh: Keys of those released since the bulletin before.
        held_back: How many records known by then are not released.
    """

    answer: Assessment
    desk: Desk
    period: Period
    records: Mapping[str, Record]
    fresh: frozenset[str]
    held_back: int

    @property
    def of_the_day(self) -> tuple[Incident, ...]:
        """Return the incidents of which an account tells a time that lies in the day."""
        return tuple(each for each in self.desk.incidents if any(self._is_of_the_day(one) for one in _times(each)))

    @property
    def maybe_of_the_day(self) -> tuple[Incident, ...]:
        """Return the incidents that may have been on this day or on the one beside it."""
        found = []
        for each in self.desk.incidents:
            near = [one for one in _times(each) if one.latest - one.earliest <= _VAGUE_S]
            if any(self.period.touches(one.earliest, one.latest) for one in near) and each not in self.of_the_day:
                found.append(each)
        return tuple(found)

    @property
    def released_since(self) -> tuple[Incident, ...]:
        """Return the incidents of other days of which an account was released since the bulletin before."""
        shown = (*self.of_the_day, *self.maybe_of_the_day)
        return tuple(
            each
            for each in self.desk.incidents
            if each not in shown and any(one.key in self.fresh for one in each.accounts)
        )

    def _is_of_the_day(self, when: When) -> bool:
        return self.period.holds(when.earliest, when.latest)


def _times(incident: Incident) -> list[When]:
    return [each.when for each in incident.counted if each.when]


def material_of(
    answer: Assessment, desk: Desk, period: Period, fresh: Iterable[tuple[str, int]], held_back: int
) -> Material:
    """Return the material.

    Args:
        answer: At the bulletin's moment.
        desk: Of the records released outside by then.
        period: The day.
        fresh: (key, version) of those released since the bulletin before.
        held_back: How many records known by then are not released.
    """
    records = latest(desk.situation.known.records)
    versions = {(each.key, each.version) for each in records.values()}
    return Material(answer, desk, period, records, frozenset(key for key, _ in versions & frozenset(fresh)), held_back)
