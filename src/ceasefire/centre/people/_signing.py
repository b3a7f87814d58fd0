"""Signing in: by password, or by the duress word, which opens a harmless view and alerts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.http import HttpRequest

from ceasefire.centre.people._accounts import alert, journal
from ceasefire.centre.people._failing import address_of
from ceasefire.centre.people.models import Person

DURESS = "duress"  # the session's mark


class Backend(ModelBackend):
    """Django's own, and the duress word. Neither takes longer than the other, nor than an unknown name.

    Each attempt costs two hashes and one transaction, whatever comes of it. A session keeps the mark until it ends,
    whatever is typed in it; whoever types the duress word in a session of their own is under duress from then on.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Person | None:
        """Return the account, or None."""
        from ceasefire.centre.live import now  # noqa: PLC0415  live needs the applications loaded

        found = super().authenticate(request, username=username, password=password, **kwargs)
        person = Person.objects.filter(username=username).first()
        # always one more hash, so that the time says nothing about which word it was or whether there is one
        word = person.duress if person and person.duress else _NO_WORD
        duress = check_password(password or "", word) and bool(person and person.duress)
        session = getattr(request, "session", None)
        anew = not (request is not None and person and getattr(request, "user", None) == person)
        if session is not None and anew:
            session.pop(DURESS, None)
        usable = person is not None and person.is_active and not person.locked
        expired = person is not None and person.word_until is not None and person.word_until < now()
        if person is None or not usable or expired or not (found or duress):
            return None
        with transaction.atomic():
            address = address_of(request)
            journal("accepted", person=person, name=person.username, about="password", from_address=address)
            if not found:
                journal("duress", person=person, name=person.username, from_address=address)
                alert("duress", person)
        if not found and session is not None:
            session[DURESS] = True
        return person


# A hash of the same cost that no word has.
_NO_WORD = "scrypt$16384$3pTbVwQ0nXc7LrYk9sHd2m$8$5$" + "A" * 86 + "=="
