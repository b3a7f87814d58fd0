"""The drill of docs/backup.md: each of its commands, on a ledger that is backed up, lost, restored, and found out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.centre.cluster import Cluster
from tests.centre.ledgers import LOG, MISSION, NORTH, NOW, opened, protected, record, said_by, sound
from tests.centre.writers import Writers, wait_for
from tests.conftest import ROOT

from ceasefire.centre import Store
from ceasefire.ledger import text_from_key
from ceasefire.ledger.copies import Expected, WitnessState, cosign_copy

PAGE = ROOT / "docs" / "backup.md"
BLOCKS = dict(re.findall(r"<!-- run: ([a-z-]+) -->\n```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, cluster: Cluster) -> Run:
    """Run a block of the page as an operator would; `north` is the witness, and its machine this one."""
    for key, name in ((NORTH, "north.key"), (LOG, "log.key"), (MISSION, "mission.key")):
        (tmp_path / name).write_text(text_from_key(key, "", os.urandom))
    programs = f"{Path(sys.executable).parent}:{cluster.bin}:{os.environ['PATH']}"
    own = {"PATH": programs, "PGHOST": str(cluster.folder), "PGUSER": "postgres", "LOG": str(LOG.public)}
    own |= {"CEASEFIRE_KEY": "north.key", "CEASEFIRE_LOG_KEY": "log.key"}
    outside = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "CEASEFIRE_PASSPHRASE")}

    def block(name: str, expected: int = 0, database: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["/bin/sh", "-eu", "-c", BLOCKS.get(name, name)],
            cwd=tmp_path,
            env=outside | own | ({"DATABASE_URL": database} if database else {}),
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert expected == done.returncode, (name, done.stdout, done.stderr)
        return done

    return block


def test_every_block_is_run() -> None:
    """The page holds no command outside the blocks that the tests below run."""
    text = PAGE.read_text("utf-8")

    assert text.count("```") == 2 * len(BLOCKS)
    used = set(re.findall(r'run\("([a-z-]+)"', Path(__file__).read_text("utf-8")))
    assert set(BLOCKS) == used | {
        f"{kind}-{what}" for kind in ("sqlite", "postgresql") for what in ("backup", "restore")
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    return str(request.param)


def test_the_drill(kind: str, tmp_path: Path, cluster: Cluster, run: Run, writers: Writers) -> None:
    """A backup made while others append restores to a sound ledger; an older one is refused by the witness, also after
    it has grown beyond what the witness saw; anybody with its state sees it; begun anew, it cosigns again.
    """
    address = cluster.new_database() if kind == "postgresql" else ""
    with opened(address or str(tmp_path / "ceasefire.sqlite3"), protected("p1", "a secret")) as store:
        if kind == "sqlite":
            run("look")
        _, out = writers.start(address or store.name, batches=[1] * 30)
        wait_for(out, "ids")
        run(f"{kind}-backup", database=address)
        wait_for(out, "done")
        (note,) = (tmp_path / "backups").glob("*.checkpoint")
        size = int(note.read_text("utf-8").split("\n")[1])
        assert 2 < size <= store.size()
        assert 0 == note.with_suffix("").stat().st_mode & 0o077
        lost = store.append([record("acknowledged, and then lost")], LOG, NOW).proofs[0]
        (tmp_path / "lost.tlog-proof").write_text(str(lost))
        line, state, _ = cosign_copy(store.copy(), NORTH, None, LOG.public, NOW)
        (tmp_path / "north.key.witness").write_text(state.text())
        assert lost.index + 1 == store.cosigned(line)

    cluster.sql("DROP DATABASE IF EXISTS ledger_restored")
    assert note.read_text("utf-8") in run(f"{kind}-restore", database=address).stdout
    after = cluster.address("ledger_restored") if address else ""
    with Store(after or str(tmp_path / "ceasefire.sqlite3")) as store:
        assert size == sound(store).head.size
        assert said_by(lambda: cosign_copy(store.copy(), NORTH, state, None, NOW)).startswith("E-LEDGER-020")
        assert said_by(lambda: sound(store, Expected(proofs=(lost,)))).startswith("E-LEDGER-024")
        if kind == "sqlite":  # the commands from here on do the same for both
            assert "E-LEDGER-020" in run("witness", 4).stderr
            assert "E-LEDGER-020" in run("anybody", 4).stderr
        store.append([record(f"another history {each}") for each in range(lost.index)], LOG, NOW + 1)
        assert said_by(lambda: cosign_copy(store.copy(), NORTH, state, None, NOW)).startswith("E-LEDGER-021")
        if kind == "sqlite":
            run("anew")
            begun = WitnessState.from_text((tmp_path / "north.key.witness").read_text("utf-8"))
            cosign_copy(store.copy(), NORTH, begun, None, NOW)


def test_backups_expire(tmp_path: Path, run: Run) -> None:
    """Backups older than their date go, with what was deleted since; newer ones and other files stay."""
    folder = tmp_path / "backups"
    folder.mkdir()
    for name, days in (
        ("ledger-a.dump", 31.5),
        ("ledger-a.dump.checkpoint", 31.5),
        ("ledger-b.dump", 29),
        ("notes", 99),
    ):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - days * 86_400,) * 2)
    run("expire")

    assert ["ledger-b.dump", "notes"] == sorted(each.name for each in folder.iterdir())


def test_a_plain_copy_of_the_file_lacks_the_newest(tmp_path: Path) -> None:
    """What the page warns of is so: a copy of the file alone, while it is in use, lacks what was acknowledged."""
    with opened(str(tmp_path / "l.sqlite3")) as store:
        store.append([record("a")], LOG, NOW)
        (tmp_path / "copy.sqlite3").write_bytes((tmp_path / "l.sqlite3").read_bytes())
        with Store(str(tmp_path / "copy.sqlite3")) as copied:
            assert 1 == sound(copied).head.size
        assert 2 == sound(store).head.size
