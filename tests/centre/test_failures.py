"""Each write failing in turn, the disk full, the file no database, the server gone: a problem, and the ledger sound."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from tests.centre.cluster import Cluster
from tests.centre.ledgers import (
    AUTHOR,
    LOG,
    NORTH,
    NOW,
    SOUTH,
    alias_of,
    codes,
    counts,
    opened,
    protected,
    record,
    said_by,
    sound,
)
from tests.centre.writers import Writers, wait_for

from ceasefire.centre import Store
from ceasefire.ledger.copies import verify_copy
from ceasefire.ledger.entries import enter_opening, enter_redaction
from ceasefire.ledger.notes import Signature, cosign
from ceasefire.problems import Refused, render

SECRET = "the well at 36.2001"  # noqa: S105  what nobody may read
SAID = f"disk I/O error\nDETAIL:  Key (body)=({SECRET}) failed\nCONTEXT:  password=hunter2"


@contextmanager
def failing_at(
    store: Store, number: int, error: Callable[[], Exception] = lambda: OperationalError(SAID)
) -> Iterator[list[str]]:
    """Let the n-th statement from now on fail, and none before or after it; yield the statements."""
    statements: list[str] = []

    def execute_or_fail(execute, sql, params, many, context):
        statements.append(sql)
        if len(statements) == number:
            raise error()
        return execute(sql, params, many, context)

    with connections[alias_of(store)].execute_wrapper(execute_or_fail):
        yield statements


@contextmanager
def failing_commit(store: Store, *, written: bool) -> Iterator[None]:
    """Let the commit fail: before anything is written, or with only the answer lost."""
    connection: Any = connections[alias_of(store)]
    commit = connection._commit

    def fail() -> None:
        if written:
            commit()
        raise OperationalError(SAID)

    connection._commit = fail
    try:
        yield
    finally:
        del connection._commit


def refused(act: Callable[[], object]) -> str:
    """Return the sentence of the E-LEDGER-032 that an act ends in; it tells nothing but what failed."""
    with pytest.raises(Refused) as caught:
        act()
    assert ["E-LEDGER-032"] == codes(caught.value)
    text = render(caught.value.problems[0])
    assert not [each for each in (SECRET, "hunter2", "DETAIL", "INSERT INTO", "VALUES") if each in text]
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return text


def acts(store: Store) -> dict[str, Callable[[], object]]:
    """Return what can be written to a ledger with a protected record at position 1."""
    text = store.copy().checkpoint.text
    line = cosign(text, "north", NORTH.sign, NOW)
    redaction = enter_redaction(AUTHOR, 1, ["core", "narrative", "attachment-1"], ["mission"], "privacy")
    batch = [protected("p2", SECRET), record("r2")]
    return {
        "append": lambda: store.append(batch, LOG, NOW + 1),
        "redact": lambda: store.redact(redaction, LOG, NOW + 1),
        "cosigned": lambda: store.cosigned(line),
    }


@pytest.mark.parametrize("what", ["append", "redact", "cosigned"])
def test_each_statement_fails_in_turn(database: str, what: str) -> None:
    """Whichever statement of a write fails, there is a problem, no row more or less, a sound ledger; then it works."""
    with opened(database, protected("p1", SECRET)) as store:
        store.append([record(f"r{each}") for each in range(300, 303)], LOG, NOW)
        act, before = acts(store)[what], counts(store)
        number, done = 0, False
        while not done:
            number += 1
            with failing_at(store, number) as statements:
                said = said_by(act)
            done = not said
            assert done == (len(statements) < number)
            if not done:
                assert said.startswith("E-LEDGER-032")
                assert SECRET not in said
                assert before == counts(store)
                sound(store)

        assert number > 6
        assert before != counts(store)
        sound(store)


@pytest.mark.parametrize("what", ["append", "redact", "cosigned"])
def test_the_commit_fails(database: str, what: str) -> None:
    """A commit that fails leaves nothing; one whose answer is lost leaves all of it, and never an acknowledgement."""
    with opened(database, protected("p1", SECRET)) as store:
        act, before = acts(store)[what], counts(store)
        with failing_commit(store, written=False):
            refused(act)
        assert before == counts(store)
        sound(store)
        with failing_commit(store, written=True):
            refused(act)
        assert before != counts(store)
        sound(store)
        if what == "cosigned":
            assert 2 == act()
        else:
            with pytest.raises(Refused, match="E-LEDGER-014"):
                act()  # handed in again, as the problem says: it stands already
        store.append([record("later")], LOG, NOW)
        sound(store)


@pytest.mark.parametrize("tables", [False, True])
def test_each_statement_of_an_opening_fails_in_turn(database: str, tables: bool) -> None:
    """Whichever statement of opening fails, no ledger is there, with or without tables; then it is opened."""
    opening = [enter_opening(AUTHOR, LOG, [NORTH.public, SOUTH.public])]
    with Store(database) as store:
        if tables:
            call_command("migrate", database=alias_of(store), verbosity=0)
        number, done = 0, False
        while not done:
            number += 1
            with failing_at(store, number):
                said = said_by(lambda: store.open_new(opening, LOG, NOW))
            done = not said
            assert done or said.startswith("E-LEDGER-032")
            if not done:
                with pytest.raises(Refused, match="E-LEDGER-030"):
                    store.copy()
        assert number > 10
        assert 1 == sound(store).head.size
        store.append([record("a")], LOG, NOW)
        assert 2 == sound(store).head.size


@pytest.mark.parametrize("what", ["copy", "size", "prove", "keyring", "entry", "verify"])
def test_reading_fails(database: str, what: str) -> None:
    """Whichever statement of a question fails, there is a problem; asked again it answers."""
    with opened(database, protected("p1", SECRET)) as store:
        store.append([record(f"r{each}") for each in range(300)], LOG, NOW)
        asks: dict[str, Callable[[], object]] = {
            "copy": store.copy,
            "size": store.size,
            "prove": lambda: store.prove(1),
            "keyring": lambda: Store(database).keyring(),
            "entry": lambda: store.entry(1),
            "verify": lambda: verify_copy(store.copy()),
        }
        number, done = 0, False
        while not done:
            number += 1
            with failing_at(store, number):
                said = said_by(asks[what])
            done = not said
            assert done or said.startswith("E-LEDGER-032")
        assert number > 1


def test_the_disk_is_full(tmp_path: Path) -> None:
    """With SQLite's file at its largest, at every number of free pages, nothing half is written; with room it works."""
    with opened(str(tmp_path / "l.sqlite3"), protected("p1", SECRET)) as store:
        batch = [protected(f"p{each}", SECRET * 10) for each in range(2, 12)]
        before, full = counts(store), 0
        with connections[alias_of(store)].cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        for free in range(1000):
            with connections[alias_of(store)].cursor() as cursor:
                cursor.execute(f"PRAGMA max_page_count = {pages + free}")
            said = said_by(lambda: store.append(batch, LOG, NOW))
            if not said:
                break
            assert "database or disk is full" in said
            full += 1
            assert before == counts(store)
            sound(store)

        assert full > 10
        assert 12 == sound(store).head.size


