"""How decisions move the standing of records, along the one table; and which decisions moved nothing, and why."""

from __future__ import annotations

import functools
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from ceasefire.incidents._ladder import NOT_OWN, TWO_ORIGINS, move_for
from ceasefire.records import Record, StandingDecision

# Why a decision moved nothing.
NO_ROLE, NOT_MISSION, NOT_IN_TABLE, OWN_REPORT, ONE_ORIGIN, WAITS, OVERTAKEN, GONE = (
    "no-role",
    "not-the-mission",
    "not-in-table",
    "own-report",
    "one-origin",
    "waits-for-another",
    "told-before-a-correction",
    "taken-back",
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one decision on a record's standing.

    Attributes:
        decision: Its key.
        record: The key of the record that it is about.
        to: The standing it asks for.
        why: Empty if the record moved by it; else why not.
    """

    decision: str
    record: str
    to: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A decision at the standard of proof, and when it was told (seconds UTC)."""

    at: int
    record: Record


@dataclass(frozen=True, slots=True)
class Standings:
    """Standing by record key where a decision changed it, and what became of every decision, in the order told."""

    of: Mapping[str, str]
    decided: tuple[Decided, ...]


class Incidents(Protocol):
    """What a decision asks about the incident of a record."""

    def is_corroborated(self, key: str, standings: Mapping[str, str]) -> bool:
        """Return whether its accounts, as they stand after screening, have two independent origins."""
        ...

    def is_gone(self, key: str) -> bool:
        """Return whether its source took the record back."""
        ...

    def authors(self, key: str) -> frozenset[str]:
        """Return who told of it: speakers, origins and carriers of its accounts, folded."""
        ...


def folded(name: str) -> str:
    """Return a name as names are compared: without case, marks of format, and differences of width.

    Source: Unicode Standard Annex 15 (NFKC) and the Unicode casefold.

    >>> folded("Monitor-7") == folded("monitor-7\u200b")
    True
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")


def standings_of(
    records: Mapping[str, Record],
    newest: Mapping[str, int],
    decisions: Sequence[Told],
    missions: frozenset[str],
    incident: Incidents,
) -> Standings:
    """Return the standings to which decisions moved the records.

    Without a mission an editor's decision counts by itself. With one every decision needs a role and follows the
    table, and no report is verified by its own word. A decision told before the newest version of its record does not
    count: what its source corrects stands where the correction stands.

    Args:
        records: The known versions, by key.
        newest: When the known version of each was told.
        decisions: In the order told.
        missions: The mission's sources; none: there is no mission.
        incident: Answers for a record's incident: whether its origins corroborate it, and who told of it.

    Source: DESIGN, "Incident"; docs/incidents.md, "Who moves what".
    """
    by_record: dict[str, list[Told]] = defaultdict(list)
    for each in decisions:
        if isinstance(each.record.details, StandingDecision):
            by_record[each.record.details.record].append(each)
    own = {key: "corroborated" for key, each in records.items() if missions and _claims_too_much(each)}

    def walked(key: str, told: Iterable[Told], is_corroborated: Callable[[str], bool]) -> _Walk:
        asks = (is_corroborated, functools.partial(incident.authors, key))
        walk = _Walk(records.get(key), newest.get(key, 0), missions, own.get(key, ""), asks, gone=incident.is_gone(key))
        for each in told:
            walk.play(each)
        return walk

    first = {key: walked(key, told, lambda _: False).state for key, told in by_record.items()}
    screened = own | {key: state for key, state in first.items() if state}
    walks = {
        key: walked(key, told, lambda each: incident.is_corroborated(each, screened)) for key, told in by_record.items()
    }
    ends = {key: walk.state for key, walk in walks.items() if walk.state}
    outcomes = {each.decision: each for walk in walks.values() for each in walk.decided}
    in_order = [outcomes[each.record.key] for each in decisions if each.record.key in outcomes]
    return Standings(own | ends, tuple(in_order))


def _claims_too_much(record: Record) -> bool:
    return record.kind == "report" and record.standing == "verified"


@dataclass(slots=True)
class _Walk:
    """Where a record stands while its decisions are played; `state` is empty as long as nothing moved it."""

    record: Record | None
    newest: int
    missions: frozenset[str]
    own: str
    asks: tuple[Callable[[str], bool], Callable[[], frozenset[str]]]
    gone: bool
    state: str = ""
    signed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    decided: list[Decided] = field(default_factory=list)

    def play(self, told: Told) -> None:
        """Move the record if the decision moves it, and note what became of the decision."""
        decision = told.record.details
        if not isinstance(decision, StandingDecision):
            return
        why = self._overtaken(told) or self._refusal(told.record.source, decision)
        self.decided.append(Decided(told.record.key, decision.record, decision.to, why))
        if not why:
            self.state = decision.to
            self.signed.clear()
            for index, each in enumerate(self.decided):
                if each.why == WAITS:
                    self.decided[index] = replace(each, why="" if each.to == decision.to else NOT_IN_TABLE)

    def _overtaken(self, told: Told) -> str:
        if self.gone:
            return GONE
        return OVERTAKEN if self.record is not None and self.newest > told.at else ""

    def _refusal(self, source: str, decision: StandingDecision) -> str:
        """Return why a decision does not move the record yet; empty: it does."""
        if not self.missions and not decision.role:
            return ""
        if not decision.role or (self.missions and source not in self.missions):
            return NOT_MISSION if decision.role else NO_ROLE
        here = self.state or self.own or (self.record.standing if self.record else "received")
        move = move_for(here, decision.to, decision.role)
        if move is None:
            return NOT_IN_TABLE
        is_corroborated, authors = self.asks
        if move.needs == NOT_OWN and folded(decision.reviewer) in authors():
            return OWN_REPORT
        if move.needs == TWO_ORIGINS and not is_corroborated(decision.record):
            return ONE_ORIGIN
        self.signed[decision.to].add(folded(decision.reviewer))
        return WAITS if len(self.signed[decision.to]) < move.people else ""
