"""Signed notes: checkpoints, cosignatures and proof files, as C2SP writes them.

A note is text and signature lines; a checkpoint is a note of a tree's size and root; a cosignature is a witness's line
on it, with the time; a proof file is an inclusion proof with the checkpoint it leads to. Invariants
(tests/unit/ledger/notes): the worked example of signed-note verifies; what was written reads back; a byte changed
anywhere is refused.
"""

from ceasefire.ledger.notes._checkpoint import Checkpoint, checkpoint_from_note, short_form
from ceasefire.ledger.notes._cosignature import cosign, cosigned_at
from ceasefire.ledger.notes._note import (
    COSIGNER,
    LOG,
    Note,
    Signature,
    VerifierKey,
    is_key_name,
    note_from_text,
    signature_from_line,
)
from ceasefire.ledger.notes._proof_file import ProofFile, proof_file_from_text

__all__ = [
    "COSIGNER",
    "LOG",
    "Checkpoint",
    "Note",
    "ProofFile",
    "Signature",
    "VerifierKey",
    "checkpoint_from_note",
    "cosign",
    "cosigned_at",
    "is_key_name",
    "note_from_text",
    "proof_file_from_text",
    "short_form",
    "signature_from_line",
]
