"""Which pairs of records the linker suggests; the same accounts are compared once."""

from __future__ import annotations

import threading
from collections import OrderedDict

from ceasefire.desk import Desk, suggestions_of
from ceasefire.incidents.linking import DuckDBLinker, Marks, Suggestion

MARKS = Marks(250, 950)
_KEPT = 4
_lock = threading.Lock()
_suggested: OrderedDict[tuple[str, ...], tuple[Suggestion, ...]] = OrderedDict()


def suggested(desk: Desk) -> tuple[Suggestion, ...]:
    """Return the suggested pairs, the highest score first; the same accounts are compared once."""
    accounts = tuple(sorted({f"{one.key} {one.hash}" for each in desk.incidents for one in each.accounts}))
    with _lock:
        if accounts not in _suggested:
            import duckdb  # noqa: PLC0415  a tenth of a second that only this page pays

            connection = duckdb.connect()
            try:
                _suggested[accounts] = suggestions_of(desk, DuckDBLinker(connection), MARKS)
            finally:
                connection.close()
            while len(_suggested) > _KEPT:
                _suggested.popitem(last=False)
        return _suggested[accounts]
