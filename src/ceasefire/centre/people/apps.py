"""The Django application of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts."""

    name = "ceasefire.centre.people"
    label = "people"
