"""What a third report adds: two that both fit it well are likelier to be one incident than they look by themselves."""

from __future__ import annotations

import numpy as np

from ceasefire.incidents.linking._prepared import Ints, Prepared

STRONG = 150  # weight from which a pair vouches
MOST_ADDED = 300
_MOST_PARTNERS = 12


def vouched(prepared: Prepared, first: Ints, second: Ints, total: Ints) -> tuple[Ints, Ints]:
    """Return how much a third report adds to each pair, and the number of that report; -1 where there is none.

    Half of the weaker of the two links counts. A round-up vouches for nobody: it tells of several incidents.

    Args:
        prepared: The accounts.
        first: The lower number of each pair.
        second: The higher one.
        total: Their weights.

    Source: issue "Incidents"; B-cubed on made-up data with and without it, docs/linking.md.
    Complexity: O(n log n) for n pairs.
    """
    nothing = np.zeros(len(first), dtype=np.int64), np.full(len(first), -1, dtype=np.int64)
    strong = total >= STRONG
    middle = np.concatenate((first[strong], second[strong]))
    end = np.concatenate((second[strong], first[strong]))
    weight = np.concatenate((total[strong], total[strong]))
    usable = ~prepared.round_up[middle]
    middle, end, weight = middle[usable], end[usable], weight[usable]
    if not len(middle):
        return nothing
    order = np.lexsort((end, -weight, middle))
    middle, end, weight = middle[order], end[order], weight[order]
    begins = np.searchsorted(middle, middle, side="left")
    rank = np.arange(len(middle)) - begins
    paths = [np.zeros((4, 0), dtype=np.int64)]
    for step in range(1, _MOST_PARTNERS):
        later = np.flatnonzero(rank >= step)
        later = later[rank[later] < _MOST_PARTNERS]
        earlier = later - step
        least = np.minimum(weight[later], weight[earlier])
        low, high = np.minimum(end[later], end[earlier]), np.maximum(end[later], end[earlier])
        paths.append(np.stack((low * len(prepared.accounts) + high, least, middle[later], later)))
    key, least, through, _ = np.concatenate(paths, axis=1)
    order = np.lexsort((through, -least, key))
    key, least, through = key[order], least[order], through[order]
    if not len(key):
        return nothing
    asked = first * len(prepared.accounts) + second
    at = np.minimum(np.searchsorted(key, asked), len(key) - 1)
    found = key[at] == asked
    return np.where(found, np.minimum(MOST_ADDED, least[at] // 2), 0), np.where(found, through[at], -1)
