"""Django's settings. DATABASE_URL names the database; without it the ledger lies in ceasefire.sqlite3 here."""

from __future__ import annotations

import os

from ceasefire.centre.storage._databases import is_address, settings_from_text

_database = os.environ.get("DATABASE_URL") or "ceasefire.sqlite3"
DATABASES = {"default": settings_from_text(_database if is_address(_database) else os.path.realpath(_database))}
INSTALLED_APPS = ["ceasefire.centre"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = os.environ.get("CEASEFIRE_SECRET_KEY") or os.urandom(32).hex()
