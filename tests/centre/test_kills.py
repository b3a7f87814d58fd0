"""kill -9 at random points of appending: what was acknowledged is there, and the ledger verifies."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.centre.cluster import Cluster
from tests.centre.ledgers import LOG, NOW, alias_of, opened, record, said_by, sound, sound_as_read
from tests.centre.writers import Writers, told, wait_for

from ceasefire.centre import Store
from ceasefire.centre.models import LedgerEntry
from ceasefire.problems import Refused

KILLS = int(os.environ.get("LEDGER_KILLS") or (1000 if os.environ.get("LEDGER_LONG") else 50))
AT_ONCE = 5
FRESH_EVERY = 50  # a new database after so many, or the runs would spend their time on verifying old entries


def all_there(store: Store, outs: list[Path]) -> int:
    """Return how many entries were acknowledged, once each of them was found in its place and the ledger is sound."""
    done = [(out.name, each) for out in outs for each in told(out) if "ids" in each]
    acknowledged = {each["first"] + at: one for _, each in done for at, one in enumerate(each["ids"])}
    with store.reading() as copy:
        size = sound_as_read(store, copy).head.size
        rows = LedgerEntry.objects.using(alias_of(store)).values_list("position", "entry_id")
        stands = {position: bytes(each).hex() for position, each in rows}
    assert set(range(size)) == set(stands)
    assert acknowledged.items() <= stands.items()
    for out in outs:
        firsts = [each["first"] for name, each in done if name == out.name]
        assert sorted(firsts) == firsts
    return len(acknowledged)


def killed(writers: Writers, database: str, rng: random.Random) -> list[Path]:
    """Start writers, let them append for a random while, kill them; return what they were told."""
    started = [writers.start(database) for _ in range(AT_ONCE)]
    for pid, out in started:
        if rng.random() < 0.7:  # else wherever it is: connecting, waiting, or with its first entry
            wait_for(out, "ids")
        time.sleep(rng.random() * 0.12)
        os.kill(pid, signal.SIGKILL)
    return [out for _, out in started]


def gone(name: str, cluster: Cluster) -> None:
    """Remove a database, as there would be a thousand of them."""
    if name.startswith("postgresql:"):
        cluster.drop(name)
    else:
        Path(name).unlink()


@pytest.fixture(autouse=True)
def _synced(cluster: Cluster) -> Iterator[None]:
    """Let PostgreSQL sync what it writes, as it does where it counts."""
    cluster.sync(on=True)
    yield
    cluster.sync(on=False)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Random points; printed, so that a run can be made again."""
    seed = int(os.environ.get("LEDGER_SEED") or time.time())
    print(f"LEDGER_SEED={seed}")  # noqa: T201  shown when the test fails
    return random.Random(seed)  # noqa: S311  no secret


def test_writers_are_killed(database: str, tmp_path: Path, writers: Writers, rng: random.Random, cluster) -> None:
    """Writers killed at random points lose nothing that was acknowledged and leave nothing half written; the next
    one appends through the normal path.
    """
    kills = entries = acknowledged = 0
    while kills < KILLS:
        name = str(tmp_path / f"{kills}.sqlite3") if database.endswith(".sqlite3") else cluster.new_database()
        outs: list[Path] = []
        with opened(name) as store:
            while kills < KILLS and (not outs or kills % FRESH_EVERY):
                outs += killed(writers, name, rng)
                kills += AT_ONCE
                acknowledged = all_there(store, outs)
                store.append([record(f"after {kills}")], LOG, NOW)
        entries += acknowledged
        gone(name, cluster)
    print(f"{kills} kills, {entries} acknowledged entries")  # noqa: T201  the long run's count
    assert entries > kills // 2


def test_a_killed_opening_leaves_nothing_or_a_ledger(
    database: str, tmp_path: Path, writers: Writers, rng: random.Random, cluster
) -> None:
    """A process killed while it opens a ledger leaves an open one, or a database in which it can be opened."""
    outcomes: Counter[str] = Counter()
    for number in range(max(KILLS // 5, 5)):
        name = str(tmp_path / f"{number}.sqlite3") if database.endswith(".sqlite3") else cluster.new_database()
        pid, out = writers.start(name, open=True)
        time.sleep(rng.random() * 0.35)
        with contextlib.suppress(ProcessLookupError):  # it was done already
            os.kill(pid, signal.SIGKILL)
        said = said_by(lambda: opened(name).close())  # noqa: B023  called at once
        assert not said or said.startswith("E-LEDGER-031")
        assert said or [] == told(out)
        outcomes["it was open" if said else "opened again"] += 1
        with Store(name) as store:
            assert 1 == sound(store).head.size
        gone(name, cluster)
    print(dict(outcomes))  # noqa: T201  the long run's count


def test_the_server_is_killed(writers: Writers, rng: random.Random, cluster: Cluster) -> None:
    """A PostgreSQL whose processes are killed, or which stops as if the power went, has every acknowledged entry when
    it is back; the writer was told a problem, and goes on by itself.
    """
    database = cluster.new_database()
    outs: list[Path] = []
    acknowledged = 0
    with opened(database) as store:
        for number in range(max(KILLS // 10, 4)):
            _, out = writers.start(database, again=True, batches=[[1, 3][each % 2] for each in range(60)])
            outs.append(out)
            wait_for(out, "ids")
            time.sleep(rng.random() * 0.05)
            if number % 2:
                cluster.stop("immediate")
                time.sleep(0.1)
                cluster.start()
            else:
                who = "SELECT pid FROM pg_stat_activity WHERE backend_type IN ('client backend', 'walwriter')"
                victims = [int(each) for each in cluster.sql(f"{who} AND pid <> pg_backend_pid()").split()]
                for victim in victims[:1]:
                    os.kill(victim, signal.SIGKILL)
            lines = wait_for(out, "done")
            refused = {each["refused"].split(" ")[0] for each in lines if "refused" in each}
            assert {
                "E-LEDGER-032",
                "E-LEDGER-014",
            } >= refused  # -014: it stood already, only its acknowledgement was lost
            store.close()
            for _ in range(200):
                try:
                    store.size()
                    break
                except Refused:
                    time.sleep(0.02)
            acknowledged = all_there(store, outs)
            store.append([record(f"after {number}")], LOG, NOW)
    print(f"{len(outs)} crashes of the server, {acknowledged} acknowledged entries")  # noqa: T201
