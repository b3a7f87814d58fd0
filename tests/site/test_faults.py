"""The site killed, restarted, and left without its database, under load: what was acknowledged is there, in order."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from benchmarks._centre_load import report
from tests.centre.cluster import Cluster, binaries
from tests.conftest import ROOT, missing
from tests.site.serving import Served, ask, environment

from ceasefire.centre import Store

ENDS = (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL)
ROUNDS = ENDS * (20 if os.environ.get("LEDGER_LONG") else 1)
SOON_S = 20


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of these tests' own, which syncs what it writes."""
    found = binaries()
    if found is None:
        missing("there is no PostgreSQL server; install the package postgresql or set PG_BIN")
    server = Cluster.new(found)
    server.sync(on=True)
    yield server
    server.gone()


@dataclass(slots=True)
class Place:
    """A real site on a database of its own, and whoever may send to it."""

    database: str
    site: Served
    tokens: list[str]
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)

    def write(self, token: str, until: threading.Event) -> None:
        """Send reports one after the other; keep what was acknowledged, and where it stands."""
        while not until.is_set():
            key = uuid.uuid4().hex
            status, text = self.send(token, key)
            if status == 201:
                self.acknowledged[key] = json.loads(text)["entries"][0]["entry"]
            elif status:  # 0: it was killed, and the writer does not know
                self.refused.append((status, text))

    def send(self, token: str, key: str) -> tuple[int, str]:
        """Send one report."""
        headers: dict[str, Any] = {"Authorization": f"Bearer {token}", "Idempotency_Key": key}
        headers["Content_Type"] = "application/json"
        return ask(self.site.port, "/api/v1/records", body=json.dumps([report(key)]), **headers)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, built: Path, tmp_path: Path) -> Iterator[Place]:
    """The demonstration's ledger in a real site, on each kind of database; not started yet."""
    server: Cluster | None = request.getfixturevalue("cluster") if request.param == "postgresql" else None
    database = str(tmp_path / "centre.sqlite3") if server is None else server.new_database()
    own = environment(database, built / "keys")
    done = subprocess.run(
        [sys.executable, "-m", "tests.site.preparing", str(built / "centre.sqlite3"), database],
        cwd=ROOT,
        env={**own, "DJANGO_SETTINGS_MODULE": "ceasefire.centre.web.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = Place(database, Served(own), json.loads(done.stdout))
    yield found
    found.site.gone()
    if server is not None:
        server.drop(database)


def _has_more_than(place: Place, number: int) -> bool:
    return len(place.acknowledged) > number


def wait_until(holds: Callable[[], bool], seconds: float = SOON_S) -> float:
    """Wait until something holds; return how long it took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, "it did not come to pass"
        time.sleep(0.05)
    return time.monotonic() - began


def test_nothing_acknowledged_is_lost(place: Place):
    """Killed and stopped while four write, it loses nothing that was acknowledged, and its ledger verifies."""
    rng = random.Random(20160919)  # noqa: S311  no secret
    for how in ROUNDS:
        port, before, over = place.site.start(), len(place.acknowledged), threading.Event()
        writers = [threading.Thread(target=place.write, args=(each, over)) for each in place.tokens]
        for each in writers:
            each.start()
        wait_until(partial(_has_more_than, place, before + 5), 120)
        time.sleep(rng.random())
        code = place.site.stop(how)
        over.set()
        for each in writers:
            each.join()

        assert port
        assert place.refused == []
        assert "Traceback" not in place.site.told
        assert code == (-signal.SIGKILL if how == signal.SIGKILL else 0)
        with Store(place.database) as store:
            names = {("civil-defence", key, 1): entry for key, entry in place.acknowledged.items()}
            stands = {name: position for name, (position, _) in store.standing_at(names).items()}
        assert names == stands

    command = [sys.executable, "-c", "from ceasefire.cli import main; main()", "ledger", "verify", place.database]
    done = subprocess.run(command, cwd=ROOT, env=place.site.own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_the_server_of_the_database_goes_and_comes_back(place: Place, cluster: Cluster):
    """Without PostgreSQL pages and the API say so in words within seconds; when it is back they work by themselves."""
    port = place.site.start()
    assert ask(port, "/")[0] == 200
    cluster.stop("immediate")
    try:
        for path in ("/", "/?known=1474000000", "/live"):
            began = time.monotonic()
            status, text = ask(port, path)
            assert (path, status) == (path, 503)
            assert time.monotonic() - began < 10
            assert "Traceback" not in text
            assert "<html" in text or path == "/live"
        status, text = place.send(place.tokens[0], uuid.uuid4().hex)
        assert status == 503
        assert cluster.folder.name not in text
    finally:
        cluster.start()
    wait_until(lambda: ask(port, "/")[0] == 200)
    assert place.send(place.tokens[0], uuid.uuid4().hex)[0] == 201


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_file_is_locked_or_no_database(place: Place):
    """While another holds the file, reading goes on and writing says so; a spoilt file is told; both pass."""
    port = place.site.start()
    assert ask(port, "/")[0] == 200
    with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ask(port, "/")[0] == 200
        began = time.monotonic()
        status, text = place.send(place.tokens[0], uuid.uuid4().hex)
        assert status == 503, text
        assert time.monotonic() - began < SOON_S
        other.execute("ROLLBACK")
    assert place.send(place.tokens[0], uuid.uuid4().hex)[0] == 201

    aside = Path(place.database).with_suffix(".aside")
    files = [each for each in aside.parent.glob("centre.sqlite3*") if each.suffix != ".serving"]
    for each in files:
        shutil.move(each, f"{aside}{each.name}")
    Path(place.database).write_text("no database, and longer than its header would be: " * 100)
    status, text = ask(port, "/")
    assert status == 503
    assert "<html" in text
    for each in files:
        shutil.move(f"{aside}{each.name}", each)
    wait_until(lambda: ask(port, "/")[0] == 200)
    assert place.send(place.tokens[0], uuid.uuid4().hex)[0] == 201


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_two_start_at_once(place: Place):
    """Two processes that start together on a database without the site's tables both serve; with no secret, one."""
    other = Served(place.site.own)
    try:
        starting = threading.Thread(target=other.start)
        starting.start()
        first = place.site.start()
        starting.join()
        assert ask(first, "/")[0] == ask(other.port, "/")[0] == 200
        assert other.stop(signal.SIGINT) == 0
        assert "Traceback" not in other.told
        if place.database.endswith("sqlite3"):
            bare = {key: value for key, value in place.site.own.items() if key != "CEASEFIRE_SECRET_KEY"}
            third = Served(bare)
            with pytest.raises(AssertionError, match="E-SITE-002"):
                third.start()
            third.gone()
    finally:
        other.gone()


def test_a_port_in_use_is_said(place: Place):
    """A port that is taken is named, with what to do; there is no traceback."""
    if not place.database.endswith("sqlite3"):
        return
    port = place.site.start()
    second = Served(place.site.own)
    with pytest.raises(AssertionError, match="E-SITE-004"):
        second.start(port)
    assert "Traceback" not in second.told
    second.gone()
