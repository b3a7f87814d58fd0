"""Which areas a late record touches: the others must measure as before, these as in a full assessment."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import duckdb
from tests.oracle.worlds import agreement_of, instant, random_world, watch_records

from ceasefire.agreement import regions_of
from ceasefire.assess import DuckDBEngine
from ceasefire.assess._cases import Moment, case_for
from ceasefire.assess.engines import Inputs, table_from_records
from ceasefire.incidents import known_at

KINDS = ("limit", "hold", "absent", "floor", "all")
WORLDS = 40


def cases(world, rng: random.Random, engine):
    """Return the world's case without and with some late records, for one `at`, over one table."""
    records = [*world.records, *world.acts, *watch_records(world)]
    late = set(rng.sample(range(len(records)), min(len(records), rng.randint(1, 2))))
    after = instant(world.now) + 3_600
    records = [
        replace(each, position=index, recorded=after if index in late else each.recorded)
        for index, each in enumerate(records)
    ]
    agreement = agreement_of(world)
    table = table_from_records(records, (), "recorded", ("killed",))
    for as_of in (instant(world.now), after):
        inputs = Inputs(known_at(records, (), as_of, "recorded", {}), as_of, world.distinct, table)
        moment = Moment(agreement, engine, inputs, regions_of(agreement), (), instant(world.now))
        yield case_for(moment, agreement.terms[0].readings[0])


def rows_of(sums, area: int, as_area: int = 0) -> Counter[Any]:
    """Return the sums of one area, as if it were area `as_area`, those of one group of days joined."""
    found: Counter[Any] = Counter()
    for row in zip(
        sums.area, sums.first, sums.last, sums.low, sums.base, sums.single, sums.high, sums.opens, strict=True
    ):
        if row[0] == area:
            key = (as_area, int(row[1]), int(row[2]))
            for name, value in zip(("low", "base", "high", "opens"), (row[3], row[4], row[6], row[7]), strict=True):
                found[*key, name] += int(value)
            found[*key, "single"] = max(found[*key, "single"], int(row[5]))
    return +found


def test_a_late_record_changes_only_the_areas_it_touches() -> None:
    """On random worlds with late records of every kind, untouched areas keep their sums and touched ones, measured
    alone, have the sums of a full measurement.
    """
    engine = DuckDBEngine(duckdb.connect())
    seen: Counter[Any] = Counter()
    for kind in KINDS:
        for number in range(WORLDS):
            rng = random.Random(f"late-{kind}-{number}")  # noqa: S311
            world = random_world(rng, kind)
            before, now = cases(world, rng, engine)
            leaves = zip(world.evaluate(before).leaves, world.evaluate(now).leaves, strict=True)
            for old, new in leaves:
                if old.question is None or new.question is None:
                    continue
                touched = engine.touched((before.inputs, old.question), (now.inputs, new.question))
                full = engine.measure(now.inputs, new.question)
                alone = tuple(new.question.regions[area] for area in touched)
                part = engine.measure(now.inputs, replace(new.question, regions=alone)) if touched else None
                for area in range(len(new.question.regions)):
                    if area in touched:
                        assert rows_of(full, area) == rows_of(part, touched.index(area)), (kind, number)
                    elif old.question.grid == new.question.grid:
                        assert rows_of(full, area) == rows_of(old.rows, area), (kind, number)
                seen[len(touched), len(new.question.regions)] += 1

    assert seen[0, 1]
    assert seen[1, 2]
    assert seen[2, 2]
