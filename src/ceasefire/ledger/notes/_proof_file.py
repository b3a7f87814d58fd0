"""Proof files: that an entry is in a signed tree, to be kept by whoever handed it in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger.notes._checkpoint import checkpoint_from_note
from ceasefire.ledger.notes._note import Note, note_from_text
from ceasefire.ledger.tree import check_inclusion, leaf_hash

HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class ProofFile:
    """An inclusion proof with the checkpoint it leads to. `extra` is the leaf itself, vouched for by the proof alone.

    Source: C2SP tlog-proof, "Format".
    """

    index: int
    proof: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes = b""

    def __str__(self) -> str:
        """Return the file's text."""
        extra = [f"extra {text_from_bytes(self.extra)}"] if self.extra else []
        lines = [HEADER, *extra, f"index {self.index}", *(text_from_bytes(each) for each in self.proof)]
        return "\n".join(lines) + "\n\n" + str(self.checkpoint)

    def is_true_of(self, leaf: bytes) -> bool:
        """Return whether the leaf (its bytes) stands at the index in the checkpoint's tree; signatures apart."""
        head = checkpoint_from_note(self.checkpoint)
        return check_inclusion(leaf_hash(leaf), self.index, head.size, self.proof, head.root)


def proof_file_from_text(text: str) -> ProofFile:
    """Return the proof that a file holds.

    Raises:
        ValueError: Not such a file.

    Source: C2SP tlog-proof, "Format".
    """
    head, blank, rest = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines[0] != HEADER or len(lines) < 2:
        raise ValueError("not a proof file")
    extra = b""
    if lines[1].startswith("extra "):
        extra = bytes_from_text(lines.pop(1).removeprefix("extra "))
        if not extra:
            raise ValueError("an extra line without anything in it")
    index = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if index is None:
        raise ValueError("a proof file without index")
    note = note_from_text(rest)
    checkpoint_from_note(note)
    return ProofFile(int(index[1]), tuple(bytes_from_text(each, 32) for each in lines[2:]), note, extra)
