"""The Merkle tree: hashes, tiles and proofs, over bytes alone.

A leaf and a node are hashed apart (0x00, 0x01), so that neither passes for the other. Tiles hold the hashes of a tree
of any size in files of 256; from them come roots and proofs. Invariants (tests/unit/ledger/tree): roots and proofs from
tiles equal those of the textbook recursion; every proof of the published vectors is judged as they say; a tree grown in
any batches is the same tree.
"""

from ceasefire.ledger.tree._hashes import EMPTY_ROOT, leaf_hash, node_hash, root_of
from ceasefire.ledger.tree._proofs import (
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
)
from ceasefire.ledger.tree._tiles import (
    WIDTH,
    Tiles,
    grow,
    root_at,
    tile_name,
    tile_path,
    tiles_of,
)

__all__ = [
    "EMPTY_ROOT",
    "WIDTH",
    "Tiles",
    "check_consistency",
    "check_inclusion",
    "consistency_proof",
    "grow",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root_at",
    "root_of",
    "tile_name",
    "tile_path",
    "tiles_of",
]
