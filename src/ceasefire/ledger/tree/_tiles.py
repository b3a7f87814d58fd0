"""Tiles: the hashes of a tree in rows of 256, every eighth level of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from ceasefire.ledger.tree._hashes import EMPTY_ROOT, node_hash, root_of

WIDTH = 256
_HASH = 32
_HEIGHT = 8

# From (level, index) to the hashes of that tile, 32 bytes each, up to 256 of them.
Tiles = Callable[[int, int], bytes]


def tile_name(index: int) -> str:
    """Return the number of a tile as path elements of three digits.

    Source: C2SP tlog-tiles, "Merkle Tree".

    >>> tile_name(1234067), tile_name(7)
    ('x001/x234/067', '007')
    """
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{each}" for each in parts[:-1]), parts[-1]])


def tile_path(level: int | str, index: int, width: int) -> str:
    """Return the path of a tile below its log; `level` may be `entries`. A full tile has width 256.

    Source: C2SP tlog-tiles, "Merkle Tree" and "Log entries".

    >>> tile_path(0, 273, 112)
    'tile/0/273.p/112'
    """
    partial = f".p/{width}" if width < WIDTH else ""
    return f"tile/{level}/{tile_name(index)}{partial}"


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (level, index, width) of every tile of a tree, the rightmost of a level possibly partial.

    Source: C2SP tlog-tiles, "Partial Tiles".

    >>> list(tiles_of(256))
    [(0, 0, 256), (1, 0, 1)]
    """
    level, count = 0, size
    while count:
        for index in range(-(-count // WIDTH)):
            yield level, index, min(WIDTH, count - index * WIDTH)
        level, count = level + 1, count // WIDTH


def grow(last: Mapping[int, bytes], size: int, leaves: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return the tiles that change when leaf hashes are appended.

    Args:
        last: For each level, the rightmost tile where it is partial.
        size: Leaves before.
        leaves: Leaf hashes to append, 32 bytes each.

    Returns:
        (level, index) to the whole new content.

    Source: C2SP tlog-tiles.
    Complexity: O(len(leaves)) hashes.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, count, fresh = 0, size, b"".join(leaves)
    while fresh:
        index, kept = divmod(count, WIDTH)
        row = (last.get(level, b"") if kept else b"") + fresh
        above = []
        for start in range(0, len(row), WIDTH * _HASH):
            tile = row[start : start + WIDTH * _HASH]
            changed[level, index] = tile
            if len(tile) == WIDTH * _HASH:
                above.append(root_of(_split(tile)))
            index += 1
        level, count, fresh = level + 1, count // WIDTH, b"".join(above)
    return changed


def subtree(tiles: Tiles, height: int, index: int) -> bytes:
    """Return the root of the perfect subtree over leaves [index * 2**height, (index + 1) * 2**height).

    Source: RFC 6962, section 2.1; C2SP tlog-tiles.
    """
    level, above = divmod(height, _HEIGHT)
    first = index << above
    tile = tiles(level, first // WIDTH)
    at = first % WIDTH * _HASH
    return _root_of_row(tile[at : at + (_HASH << above)])


def range_root(tiles: Tiles, start: int, end: int) -> bytes:
    """Return MTH(D[start:end]) of RFC 6962, where `start` is a multiple of the power of two at or above its length.

    Source: RFC 6962, section 2.1.
    """
    found = b""
    for height, index in reversed(list(_perfect(start, end))):
        part = subtree(tiles, height, index)
        found = node_hash(part, found) if found else part
    return found


def root_at(tiles: Tiles, size: int) -> bytes:
    """Return the root of the tree of the first `size` leaves.

    Source: RFC 6962, section 2.1.
    """
    return range_root(tiles, 0, size) if size else EMPTY_ROOT


def _perfect(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (height, index) of the perfect subtrees of a range, left to right, from the largest down."""
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


@lru_cache(maxsize=1024)
def _root_of_row(hashes: bytes) -> bytes:
    """Return the root over a part of a tile; proofs of neighbours, as a batch gets them, ask for the same parts."""
    return root_of(_split(hashes))


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH)]
