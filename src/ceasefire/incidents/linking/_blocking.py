"""Which pairs are looked at: equal keys on shifted days, joined by DuckDB. No range join.

A pair is looked at if, at most two days apart, both lie in neighbouring cells (about 20 km; a day and 80 km where one
is known no better than 10 km) or in one area; if they share a rare word within three days; a picture or a film, at any
time; or, where one tells no time or a long one, their rarest words. Where a day has few accounts, all of them.
A key that more than `MOST` accounts have says nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from ceasefire.incidents.linking._prepared import Ints, Prepared

if TYPE_CHECKING:
    import duckdb

MOST = 400
FEW_A_DAY = 60
RARE_WORDS = 3
LONGEST_DAYS = 31
_DAY_S = 86_400
_FINE, _COARSE, _COARSE_FROM_M = 0.2, 0.8, 10_000

# own: the keys an account has; met: those it meets, itself and the days after. A pair is found by whichever is earlier.
_KEYS = """
CREATE OR REPLACE TEMP TABLE link_days AS
    SELECT id, unnest(range(first_day, last_day + 1)) AS day, 0 AS shift FROM link_spans;
CREATE OR REPLACE TEMP TABLE link_shifts AS
    SELECT id, day, shift FROM link_days
    UNION ALL SELECT id, last_day + shift, shift FROM link_spans, (VALUES (1), (2), (3)) AS later(shift)
    WHERE last_day >= first_day
    UNION ALL SELECT id, first_day - 1, -1 FROM link_spans WHERE last_day >= first_day;
CREATE OR REPLACE TEMP TABLE link_own AS
    SELECT id, 0 AS rule, 0::BIGINT AS what, day FROM link_days
    UNION ALL SELECT id, 1, area, day FROM link_days JOIN link_areas USING (id)
    UNION ALL SELECT id, 2, word, day FROM link_days JOIN link_words USING (id)
    UNION ALL SELECT id, 3, medium, 0 FROM link_media
    UNION ALL SELECT id, 4, cell, day FROM link_days JOIN link_cells USING (id) WHERE own AND NOT coarse
    UNION ALL SELECT id, 5, cell, day FROM link_days JOIN link_cells USING (id) WHERE own AND coarse
    UNION ALL SELECT id, 6, word, 0 FROM link_words;
CREATE OR REPLACE TEMP TABLE link_keys AS
    SELECT rule, what, day, count(*) AS accounts FROM link_own GROUP BY ALL
    HAVING count(*) <= CASE rule WHEN 0 THEN $few WHEN 6 THEN $most / 4 ELSE $most END;
CREATE OR REPLACE TEMP TABLE link_kept AS
    SELECT id, rule, what, day FROM link_own SEMI JOIN link_keys USING (rule, what, day);
CREATE OR REPLACE TEMP TABLE link_met AS
    SELECT id, 0 AS rule, 0::BIGINT AS what, day FROM link_shifts WHERE shift BETWEEN 0 AND 2
    UNION ALL SELECT id, 1, area, day FROM link_shifts JOIN link_areas USING (id) WHERE shift BETWEEN 0 AND 2
    UNION ALL SELECT id, 2, word, day FROM link_shifts JOIN link_words USING (id) WHERE shift >= 0
    UNION ALL SELECT id, 3, medium, 0 FROM link_media
    UNION ALL SELECT id, 4, cell, day FROM link_shifts JOIN link_cells USING (id)
    WHERE shift BETWEEN 0 AND 2 AND NOT coarse
    UNION ALL SELECT id, 5, cell, day FROM link_shifts JOIN link_cells USING (id)
    WHERE shift <= 1 AND coarse AND vague
    UNION ALL SELECT id, 6, word, 0 FROM link_words SEMI JOIN link_timeless USING (id);
"""
_PAIRS = """
SELECT DISTINCT least(own.id, met.id)::INTEGER AS first, greatest(own.id, met.id)::INTEGER AS second
FROM link_kept AS own JOIN link_met AS met USING (rule, what, day)
JOIN link_spans AS one ON one.id = own.id JOIN link_spans AS other ON other.id = met.id
WHERE own.id <> met.id AND (one.dataset < 0 OR one.dataset <> other.dataset)
"""
_TABLES = ("days", "shifts", "own", "keys", "kept", "met")


def candidate_pairs(
    connection: duckdb.DuckDBPyConnection, prepared: Prepared, batch: int
) -> Iterator[tuple[Ints, Ints]]:
    """Yield the pairs to look at, as numbers of accounts, the first below the second; each once, in any order.

    Source: issue "Incidents": equality blocking on shifted days, no range joins.
    Complexity: O(keys + pairs).
    """
    tables = _tables(prepared)
    for name, table in tables.items():
        connection.register(name, table)
    for statement in _KEYS.split(";"):
        if statement.strip():
            connection.execute(statement.replace("$few", str(FEW_A_DAY)).replace("$most", str(MOST)))
    reader = connection.execute(_PAIRS).to_arrow_reader(batch)
    for each in reader:
        yield each.column(0).to_numpy().astype(np.int64), each.column(1).to_numpy().astype(np.int64)
    for name in _TABLES:
        connection.execute(f"DROP TABLE link_{name}")
    for name in tables:
        connection.unregister(name)


def _tables(prepared: Prepared) -> dict[str, pa.Table]:
    numbers = np.arange(len(prepared.accounts))
    first = prepared.earliest // _DAY_S
    last = np.maximum(first, (prepared.latest - 1) // _DAY_S)
    brief = prepared.timed & (last - first < LONGEST_DAYS)
    known = prepared.area >= 0
    words = prepared.words.ids[:, :RARE_WORDS]
    owner, column = np.nonzero(words >= 0)
    has, medium = np.nonzero(prepared.media.ids >= 0)
    return {
        "link_spans": pa.table(
            {
                "id": numbers,
                "first_day": first,
                "last_day": np.where(brief, last, first - 1),
                "dataset": prepared.dataset,
            }
        ),
        "link_areas": pa.table({"id": numbers[known], "area": prepared.area[known]}),
        "link_words": pa.table({"id": owner, "word": words[owner, column].astype(np.int64)}),
        "link_media": pa.table({"id": has, "medium": prepared.media.ids[has, medium].astype(np.int64)}),
        "link_cells": _cells(prepared),
        "link_timeless": pa.table({"id": numbers[~brief]}),
    }


def _cells(prepared: Prepared) -> pa.Table:
    """Return the cell of each point and the three nearest to it, at both sizes."""
    numbers = np.flatnonzero(prepared.pointed)
    vague = prepared.radius_m[numbers] > _COARSE_FROM_M
    parts = []
    for size, coarse in ((_FINE, False), (_COARSE, True)):
        x, y = prepared.lon[numbers] / size, prepared.lat[numbers] / size
        column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
        beside, above = np.where(x - column < 0.5, -1, 1), np.where(y - row < 0.5, -1, 1)
        for across, up in ((0, 0), (1, 0), (0, 1), (1, 1)):
            cell = (column + across * beside) * 100_000 + row + up * above
            own = np.full(len(numbers), across == 0 and up == 0)
            flags = {"own": own, "coarse": np.full(len(numbers), coarse), "vague": vague}
            parts.append(pa.table({"id": numbers, "cell": cell} | flags))
    return pa.concat_tables(parts)
