"""Every engine gives the same numbers: on random worlds, on the shipped agreements, on real data."""

from __future__ import annotations

import os
import random
from pathlib import Path

import duckdb
import numpy as np
import pytest
from tests.oracle.test_oracle import KINDS
from tests.oracle.worlds import random_world

from ceasefire.agreement import Agreement, agreement_from_text
from ceasefire.assess import Asked, DuckDBEngine, ReferenceEngine, check
from ceasefire.records import Dataset, Record
from ceasefire.sources import read_source, shipped_mapping
from ceasefire.times import instant_from_text

ROOT = Path(__file__).resolve().parents[2]
WORLDS = 3_000 if os.environ.get("ORACLE_LONG") else 60
MOMENTS = ("2016-09-15T00:00:00+03:00", "2016-09-20T00:00:00+03:00", "2016-12-31T00:00:00+03:00")


def shipped(name: str) -> tuple[Agreement, list[Record], list[Dataset]]:
    """Return (agreement, records, datasets) of a shipped agreement."""
    folder = ROOT / "agreements" / name
    agreement = agreement_from_text((folder / "agreement.yaml").read_text("utf-8"), "agreement.yaml")
    records: list[Record] = []
    datasets: list[Dataset] = []
    for path in sorted(folder.glob("records*.jsonl")):
        read = read_source("jsonl", path.read_bytes(), path.name, position=len(records))
        assert not read.problems
        records += read.records
        datasets.append(read.dataset)
    return agreement, records, datasets


@pytest.mark.parametrize("kind", KINDS)
def test_random_worlds_give_equal_answers(kind: str) -> None:
    """Both engines give one outcome set, one grid of days and one clock on every random world."""
    fast = DuckDBEngine(duckdb.connect())
    for number in range(WORLDS):
        world = random_world(random.Random(f"engines-{kind}-{number}"), kind)
        slow_node, fast_node = world.node(), world.node(fast)

        assert slow_node.outcomes == fast_node.outcomes, (kind, number)
        assert slow_node.areas == fast_node.areas, (kind, number)
        assert (slow_node.days is None) == (fast_node.days is None)
        if slow_node.days is not None and fast_node.days is not None:
            assert np.array_equal(slow_node.days, fast_node.days), (kind, number)
        assert [each.clock for each in slow_node.each] == [each.clock for each in fast_node.each], (
            kind,
            number,
        )
        assert (slow_node.together and slow_node.together.clock) == (fast_node.together and fast_node.together.clock)


@pytest.mark.parametrize("name", ["syria-2016-09", "two-valleys"])
@pytest.mark.parametrize("knowledge", ["as-reported", "hindsight"])
def test_shipped_agreements_give_equal_digests(name: str, knowledge: str) -> None:
    """Both engines give one digest on the shipped agreements at several moments."""
    agreement, records, datasets = shipped(name)
    moments = [instant_from_text(each) for each in MOMENTS]
    if name == "two-valleys":
        begins = agreement.instruments[0].begins
        assert begins is not None
        moments = [begins + days * 86_400 for days in (1, 5, 30)]
    for now in moments:
        asked = Asked(now, now, knowledge)
        slow = check(agreement, records, datasets, asked, ReferenceEngine())
        fast = check(agreement, records, datasets, asked, DuckDBEngine(duckdb.connect()))

        assert slow == fast
        assert slow.digest.startswith("sha256:")


def test_real_data_give_equal_digests(shared_data: Path) -> None:
    """Both engines give one digest on two years of UCDP GED beside the shipped claims."""
    agreement, records, datasets = shipped("syria-2016-09")
    path = shared_data / "ucdp_ged_syria" / "ged_syria_2016_2017.csv.gz"
    mapping = shipped_mapping("ucdp-ged-syria-2016-2017.yaml")
    read = read_source("ucdp-ged", path.read_bytes(), path.name, mapping, position=len(records))
    now = instant_from_text("2016-09-30T00:00:00+03:00")
    everything = [*records, *read.records]
    asked = Asked(now, now, "hindsight")

    slow = check(agreement, everything, [*datasets, read.dataset], asked, ReferenceEngine())
    fast = check(agreement, everything, [*datasets, read.dataset], asked, DuckDBEngine(duckdb.connect()))

    assert slow == fast
