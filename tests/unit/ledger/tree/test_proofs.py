"""Roots and proofs from tiles, against the textbook's recursion and against another's tree."""

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped]

from ceasefire.ledger.tree import (
    EMPTY_ROOT,
    check_consistency,
    check_inclusion,
    consistency_proof,
    grow,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_at,
    root_of,
)

MANY = 66_100
SMALL = 600
AROUND = (65_279, 65_280, 65_281, 65_535, 65_536, 65_537, 65_792, 66_048, MANY)
LEAVES = [leaf_hash(b"%d" % number) for number in range(MANY)]
GROWN = grow({}, 0, LEAVES)


def tiles(level, index):
    """Return a tile of the tree of MANY leaves."""
    return GROWN[level, index]


# The recursion of RFC 6962, section 2.1, word for word; ranges stand for D[start:end], so that they can be kept.


@cache
def mth(start, end):
    """Return the Merkle tree hash of leaves [start, end)."""
    if start == end:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return LEAVES[start]
    k = start + split(end - start)
    return hashlib.sha256(b"\x01" + mth(start, k) + mth(k, end)).digest()


def split(count):
    """Return the largest power of two smaller than the count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def path(m, start, end):
    """Return the audit path of the leaf at start + m in D[start:end]."""
    if end - start == 1:
        return []
    k = split(end - start)
    if m < k:
        return [*path(m, start, start + k), mth(start + k, end)]
    return [*path(m - k, start + k, end), mth(start, start + k)]


def subproof(m, start, end, whole):
    """Return SUBPROOF(m, D[start:end], whole)."""
    if m == end - start:
        return [] if whole else [mth(start, end)]
    k = split(end - start)
    if m <= k:
        return [*subproof(m, start, start + k, whole), mth(start + k, end)]
    return [*subproof(m - k, start + k, end, False), mth(start, start + k)]


def telling(size):
    """Return the indices in a tree at which something is at an edge."""
    edges = (0, 1, 127, 255, 256, 512, size // 3, size - 2, size - 1, 65_279, 65_535, 65_536)
    return sorted({each for each in edges if 0 <= each < size})


def root_in(tree, size):
    """Return pymerkle's root; version 7 has another name for it."""
    return tree.get_root(size) if hasattr(tree, "get_root") else tree.get_state(size)


@pytest.fixture(scope="module")
def anothers():
    """Return pymerkle's tree over the same leaves."""
    tree = InmemoryTree()
    for number in range(MANY):
        tree.append_entry(b"%d" % number)
    return tree


def test_a_leaf_and_a_node_are_hashed_apart():
    """A leaf of two hashes' bytes is no node over them, and both are as RFC 6962 writes them."""
    left, right = leaf_hash(b"left"), leaf_hash(b"right")

    assert hashlib.sha256(b"\x00left").digest() == left
    assert hashlib.sha256(b"\x01" + left + right).digest() == node_hash(left, right)
    assert leaf_hash(left + right) != node_hash(left, right)
    assert hashlib.sha256(b"").digest() == EMPTY_ROOT == root_of([])


@pytest.mark.parametrize("sizes", [range(SMALL + 1), AROUND], ids=["small", "around-65536"])
def test_roots(sizes, anothers):
    """The root of every size, from the tiles of a larger tree, is the textbook's and pymerkle's."""
    seen = [(size, root_at(tiles, size)) for size in sizes]

    assert [(size, mth(0, size)) for size in sizes] == seen
    assert [(size, root_in(anothers, size)) for size in sizes if size] == [each for each in seen if each[0]]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 600, 65_536, 65_537])
def test_root_of_a_list(size):
    """The root of a list of hashes, without tiles, is the textbook's."""
    assert mth(0, size) == root_of(LEAVES[:size])


def test_every_inclusion_proof_of_small_trees():
    """Every leaf of every tree of up to 70 leaves has the textbook's path, and the path is accepted."""
    for size in range(1, 71):
        for index in range(size):
            proof = inclusion_proof(tiles, index, size)

            assert path(index, 0, size) == list(proof), (index, size)
            assert check_inclusion(LEAVES[index], index, size, proof, mth(0, size))


@pytest.mark.parametrize("sizes", [range(71, SMALL + 1), AROUND], ids=["small", "around-65536"])
def test_inclusion_proofs(sizes, anothers):
    """Leaves at the edges of tiles have the textbook's path and pymerkle's, and the path is accepted."""
    for size in sizes:
        for index in telling(size):
            proof = inclusion_proof(tiles, index, size)

            assert path(index, 0, size) == list(proof), (index, size)
            assert anothers.prove_inclusion(index + 1, size).path[1:] == list(proof), (index, size)
            assert check_inclusion(LEAVES[index], index, size, proof, mth(0, size))


