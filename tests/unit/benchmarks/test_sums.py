"""Adding up in the database or in the kernel: one answer."""

from __future__ import annotations

import random

import duckdb
import numpy as np
import pytest

from ceasefire.assess import DuckDBEngine
from tests.oracle.worlds import random_world


@pytest.mark.parametrize("kind", ["limit", "hold", "absent", "present", "floor"])
def test_sums_by_the_database_and_by_the_kernel_are_equal(kind: str) -> None:
    """Days, extremes and broken runs do not depend on who adds up the rows of one area and the same days."""
    early, late = DuckDBEngine(duckdb.connect(), sum_above=0), DuckDBEngine(duckdb.connect(), sum_above=1_000_000)
    for number in range(25):
        case = random_world(random.Random(f"sums-{kind}-{number}"), kind).case(early)
        for leaf in random_world(random.Random(f"sums-{kind}-{number}"), kind).evaluate(case).leaves:
            if leaf.question is None:
                continue
            sums = [engine.measure(case.inputs, leaf.question) for engine in (early, late)]
            limits = np.ones(case.shape, dtype=np.int64)

            assert len(sums[0].area) <= len(sums[1].area)
            for one, other in ([engine.days(each, *case.shape) for each in sums] for engine in (early,)):
                assert np.array_equal(one, other)
            for one, other in ([early.extremes(each, *case.shape) for each in sums],):
                assert np.array_equal(one, other)
            if len(case.grid):
                assert np.array_equal(*(early.broken(each, limits, 7) for each in sums))
