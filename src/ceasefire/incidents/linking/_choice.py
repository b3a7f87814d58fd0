"""Which of the pairs with a score are kept: one to one for each pair of sources."""

from __future__ import annotations

import numpy as np

from ceasefire.incidents.linking._prepared import Flags, Ints, Prepared


def one_to_one(prepared: Prepared, first: Ints, second: Ints, score: Ints) -> Flags:
    """Return which pairs are kept: an account has at most one partner in each other source, the best first.

    Exempt are pairs within one source, round-ups, and an account that its source's chosen one is itself linked to (the
    same source tells it twice). Ties go by key.

    Source: issue "Incidents": one-to-one per pair of sources; a round-up may belong to several incidents.
    Complexity: O(rounds x pairs) after one sort; rounds are few.
    """
    source = prepared.source
    exempt = (source[first] == source[second]) | prepared.round_up[first] | prepared.round_up[second]
    chosen = exempt.copy()
    order = np.lexsort((second, first, -score))
    order = order[~exempt[order]]
    sources = int(source.max(initial=0)) + 1
    left, right = first * sources + source[second], second * sources + source[first]
    while len(order):
        best_left, best_right = _firsts(left[order]), _firsts(right[order])
        taken = order[best_left & best_right]
        chosen[taken] = True
        busy = ~np.isin(left[order], left[taken]) & ~np.isin(right[order], right[taken])
        order = order[busy]
    kept: Flags = chosen | _twice_told(prepared, first, second, chosen)
    return kept


def _firsts(values: Ints) -> Flags:
    found = np.zeros(len(values), dtype=np.bool_)
    found[np.unique(values, return_index=True)[1]] = True
    return found


def _twice_told(prepared: Prepared, first: Ints, second: Ints, chosen: Flags) -> Flags:
    """Return the pairs not chosen whose account is linked, within its source, to the one chosen instead."""
    source, n = prepared.source, len(prepared.accounts)
    within = source[first] == source[second]
    linked = np.sort(np.concatenate((first[within] * n + second[within], second[within] * n + first[within])))
    if not len(linked):
        return np.zeros(len(first), dtype=np.bool_)
    found = np.zeros(len(first), dtype=np.bool_)
    sources = int(source.max(initial=0)) + 1
    across = chosen & ~within
    for one, other in ((first, second), (second, first)):
        # the partner that `one` was given in the source of `other`, whichever side of the pair it stands on
        keys = np.concatenate(
            (first[across] * sources + source[second[across]], second[across] * sources + source[first[across]])
        )
        partners = np.concatenate((second[across], first[across]))
        order = np.argsort(keys, kind="stable")
        keys, partners = keys[order], partners[order]
        asked = one * sources + source[other]
        at = np.minimum(np.searchsorted(keys, asked), max(0, len(keys) - 1))
        if not len(keys):
            continue
        has = keys[at] == asked
        pair = partners[at] * n + other
        where = np.minimum(np.searchsorted(linked, pair), len(linked) - 1)
        found |= has & (linked[where] == pair)
    return found & ~chosen


def rivalled(prepared: Prepared, first: Ints, second: Ints, total: Ints) -> Ints:
    """Return what rivals take from each pair: the odds are shared with every other partner in that source.

    Round-ups and pairs within one source have no rivals.

    Source: issue "Incidents": one-to-one per pair of sources.
    Complexity: O(n log n) for n pairs.
    """
    source = prepared.source
    exempt = (source[first] == source[second]) | prepared.round_up[first] | prepared.round_up[second]
    sources = int(source.max(initial=0)) + 1
    odds = np.where(exempt, 0.0, np.exp(np.minimum(total, 2000) / 100))
    most = np.zeros(len(first), dtype=np.float64)
    for one, other in ((first, second), (second, first)):
        number = np.unique(one * sources + source[other], return_inverse=True)[1]
        most = np.maximum(most, np.bincount(number, weights=odds)[number] - odds)
    taken = np.round(-100 * np.log1p(np.maximum(most, 0.0))).astype(np.int64)
    return np.where(exempt, 0, np.maximum(taken, -300))
