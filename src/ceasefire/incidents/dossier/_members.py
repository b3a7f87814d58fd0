"""Which accounts are one incident, and what it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.incidents._groups import Contradiction, groups, link_states
from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import PROVEN
from ceasefire.records import Record


@dataclass(frozen=True, slots=True)
class Members:
    """The accounts of one incident, by key; the names that they give it, sorted."""

    names: tuple[str, ...]
    keys: frozenset[str]
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def id(self) -> str:
        """Return the least of its names, or else of its accounts' keys."""
        return self.names[0] if self.names else min(self.keys)


def is_account(record: Record) -> bool:
    """Return whether a record tells of an occurrence: a report, or a movement that names one or was attacked.

    Source: DESIGN, "Words: Record".
    """
    attacked = getattr(record.details, "status", "") == "attacked"
    return record.kind == "report" or (record.kind == "movement" and (attacked or bool(record.incidents)))


def members_of(known: Known) -> tuple[Members, ...]:
    """Return the accounts of every incident, by its id.

    Accounts are one incident if a confirmed link says so, or if they name one incident and no link parts them. A
    provisional link joins nothing. Where links and names would join a pair that was rejected, no link joins and the
    names stay. A round-up, which names several incidents, is in each of them and joins none.

    Source: DESIGN, "Incident"; docs/incidents.md, "Which records are one incident".
    """
    accounts = {each.key: each for each in known.records if is_account(each)}
    single = {key: each for key, each in accounts.items() if len(each.incidents) < 2}
    proven = {key for key, each in single.items() if known.standing_of(each) in PROVEN}
    found = groups(list(single.values()), link_states(known.links), proven)
    contradictory = frozenset().union(*found.contradictory)
    joined = frozenset().union(*found.confirmed) | contradictory
    alone = [frozenset((key,)) for key in single.keys() - joined]
    parts = [*found.confirmed, *alone, *_by_name(contradictory, single)]
    named = _names_of(parts, single, known)
    for key in accounts.keys() - single.keys():
        for name in accounts[key].incidents:
            named.setdefault(name, set()).add(key)
    return _built(parts, named, found.contradictions)


def _by_name(keys: frozenset[str], accounts: Mapping[str, Record]) -> Iterable[frozenset[str]]:
    groups_: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key in keys:
        groups_[accounts[key].incidents or (key,)].add(key)
    return map(frozenset, groups_.values())


def _names_of(parts: Iterable[frozenset[str]], accounts: Mapping[str, Record], known: Known) -> dict[str, set[str]]:
    """Return each name with the accounts that keep it; who was parted from them goes nameless.

    Those with a proven account among them come first, then those with one that was screened, then the most. What
    anybody may have filed under a name never takes it from what somebody looked at.
    """

    def rank(part: frozenset[str]) -> tuple[int, int, int, str]:
        standings = [known.standing_of(accounts[key]) for key in part]
        proven = sum(each in PROVEN for each in standings)
        return -proven, -standings.count("screened"), -len(part), min(part)

    keepers: dict[str, set[str]] = {}
    for part in sorted(parts, key=rank):
        for name in {name for key in part for name in accounts[key].incidents}:
            keepers.setdefault(name, set(part))
    return keepers


def _built(
    parts: Iterable[frozenset[str]], named: Mapping[str, set[str]], contradictions: Iterable[Contradiction]
) -> tuple[Members, ...]:
    names: dict[frozenset[str], set[str]] = defaultdict(set)
    whole: dict[frozenset[str], frozenset[str]] = {each: each for each in parts}
    part_of = {key: part for part in whole for key in part}
    for name, keys in named.items():
        part = next((part_of[key] for key in sorted(keys) if key in part_of), frozenset(keys))
        names[part].add(name)
        whole[part] = whole.get(part, frozenset()) | keys
    against: dict[str, list[Contradiction]] = defaultdict(list)
    for each in contradictions:
        for key in {*each.pair, *each.chain}:
            against[key].append(each)
    result = [
        Members(
            tuple(sorted(names[part])),
            keys,
            tuple(sorted({each for key in keys for each in against.get(key, ())}, key=lambda each: sorted(each.pair))),
        )
        for part, keys in whole.items()
    ]
    return tuple(sorted(result, key=lambda each: each.id))
