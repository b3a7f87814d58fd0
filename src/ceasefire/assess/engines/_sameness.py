"""Two sources may tell of one occurrence: what that does to the bounds.

A record's low falls to the least that a record it may equal gives, over the hull of their days; of every component of
possibly-same records only the one source with the greatest sum keeps its lows. Highs stay, except that records
confirmed to be one occurrence have one high between them, the greatest.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ceasefire.assess._question import Question
from ceasefire.assess.engines._contributions import Row, is_measured, is_vague, spot_of, standing_of
from ceasefire.assess._matching import NOT, SURELY
from ceasefire.places import may_coincide
from ceasefire.records import Link, Record

@dataclass(frozen=True, slots=True)
class Sameness:
    """Which records may, or must, be one occurrence. Records are named by position.

    Attributes:
        may_equal: For each record at the standard of proof, the others at that standard that it may equal.
        confirmed: Groups of two or more confirmed to be one occurrence.
        parts: Component of every record in `may_equal`.
        without_low: Records that tell of several incidents, and vague ones that may hold another source's occurrences.
        distinct: For each record, what it is distinct within: its data set, or itself alone.
    """

    may_equal: Mapping[int, frozenset[int]]
    confirmed: tuple[frozenset[int], ...]
    parts: Mapping[int, int]
    without_low: frozenset[int]
    distinct: Mapping[int, object]

    def touched(self) -> frozenset[int]:
        """Return the positions whose bounds depend on another record."""
        return frozenset(self.may_equal) | self.without_low | frozenset().union(*self.confirmed)


def sameness(
    records: Sequence[Record], links: Iterable[Record], distinct_sets: frozenset[str], question: Question
) -> Sameness:
    """Return what may be the same among the records that a question measures.

    Only records at the standard of proof make pairs: a flood of allegations lowers nothing.

    Args:
        records: Known at the moment of asking.
        links: Records of kind `link` known at that moment.
        distinct_sets: Ids of the data sets whose rows are distinct.
        question: Says which are measured and which are at the standard of proof.

    Source: DESIGN, "Sameness".
    Complexity: O(p) for p pairs of different data sets whose times overlap, after one sort.
    """
    measured = [each for each in records if is_measured(each, question)]
    single = [each for each in measured if len(each.incidents) <= 1]
    states = {
        frozenset((each.details.first, each.details.second)): each.details.state
        for each in links
        if isinstance(each.details, Link)
    }
    proven = [each for each in single if standing_of(each, question) == SURELY]
    vague = {each.position for each in proven if each.when is None or is_vague(each, NOT, question)}
    pairs = _possible_pairs(proven, states, distinct_sets)
    may_equal: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        if not vague & {first, second}:
            may_equal[first].add(second)
            may_equal[second].add(first)
    roundups = {each.position for each in measured if len(each.incidents) > 1}
    return Sameness(
        may_equal={key: frozenset(others) for key, others in may_equal.items()},
        confirmed=_confirmed(single, states),
        parts=_components(may_equal),
        without_low=frozenset(roundups | (vague & {each for pair in pairs for each in pair})),
        distinct={
            each.position: each.dataset if each.dataset in distinct_sets else each.position for each in measured
        },
    )


def adjusted(rows: Iterable[Row], same: Sameness) -> list[Row]:
    """Return the rows of records touched by sameness: lows as the records together give them, highs apart.

    Args:
        rows: All contributions of the touched records, any order.
        same: What may be the same.

    Source: DESIGN, "Sameness".
    """
    by_area: dict[int, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_area[row.area][row.position].append(row)
    result: list[Row] = []
    for area in sorted(by_area):
        own = by_area[area]
        lows = {position: _lowered(position, own, same) for position in own}
        highs = {position: [replace(row, low=0, base=0, single=0) for row in each] for position, each in own.items()}
        for part in (_one_source_a_component(lows, same), _one_high_a_group(highs, same)):
            result.extend(row for position in sorted(part) for row in part[position])
    return result


def _lowered(position: int, own: Mapping[int, list[Row]], same: Sameness) -> list[Row]:
    """Return the rows that carry the record's low, high 0: none, its own, or one over the hull of its block."""
    rows = [replace(row, high=0) for row in own[position] if row.low]
    others = same.may_equal.get(position, frozenset())
    if position in same.without_low or not others or not rows:
        return [] if position in same.without_low else rows
    partners = [own.get(other, []) for other in sorted(others)]
    if len(rows) > 1 or any(len(each) != 1 or not each[0].low for each in partners):
        return []
    block = [*rows, *(each[0] for each in partners)]
    low = min(each.low for each in block)
    return [
        replace(
            rows[0],
            first=min(each.first for each in block),
            last=max(each.last for each in block),
            earliest=min(each.earliest for each in block),
            latest=max(each.latest for each in block),
            low=low,
            base=low if all(each.base for each in block) else 0,
            single=low if all(each.single for each in block) else 0,
        )
    ]


