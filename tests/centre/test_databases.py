"""Databases by name: addresses with anything in them, many at once, none mixed up, none left open."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import warnings
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connections
from tests.centre.cluster import Cluster, name_of
from tests.centre.ledgers import AUTHOR, LOG, NOW, ORIGIN, alias_of, codes, core_of, leaves, opened, record, sound
from tests.conftest import ROOT

from ceasefire.centre import Store, database_from_text
from ceasefire.centre.storage._databases import settings_from_text
from ceasefire.ledger.entries import enter_opening, open_part, submit
from ceasefire.problems import Refused, render

PASSWORD = "p@ss:w/rd?#[%]&= Пароль"  # noqa: S105  made up


def told(text: str) -> list[str]:
    """Return name, user, password, host and port that an address gives."""
    found = settings_from_text(text)
    return [found[each] for each in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgres://u:p@h:5433/n", ["n", "u", "p", "h", "5433"]),
        ("postgresql://u@h/n", ["n", "u", "", "h", ""]),
        ("postgresql:///n", ["n", "", "", "", ""]),
        ("postgresql:///n?host=/run/PG", ["n", "", "", "/run/PG", ""]),
        ("postgresql://u@/n?host=/run/pg&port=5433", ["n", "u", "", "/run/pg", "5433"]),
        ("postgresql://%2Frun%2FPG/n", ["n", "", "", "/run/PG", ""]),
        ("postgresql://u:p@%2Frun%2FPG:5433/n", ["n", "u", "p", "/run/PG", "5433"]),
        ("postgresql://u:p@[2001:db8::1]:5433/n", ["n", "u", "p", "2001:db8::1", "5433"]),
        (f"postgresql://u%40x:{quote(PASSWORD, safe='')}@h/a%2Fb", ["a/b", "u@x", PASSWORD, "h", ""]),
        ("POSTGRES://u:a+b@h/n", ["n", "u", "a+b", "h", ""]),
    ],
)
def test_an_address_says_where(address: str, expected: list[str]) -> None:
    """An address is read as PostgreSQL reads it: sockets, ports, IPv6, and whatever stands in a password."""
    assert expected == told(address)


def test_what_follows_the_question_mark_reaches_the_server() -> None:
    """An option such as sslmode is handed on, and none of SQLite's gets there."""
    assert {"sslmode": "verify-full", "sslrootcert": "/etc/a b.pem"} == settings_from_text(
        "postgres://u@h/n?sslmode=verify-full&sslrootcert=%2Fetc%2Fa%20b.pem"
    )["OPTIONS"]
    alias = database_from_text("postgres://u@h/other")
    assert {} == connections.databases[alias]["OPTIONS"]


@pytest.mark.parametrize(
    "address",
    [
        "postgres://u:hunter2/x@h/n",
        "postgres://u:2/hunter2@h/n",
        "postgres://u:2?hunter2@h/n",
        "postgres://u:hunter2#@h/n",
        "postgres://u:2#hunter2@h/n",
        "postgres://u:hunter2[@h/n",
        "postgres://u:hunter2@h:port/n",
        "postgres://u:hunter2@h",
        "postgres://u:p@h/n?hunter2",
    ],
)
def test_an_address_that_cannot_be_read_is_not_told(address: str) -> None:
    """An address with a password that was not written as it must be is a problem that tells nothing of it."""
    with pytest.raises(Refused) as caught:
        Store(address)
    assert "E-LEDGER-034" == caught.value.problems[0].code
    assert "hunter2" not in render(caught.value.problems[0])
    assert caught.value.__cause__ is None


def test_a_password_with_anything_in_it_lets_in(cluster: Cluster) -> None:
    """A real server takes the password; a wrong one is a problem that tells neither."""
    address = cluster.new_database()
    name = name_of(address)
    secret = PASSWORD.replace("'", "''")
    cluster.sql(f"CREATE ROLE {name} LOGIN PASSWORD '{secret}'; ALTER DATABASE {name} OWNER TO {name}")
    rules = cluster.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all {name} scram-sha-256\n{before}")
    try:
        cluster.sql("SELECT pg_reload_conf()")
        with opened(f"postgres://{name}:{quote(PASSWORD, safe='')}@/{name}?host={cluster.folder}") as store:
            assert 1 == sound(store).head.size
        with Store(f"postgres://{name}:hunter2@/{name}?host={cluster.folder}") as store:
            with pytest.raises(Refused, match="E-LEDGER-032 the PostgreSQL database") as caught:
                store.copy()
            assert not [each for each in ("hunter2", PASSWORD) if each in str(caught.value)]
    finally:
        rules.write_text(before)
        cluster.sql("SELECT pg_reload_conf()")


