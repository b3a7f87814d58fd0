"""Rewriting a database's files, so that what was deleted is in none of them."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from django.db import connections
from django.db.utils import ProgrammingError

from ceasefire.centre.models import Attachment, EntryPart


def rewrite(alias: str) -> bool:
    """Rewrite the files of an alias; return whether deleted rows had to stay, because others may still read them.

    Source: SQLite, "VACUUM" and "PRAGMA wal_checkpoint"; PostgreSQL 15, "VACUUM".
    """
    connection = connections[alias]
    connection.ensure_connection()
    return _sqlite(connection) if connection.vendor == "sqlite" else _postgresql(connection)


def _sqlite(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        blocked, _, _ = cursor.fetchone()
    return bool(blocked)


def _postgresql(connection: Any) -> bool:
    """Rewrite the tables that lose rows; the server tells in its notices how many it had to keep."""
    told: list[str] = []
    driver = connection.connection

    def listen(notice: Any) -> None:
        told.append(notice.message_detail or "")

    driver.add_notice_handler(listen)
    try:
        with connection.cursor() as cursor:
            for table in (EntryPart, Attachment):
                cursor.execute(f'VACUUM (FULL, VERBOSE) "{table._meta.db_table}"')  # noqa: SLF001  Django's own way
            # Clears the old files' names away; their content has gone already, so a role that may not can do without.
            with contextlib.suppress(ProgrammingError):
                cursor.execute("CHECKPOINT")
    finally:
        driver.remove_notice_handler(listen)
    return any(int(number) for each in told if (number := (re.findall(r"\d+", each) or ["0"])[0]))
