"""Adding up in the database or in the kernel: one answer."""

from __future__ import annotations

import random

import duckdb
import numpy as np
import pytest
from tests.oracle.worlds import random_world

from ceasefire.assess import DuckDBEngine


@pytest.mark.parametrize("kind", ["limit", "hold", "absent", "present", "floor"])
def test_sums_by_the_database_and_by_the_kernel_are_equal(kind: str) -> None:
    """Days, extremes and broken runs do not depend on who adds up the rows of one area and the same days."""
    early, late = DuckDBEngine(duckdb.connect(), sum_above=0), DuckDBEngine(duckdb.connect(), sum_above=1_000_000)
    for number in range(25):
        world = random_world(random.Random(f"sums-{kind}-{number}"), kind)  # noqa: S311
        case = world.case(early)
        for leaf in world.evaluate(case).leaves:
            if leaf.question is None:
                continue
            one, other = (engine.measure(case.inputs, leaf.question) for engine in (early, late))
            limits = np.ones(case.shape, dtype=np.int64)

            assert len(one.area) <= len(other.area)
            assert np.array_equal(early.days(one, *case.shape), early.days(other, *case.shape))
            assert np.array_equal(early.extremes(one, *case.shape), early.extremes(other, *case.shape))
            assert np.array_equal(early.broken(one, limits, 7), early.broken(other, limits, 7))
