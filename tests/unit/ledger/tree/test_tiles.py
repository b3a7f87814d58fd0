"""Tiles: their names, which of them a tree has, and that a tree grown in any batches is the same tree."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ceasefire.ledger.tree import WIDTH, grow, leaf_hash, root_at, root_of, tile_name, tile_path, tiles_of

HASH = 32
SIZES = (0, 1, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, 70_000)


def last_of(tiles, size):
    """Return the rightmost tile of each level where it is partial: what a storage keeps between batches."""
    return {
        level: tiles[level, index]
        for level, index, width in tiles_of(size)
        if width < WIDTH and (level, index) in tiles
    }


def grown(batches):
    """Return (tiles, size) of a tree grown batch by batch."""
    tiles: dict[tuple[int, int], bytes] = {}
    size = 0
    for count in batches:
        leaves = [leaf_hash(b"%d" % number) for number in range(size, size + count)]
        tiles |= grow(last_of(tiles, size), size, leaves)
        size += count
    return tiles, size


@given(st.lists(st.integers(0, 400), max_size=8))
@example([255, 1, 1])
@example([256, 256])
@example([0, 0, 1])
@example([1] * 258)
def test_a_tree_grown_in_any_batches_is_the_same_tree(batches):
    """Whatever the batches, the tiles are those of the tree grown at once, and so is the root."""
    tiles, size = grown(batches)
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]

    assert grow({}, 0, leaves) == tiles
    assert root_of(leaves) == root_at(lambda level, index: tiles[level, index], size)


def test_a_large_tree_grown_in_batches_is_the_same_tree():
    """The same over the first tile of level 2, with batches that end before, at and after full tiles."""
    tiles, size = grown([65_000, 535, 1, 1, 255, 300])
    at_once, same = grown([size])

    assert (66_092, 66_092) == (size, same)
    assert at_once == tiles


@pytest.mark.parametrize("size", SIZES)
def test_growing_makes_the_tiles_that_a_tree_has(size):
    """The tiles made are those that are listed for the size, each as wide as listed."""
    tiles, _ = grown([size])

    assert {(level, index): width * HASH for level, index, width in tiles_of(size)} == {
        place: len(data) for place, data in tiles.items()
    }


def test_only_changed_tiles_are_handed_out():
    """One more leaf after 600 changes one tile, and the 768th also the row above."""
    before, size = grown([600])
    one = grow(last_of(before, size), size, [leaf_hash(b"600")])
    to_768 = grow(last_of(before, size), size, [leaf_hash(b"%d" % number) for number in range(600, 768)])

    assert {(0, 2)} == set(one)
    assert {(0, 2), (1, 0)} == set(to_768)
    assert {} == grow(last_of(before, size), size, [])


def test_tiles_of_70_000_leaves():
    """C2SP tlog-tiles' example: 273 full tiles of level 0 and one of 112, one full of level 1 and one of 17, one of
    1.
    """
    listed = list(tiles_of(70_000))

    assert {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1} == Counter(
        (level, width) for level, _, width in listed
    )
    assert [(0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1)] == listed[273:]


@pytest.mark.parametrize("size", SIZES)
def test_partial_tiles_are_as_wide_as_the_standard_says(size):
    """A partial tile at a level has floor(size / 256**level) mod 256 hashes, and there is none where that is 0."""
    partial = {level: width for level, _, width in tiles_of(size) if width < WIDTH}

    assert {level: width for level in range(5) if (width := size // 256**level % 256)} == partial


def test_a_full_tile_makes_one_of_width_one_above():
    """C2SP tlog-tiles' second example: 256 leaves are a full tile and one of width 1 over it."""
    assert [(0, 0, 256), (1, 0, 1)] == list(tiles_of(256))
    assert [] == list(tiles_of(0))


@pytest.mark.parametrize(("index", "name"), [
    (0, "000"), (7, "007"), (999, "999"), (1_000, "x001/000"), (1_234_067, "x001/x234/067"),
    (999_999, "x999/999"), (1_000_000, "x001/x000/000"), (10**12, "x001/x000/x000/x000/000"),
])  # fmt: skip
def test_numbers_of_tiles_as_path_elements(index, name):
    """Three digits an element, all but the last after an x; the first is C2SP tlog-tiles' example."""
    assert name == tile_name(index)


def test_paths_of_tiles():
    """Level or `entries`, number, and the width where it is partial."""
    assert "tile/0/x001/x234/067" == tile_path(0, 1_234_067, 256)
    assert "tile/0/273.p/112" == tile_path(0, 273, 112)
    assert "tile/1/001.p/17" == tile_path(1, 1, 17)
    assert "tile/entries/x001/x234/067.p/255" == tile_path("entries", 1_234_067, 255)


@given(st.sets(st.integers(0, 10**9), max_size=50))
def test_no_two_tiles_share_a_path(indices):
    """Different numbers have different paths, and none is a folder that another needs as a file."""
    paths = {tile_path(0, index, 256) for index in indices}
    folders = {each.rsplit("/", count)[0] for each in paths for count in range(1, each.count("/"))}

    assert len(indices) == len(paths)
    assert set() == paths & folders
