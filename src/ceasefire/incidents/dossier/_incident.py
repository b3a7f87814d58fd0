"""An incident: the accounts judged to be about one occurrence, and everything that is said about it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ceasefire.incidents._groups import Contradiction, link_states
from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import COUNTED
from ceasefire.incidents._origins import Origins, origins_of
from ceasefire.incidents.dossier._members import Members, is_account, members_of
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.records import (
    Answer,
    Complaint,
    Determination,
    Finding,
    Link,
    Record,
    StandingDecision,
    Statement,
    Step,
)


@dataclass(frozen=True, slots=True)
class Incident:
    """The records judged to be about one occurrence. Derived, never stored; records stand in the order told.

    Attributes:
        id: The least of its names; without a name, of its accounts' keys.
        names: What its accounts call it.
        accounts: Reports, and movements that name it or were attacked: one version each.
        counted: Its accounts that were screened or more; all of them where none was.
        earlier: Versions of its accounts, and of what is said about it, that were corrected or withdrawn since.
        withdrawn: Keys of accounts that were taken back.
        said: Statements about it or about one of its accounts.
        findings: Of named bodies.
        determinations: Sides' formal views of it.
        complaints: That name it, and their answers.
        steps: In handling it.
        decisions: On its accounts' standing, and links of its accounts.
        maybe: Keys of accounts elsewhere that a provisional link joins it to.
        parted: Keys of accounts that name it and were parted from it.
        shared: Incidents with which it shares a round-up.
        contradictions: Rejected pairs that its other links would join.
        origins: Whence it is known, over the accounts that were screened.
    """

    id: str
    names: tuple[str, ...]
    accounts: tuple[Record, ...]
    counted: tuple[Record, ...]
    earlier: tuple[Record, ...]
    withdrawn: tuple[str, ...]
    said: tuple[Record, ...]
    findings: tuple[Record, ...]
    determinations: tuple[Record, ...]
    complaints: tuple[Record, ...]
    steps: tuple[Record, ...]
    decisions: tuple[Record, ...]
    maybe: tuple[str, ...]
    parted: tuple[str, ...]
    shared: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    origins: Origins


def incidents_of(situation: Situation) -> tuple[Incident, ...]:
    """Return every incident that the known records tell of, the earliest first, then by id.

    Args:
        situation: What was known at one moment.

    Order of arrival changes nothing, but for decisions told in the same second.

    Source: DESIGN, "Incident": the records judged to be about one occurrence. Derived, reversible.
    """
    found = members_of(situation.known)
    index = _Index(situation.known, found)
    built = [_incident(situation, index, each) for each in found]
    left = index.all_gone - {key for each in built for key in each.withdrawn}
    built += [_incident(situation, index, each) for each in _left(index, left)]
    return tuple(sorted(built, key=_earliest_first))


def _left(index: _Index, keys: Iterable[str]) -> Iterable[Members]:
    """Return incidents of which every account was taken back: they stay, with what was said and found about them."""
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key in keys:
        groups[index.earlier[key][-1].incidents[:1]].add(key)
    for names, own in groups.items():
        for part in [own] if names else [{key} for key in own]:
            yield Members(names, frozenset(part))


def _earliest_first(incident: Incident) -> tuple[int, str]:
    return min((each.when.earliest for each in incident.counted if each.when), default=1 << 60), incident.id


class _Index:
    """What is said about which incident or record, by the id or key that it names."""

    def __init__(self, known: Known, members: Iterable[Members]) -> None:
        """Index what is known, and the incidents of each account."""
        self.records: dict[str, Record] = {each.key: each for each in known.records}
        self.about: dict[str, list[Record]] = defaultdict(list)
        self.earlier: dict[str, list[Record]] = defaultdict(list)
        self.naming: dict[str, set[str]] = defaultdict(set)
        self.taken_back: dict[str, set[str]] = defaultdict(set)
        self.gone: dict[str, set[str]] = defaultdict(set)
        self.all_gone: set[str] = set()
        self.ids: dict[str, set[str]] = defaultdict(set)
        self.maybe: dict[str, set[str]] = defaultdict(set)
        for each in members:
            for key in each.keys:
                self.ids[key].add(each.id)
                for name in self.records[key].incidents:
                    self.naming[name].add(key)
        for record in known.records:
            for name in _names(record):
                self.about[name].append(record)
        for record in known.earlier:
            self.earlier[record.key].append(record)
            if record.key in known.withdrawn:
                self._note_gone(record)
        for pair, state in link_states(known.links).items():
            for one, other in itertools.permutations(pair, 2) if state == "provisional" else ():
                self.maybe[one].add(other)

    def _note_gone(self, record: Record) -> None:
        """Note a record that was taken back under what it told of, or spoke of."""
        if is_account(record):
            self.all_gone.add(record.key)
            for name in record.incidents:
                self.taken_back[name].add(record.key)
        for name in _names(record):
            self.gone[name].add(record.key)


def _names(record: Record) -> Iterator[str]:
    """Yield the incidents and records that something is said about."""
    match record.details:
        case Statement(about=about) | Step(about=about) if about:
            yield about
        case Finding(incident=incident) | Determination(incident=incident) if incident:
            yield incident
        case Answer(complaint):
            yield complaint
        case Link(first, second):
            yield from (first, second)
        case StandingDecision(target):
            yield target
        case Complaint() | Statement():
            yield from record.incidents


def _incident(situation: Situation, index: _Index, members: Members) -> Incident:
    known, bodies = situation.known, situation.bodies
    accounts = [index.records[key] for key in members.keys if key in index.records]
    about = _about(index, (*members.names, *members.keys))
    gone = _gone(index, members, about)
    screened = [each for each in accounts if known.standing_of(each) in COUNTED]

    def told(*kinds: str) -> tuple[Record, ...]:
        return _in_order(known, (each for each in about.values() if each.kind in kinds)) if about else ()

    unsaid = frozenset().union(*(index.gone.get(name, set()) for name in (*members.names, *members.keys)))
    earlier = (each for key in {*members.keys, *gone, *about, *unsaid} for each in index.earlier.get(key, ()))
    return Incident(
        id=members.id,
        names=members.names,
        accounts=_in_order(known, accounts),
        counted=_in_order(known, screened or accounts),
        earlier=tuple(sorted(earlier, key=lambda each: (each.key, each.version, each.position))),
        withdrawn=tuple(sorted(gone)),
        said=told("statement"),
        findings=told("finding"),
        determinations=told("determination"),
        complaints=told("complaint", "answer"),
        steps=told("step"),
        decisions=told("link", "standing"),
        maybe=tuple(sorted({other for key in members.keys for other in index.maybe.get(key, ())} - members.keys)),
        parted=tuple(sorted({key for name in members.names for key in index.naming.get(name, ())} - members.keys)),
        shared=tuple(sorted({other for key in members.keys for other in index.ids[key]} - {members.id})),
        contradictions=members.contradictions,
        origins=origins_of(screened, bodies.owners, bodies.missions),
    )


def _gone(index: _Index, members: Members, about: Mapping[str, Record]) -> frozenset[str]:
    """Return the accounts that were taken back: that named it, or that a link joined to it, or all that it had."""
    linked = {
        key
        for each in about.values()
        if isinstance(each.details, Link) and each.details.state == "confirmed"
        for key in (each.details.first, each.details.second)
    }
    named = frozenset().union(*(index.taken_back.get(name, set()) for name in members.names))
    back = named | (linked & index.all_gone) | (members.keys & index.all_gone)
    return frozenset(key for key in back if key not in index.records)  # "- keys()" would walk through all records


def _about(index: _Index, subjects: Iterable[str]) -> Mapping[str, Record]:
    """Return what is said about the subjects, and about that in turn: answers to statements, steps on complaints."""
    found: dict[str, Record] = {}
    waiting = list(subjects)
    while waiting:
        for each in index.about.get(waiting.pop(), ()):
            if each.key not in found:
                found[each.key] = each
                if each.kind in ("statement", "complaint", "finding", "determination"):
                    waiting.append(each.key)
    return found


def _in_order(known: Known, records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda each: (known.said[each.key], each.key)))
