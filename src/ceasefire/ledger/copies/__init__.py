"""Copies of a ledger: written for those who may have them, verified, compared, witnessed.

A copy is a database or an exported folder; both are verified by the same rules, entry by entry, and the first fault is
named. A folder is readable without this program and verified without a database. Invariants (tests/attacks/ledger): any
byte changed in an export is found and named; so is every way in which an operator can be dishonest and be found out
at all; a witness never signs a smaller or another tree than it signed before.
"""

from ceasefire.ledger.copies._compare import Compared, compare_copies
from ceasefire.ledger.copies._copy import Batch, Copy
from ceasefire.ledger.copies._export import EVERYONE, ExportFile, export_files
from ceasefire.ledger.copies._folder import Files, Folder, read_folder
from ceasefire.ledger.copies._inputs import LedgerInputs, Reading, inputs_from_copy, taken
from ceasefire.ledger.copies._verify import Expected, Facts, Redaction, verify_copy
from ceasefire.ledger.copies._witness import WitnessState, cosign_copy

__all__ = [
    "EVERYONE",
    "Batch",
    "Compared",
    "Copy",
    "Expected",
    "ExportFile",
    "Facts",
    "Files",
    "Folder",
    "LedgerInputs",
    "Reading",
    "Redaction",
    "WitnessState",
    "compare_copies",
    "cosign_copy",
    "export_files",
    "inputs_from_copy",
    "read_folder",
    "taken",
    "verify_copy",
]
