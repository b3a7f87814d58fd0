"""Redacted, and purged: no byte of what was deleted is in the database's files; and reading while others redact."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from tests.centre.cluster import Cluster, name_of
from tests.centre.ledgers import AUTHOR, LOG, MISSION, NOW, alias_of, codes, opened, protected, record, sound

from ceasefire.centre import Store
from ceasefire.centre.models import Attachment, EntryPart
from ceasefire.ledger.copies import verify_copy
from ceasefire.ledger.entries import SealedPart, enter_redaction, unseal
from ceasefire.problems import Refused

PARTS = ["core", "narrative", "attachment-1"]


def words() -> str:
    """Return a secret that no other test has."""
    return f"the third house behind the mill, {os.urandom(16).hex()}"


def redaction(position: int = 1, parts: list[str] = PARTS):
    """Return the redaction of an entry."""
    return enter_redaction(AUTHOR, position, parts, ["mission"], "danger to life")


def traces(store: Store, position: int = 1) -> list[bytes]:
    """Return bytes that are nowhere but in the parts of an entry: words, salt, sealed bytes, wraps.

    A long value is cut up by the database, so its beginning and its end are looked for.
    """
    alias = alias_of(store)
    rows = EntryPart.objects.using(alias).filter(entry_id=position)
    sealed = [bytes(each.body) for each in rows if each.name != "core"]
    sealed += [bytes(each.sealed) for each in Attachment.objects.using(alias).filter(entry_id=position)]
    wraps = [wrap["wrap"].encode() for each in rows if each.name != "core" for wrap in json.loads(bytes(each.wraps))]
    pieces = [cut for each in (*sealed, *wraps) for cut in (each[:32], each[-32:])]
    return [says(rows[0]), bytes(rows[0].salt), *pieces]


def says(core: EntryPart) -> bytes:
    """Return the secret words of a core."""
    words: str = json.loads(bytes(core.body))["incident"]
    return words.encode()


def files_of(store: Store, cluster: Cluster | None) -> list[Path]:
    """Return the files in which the database keeps its tables."""
    if cluster is None:
        return sorted(Path(store.name).parent.glob(Path(store.name).name + "*"))
    return [each for each in (cluster.folder / "data" / "base").rglob("*") if each.is_file()]


def holding(files: list[Path], pieces: list[bytes]) -> list[tuple[str, bytes]]:
    """Return which file holds which piece."""
    contents = [(each.name, each.read_bytes()) for each in files if each.exists()]
    return [(name, piece) for name, content in contents for piece in pieces if piece in content]


@pytest.fixture
def server(database: str, request: pytest.FixtureRequest) -> Cluster | None:
    """The server of the database, if it has one."""
    return None if database.endswith(".sqlite3") else request.getfixturevalue("cluster")


def test_nothing_deleted_is_left_in_the_files(database: str, server: Cluster | None) -> None:
    """After redaction and purge no content, salt, sealed byte or wrap of the deleted parts is in any file of the
    database, not even in the samples that PostgreSQL takes; before it, they were found there.
    """
    with opened(database, protected("p1", words()), protected("p2", "another story")) as store:
        store.append([protected(f"q{each}", words()) for each in range(40)], LOG, NOW)
        last = store.size() - 1  # freed space of a page is written over from one end alone
        pieces = traces(store) + traces(store, last)
        assert len(pieces) > 20
        if server is not None:
            with connections[alias_of(store)].cursor() as cursor:
                cursor.execute("ANALYZE")
                cursor.execute("CHECKPOINT")
        found = holding(files_of(store, server), pieces)
        assert set(pieces) == {piece for _, piece in found}

        store.append([redaction(), redaction(last)], LOG, NOW)
        store.purge()

        assert [] == holding(files_of(store, server), pieces)
        assert (1, PARTS) == (sound(store).redactions[0].entry, list(sound(store).redactions[0].parts))
        assert holding(files_of(store, server), traces(store, 2))
        leaf, parts = store.entry(2)
        assert isinstance(parts[1], SealedPart)
        assert {"text": "another story"} == unseal(parts[1], leaf.entry.parts[1], MISSION)


def test_one_part_alone(database: str) -> None:
    """A redaction of one part leaves the others, and every proof."""
    with opened(database, protected("p1", words())) as store:
        proof = store.prove(1)
        store.redact(redaction(parts=["narrative"]), LOG, NOW)

        assert ["core", "attachment-1"] == [each.name for each in store.entry(1)[1]]
        assert 1 == Attachment.objects.using(alias_of(store)).count()
        assert proof.extra == store.prove(1).extra
        sound(store)


def test_a_redaction_that_is_appended_deletes_too(database: str) -> None:
    """A redaction among other entries of a batch, even of an entry of that batch, deletes what it names."""
    with opened(database, protected("p1", words())) as store:
        store.append([protected("p2", words()), redaction(1), redaction(2), record("r")], LOG, NOW)

        assert [(), ()] == [store.entry(1)[1], store.entry(2)[1]]
        assert 0 == Attachment.objects.using(alias_of(store)).count()
        assert 2 == len(sound(store).redactions)


def test_a_redaction_that_is_refused_deletes_nothing(database: str) -> None:
    """A redaction of parts that are not there, or of an entry still to come, is refused and nothing is deleted."""
    with opened(database, protected("p1", words())) as store:
        for refused in (redaction(1, ["core", "position"]), redaction(2), redaction(-1), redaction(1 << 52)):
            with pytest.raises(Refused) as caught:
                store.redact(refused, LOG, NOW)
            assert ["E-LEDGER-018"] == codes(caught.value)
        assert 3 == len(store.entry(1)[1])
        sound(store)


def held(database: str) -> Any:
    """Return a connection that has begun to read, as a long report or a backup would; not the parts yet."""
    if database.endswith(".sqlite3"):
        lite = sqlite3.connect(database, isolation_level=None)
        lite.execute("BEGIN")
        lite.execute("SELECT size FROM centre_head").fetchone()
        return lite
    server = psycopg.connect(database)
    server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    server.execute("SELECT size FROM centre_head").fetchone()
    return server


def test_purging_says_when_others_hold_on_to_it(database: str, server: Cluster | None) -> None:
    """While somebody reads what was deleted it stays in the files; then purging is a problem, and afterwards works."""
    with opened(database, protected("p1", words())) as store:
        pieces, reader = traces(store), held(database)
        store.redact(redaction(), LOG, NOW)
        if server is None:
            with connections[alias_of(store)].cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(Refused, match=r"E-LEDGER-032.*purge again"):
            store.purge()
        assert holding(files_of(store, server), pieces)
        reader.close()
        purged_soon(store)
        assert [] == holding(files_of(store, server), pieces)
        sound(store)


def purged_soon(store: Store) -> None:
    """Purge, as soon as the server has noticed that the reader has gone."""
    for _ in range(200):
        try:
            return store.purge()
        except Refused:
            time.sleep(0.05)
    return store.purge()


def test_a_role_that_may_not_checkpoint_can_purge(cluster: Cluster) -> None:
    """The owner of the database, who is no superuser, can open a ledger, redact and purge."""
    address = cluster.new_database()
    name = name_of(address)
    cluster.sql(f"CREATE ROLE {name} LOGIN; ALTER DATABASE {name} OWNER TO {name}")
    with opened(cluster.address(name, user=name), protected("p1", words())) as store:
        pieces = traces(store)
        store.redact(redaction(), LOG, NOW)
        store.purge()
        assert [] == holding(files_of(store, cluster), pieces)
        sound(store)


def test_reading_while_somebody_redacts(database: str) -> None:
    """What is read between `with` is one state of the ledger, though a redaction is entered in the middle of it."""
    with opened(database, protected("p1", words())) as store:
        with store.reading() as copy:
            redact_elsewhere(database)
            facts = verify_copy(copy)
        assert (2, ()) == (facts.head.size, facts.redactions)
        assert 3 == sound(store).head.size


def test_reading_and_not_to_the_end(database: str) -> None:
    """A fault, or a fault of the caller, in the middle of reading leaves a store that works."""
    with opened(database, protected("p1", words())) as store:
        with pytest.raises(ZeroDivisionError), store.reading():
            _ = 1 // 0
        with pytest.raises(Refused, match="E-LEDGER-040"), store.reading():
            store.entry(99)
        store.append([record("a")], LOG, NOW)
        assert 3 == sound(store).head.size


def redact_elsewhere(database: str) -> None:
    """Redact in a thread, which has connections of its own."""

    def redact() -> None:
        with Store(database) as store:
            store.redact(redaction(), LOG, NOW)

    thread = threading.Thread(target=redact)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
