"""Databases by name: a file of SQLite, or a PostgreSQL address."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

# Durable before it is acknowledged, and nothing of a deleted row left in its page.
_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
_WAIT_S = 60
_POSTGRES = ("postgres", "postgresql")


def set_up() -> None:
    """Set Django up, once; settings named in the environment take precedence."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceasefire.centre.settings")
    if not apps.ready:
        django.setup()


def is_address(text: str) -> bool:
    """Return whether the text is the address of a PostgreSQL database, which may carry a password: never print it."""
    return urlsplit(text).scheme in _POSTGRES


def settings_from_text(text: str) -> dict[str, Any]:
    """Return Django's settings of a database: a path, or postgres://user:password@host:port/name (or ?host=/socket).

    Source: Django 5.2, "DATABASES".
    """
    if not is_address(text):
        options = {"transaction_mode": "IMMEDIATE", "init_command": _SQLITE, "timeout": _WAIT_S}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": text, "OPTIONS": options}
    parts = urlsplit(text)
    options = dict(each.split("=", 1) for each in parts.query.split("&") if "=" in each)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.get("host", parts.hostname or "")),
        "PORT": str(options.get("port", parts.port or "")),
    }


def database_from_text(text: str) -> str:
    """Return Django's alias of a database, made known to Django when it is first named."""
    from django.db import connections

    settings = settings_from_text(text if is_address(text) else os.path.realpath(text))
    for alias, known in connections.databases.items():
        if all(known.get(key) == value for key, value in settings.items()):
            return alias
    alias = f"ledger-{len(connections.databases)}"
    connections.databases[alias] = {**connections.databases["default"], **settings}
    return alias
