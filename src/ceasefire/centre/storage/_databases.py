"""Databases by name: a file of SQLite, or a PostgreSQL address."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.apps import apps
from django.db import connections

from ceasefire.problems import Refused, problem

# Durable before it is acknowledged, and nothing of a deleted row left in its page.
_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
_WAIT_S = 60
_POSTGRES = ("postgres", "postgresql")


def set_up() -> None:
    """Set Django up, once; settings named in the environment take precedence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceasefire.centre.settings")
    if not apps.ready:
        django.setup()


def is_address(text: str) -> bool:
    """Return whether the text is the address of a PostgreSQL database, which may carry a password: never print it."""
    return text.partition("://")[0].lower() in _POSTGRES and "://" in text


def settings_from_text(text: str) -> dict[str, Any]:
    """Return Django's settings of a database: a path, or postgres://user:password@host:port/name?sslmode=require.

    What follows the question mark is libpq's; host=/folder there names the folder of a socket.

    Raises:
        Refused: E-LEDGER-034, an address that cannot be read; nothing of it is told.

    Source: Django 5.2, "DATABASES"; PostgreSQL 15, "Connection URIs".
    """
    if not is_address(text):
        options: dict[str, Any] = {"transaction_mode": "IMMEDIATE", "init_command": _SQLITE, "timeout": _WAIT_S}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": text, "OPTIONS": options}
    try:
        parts = urlsplit(text)
        port = parts.port
        options = {key: unquote(value) for key, value in (each.split("=", 1) for each in _pairs(parts.query))}
    except ValueError:
        raise _unreadable() from None
    if parts.fragment or parts.path.count("/") != 1:  # a password that was not written as it must be
        raise _unreadable()
    host = parts.netloc.rpartition("@")[2]  # as written: `hostname` would turn a folder into lower case
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname", unquote(parts.path[1:])),
        "USER": options.pop("user", unquote(parts.username or "")),
        "PASSWORD": options.pop("password", unquote(parts.password or "")),
        "HOST": options.pop("host", unquote(host if port is None else host.rpartition(":")[0]).strip("[]")),
        "PORT": options.pop("port", str(port or "")),
        "OPTIONS": options,
    }


def database_from_text(text: str) -> str:
    """Return Django's alias of a database, made known to Django when it is first named.

    Raises:
        Refused: E-LEDGER-034, an address that cannot be read.
    """
    settings = settings_from_text(text if is_address(text) else os.path.realpath(text))
    for alias, known in connections.databases.items():
        if all(known.get(key) == value for key, value in settings.items()):
            return alias
    alias = f"ledger-{len(connections.databases)}"
    connections.databases[alias] = {**connections.databases["default"], **settings}
    return alias


def _pairs(query: str) -> list[str]:
    return query.split("&") if query else []


def _unreadable() -> Refused:
    what, expected = "the address of the database", "postgres://user:password@host:port/name, with @ written as %40"
    return Refused([problem("E-LEDGER-034", what=what, reason="it cannot be read", expected=expected)])
