"""Two sources may tell of one occurrence: what that does to the bounds.

A record's low falls to the least that a record it may equal gives, over the hull of their days; of every component of
possibly-same records only the one source with the greatest sum keeps its lows. Highs stay, except that records
confirmed to be one occurrence have one high between them, the greatest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ceasefire.assess.engines._contributions import Row
from ceasefire.incidents import Sameness


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
        # accounts at the standard of proof speak for the occurrence, the others add nothing
        speaking = group & same.proven or group
        own.update({position: [] for position in group - speaking if position in own})
        counted = sorted(position for position in speaking if own.get(position))
        if len(counted) < 2 or any(len(own[each]) > 1 or own[each][0].aside for each in counted):
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
