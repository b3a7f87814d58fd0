"""The site as a WSGI application."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceasefire.centre.web.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
