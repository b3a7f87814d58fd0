"""What every copy of a ledger can be asked, be it a database or a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ceasefire.ledger.entries import Part
from ceasefire.ledger.notes import Note, Signature


@dataclass(frozen=True, slots=True)
class Batch:
    """Up to 256 entries in a row: leaves as bytes, and the parts that the copy holds, by position in their order."""

    first: int
    leaves: tuple[bytes, ...]
    parts: Mapping[int, tuple[Part, ...]]


class Copy(Protocol):
    """A copy of a ledger."""

    @property
    def audience(self) -> str:
        """Return the team that it was written for, `everyone`, or nothing for the ledger itself."""
        ...

    @property
    def checkpoint(self) -> Note:
        """Return the newest checkpoint with its cosignatures."""
        ...

    @property
    def checkpoints(self) -> Mapping[int, Note]:
        """Return earlier checkpoints by size, those that somebody cosigned."""
        ...

    @property
    def later_cosignatures(self) -> Mapping[str, Signature]:
        """Return cosignatures on the newest checkpoint that lie beside the copy, by team."""
        ...

    def batches(self) -> Iterator[Batch]:
        """Yield all entries in order, 256 at a time."""
        ...

    def tile(self, level: int, index: int, width: int) -> bytes:
        """Return the hashes of a tile, as this copy has them."""
        ...

    def signed_texts(self) -> Mapping[str, Note]:
        """Return further notes that the log must have signed, by the place to name: a folder's manifest."""
        ...
