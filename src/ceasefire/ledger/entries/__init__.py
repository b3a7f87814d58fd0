"""Entries: what a team hands in, what the ledger makes of it, and what must hold for it to stand there.

An entry is signed by a team's key and has parts: a core that all may read, and protected parts sealed to the teams that
may. The leaf holds only salted commitments to them, so a part can be withheld or deleted and every proof still holds.
Invariants (tests/unit/ledger/entries, tests/attacks/ledger): a leaf reads back to itself and in one spelling only; a
part opens to what was committed to, or not at all; nothing of a protected part is in the leaf.
"""

from ceasefire.ledger.entries._attachments import LIMIT_BYTES, MEDIA_TYPES, attach, open_attachment, stripped
from ceasefire.ledger.entries._canonical import canonical, object_from_canonical
from ceasefire.ledger.entries._core import core_from_dataset, core_from_record, dataset_from_core, record_from_core
from ceasefire.ledger.entries._enter import (
    PROTECTED,
    Author,
    File,
    enter_agreement,
    enter_dataset,
    enter_key,
    enter_log_key,
    enter_opening,
    enter_record,
    enter_redaction,
    enter_withdrawal,
    pseudonymous,
    strangers_in,
)
from ceasefire.ledger.entries._entries import (
    KINDS,
    MOST_LEAF,
    Entry,
    Leaf,
    Submission,
    leaf_bytes,
    leaf_from_bytes,
    submit,
)
from ceasefire.ledger.entries._keyring import CONTROL, REASONS, Keyring, KeySpan
from ceasefire.ledger.entries._parts import (
    CORE,
    OpenPart,
    Part,
    PartHead,
    SealedPart,
    Wrap,
    commitment,
    holds,
    line_from_part,
    open_part,
    part_from_line,
    seal_part,
    unseal,
)
from ceasefire.ledger.entries._rules import DECISIONS, RECORDS, Identity, Past, Seen, identity_of, judge, place_of

__all__ = [
    "CONTROL",
    "CORE",
    "DECISIONS",
    "KINDS",
    "LIMIT_BYTES",
    "MEDIA_TYPES",
    "MOST_LEAF",
    "PROTECTED",
    "REASONS",
    "RECORDS",
    "Author",
    "Entry",
    "File",
    "Identity",
    "KeySpan",
    "Keyring",
    "Leaf",
    "OpenPart",
    "Part",
    "PartHead",
    "Past",
    "SealedPart",
    "Seen",
    "Submission",
    "Wrap",
    "attach",
    "canonical",
    "commitment",
    "core_from_dataset",
    "core_from_record",
    "dataset_from_core",
    "enter_agreement",
    "enter_dataset",
    "enter_key",
    "enter_log_key",
    "enter_opening",
    "enter_record",
    "enter_redaction",
    "enter_withdrawal",
    "holds",
    "identity_of",
    "judge",
    "leaf_bytes",
    "leaf_from_bytes",
    "line_from_part",
    "object_from_canonical",
    "open_attachment",
    "open_part",
    "part_from_line",
    "place_of",
    "pseudonymous",
    "record_from_core",
    "seal_part",
    "strangers_in",
    "stripped",
    "submit",
    "unseal",
]
