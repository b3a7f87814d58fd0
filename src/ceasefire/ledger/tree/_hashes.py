"""Leaf and node hashes, and the root of a list of leaf hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY_ROOT = hashlib.sha256().digest()

_sha256 = hashlib.sha256


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf, 32 bytes.

    Source: RFC 6962, section 2.1.
    """
    return _sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children, 32 bytes each.

    Source: RFC 6962, section 2.1.
    """
    return _sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes; a last one without a neighbour goes up a level as it is.

    Source: RFC 6962, section 2.1.
    Complexity: O(n) hashes.
    """
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [
            _sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)
        ] + odd
    return level[0]
