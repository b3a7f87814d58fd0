"""Which engine counts so many records the sooner."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ceasefire.assess import DuckDBEngine, Engine, ReferenceEngine

if TYPE_CHECKING:
    import duckdb

MOST_IN_PLAIN_PYTHON = 2_000


def engine_for(records: int, connect: Callable[[], duckdb.DuckDBPyConnection]) -> Engine:
    """Return the engine for so many records.

    It is plain Python for so few that planning a query takes longer than counting
    (docs/adr/0005-plain-python-for-small-inputs.md).

    Args:
        records: How many versions there are.
        connect: Opens a database of its own; called only if it is needed.
    """
    return ReferenceEngine() if records <= MOST_IN_PLAIN_PYTHON else DuckDBEngine(connect())
