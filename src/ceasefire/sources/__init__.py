"""Readers of outside formats: from the bytes of a file to records, problems and counts.

A reader opens nothing: it is handed a binary stream. A fault of a row refuses that row alone; a fault of the
whole file raises `Refused`. Invariants (tests/unit/sources, tests/fuzz): whatever the bytes, a reader gives a
`ReadResult` or `Refused`; rows read = used + set aside + refused; at most 1,000 problems are kept, the others
counted.
"""

from ceasefire.sources._read import READERS, read_source, shipped_mapping, shipped_mappings
from ceasefire.sources._result import Reader, ReadResult, Source, Summary
from ceasefire.sources.tables import suggest_mapping

__all__ = [
    "READERS",
    "ReadResult",
    "Reader",
    "Source",
    "Summary",
    "read_source",
    "shipped_mapping",
    "shipped_mappings",
    "suggest_mapping",
]
