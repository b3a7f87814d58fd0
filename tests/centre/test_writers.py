"""Several writers at once, on both databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connections
from tests.centre.ledgers import AUTHOR, LOG, NORTH, NOW, SOUTH, alias_of, opened, record, sound
from tests.centre.writers import Writers, told, wait_for

from ceasefire.centre import Store
from ceasefire.centre.models import LedgerEntry, SignedCheckpoint
from ceasefire.ledger.entries import enter_opening
from ceasefire.problems import Refused

LONG = bool(os.environ.get("LEDGER_LONG"))
WRITERS = 8
SINGLE, BATCHED = ([1] * 10_000, [100] * 100) if LONG else ([1] * 25, [5] * 5)


def test_eight_writers_at_once(database: str, tmp_path: Path, writers: Writers) -> None:
    """Writers get gapless, unique positions, each in its own order; what is acknowledged is there, under a signed
    checkpoint; clocks that disagree never turn `recorded` back.
    """
    with opened(database) as store:
        go = tmp_path / "go"
        outs = [
            writers.start(database, batches=SINGLE if number % 2 else BATCHED, clock=(number % 3) * 1000, go=str(go))[1]
            for number in range(WRITERS)
        ]
        go.touch()
        acknowledged: dict[int, str] = {}
        sizes = set()
        calls = 0
        for out in outs:
            lines = wait_for(out, "done", 3600 if LONG else 60)
            done = [each for each in lines if "ids" in each]
            assert [] == [each for each in lines if "refused" in each]
            firsts = [each["first"] for each in done]
            assert sorted(firsts) == firsts
            for each in done:
                fresh = dict(enumerate(each["ids"], start=each["first"]))
                assert not [position for position in fresh if position in acknowledged]
                acknowledged |= fresh
                sizes.add(int(each["size"]))
                assert int(each["size"]) == each["first"] + len(each["ids"])
            calls += len(done)

        facts = sound(store)
        rows = LedgerEntry.objects.using(alias_of(store)).filter(position__gte=1)
        stands = {position: bytes(each).hex() for position, each in rows.values_list("position", "entry_id")}
        checkpoints = SignedCheckpoint.objects.using(alias_of(store)).values_list("size", flat=True)
        expected = WRITERS * sum(SINGLE)
        assert expected + 1 == facts.head.size
        assert set(range(1, expected + 1)) == set(acknowledged)
        assert acknowledged == stands
        assert {1} | sizes == set(checkpoints)
        assert calls == len(sizes)  # one checkpoint for each batch, none shared by two


def test_many_open_it_at_once(database: str, tmp_path: Path, writers: Writers) -> None:
    """Of several that open a ledger in one database exactly one does; the others are told so, or that it is busy."""
    go = tmp_path / "go"
    outs = [writers.start(database, open=True, go=str(go))[1] for _ in range(4)]
    go.touch()
    for out in outs:
        while not told(out):
            pass
    answers = [told(out)[0] for out in outs]

    assert 1 == sum("opened" in each for each in answers)
    refused = {each["refused"].split(" ", 1)[0] for each in answers if "refused" in each}
    assert refused <= {"E-LEDGER-031", "E-LEDGER-032"}
    with Store(database) as store:
        assert 1 == sound(store).head.size


def test_a_clock_set_back_is_shown(database: str) -> None:
    """With the clock behind the newest entry, `recorded` stays where it was and the acknowledgement says so."""
    with opened(database) as store:
        ahead = store.append([record("a")], LOG, NOW + 3600)
        behind = store.append([record("b")], LOG, NOW)
        again = store.append([record("c")], LOG, NOW + 3600)

        assert () == ahead.warnings
        assert ["W-LEDGER-001"] == [each.code for each in behind.warnings]
        assert (NOW + 3600, NOW + 3600, NOW + 3600) == (ahead.recorded, behind.recorded, again.recorded)
        assert () == again.warnings
        assert NOW + 3600 == sound(store).recorded


def test_a_batch_shares_a_checkpoint_and_every_proof_holds(database: str) -> None:
    """A batch gets one checkpoint; the proof of each of its entries, then and later, leads to a signed one."""
    with opened(database) as store:
        done = store.append([record(f"r{each}") for each in range(300)], LOG, NOW)
        store.append([record("later")], LOG, NOW)

        assert 3 == SignedCheckpoint.objects.using(alias_of(store)).count()
        assert list(range(1, 301)) == [each.index for each in done.proofs]
        assert all(each.is_true_of(each.extra) for each in done.proofs)
        for position in (0, 1, 255, 256, 257, 300, 301):
            proof = store.prove(position)
            assert proof.is_true_of(proof.extra)
            assert proof.checkpoint.is_signed_by(LOG.public)


@pytest.mark.parametrize("size", [255, 256])
def test_batches_over_the_edge_of_a_tile(tmp_path: Path, size: int) -> None:
    """A batch that fills a tile, or begins the next, gives the tree that one entry at a time gives."""
    first = [record(f"r{each}") for each in range(size)]
    rest = [record(f"s{each}") for each in range(258)]
    opening = enter_opening(AUTHOR, LOG, [NORTH.public, SOUTH.public])
    with Store(str(tmp_path / "two.sqlite3")) as two, Store(str(tmp_path / "one.sqlite3")) as one:
        two.open_new([opening, *first], LOG, NOW)
        two.append(rest, LOG, NOW)
        one.open_new([opening, *first, *rest], LOG, NOW)

        assert sound(one).head == sound(two).head


def test_nothing_to_append(database: str) -> None:
    """Appending nothing is a fault of the caller, and makes no checkpoint."""
    with opened(database) as store:
        with pytest.raises(ValueError, match="nothing to append"):
            store.append([], LOG, NOW)
        assert 1 == sound(store).head.size


def test_it_is_durable_before_it_is_acknowledged(database: str) -> None:
    """SQLite syncs its log at every commit; PostgreSQL does too, even where it was told not to wait for it."""
    with opened(database) as store:
        connection = connections[alias_of(store)]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                found = [cursor.execute(f"PRAGMA {each}").fetchone()[0] for each in ("journal_mode", "synchronous")]
            assert ["wal", 2] == found
            return
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        seen = []

        def watch(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            if "UPDATE" in sql:
                with context["connection"].connection.cursor() as cursor:
                    seen.append(cursor.execute("SHOW synchronous_commit").fetchone()[0])
            return result

        with connection.execute_wrapper(watch):
            store.append([record("a")], LOG, NOW)
        assert ["on"] == list(dict.fromkeys(seen))


def test_the_same_ledger_is_not_opened_twice(database: str) -> None:
    """A database holds one ledger, for ever: opening it again is refused and changes nothing."""
    with opened(database) as store:
        with pytest.raises(Refused, match="E-LEDGER-031"):
            opened(database)
        assert 1 == sound(store).head.size
