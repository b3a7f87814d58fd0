"""What django-allauth may do here: no sign-up, nothing by mail."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by their owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False."""
        del request
        return False
