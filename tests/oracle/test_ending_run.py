"""For the ending run of a fixed limit on counts the clock is exact: both of its numbers are reached by a completion."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.oracle.completions import TooManyError, add, nothing, occurrences, when_of
from tests.oracle.worlds import FILTERS, World, random_record

from ceasefire import agreement as agreements

WORLDS = 20_000 if os.environ.get("ORACLE_LONG") else 400
UNSEEN = 4


def counting_world(rng: random.Random) -> World:
    """Return a world of one area with a fixed limit on incidents, or on totals that are spread over days."""
    unit = rng.choice(("incidents", "killed"))
    days = rng.choice((2, 3, 4))
    measure = agreements.Measure(unit, filters=(rng.choice(FILTERS[:3]),))
    form = agreements.Hold(agreements.Limit(measure, Fraction(rng.choice((0, 1, 2)))), days)
    records = []
    for index in range(rng.choice((1, 2, 3, 4))):
        record = random_record(rng, index, 4, 4 + 2 * days, "limit")
        how = "spread" if unit == "killed" else rng.choice(("sometime", "spread"))
        when = replace(when_of(record), how=how)
        records.append(replace(record, dataset="d1", source="d1", incidents=(), when=when))
    watched = frozenset(("p", day) for day in range(2, 2 + days) if rng.random() < 0.9)
    return World(
        form, ("p",), "together", 4, None, 4 + 2 * days, tuple(records), (), watched, None, frozenset({"d1"})
    )  # fmt: skip


def limit_of(world: World) -> tuple[agreements.Measure, Fraction]:
    """Return what is counted in a counting world, and its fixed limit."""
    match world.form:
        case agreements.Hold(condition=agreements.Limit(measure=measure, at_most=Fraction() as at_most)):
            return measure, at_most
    raise TypeError(world.form)


def ending_runs(world: World) -> set[int]:
    """Return the length of the ending run in every completion."""
    measure, at_most = limit_of(world)
    asked = [(measure, False)]
    days = range(2, world.now // 2)
    states = occurrences(world, asked, with_vague=True)
    for day in days:
        if ("p", day) not in world.watched:
            states = add(states, {nothing(asked), ((("p", 2 * day, UNSEEN),),)})
    found = set()
    for state in states:
        counts = dict(state)
        run = 0
        for day in days:
            total = counts.get((0, "p", 2 * day), 0) + counts.get((0, "p", 2 * day + 1), 0)
            run = 0 if total > at_most else run + 1
        found.add(run)
    return found


@pytest.mark.parametrize("batch", range(4))
def test_the_clock_is_exact(batch: int) -> None:
    """The sure number is the least, the possible number the greatest ending run of all completions."""
    tried = 0
    for number in range(batch, WORLDS, 4):
        rng = random.Random(f"ending-{number}")
        world = counting_world(rng)
        try:
            runs = ending_runs(world)
        except TooManyError:
            continue
        together = world.node().together
        tried += 1

        assert together is not None
        assert (together.clock.sure, together.clock.possible) == (min(runs), max(runs)), number

    assert tried > WORLDS // 8