def _one_source_a_component(own: Mapping[int, list[Row]], same: Sameness) -> dict[int, list[Row]]:
    sums: dict[int, dict[object, int]] = defaultdict(lambda: defaultdict(int))
    for position, rows in own.items():
        if position in same.parts:
            sums[same.parts[position]][same.distinct[position]] += sum(row.low for row in rows)
    best = {part: max(options, key=lambda each: (options[each], str(each))) for part, options in sums.items()}
    return {
        position: rows
        for position, rows in own.items()
        if position not in same.parts or best[same.parts[position]] == same.distinct[position]
    }


def _one_high_a_group(own: dict[int, list[Row]], same: Sameness) -> dict[int, list[Row]]:
    for group in same.confirmed:
        counted = sorted(position for position in group if own.get(position) and not own[position][0].aside)
        keys = {same.distinct[position] for position in counted}
        if len(counted) < 2 or len(keys) < len(counted) or any(len(own[each]) > 1 for each in counted):  # noqa: PLR2004
            continue
        rows = [own[position][0] for position in counted]
        highs = [row.high for row in rows if row.high is not None]
        own[counted[0]] = [
            replace(
                rows[0],
                first=min(row.first for row in rows),
                last=max(row.last for row in rows),
                earliest=min(row.earliest for row in rows),
                latest=max(row.latest for row in rows),
                high=max(highs) if len(highs) == len(rows) else None,
            )
        ]
        own.update({position: [] for position in counted[1:]})
    return own


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
        for member in group:
            edges[member] |= set(group) - {member}
    parts = _components(edges)
    groups: dict[int, set[int]] = defaultdict(set)
    for member, part in parts.items():
        groups[part].add(member)
    return tuple(frozenset(groups[part]) for part in sorted(groups))


def _possible_pairs(
    records: Sequence[Record], states: Mapping[frozenset[str], str], distinct_sets: frozenset[str]
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
            and _may_be_one(first, second, states)
        }
    )


def _overlapping(records: Sequence[Record], distinct_sets: frozenset[str]) -> Iterable[tuple[Record, Record]]:
    """Yield the pairs whose times meet, lower position first, rows of one distinct data set not among themselves.

    A record without a time meets every other.
    """
    open_now: dict[str, list[tuple[int, Record]]] = defaultdict(list)
    for (earliest, latest), _, record in sorted((_interval(each), each.position, each) for each in records):
        own = record.dataset if record.dataset in distinct_sets else ""
        for group in open_now:
            if group and group == own:
                continue
            open_now[group] = [(end, each) for end, each in open_now[group] if end > earliest]
            for _, other in open_now[group]:
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


def _may_be_one(first: Record, second: Record, states: Mapping[frozenset[str], str]) -> bool:
    state = states.get(frozenset((first.key, second.key)))
    if state is not None:
        return state != "rejected"
    if first.incidents and second.incidents:
        return bool(set(first.incidents) & set(second.incidents))
    same_what = "unknown" in (first.what.operator, second.what.operator) or bool(
        set(first.what.members) & set(second.what.members)
    )
    return same_what and may_coincide(spot_of(first.where), spot_of(second.where))


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
