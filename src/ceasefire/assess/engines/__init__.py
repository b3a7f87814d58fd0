"""Engines: records and a question in, bounds per area, day and run of days out.

`contribute` says what one record adds; `sameness` what two records of one occurrence do to each other. The reference
engine loops; the DuckDB engine runs one SQL text and a NumPy kernel. Invariants (tests/engines, tests/oracle): both
give the same numbers, and no bound is tighter than every completion allows.
"""

from ceasefire.assess._matching import NOT, POSSIBLY, SURELY, Takes, axes_of, matches
from ceasefire.assess.engines._contributions import (
    Row,
    contribute,
    is_measured,
    is_vague,
    standing_of,
)
from ceasefire.assess.engines._duckdb import DuckDBEngine
from ceasefire.assess.engines._inputs import UNLIMITED, Engine, Inputs, Ints
from ceasefire.assess.engines._joining import adjusted
from ceasefire.assess.engines._reference import ReferenceEngine
from ceasefire.assess.engines._sql import contributions_sql
from ceasefire.assess.engines._table import Table, table_from_records

__all__ = [
    "NOT",
    "POSSIBLY",
    "SURELY",
    "UNLIMITED",
    "DuckDBEngine",
    "Engine",
    "Inputs",
    "Ints",
    "ReferenceEngine",
    "Row",
    "Table",
    "Takes",
    "adjusted",
    "axes_of",
    "contribute",
    "contributions_sql",
    "is_measured",
    "is_vague",
    "matches",
    "standing_of",
    "table_from_records",
]
