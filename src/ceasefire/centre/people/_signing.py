"""Signing in: by password, or by the duress word, which opens a harmless view and alerts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from ceasefire.centre.people.models import Alert, Person

DURESS = "duress"  # the session's mark


class Backend(ModelBackend):
    """Django's own, and the duress word. Neither takes longer than the other, nor than an unknown name."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Person | None:
        """Return the account, or None."""
        from ceasefire.centre.live import now  # noqa: PLC0415  live needs the applications loaded

        found = super().authenticate(request, username=username, password=password, **kwargs)
        person = Person.objects.filter(username=username).first()
        # always one more hash, so that the time says nothing about which word it was or whether there is one
        word = person.duress if person and person.duress else _NO_WORD
        duress = check_password(password or "", word) and bool(person and person.duress and person.is_active)
        if request is not None and hasattr(request, "session"):
            request.session.pop(DURESS, None)
        if found is None and duress and person is not None:
            if request is not None:
                request.session[DURESS] = True
            Alert.objects.create(at=now(), what="duress", person=person)
            return person
        return found if isinstance(found, Person) else None


_NO_WORD = (
    "scrypt$16384$bm8td29yZC1ub3Qtb25l$8$5$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
)
