"""The built-in back end: DuckDB finds the pairs to look at, hand-written weights score them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ceasefire.incidents.linking._account import Account
from ceasefire.incidents.linking._blocking import candidate_pairs
from ceasefire.incidents.linking._comparison import compare, weight_of
from ceasefire.incidents.linking._decision import Weighed, decide
from ceasefire.incidents.linking._prepared import Ints, prepare
from ceasefire.incidents.linking._suggestion import Marks, Suggestion
from ceasefire.incidents.linking._vouching import MOST_ADDED

if TYPE_CHECKING:
    import duckdb

_BATCH = 1 << 18


class DuckDBLinker:
    """Runs in the process, on the connection handed to it; its tables there are temporary and dropped afterwards."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep the connection; nothing is read yet."""
        self._connection = connection

    def suggest(
        self, accounts: Sequence[Account], marks: Marks, distinct_sets: frozenset[str]
    ) -> tuple[Suggestion, ...]:
        """Return the pairs from the low mark on, by key.

        Args:
            accounts: One for each record, in any order.
            marks: From which score on a pair is suggested, and a link provisional.
            distinct_sets: Ids of the data sets whose rows are distinct.

        Raises:
            ValueError: Two accounts have one key, or a time or place that cannot be.

        Source: DESIGN, "Sameness"; issue "Incidents".
        """
        if len(accounts) < 2:
            return ()
        prepared = prepare(accounts, distinct_sets)
        kept: list[tuple[Ints, Ints, Ints]] = []
        least = weight_of(marks.low) - MOST_ADDED
        for first, second in candidate_pairs(self._connection, prepared, _BATCH):
            total = compare(prepared, first, second).total()
            likely = total >= least
            kept.append((first[likely], second[likely], total[likely]))
        if not kept:
            return ()
        first, second, total = (np.concatenate(column) for column in zip(*kept, strict=True))
        order = np.lexsort((second, first))
        return decide(prepared, Weighed(first[order], second[order], total[order]), marks)
