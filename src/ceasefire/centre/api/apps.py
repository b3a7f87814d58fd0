"""The Django application of api."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The application of api."""

    name = "ceasefire.centre.api"
    label = "api"
