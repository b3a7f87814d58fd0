"""Which records may be, or are confirmed to be, about one occurrence: from links, names, times, places and kinds."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.incidents._groups import groups, link_states
from ceasefire.places import may_coincide
from ceasefire.records import Record, spot_of


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

    Only records at the standard of proof make pairs: a flood of allegations lowers nothing. What is confirmed to be one
    occurrence may be one with another as a whole, or not at all; where decisions contradict each other it is open.

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
    states = link_states(links)
    single = [each for each in measured if len(each.incidents) <= 1]
    able = {each.position: each for each in single if each.position in proven}
    position = {each.key: each.position for each in single}
    distinct = {each.position: each.dataset if each.dataset in distinct_sets else each.position for each in measured}
    joined = groups(single, states, {each.key for each in able.values()})
    confirmed, unclear = _accounts(
        [frozenset(position[key] for key in group) for group in joined.confirmed], proven, distinct
    )
    unclear += [frozenset(position[key] for key in group) for group in joined.contradictory]
    keeping = _Keeping(states, distinct)
    whole = {each: group for group in confirmed for each in group}
    pairs = _possible_pairs(able, keeping, apart, (distinct_sets, whole))
    pairs |= {pair for group in unclear for pair in keeping.open_pairs([able[each] for each in group & proven])}
    may_equal = _mergeable(
        {pair for pair in pairs if not vague & set(pair)}, [each & proven - vague for each in confirmed], able, keeping
    )
    roundups = {each.position for each in measured if len(each.incidents) > 1}
    hanging = {each for pair in pairs for each in pair}.union(
        *(each & proven for each in confirmed if len(each & proven) > 1)
    )
    counted = [each - vague for each in confirmed]
    return Sameness(
        may_equal={key: frozenset(others) for key, others in may_equal.items()},
        confirmed=tuple(sorted((each for each in counted if len(each) > 1), key=min)),
        parts=_components(may_equal),
        without_low=frozenset(roundups | (vague & hanging)),
        proven=proven,
        distinct=distinct,
    )


def _accounts(
    joined: Iterable[frozenset[int]], proven: frozenset[int], distinct: Mapping[int, object]
) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """Return (groups of accounts of one occurrence, groups that nothing confirms).

    Two rows of a data set with distinct rows are parts of an incident, not accounts of one occurrence. So a group in
    which two at the standard of proof are such rows confirms nothing; one below it then only stands apart.
    """
    confirmed, unclear = [], []
    for group in joined:
        speaking = group & proven or group
        told = {distinct[each] for each in speaking}
        if len(told) < len(speaking):
            unclear.append(group)
        else:
            confirmed.append(frozenset(each for each in group if each in speaking or distinct[each] not in told))
    return confirmed, unclear


@dataclass(frozen=True, slots=True)
class _Keeping:
    """What keeps two records at the standard of proof apart, whatever their times and places.

    Attributes:
        states: What was decided of pairs of keys.
        distinct: For each position, what it is distinct within.
    """

    states: Mapping[frozenset[str], str]
    distinct: Mapping[int, object]

    def parted(self, first: Record, second: Record) -> bool:
        """Return whether they are rows of one distinct data set, or were rejected and name no incident in common.

        Named as one and rejected as one: that contradiction leaves it open.
        """
        return self.distinct[first.position] == self.distinct[second.position] or (
            self.states.get(frozenset((first.key, second.key))) == "rejected" and not _named_as_one(first, second)
        )

    def apart(self, first: Record, second: Record) -> bool:
        """Return whether they are parted, or name different incidents and no link says that they may be one."""
        return self.parted(first, second) or (
            bool(first.incidents and second.incidents)
            and not _named_as_one(first, second)
            and frozenset((first.key, second.key)) not in self.states
        )

    def open_pairs(self, records: Iterable[Record]) -> Iterable[tuple[int, int]]:
        """Yield the pairs of a contradiction that may be one all the same, the lower position first."""
        for one, other in itertools.combinations(sorted(records, key=lambda each: each.position), 2):
            if not self.parted(one, other):
                yield one.position, other.position


def _named_as_one(first: Record, second: Record) -> bool:
    return not set(first.incidents).isdisjoint(second.incidents)


def _mergeable(
    pairs: Iterable[tuple[int, int]], units: Iterable[frozenset[int]], able: Mapping[int, Record], keeping: _Keeping
) -> dict[int, set[int]]:
    """Return what each record may be one with: what is confirmed to be one occurrence is so as a whole, or not at all.

    Two of them may be one if some account of one may equal some account of the other, and none are kept apart.
    """
    whole = {position: unit for unit in units if len(unit) > 1 for position in unit}
    may: dict[int, set[int]] = defaultdict(set)
    for position, unit in whole.items():
        may[position] |= unit - {position}
    merged: set[tuple[frozenset[int], frozenset[int]]] = set()
    for first, second in pairs:
        if first in whole or second in whole:
            merged.add((whole.get(first, frozenset({first})), whole.get(second, frozenset({second}))))
        else:
            may[first].add(second)
            may[second].add(first)
    for one, other in merged:
        if one != other and not any(keeping.apart(able[a], able[b]) for a, b in itertools.product(one, other)):
            for these, those in ((one, other), (other, one)):
                for each in these:
                    may[each] |= those
    return may


def _possible_pairs(
    able: Mapping[int, Record],
    keeping: _Keeping,
    apart: Mapping[str, frozenset[str]],
    joined: tuple[frozenset[str], Mapping[int, frozenset[int]]],
) -> set[tuple[int, int]]:
    """Return the pairs that may be one occurrence: by time, place and kind, or by a link.

    Pairs of one confirmed group are joined already and left out: a name that thousands bear makes no pairs.
    """
    distinct_sets, whole = joined
    by_key = {each.key: each for each in able.values()}
    linked = [
        sorted((by_key[key] for key in pair), key=lambda each: each.position)
        for pair in keeping.states
        if all(key in by_key for key in pair)
    ]
    return {
        (first.position, second.position)
        for first, second in (*_overlapping(list(able.values()), distinct_sets), *linked)
        if not (first.position in whole and whole[first.position] is whole.get(second.position))
        and _may_be_one(first, second, keeping, apart)
    }


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


def _may_be_one(first: Record, second: Record, keeping: _Keeping, apart: Mapping[str, frozenset[str]]) -> bool:
    if keeping.apart(first, second):
        return False
    if _named_as_one(first, second) or frozenset((first.key, second.key)) in keeping.states:
        return True
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
    return other.code in apart.get(one.code, frozenset()) or one.code in apart.get(other.code, frozenset())


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