def test_no_server_and_no_such_database(cluster: Cluster, tmp_path: Path) -> None:
    """Where nobody listens, there is no such database, or the address asks for what nobody knows: a problem."""
    wrong = [
        f"postgres://u:hunter2@/n?host={tmp_path}",
        cluster.address("nowhere"),
        cluster.address("postgres") + "&nonsense=hunter2",
        cluster.address("postgres") + "&dbname=",
        f"postgres:///{'n' * 100}?host={cluster.folder}",
    ]
    for address in wrong:
        with Store(address) as store, pytest.raises(Refused, match="E-LEDGER-032 the PostgreSQL database") as caught:
            store.copy()
        assert "hunter2" not in str(caught.value)


def test_two_ledgers_in_one_process_do_not_mix(database: str, tmp_path: Path) -> None:
    """Two databases written to in turns have each its own entries; an entry for one is worth nothing in the other."""
    with opened(database) as one, Store(str(tmp_path / "other.sqlite3")) as other:
        other.open_new([enter_opening(AUTHOR, LOG, [])], LOG, NOW)
        assert alias_of(one) != alias_of(other)
        for number in range(5):
            one.append([record(f"one{number}")], LOG, NOW)
            other.append([record(f"other{number}")], LOG, NOW)
        assert all(b'"mission"' in each for each in leaves(one.copy()))
        mine, theirs = set(leaves(one.copy())), set(leaves(other.copy()))
        assert (6, 6, set()) == (len(mine), len(theirs), mine & theirs)
        elsewhere = submit(AUTHOR.key, ORIGIN + "/x", "record", core_of("x"))
        with pytest.raises(Refused, match="E-LEDGER-013"):
            one.append([elsewhere], LOG, NOW)


def test_one_database_by_two_names_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path, a path through a link and the file itself are one ledger."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    names = ["l.sqlite3", str(tmp_path / "link" / "l.sqlite3"), str(tmp_path / "l.sqlite3")]
    opened(names[0]).close()
    assert 1 == len({database_from_text(each) for each in names})
    assert ["l.sqlite3", "link"] == sorted(each.name for each in tmp_path.iterdir())


def test_names_that_mean_something_to_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is called as its user calls it, :memory: and file:x?mode=ro too, and letters of any script."""
    monkeypatch.chdir(tmp_path)
    names = [":memory:", "file:x?mode=ro", "a%20b#c", "книга учёта", "سجل"]
    for name in names:
        with opened(name) as store:
            assert 1 == sound(store).head.size
    assert sorted(names) == sorted(each.name for each in tmp_path.iterdir())


def test_many_databases_in_one_process(tmp_path: Path) -> None:
    """A hundred databases opened one after another leave no file open and warn of nothing."""
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  a count
    first = tmp_path / "0.sqlite3"
    opened(str(first)).close()
    data = first.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in range(1, 100):
            name = tmp_path / f"{number}.sqlite3"
            name.write_bytes(data)
            with Store(str(name)) as store:
                store.append([record("a")], LOG, NOW)
        gc.collect()
    assert before >= len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def test_what_a_hostile_team_hands_in_is_refused(database: str) -> None:
    """Entries whose content no rule foresees are a problem, never a traceback, and nothing of them stays."""
    hostile = [
        submit(AUTHOR.key, ORIGIN, "record", open_part("core", {}, os.urandom)),
        submit(AUTHOR.key, ORIGIN, "record", open_part("core", {"source": 1, "id": [], "version": {}}, os.urandom)),
        submit(AUTHOR.key, ORIGIN, "no kind", open_part("core", {}, os.urandom)),
        submit(AUTHOR.key, ORIGIN, "redaction", open_part("core", {"entry": 1 << 52, "parts": ["x"]}, os.urandom)),
        submit(AUTHOR.key, ORIGIN, "key", open_part("core", {"team": "north"}, os.urandom)),
        submit(AUTHOR.key, "x", "record", open_part("core", {}, os.urandom)),
        submit(
            AUTHOR.key,
            ORIGIN,
            "record",
            core_of("a"),
            attachments=[("n" * 100, b"sealed")],
        ),
    ]
    with opened(database) as store:
        for each in hostile:
            with pytest.raises(Refused, match=r"E-(LEDGER|REC|SYNTAX)-0\d\d") as caught:
                store.append([record("good"), each], LOG, NOW)
            assert "E-LEDGER-032" not in codes(caught.value)
            assert 1 == store.size()
        sound(store)


def test_a_process_that_ends_warns_of_nothing(database: str, tmp_path: Path) -> None:
    """A program that opens a ledger, appends and ends says nothing it was not asked for, with every warning on."""
    program = (
        "import sys\n"
        "from tests.centre.ledgers import *\n"
        "with opened(sys.argv[1]) as store:\n"
        "    store.append([record('a')], LOG, NOW)\n"
        "    print(sound(store).head.size)\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", program, database],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ("2\n", "", 0) == (done.stdout, done.stderr, done.returncode)
    assert {"ledger.sqlite3"} >= {each.name for each in tmp_path.iterdir()}


def test_the_models_and_the_migrations_agree() -> None:
    """The migrations make the tables that the models describe."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "centre"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ceasefire.centre.settings", "DATABASE_URL": "/nowhere/x"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
