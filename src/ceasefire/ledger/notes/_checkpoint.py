"""Checkpoints: size and root of a tree, signed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger.notes._note import Note, is_key_name

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")  # \d would take the digits of every script
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree's head: whose ledger, how many entries, the root over them (32 bytes).

    Source: C2SP tlog-checkpoint.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{text_from_bytes(self.root)}\n"


def checkpoint_from_note(note: Note) -> Checkpoint:
    """Return the checkpoint that a note's text is; extension lines are refused, for nobody would audit them.

    Raises:
        ValueError: Not a checkpoint.

    Source: C2SP tlog-checkpoint, "Note text".
    """
    lines = note.text.split("\n")
    if len(lines) != 4 or lines[3] or not is_key_name(lines[0]) or not _SIZE.fullmatch(lines[1]):
        raise ValueError("not a checkpoint of origin, size and root")
    return Checkpoint(lines[0], int(lines[1]), bytes_from_text(lines[2], 32))


def short_form(checkpoint: Checkpoint) -> str:
    """Return what two people can read to each other and initial on paper: the size, and 100 bits of the root.

    Source: DESIGN, "Ledger": a checkpoint on paper; letters as in Crockford's base 32.

    >>> short_form(Checkpoint("example.org/truce", 198, bytes(32)))
    '198  0000 0000 0000 0000 0000'
    """
    number = int.from_bytes(checkpoint.root, "big") >> (256 - 100)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(95, -5, -5))
    return f"{checkpoint.size}  " + " ".join(letters[at : at + 4] for at in range(0, 20, 4))
