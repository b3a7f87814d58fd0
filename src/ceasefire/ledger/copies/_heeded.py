"""Whose word counts for what, until roles are acts of their own: a party cannot prove anything by its own say-so.

Everybody may hand in anything in any source's name, and everything stands in the ledger. But what a team other than the
operator hands in is received, no more, whatever standing it claims: the operator raises it by a decision on its
standing, which is an entry too. Nor does such a team declare coverage, or correct what another team entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ceasefire.records import Dataset, Record

_RAISED, _RAW = ("screened", "corroborated", "verified"), "received"


@dataclass(slots=True)
class Heeded:
    """Which records and data sets count, entry by entry in the order of the ledger.

    Attributes:
        operator: The team that opened the ledger.
        unheeded: Positions of versions of other teams' records, and of new descriptions of other teams' data sets.
    """

    operator: str
    unheeded: list[int] = field(default_factory=list)
    _owners: dict[tuple[str, str], str] = field(default_factory=dict)

    @staticmethod
    def from_opening(core: Mapping[str, Any]) -> Heeded:
        """Return what begins with a ledger's first entry."""
        return Heeded(str(core.get("operator", "")))

    def record(self, record: Record, by: str) -> Record | None:
        """Return the record as far as its team's word goes, or None where another team's record is touched.

        Args:
            record: As its core has it.
            by: The team that entered it.

        Source: DESIGN, "Standing": a flood of raw allegations must not be able to hold a truce hostage.
        """
        if not self._owns("record", record.key, by, record.position):
            return None
        if by == self.operator or record.standing not in _RAISED:
            return record
        return replace(record, standing=_RAW)

    def dataset(self, dataset: Dataset, by: str, position: int) -> Dataset | None:
        """Return the data set as far as its team's word goes, or None where another team's is touched.

        What a party declares that it would have seen closes no day, and its rows are not taken to be distinct.

        Source: DESIGN, "Silence is not compliance".
        """
        if not self._owns("dataset", dataset.id, by, position):
            return None
        return dataset if by == self.operator else replace(dataset, coverage=(), rows_distinct=False)

    def _owns(self, kind: str, name: str, by: str, position: int) -> bool:
        owner = self._owners.setdefault((kind, name), by)
        if by == self.operator:
            self._owners[kind, name] = by
        elif owner != by:
            self.unheeded.append(position)
            return False
        return True
