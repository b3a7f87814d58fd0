"""Any table - CSV, a workbook, HXL - by a mapping that says what each column is.

A mapping is read once into a plan; the plan makes each row a record's JSON, which then passes every check
that a record written by hand passes. Invariants (tests/unit/sources): unknown keys of a mapping are faults; a
cell that cannot be taken refuses its row, names its column and leaves the other rows alone.
"""

from ceasefire.sources.tables._csv import CSV
from ceasefire.sources.tables._hxl import HXL
from ceasefire.sources.tables._suggest import suggest_mapping
from ceasefire.sources.tables._values import (
    Fault,
    date_from_cell,
    degrees_from_cell,
    whole_from_cell,
    words_from_cell,
)
from ceasefire.sources.tables._xlsx import XLSX

__all__ = [
    "CSV",
    "HXL",
    "XLSX",
    "Fault",
    "date_from_cell",
    "degrees_from_cell",
    "suggest_mapping",
    "whole_from_cell",
    "words_from_cell",
]
