"""Proofs: that an entry is in a tree, and that a tree only grew."""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.ledger.tree._hashes import EMPTY_ROOT, node_hash
from ceasefire.ledger.tree._tiles import Tiles, range_root


def inclusion_proof(tiles: Tiles, index: int, size: int) -> tuple[bytes, ...]:
    """Return the audit path of leaf `index` in the tree of `size` leaves, from the leaf's sibling up.

    Raises:
        ValueError: There is no such leaf in such a tree.

    Source: RFC 6962, section 2.1.1.
    Complexity: O(log n) tiles, O(256 log n) hashes.
    """
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split_of(end - start)
        if index < middle:
            path.append(range_root(tiles, middle, end))
            end = middle
        else:
            path.append(range_root(tiles, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(tiles: Tiles, old: int, size: int) -> tuple[bytes, ...]:
    """Return the proof that the tree of `size` leaves begins with the tree of `old` leaves.

    Raises:
        ValueError: `old` is not within 0..size.

    Source: RFC 6962, section 2.1.2.
    """
    if not 0 <= old <= size:
        raise ValueError("no such smaller tree")
    if old in (0, size):
        return ()
    path: list[bytes] = []
    start, end = 0, size
    while end != old:
        middle = start + _split_of(end - start)
        if old <= middle:
            path.append(range_root(tiles, middle, end))
            end = middle
        else:
            path.append(range_root(tiles, start, middle))
            start = middle
    if start:
        path.append(range_root(tiles, start, end))
    return tuple(reversed(path))


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether the proof shows that the leaf hash stands at `index` in the tree with this root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or len(leaf) != len(EMPTY_ROOT):
        return False
    at, last, here = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            here = node_hash(each, here)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            here = node_hash(here, each)
        at, last = at >> 1, last >> 1
    return last == 0 and here == root


def check_consistency(old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Return whether the proof shows that the tree of `size` leaves begins with the one of `old` leaves.

    The empty tree begins every tree, so nothing is shown of it: with `old` 0 only a tree that is empty too passes.

    Source: RFC 9162, section 2.1.4.2.
    """
    if not 0 <= old <= size:
        return False
    if old in (0, size):
        return not proof and old_root == root and (size > 0 or root == EMPTY_ROOT)
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    at, last = old - 1, size - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            first, second = node_hash(each, first), node_hash(each, second)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, each)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == root


def _split_of(count: int) -> int:
    """Return the largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
