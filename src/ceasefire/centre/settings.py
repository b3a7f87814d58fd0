"""Django's settings. DATABASE_URL names the database; without it the ledger lies in ceasefire.sqlite3 here."""

from __future__ import annotations

import os

from ceasefire.centre._databases import settings_from_text

DATABASES = {"default": settings_from_text(os.environ.get("DATABASE_URL") or "ceasefire.sqlite3")}
INSTALLED_APPS = ["ceasefire.centre"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = os.environ.get("CEASEFIRE_SECRET_KEY") or os.urandom(32).hex()
