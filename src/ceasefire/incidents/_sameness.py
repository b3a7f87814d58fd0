"""Which records may be, or are confirmed to be, about one occurrence: from links, names, times, places and kinds."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.places import may_coincide
from ceasefire.records import Link, Record, spot_of


@dataclass(frozen=True, slots=True)
class Sameness:
    """Which records may, or must, be one occurrence. Records are named by position.

    Attributes:
        may_equal: For each record at the standard of proof, the others at that standard that it may equal.
        confirmed: Groups of two or more confirmed to be one occurrence.
        parts: Component of every record in `may_equal`.
        without_low: Records that tell of several incidents, and vague ones that may hold another source's occurrences.
        proven: Records at the standard of proof.
        distinct: For each record, what it is distinct within: its data set, or itself alone.
    """

    may_equal: Mapping[int, frozenset[int]]
    confirmed: tuple[frozenset[int], ...]
    parts: Mapping[int, int]
    without_low: frozenset[int]
    proven: frozenset[int]
    distinct: Mapping[int, object]

    def touched(self) -> frozenset[int]:
        """Return the positions whose bounds depend on another record."""
        return frozenset(self.may_equal) | self.without_low | frozenset().union(*self.confirmed)


def sameness(
    measured: Sequence[Record],
    links: Iterable[Record],
    distinct_sets: frozenset[str],
    *,
    proven: frozenset[int],
    vague: frozenset[int],
    apart: Mapping[str, frozenset[str]],
) -> Sameness:
    """Return what may be the same among the records that a question measures.

    Only records at the standard of proof make pairs: a flood of allegations lowers nothing.

    Args:
        measured: The known records that a measure counts.
        links: Records of kind `link` known at that moment, the later one prevailing.
        distinct_sets: Ids of the data sets whose rows are distinct.
        proven: Positions of those at the reading's standard of proof.
        vague: Positions of those too vague for the measure.
        apart: Area of the agreement to those that share no point with it.

    Source: DESIGN, "Sameness".
    Complexity: O(p) for p pairs of different data sets whose times overlap, after one sort.
    """
    single = [each for each in measured if len(each.incidents) <= 1]
    states = {
        frozenset((each.details.first, each.details.second)): each.details.state
        for each in links
        if isinstance(each.details, Link)
    }
    pairs = _possible_pairs([each for each in single if each.position in proven], states, distinct_sets, apart)
    may_equal: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        if not vague & {first, second}:
            may_equal[first].add(second)
            may_equal[second].add(first)
    roundups = {each.position for each in measured if len(each.incidents) > 1}
    return Sameness(
        may_equal={key: frozenset(others) for key, others in may_equal.items()},
        confirmed=_confirmed([each for each in single if each.position not in vague], states),
        parts=_components(may_equal),
        without_low=frozenset(roundups | (vague & {each for pair in pairs for each in pair})),
        proven=proven,
        distinct={each.position: each.dataset if each.dataset in distinct_sets else each.position for each in measured},
    )


def _confirmed(records: Sequence[Record], states: Mapping[frozenset[str], str]) -> tuple[frozenset[int], ...]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for record in records:
        for incident in record.incidents:
            by_name[incident].append(record.position)
    position = {record.key: record.position for record in records}
    joined = [list(group) for group in by_name.values() if len(group) > 1]
    joined += [
        [position[key] for key in pair]
        for pair, state in states.items()
        if state == "confirmed" and all(key in position for key in pair) and len(pair) > 1
    ]
    edges: dict[int, set[int]] = defaultdict(set)
    for group in joined:
        for one, other in itertools.pairwise(group):
            edges[one].add(other)
            edges[other].add(one)
    parts = _components(edges)
    groups: dict[int, set[int]] = defaultdict(set)
    for member, part in parts.items():
        groups[part].add(member)
    rejected = [
        {position[key] for key in pair}
        for pair, state in states.items()
        if state == "rejected" and all(key in position for key in pair)
    ]
    # where a pair of them was rejected nothing confirms the group as a whole
    return tuple(
        frozenset(groups[part]) for part in sorted(groups) if not any(pair <= groups[part] for pair in rejected)
    )


def _possible_pairs(
    records: Sequence[Record],
    states: Mapping[frozenset[str], str],
    distinct_sets: frozenset[str],
    apart: Mapping[str, frozenset[str]],
) -> list[tuple[int, int]]:
    """Return the pairs that may be one occurrence: by time, place and kind, by name, or by a link."""
    by_key = {each.key: each for each in records}
    linked = [
        sorted((by_key[key] for key in pair), key=lambda each: each.position)
        for pair, state in states.items()
        if state != "rejected" and len(pair) > 1 and all(key in by_key for key in pair)
    ]
    candidates = [*_overlapping(records, distinct_sets), *_same_incident(records), *linked]
    return sorted(
        {
            (first.position, second.position)
            for first, second in candidates
            if not (first.dataset == second.dataset and first.dataset in distinct_sets)
            and _may_be_one(first, second, states, apart)
        }
    )


def _overlapping(records: Sequence[Record], distinct_sets: frozenset[str]) -> Iterable[tuple[Record, Record]]:
    """Yield the pairs whose times meet, lower position first, rows of one distinct data set not among themselves.

    A record without a time meets every other.
    """
    open_now: dict[str, list[tuple[int, Record]]] = defaultdict(list)
    for (earliest, latest), _, record in sorted((_interval(each), each.position, each) for each in records):
        own = record.dataset if record.dataset in distinct_sets else ""
        for group, earlier in open_now.items():
            if group and group == own:
                continue
            earlier[:] = [(end, each) for end, each in earlier if end > earliest]
            for _, other in earlier:
                yield (other, record) if other.position < record.position else (record, other)
        open_now[own].append((latest, record))


def _interval(record: Record) -> tuple[int, int]:
    return (record.when.earliest, record.when.latest) if record.when else (-(1 << 60), 1 << 60)


def _same_incident(records: Sequence[Record]) -> Iterable[tuple[Record, Record]]:
    by_name: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda each: each.position):
        for incident in record.incidents:
            by_name[incident].append(record)
    for group in by_name.values():
        yield from itertools.combinations(group, 2)


def _may_be_one(
    first: Record, second: Record, states: Mapping[frozenset[str], str], apart: Mapping[str, frozenset[str]]
) -> bool:
    state = states.get(frozenset((first.key, second.key)))
    named = bool(set(first.incidents) & set(second.incidents))
    if state is not None:  # named as one and rejected as one: that contradiction leaves it open
        return state != "rejected" or named
    if first.incidents and second.incidents:
        return named
    same_what = "unknown" in (first.what.operator, second.what.operator) or bool(
        set(first.what.members) & set(second.what.members)
    )
    return (
        same_what and not _are_apart(first, second, apart) and may_coincide(spot_of(first.where), spot_of(second.where))
    )


def _are_apart(first: Record, second: Record, apart: Mapping[str, frozenset[str]]) -> bool:
    one, other = first.where, second.where
    if one is None or other is None or not one.scheme == other.scheme == "agreement":
        return False
    return other.code in apart.get(one.code, frozenset())


def _components(edges: Mapping[int, set[int]]) -> dict[int, int]:
    part: dict[int, int] = {}
    for start in sorted(edges):
        if start in part:
            continue
        stack = [start]
        while stack:
            here = stack.pop()
            if here not in part:
                part[here] = start
                stack.extend(edges.get(here, set()) - part.keys())
    return part
