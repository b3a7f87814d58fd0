"""Of worlds with links, whatever the truth: engines agree, order is nothing, what does not count moves nothing."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from dataclasses import replace

import duckdb
import pytest
from tests.oracle.test_oracle import KINDS
from tests.oracle.worlds import World, instant, linked_world, record

from ceasefire.assess import DuckDBEngine
from ceasefire.assess.forms import Node
from ceasefire.records import Link, Record

WORLDS = 400 if os.environ.get("ORACLE_LONG") else 12
FORMS = [each for each in KINDS if each != "response"]


def drawn(kind: str) -> Iterable[tuple[random.Random, World]]:
    """Yield worlds with links, each with its source of chance."""
    for number in range(WORLDS):
        rng = random.Random(f"links-{kind}-{number}")
        yield rng, linked_world(rng, kind)


def answer(node: Node) -> tuple[object, ...]:
    """Return outcomes, days and clocks."""
    days = None if node.days is None else node.days.tolist()
    return node.outcomes, node.areas, days, [each.clock for each in node.each], node.together and node.together.clock


@pytest.mark.parametrize("kind", FORMS)
def test_the_engines_agree_on_linked_worlds(kind: str) -> None:
    """The reference and DuckDB give one outcome set, one grid of days and one clock."""
    fast = DuckDBEngine(duckdb.connect())
    for _, world in drawn(kind):
        assert answer(world.node()) == answer(world.node(fast))


@pytest.mark.parametrize("kind", FORMS)
def test_the_order_of_linked_records_is_nothing(kind: str) -> None:
    """Records in another order, links told at other instants kept in theirs, give the same answer."""
    for rng, world in drawn(kind):
        told = [each for each in world.records if each.kind == "link"]
        others = rng.sample([each for each in world.records if each.kind != "link"], len(world.records) - len(told))
        told.sort(key=lambda each: each.recorded or 0)

        assert answer(replace(world, records=(*told, *others)).node()) == answer(world.node())


def counts(world: World, each: Record) -> bool:
    """Return whether a record is no link, or a link that counts."""
    known = each.recorded is None or each.recorded <= instant(world.now)
    return each.kind != "link" or (known and each.standing in ("corroborated", "verified"))


@pytest.mark.parametrize("kind", FORMS)
def test_links_that_do_not_count_are_nothing(kind: str) -> None:
    """Taking away, or adding many of, the links below the standard of proof, or told too late, changes nothing."""
    for rng, world in drawn(kind):
        keys = [each.key for each in world.records if each.kind == "report"]
        planted = [
            record(
                "link", f"planted{number}", standing=rng.choice(("received", "screened")),
                details=Link(one, other, rng.choice(("confirmed", "provisional", "rejected"))),
            )
            for number, (one, other) in enumerate(rng.sample(keys, 2) for _ in range(20))
        ]  # fmt: skip
        fewer = tuple(each for each in world.records if counts(world, each))

        assert answer(replace(world, records=fewer).node()) == answer(world.node())
        assert answer(replace(world, records=(*fewer, *planted)).node()) == answer(world.node())


@pytest.mark.parametrize("kind", FORMS)
def test_raw_claims_of_names_are_nothing(kind: str) -> None:
    """Received reports that claim the incidents of others, of their source and data set, change nothing."""
    for rng, world in drawn(kind):
        reports = [each for each in world.records if each.kind == "report"]
        raw = tuple(
            replace(rng.choice(reports), id=f"raw{number}", standing="received", incidents=(rng.choice("XY"),))
            for number in range(10)
        )

        assert answer(replace(world, records=(*world.records, *raw)).node()) == answer(world.node())