def test_a_file_may_grow_no_further(tmp_path: Path, writers: Writers) -> None:
    """A writer whose files hit the system's limit is told a problem, at whatever byte; the ledger stays sound."""
    database = str(tmp_path / "l.sqlite3")
    with opened(database) as store:
        store.append([record(f"r{each}") for each in range(50)], LOG, NOW)
        limited = 0
        for limit in (33_000, 40_000, 70_000, 100_001, 150_000, 200_000):
            _, out = writers.start(database, batches=[20, 20, 20], file_limit=limit, name=f"w{limit}")
            lines = wait_for(out, "done")
            problems = [each["refused"] for each in lines if "refused" in each]
            assert all(each.startswith("E-LEDGER-032") for each in problems)
            limited += len(problems)
            sound(store)
        assert limited > 3
        store.append([record("after")], LOG, NOW)
        sound(store)


def test_it_may_only_be_read(database: str) -> None:
    """Where nothing may be written, writing is a problem, and the ledger can be read and verified as before."""
    with opened(database) as store:
        with connections[alias_of(store)].cursor() as cursor:
            lite = connections[alias_of(store)].vendor == "sqlite"
            cursor.execute("PRAGMA query_only = ON" if lite else "SET default_transaction_read_only = on")
        assert "read" in refused(lambda: store.append([record("a")], LOG, NOW))
        assert 1 == sound(store).head.size


def test_a_read_only_file(tmp_path: Path) -> None:
    """A file and a folder that their user may not write are a problem to append to, and unhurt."""
    database = tmp_path / "shut" / "l.sqlite3"
    database.parent.mkdir()
    opened(str(database)).close()
    before = database.read_bytes()
    pid = os.fork()
    if pid == 0:  # a process of its own, as root would be let in
        try:
            tmp_path.chmod(0o755)
            database.chmod(0o444)
            database.parent.chmod(0o555)
            if os.geteuid() == 0:
                os.seteuid(65534)
            refused(lambda: Store(str(database)).append([record("a")], LOG, NOW))
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    database.parent.chmod(0o755)
    database.chmod(0o644)

    assert 0 == status
    assert before == database.read_bytes()
    with Store(str(database)) as store:
        store.append([record("a")], LOG, NOW)
        assert 2 == sound(store).head.size


def test_no_database_at_all(tmp_path: Path) -> None:
    """A text, a folder, a file cut short, a path that leads nowhere: a problem each, and the file is not touched."""
    text = tmp_path / "notes.txt"
    text.write_text("no database, and longer than its header would be: " * 100)
    nowhere = tmp_path / "nowhere" / "l.sqlite3"
    for name in (text, tmp_path, nowhere):
        with Store(str(name)) as store:
            assert str(name) in refused(store.copy)
            refused(partial(store.append, [record("a")], LOG, NOW))
            refused(partial(store.open_new, [enter_opening(AUTHOR, LOG, [])], LOG, NOW))
    assert text.read_text().startswith("no database")
    assert not nowhere.parent.exists()


