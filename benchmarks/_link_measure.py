"""How good links are: precision, recall, F1 over pairs and B-cubed over groups; a record may be in several groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision, recall and F1, each in thousandths, over pairs and B-cubed."""

    precision: int
    recall: int
    f1: int
    b_precision: int
    b_recall: int
    b_f1: int


def true_pairs(truth: Mapping[str, frozenset[int]]) -> set[Pair]:
    """Return the pairs of records that tell of one incident at least."""
    members: dict[int, list[str]] = defaultdict(list)
    for key, incidents in truth.items():
        for each in incidents:
            members[each].append(key)
    return {
        (min(one, other), max(one, other))
        for group in members.values()
        for index, one in enumerate(group)
        for other in group[index + 1 :]
    }


def measure(
    links: Iterable[Pair], truth: Mapping[str, frozenset[int]], several: frozenset[str] = frozenset()
) -> Quality:
    """Return the quality of links.

    Args:
        links: Pairs, the lower key first.
        truth: Of every record the incidents it tells of.
        several: Records whose links carry nothing over: round-ups, which belong to the group of each partner.
    """
    found, real = set(links), true_pairs(truth)
    hit = len(found & real)
    b_precision, b_recall = _b_cubed(found, real, sorted(truth), several)
    return Quality(
        *_three(_share(hit, len(found)), _share(hit, len(real))),
        *_three(b_precision, b_recall),
    )


def _b_cubed(found: set[Pair], real: set[Pair], keys: list[str], several: frozenset[str]) -> tuple[float, float]:
    """Return the mean over records of the share of its group that is right, and of its true fellows in its group."""
    alike, grouped = _fellows(real, keys), _groups(found, keys, several)
    precision = recall = 0.0
    for key in keys:
        right = len(alike[key] & grouped[key])
        precision += right / len(grouped[key])
        recall += right / len(alike[key])
    return precision / len(keys), recall / len(keys)


def _fellows(pairs: set[Pair], keys: list[str]) -> dict[str, set[str]]:
    fellows = {key: {key} for key in keys}
    for one, other in pairs:
        fellows[one].add(other)
        fellows[other].add(one)
    return fellows


def _groups(pairs: set[Pair], keys: list[str], several: frozenset[str]) -> dict[str, set[str]]:
    """Return with whom each record stands: all that links join, and the round-ups linked to any of them."""
    parent = {key: key for key in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    across = []
    for one, other in sorted(pairs):
        if one in several or other in several:
            across.append((one, other))
        else:
            parent[root(one)] = root(other)
    members: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        members[root(key)].add(key)
    groups = {key: set(members[root(key)]) for key in keys}
    for one, other in across:
        for round_up, partner in ((one, other), (other, one)):
            if round_up in several:
                groups[round_up] |= members[root(partner)]
                for each in members[root(partner)]:
                    groups[each].add(round_up)
    return groups


def _three(precision: float, recall: float) -> tuple[int, int, int]:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return round(precision * 1000), round(recall * 1000), round(f1 * 1000)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
