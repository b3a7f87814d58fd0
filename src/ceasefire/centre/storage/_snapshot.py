"""Reading a database that others write to, as if they did not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connections, transaction


@contextlib.contextmanager
def snapshot(alias: str) -> Iterator[None]:
    """Let all that is read be as of the first question; writers are not held up.

    Source: PostgreSQL 15, "Repeatable Read Isolation Level"; SQLite, "Isolation In SQLite".
    """
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # `atomic` would begin as a writer does
    try:
        yield
    finally:
        connection.close()
