"""Which records are confirmed to tell of one occurrence: by confirmed links and by the incident that they name.

Every two records that a link confirms, or that name one and the same incident and were not rejected, hang together.
So a person splits a record out of an incident by rejecting it with each of the others: they stay together. Where a
rejected pair hangs together all the same, through others, nobody can say which of the decisions is wrong: that is a
contradiction, it is listed with its chain, and nothing of that component is confirmed.

A name is what a record says of itself. So where some records are at the standard of proof, names join those among
themselves; the others are joined to an incident by the name they claim, but join and part no two of the former.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ceasefire.records import Link, Record

Pair = frozenset[str]
Component = frozenset[str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pair of records that was rejected as one, and how others join it all the same.

    Attributes:
        pair: The two keys, in order.
        chain: Keys from the first to the second; every two that follow one another are confirmed, by link or by name.
    """

    pair: tuple[str, str]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Records that tell of one occurrence, as far as that is confirmed. Records are named by key.

    Attributes:
        confirmed: Groups of two or more, no two of them rejected. A key is in one group at most.
        contradictory: Components that hold a rejected pair: nothing confirms them.
        contradictions: Every such pair, with its chain.
    """

    confirmed: tuple[Component, ...]
    contradictory: tuple[Component, ...]
    contradictions: tuple[Contradiction, ...]


def pair_of(link: Link) -> Pair:
    """Return the two keys that a link is about.

    Source: DESIGN, "Sameness".
    """
    return frozenset((link.first, link.second))


def link_states(links: Iterable[Record]) -> dict[Pair, str]:
    """Return what was last decided of each pair of record keys; a record linked with itself says nothing.

    Args:
        links: Link decisions that count, the one told last coming last.

    Source: DESIGN, "Sameness".
    """
    decided = (each.details for each in links if isinstance(each.details, Link))
    return {pair_of(each): each.state for each in decided if each.first != each.second}


def groups(records: Iterable[Record], states: Mapping[Pair, str], proven: Collection[str] | None = None) -> Groups:
    """Return the confirmed groups and the contradictions, whatever the order of the records.

    Args:
        records: One version a record. Those that tell of several incidents belong to no group.
        states: What was decided of pairs of keys: confirmed, provisional, rejected.
        proven: Keys of those at the standard of proof; None makes no difference between records.

    Source: DESIGN, "Sameness"; docs/incidents.md, "Which records are one incident".
    Complexity: O(n log n + links) for n records, however many name one incident; O(n) more for every record that has a
        part in a contradiction.
    """
    single = {each.key: each.incidents[0] if each.incidents else "" for each in records if len(each.incidents) <= 1}
    firm = {key: name for key, name in single.items() if name and (proven is None or key in proven)}
    graph = _Graph(single, firm, states)
    if proven is None:
        return _groups(graph, graph.components())
    return _with_claims(graph, single, states, frozenset(proven))


def _groups(graph: _Graph, components: Iterable[Component]) -> Groups:
    found = [each for each in components if len(each) > 1]
    contradictions = [each for component in found for each in graph.contradictions(component)]
    tangled = {each.pair[0] for each in contradictions}
    return Groups(
        confirmed=_ordered(each for each in found if not each & tangled),
        contradictory=_ordered(each for each in found if each & tangled),
        contradictions=tuple(sorted(contradictions, key=lambda each: each.pair)),
    )


def _ordered(components: Iterable[Component]) -> tuple[Component, ...]:
    return tuple(sorted(components, key=min))


def _with_claims(graph: _Graph, names: Mapping[str, str], states: Mapping[Pair, str], proven: frozenset[str]) -> Groups:
    """Return the groups of the records at the standard, and what below it claims to belong to them, or to one another.

    What claims an incident belongs to the one group that names it and with which it was not rejected. Where there are
    several such groups it is unclear which, and where there is none the claims stand among themselves. Of claims that
    were rejected with one another none belongs to it: not all of them are true.
    """
    components = graph.components()
    firm = _groups(graph, components)
    tangled = set(firm.contradictory)
    part = {key: each for each in components for key in each}
    naming: dict[str, set[Component]] = defaultdict(set)
    for key, name in graph.names.items():
        naming[name].add(part[key])
    claiming: dict[Component, list[Component]] = {each: [] for each in components if each & proven}
    loose: set[str] = set()
    for each in components:
        if each & proven or each in tangled:
            continue
        claimed = {names[key] for key in each} - {""}
        rejected = {part[other] for key in each for other in graph.rejected.get(key, ())}
        targets = set().union(*(naming.get(name, set()) for name in claimed)) - rejected
        if not targets:
            loose |= each
        elif len(targets) == 1 and not targets & tangled:
            claiming[targets.pop()].append(each)
    grown = {home: set(home).union(*_agreeing(claims, graph, part)) for home, claims in claiming.items()}
    free = {key: names[key] for key in loose}
    claims = _Graph(free, {key: name for key, name in free.items() if name}, states)
    among = _groups(claims, claims.components())
    kept = [each for each in firm.confirmed if not each & loose and each not in grown]
    confirmed = [frozenset(each) for start, each in grown.items() if len(each) > 1 and start not in tangled]
    attached = set().union(*confirmed)
    return Groups(
        confirmed=_ordered([*confirmed, *(each for each in kept if not each & attached), *among.confirmed]),
        contradictory=_ordered([*firm.contradictory, *among.contradictory]),
        contradictions=tuple(sorted([*firm.contradictions, *among.contradictions], key=lambda each: each.pair)),
    )


def _agreeing(claims: Collection[Component], graph: _Graph, part: Mapping[str, Component]) -> Iterable[Component]:
    """Yield the claims on one group that were not rejected with another claim on it."""
    for each in claims:
        if not any(part[other] in claims for key in each for other in graph.rejected.get(key, ()) if other not in each):
            yield each


@dataclass(slots=True)
class _Graph:
    """Keys, joined by confirmed links and by the names that count; never by way of all pairs of a name.

    Attributes:
        keys: All of them.
        names: Incident by key, for the keys whose name joins.
        states: What was decided of pairs.
        linked, rejected: Keys by key.
        bearers: Keys by name.
    """

    keys: Collection[str]
    names: Mapping[str, str]
    states: Mapping[Pair, str]
    linked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rejected: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    bearers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for pair, state in self.states.items():
            if len(pair) == 2 and all(key in self.keys for key in pair):
                one, other = sorted(pair)
                for table in {"confirmed": [self.linked], "rejected": [self.rejected]}.get(state, []):
                    table[one].add(other)
                    table[other].add(one)
        for key, name in self.names.items():
            self.bearers[name].add(key)

    def components(self) -> list[Component]:
        """Return what hangs together, single keys too."""
        waiting = {name: set(keys) for name, keys in self.bearers.items()}
        found: list[Component] = []
        seen: set[str] = set()
        for start in sorted(self.keys):
            if start not in seen:
                component = frozenset(self._tree(start, waiting))
                seen |= component
                found.append(component)
        return found

    def contradictions(self, component: Component) -> list[Contradiction]:
        """Return the rejected pairs that a component holds, each with a shortest chain."""
        found = []
        for one in sorted(component):
            others = sorted(other for other in self.rejected.get(one, ()) if one < other and other in component)
            if others:
                parents = self._tree(one, {name: set(keys) for name, keys in self.bearers.items()})
                found += [Contradiction((one, other), _path(parents, other)) for other in others]
        return found

    def _tree(self, start: str, waiting: dict[str, set[str]]) -> dict[str, str]:
        """Return the parent of every key that can be reached, breadth first, in order of keys; takes from `waiting`.

        A key is looked at once for its name, so that a name costs what its bearers and its rejected pairs are many.
        """
        parents: dict[str, str] = {}
        layer = [(start, start)]
        for key, parent in layer:  # grows while it is read
            if key in parents:
                continue
            parents[key] = parent
            alike = waiting.get(self.names.get(key, ""), set())
            alike.discard(key)
            fresh = alike - self.rejected.get(key, set())
            alike -= fresh
            layer += [(other, key) for other in sorted(fresh | self.linked.get(key, set()))]
        return parents


def _path(parents: Mapping[str, str], end: str) -> tuple[str, ...]:
    path = [end]
    while parents[path[-1]] != path[-1]:
        path.append(parents[path[-1]])
    return tuple(reversed(path))
