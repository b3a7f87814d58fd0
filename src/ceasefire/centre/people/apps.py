"""The Django applications of accounts, and of the site's administration."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PeopleConfig(AppConfig):
    """Accounts."""

    name = "ceasefire.centre.people"
    label = "people"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from ceasefire.centre.people._sessions import connect  # noqa: PLC0415  needs the applications loaded

        connect()


class AdministrationConfig(AdminConfig):
    """django.contrib.admin, with a site of its own."""

    default_site = "ceasefire.centre.people._site.Administration"
