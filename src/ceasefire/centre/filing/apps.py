"""The Django application of filing."""

from __future__ import annotations

from django.apps import AppConfig


class FilingConfig(AppConfig):
    """The application of filing."""

    name = "ceasefire.centre.filing"
    label = "filing"
