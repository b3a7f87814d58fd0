"""What a site must have before it is served: tables, a ledger, the keys of that ledger, a secret of its own."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction

from ceasefire.centre.live import keys, now, store
from ceasefire.centre.storage._faults import said
from ceasefire.centre.storage._tables import LOCK
from ceasefire.problems import Place, Refused, problem

LEAST_SECRET = 32
_serving: list[IO[str]] = []  # the lock of a process that serves SQLite's file, held until it ends


def make_site_tables() -> None:
    """Make or bring up to date every table of the site's database, one process after the other.

    Raises:
        Refused: E-LEDGER-032, the database cannot be used.
    """
    try:
        with said("default", store().name), _alone():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
    finally:
        for each in connections.all():
            each.close()


def must_have_a_ledger() -> None:
    """Refuse to serve what is not there; a file that does not exist is not made either.

    Raises:
        Refused: E-SITE-001, no ledger; E-SITE-003, the key of another one; E-LEDGER-032 or -033.
    """
    held = store()
    if _is_file() and not Path(_name()).exists():
        raise Refused([problem("E-SITE-001", Place(held.name))])
    try:
        origin = held.keyring().origin
    except Refused as refused:
        if any(each.code == "E-LEDGER-030" for each in refused.problems):
            raise Refused([problem("E-SITE-001", Place(held.name))]) from None
        raise
    finally:
        held.close()
    if (own := keys().log.origin) != origin:
        raise Refused([problem("E-SITE-003", Place(settings.CENTRE_KEYS or "keys"), seen=own, expected=origin)])


def must_have_a_secret() -> None:
    """Refuse to serve without a secret where another process serves too: sessions of the one are none in the other.

    Raises:
        Refused: E-SITE-002.
    """
    given = os.environ.get("CEASEFIRE_SECRET_KEY", "")
    if given and len(given) < LEAST_SECRET:
        raise _no_secret("too short", f"it has {len(given)} characters")
    if not _is_file():
        if not given:
            raise _no_secret("not set", "on PostgreSQL other processes may serve this site")
        return
    lock = Path(f"{_name()}.serving").open("a", encoding="utf-8")  # noqa: SIM115  closed when the process ends
    try:
        fcntl.flock(lock, (fcntl.LOCK_SH if given else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise _no_secret("not set", "another process serves this database, with or without one") from None
    _serving[:] = [lock]


def new_administrator(name: str) -> str:
    """Make an account that administers, put it on record and tell the head of mission; return its one-time word.

    Raises:
        Refused: E-SITE-005, the name is taken or is none.
    """
    from ceasefire.centre.people._accounts import Account, alert, journal, make_account  # noqa: PLC0415  applications
    from ceasefire.centre.people._administering import WORD_GOOD_S, one_time_word  # noqa: PLC0415  must be loaded
    from ceasefire.centre.people.models import Person  # noqa: PLC0415  before

    word = one_time_word()
    try:
        Person._meta.get_field("username").run_validators(name)  # noqa: SLF001  Django's own name
        with transaction.atomic():
            person = make_account(Account(name, "administrator"), word)
            person.word_until = now() + WORD_GOOD_S
            person.save(update_fields=["word_until"])
            journal("made", person=None, name="ceasefire serve --new-administrator", about=f"{name}: administrator")
            alert("made", person)
    except (ValidationError, ValueError):
        raise Refused([problem("E-SITE-005", seen=name, reason="it is no name to sign in with")]) from None
    except IntegrityError:
        raise Refused([problem("E-SITE-005", seen=name, reason="there is one of that name")]) from None
    return word


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait for whoever else makes tables in this database.

    Source: PostgreSQL 15, "Advisory Locks": it ends with the connection at the latest.
    """
    if not _is_file():
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield
        return
    with Path(f"{_name()}.making").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_file() -> bool:
    return connections["default"].vendor == "sqlite"


def _name() -> str:
    return str(connections["default"].settings_dict["NAME"])


def _no_secret(seen: str, reason: str) -> Refused:
    return Refused([problem("E-SITE-002", seen=seen, reason=reason)])
