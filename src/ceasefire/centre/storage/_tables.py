"""Making the tables together with the first entries: both are there, or neither."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connections

LOCK = 4_805_731_616_201_609  # any number that nobody else locks


@contextlib.contextmanager
def tables_allowed(alias: str) -> Iterator[None]:
    """Hold a connection on which a transaction may make tables.

    Source: Django 5.2, "Schema editor": SQLite's constraints are switched off before a transaction, or not at all.
    """
    connections[alias].disable_constraint_checking()
    try:
        yield
    finally:
        connections[alias].close()  # the next one has them on again


def make_tables(alias: str) -> None:
    """Make the tables in the transaction that the caller holds, after anybody else who is at it.

    Source: PostgreSQL 15, "Advisory Locks"; SQLite's transactions are one at a time.
    """
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    call_command("migrate", "centre", database=alias, verbosity=0, interactive=False)