def test_another_database(database: str) -> None:
    """A database that holds no ledger is named as that, by every question, and by every attempt to write."""
    with Store(database) as store:
        for act in (store.copy, store.size, store.keyring, lambda: store.append([record("a")], LOG, NOW)):
            with pytest.raises(Refused, match="E-LEDGER-030"):
                act()
        line = Signature("north", b"1234", bytes(72))
        with pytest.raises(Refused, match="E-LEDGER-030"):
            store.cosigned(line)


def test_a_damaged_file(tmp_path: Path) -> None:
    """Whatever bytes of SQLite's file are overwritten or cut off, reading and appending end in a problem or go well."""
    whole = tmp_path / "whole.sqlite3"
    with opened(str(whole), protected("p1", SECRET)) as store:
        store.append([record(f"r{each}") for each in range(40)], LOG, NOW)
        store.purge()
    data = whole.read_bytes()
    rng = random.Random(20161026)  # noqa: S311  no secret
    found = 0
    for number in range(100):
        hurt = bytearray(data)
        if number % 4 == 0:
            del hurt[rng.randrange(len(hurt)) :]
        elif number % 4 == 1:
            page = rng.randrange(len(hurt) // 4096)
            hurt[page * 4096 : (page + 1) * 4096] = bytes(4096)
        else:
            for _ in range(1 if number % 4 == 2 else 30):
                hurt[rng.randrange(len(hurt))] = rng.randrange(256)
        name = tmp_path / f"{number}.sqlite3"
        name.write_bytes(hurt)
        with Store(str(name)) as store:
            acts_ = (lambda: verify_copy(store.copy()), lambda: store.append([record("new")], LOG, NOW))
            said = [said_by(act) for act in acts_]
            found += sum(map(bool, said))
            assert SECRET not in str(said)
        name.unlink()
    assert found > 40


def test_a_row_that_somebody_changed(tmp_path: Path) -> None:
    """Rows that were changed behind the ledger's back, to other types as well, are a problem and no traceback."""
    whole = tmp_path / "whole.sqlite3"
    opened(str(whole), protected("p1", SECRET)).close()
    columns = {
        "centre_ledgerentry": ("leaf", "position", "kind"),
        "centre_entrypart": ("salt", "body", "wraps", "name", "rank"),
        "centre_tile": ("hashes",),
        "centre_signedcheckpoint": ("note", "size"),
        "centre_head": ("size", "recorded"),
        "centre_attachment": ("sealed", "part"),
    }
    values = ("7", "'text'", "x''", "x'00ff'", "-1", "1.5")
    for table, column, value in ((t, c, v) for t, cs in columns.items() for c in cs for v in values):
        name = tmp_path / "changed.sqlite3"
        shutil.copy(whole, name)
        raw = sqlite3.connect(name)
        raw.execute(f"UPDATE OR IGNORE {table} SET {column} = {value}")
        raw.commit()
        raw.close()
        with Store(str(name)) as store:
            asks: tuple[Callable[[], object], ...] = (
                lambda: verify_copy(store.copy()),
                lambda: store.entry(1),
                lambda: store.prove(1),
                store.newest_agreement,
                store.keyring,
                lambda: store.append([record("new")], LOG, NOW),
            )
            assert SECRET not in str([said_by(act) for act in asks]), (table, column, value)
        name.unlink()


def test_the_server_stops_and_comes_back(cluster: Cluster) -> None:
    """While the server is away every question and write is a problem; when it is back the same store works again."""
    with opened(cluster.new_database()) as store:
        copy = store.copy()
        cluster.stop("immediate")
        try:
            texts = [refused(lambda: store.append([record("a")], LOG, NOW)), refused(store.size)]
            texts += [refused(lambda: verify_copy(copy)), refused(store.purge)]
        finally:
            cluster.start()
        assert all(each.startswith("E-LEDGER-032 the PostgreSQL database: ") for each in texts)
        store.append([record("a")], LOG, NOW)
        assert 2 == sound(store).head.size


def test_a_transaction_is_ended_by_the_server(cluster: Cluster) -> None:
    """A backend that is ended in the middle of an append leaves nothing of it, and the next append works."""
    with opened(cluster.new_database()) as store:
        for at in range(1, 12):
            before, batch = counts(store), [record(f"a{at}")]
            with ended_at(store, cluster, at):
                refused(partial(store.append, batch, LOG, NOW))
            assert before == counts(store)
            store.append(batch, LOG, NOW)
            sound(store)


@contextmanager
def ended_at(store: Store, cluster: Cluster, number: int) -> Iterator[None]:
    """Let the server end the connection before the n-th statement from now on."""
    seen = count(1)

    def end(execute, sql, params, many, context):
        if next(seen) == number:
            pid = context["connection"].connection.info.backend_pid
            cluster.sql(f"SELECT pg_terminate_backend({pid}, 5000)")
        return execute(sql, params, many, context)

    with connections[alias_of(store)].execute_wrapper(end):
        yield
