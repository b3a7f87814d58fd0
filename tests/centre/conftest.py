"""The databases that the storage is tested on: SQLite, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from tests.centre.cluster import Cluster, binaries
from tests.centre.writers import Writers
from tests.conftest import ROOT, missing

MEMORY = Path("/dev/shm")  # noqa: S108  a folder with a name of its own is made in it


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running server."""
    found = binaries()
    if found is None:
        missing("there is no PostgreSQL server; install the package postgresql or set PG_BIN")
    server = Cluster.new(found)
    yield server
    server.gone()


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: most of the time would go into syncing. What is killed is on the disk."""
    if request.module.__name__.endswith("test_kills") or not MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="cf-", dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The name of an empty database, one of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.sqlite3")
        return
    server: Cluster = request.getfixturevalue("cluster")
    address = server.new_database()
    yield address
    connections.close_all()
    server.drop(address)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Close what a test left open, so that no connection outlives it."""
    yield
    connections.close_all()


@pytest.fixture(scope="session")
def nursery() -> Iterator[subprocess.Popen[str]]:
    """The process that forks the writers."""
    command = [sys.executable, "-m", "tests.centre.writer"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0


@pytest.fixture
def writers(nursery: subprocess.Popen[str], tmp_path: Path) -> Writers:
    """What starts writers."""
    folder = tmp_path / "writers"
    folder.mkdir()
    return Writers(nursery, folder)