def test_every_consistency_proof_of_small_trees():
    """Every tree of up to 70 leaves has the textbook's proof from every smaller one, and the proof is accepted."""
    for size in range(1, 71):
        for old in range(1, size + 1):
            proof = consistency_proof(tiles, old, size)

            assert subproof(old, 0, size, True) == list(proof), (old, size)
            assert check_consistency(old, size, proof, mth(0, old), mth(0, size))


@pytest.mark.parametrize("sizes", [range(71, SMALL + 1), AROUND], ids=["small", "around-65536"])
def test_consistency_proofs(sizes, anothers):
    """Trees at the edges of tiles have the textbook's proofs, which lead to pymerkle's roots."""
    for size in sizes:
        for old in (each for each in telling(size) if each):
            proof = consistency_proof(tiles, old, size)

            assert subproof(old, 0, size, True) == list(proof), (old, size)
            assert check_consistency(old, size, proof, root_in(anothers, old), root_in(anothers, size))


@given(st.integers(1, 700), st.data())
def test_a_changed_inclusion_proof_is_refused(size, more):
    """A proof with one thing changed (index, size, leaf, root, a hash, a hash less or more) is not accepted."""
    index = more.draw(st.integers(0, size - 1))
    leaf, root, proof = LEAVES[index], mth(0, size), inclusion_proof(tiles, index, size)
    other = hashlib.sha256(root).digest()
    index_2 = more.draw(st.integers(-2, 2 * size).filter(lambda each: each != index))
    changed = [
        (leaf, index_2, size, proof, root),
        (other, index, size, proof, root),
        (leaf, index, size, proof, other),
        (leaf, index, size, (*proof, other), root),
        (leaf[:-1], index, size, proof, root),
    ]
    for at in range(len(proof)):
        changed.append((leaf, index, size, (*proof[:at], other, *proof[at + 1 :]), root))
        changed.append((leaf, index, size, (*proof[:at], *proof[at + 1 :]), root))

    assert check_inclusion(leaf, index, size, proof, root)
    assert [] == [each for each in changed if check_inclusion(*each)]


@given(st.integers(2, 700), st.data())
def test_a_changed_consistency_proof_is_refused(size, more):
    """A proof with one thing changed (either root, a hash, a hash less or more) is not accepted."""
    old = more.draw(st.integers(1, size - 1))
    first, second, proof = mth(0, old), mth(0, size), consistency_proof(tiles, old, size)
    other = hashlib.sha256(second).digest()
    changed = [
        (old, size, proof, other, second),
        (old, size, proof, first, other),
        (old, size, (*proof, other), first, second),
        (size, old, proof, first, second),
    ]
    for at in range(len(proof)):
        changed.append((old, size, (*proof[:at], other, *proof[at + 1 :]), first, second))
        changed.append((old, size, (*proof[:at], *proof[at + 1 :]), first, second))

    assert check_consistency(old, size, proof, first, second)
    assert [] == [each for each in changed if check_consistency(*each)]


def test_no_proof_shows_that_another_tree_grew():
    """A tree in which one early leaf was exchanged has no accepted proof from the tree before."""
    forged = [*LEAVES[:300]]
    forged[7] = leaf_hash(b"another")
    other = grow({}, 0, forged)
    proof = consistency_proof(lambda level, index: other[level, index], 200, 300)

    assert not check_consistency(200, 300, proof, mth(0, 200), root_of(forged))


def test_no_hashes_show_nothing():
    """Between two trees of different sizes an empty proof shows nothing, whatever their roots."""
    assert [] == [old for old in range(1, 9) if check_consistency(old, 9, (), mth(0, old), mth(0, 9))]
    assert [] == [old for old in range(1, 9) if check_consistency(old, 9, (), mth(0, 9), mth(0, 9))]


def test_the_empty_tree_shows_nothing():
    """From the empty tree to itself an empty proof holds; to a larger one nothing is shown, so nothing passes."""
    assert check_consistency(0, 0, (), EMPTY_ROOT, EMPTY_ROOT)
    assert () == consistency_proof(tiles, 0, 5)
    assert not check_consistency(0, 5, (), EMPTY_ROOT, mth(0, 5))
    assert not check_consistency(0, 0, (), mth(0, 5), mth(0, 5))


def test_a_tree_is_consistent_with_itself():
    """Two trees of one size have an empty proof and one root."""
    assert () == consistency_proof(tiles, 9, 9)
    assert check_consistency(9, 9, (), mth(0, 9), mth(0, 9))
    assert not check_consistency(9, 9, (), mth(0, 9), mth(0, 8))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_no_leaf_no_proof(index, size):
    """A leaf that the tree does not have has no proof."""
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(tiles, index, size)


@pytest.mark.parametrize(("old", "size"), [(-1, 5), (6, 5)])
def test_no_smaller_tree_no_proof(old, size):
    """A tree that is not smaller has no proof."""
    with pytest.raises(ValueError, match="no such smaller tree"):
        consistency_proof(tiles, old, size)
