"""From names on the command line to an agreement, records, data sets and boundaries, or to problems.

`_files` finds and reads files, `_against` compares records with the agreement and with each other,
`_open` does it all for a question. Invariants (tests/unit/cli): every problem names its file; own records
(JSONL, YAML) are used whole or not at all, for a missing one could make a breach look kept; files of
others are used as far as they can be read, and say so.
"""

from ceasefire.cli._inputs._against import compare
from ceasefire.cli._inputs._files import (
    OWN,
    RecordFile,
    Spec,
    agreement_at,
    bytes_of,
    read_file,
    read_files,
    spec_from_text,
    specs_in,
)
from ceasefire.cli._inputs._open import names_a_ledger, open_inputs, open_ledger, tell_file

__all__ = [
    "OWN",
    "RecordFile",
    "Spec",
    "agreement_at",
    "bytes_of",
    "compare",
    "names_a_ledger",
    "open_inputs",
    "open_ledger",
    "read_file",
    "read_files",
    "spec_from_text",
    "specs_in",
    "tell_file",
]
