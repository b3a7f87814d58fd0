"""Counting refused sign-ins, and locking an account after too many."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from ceasefire.centre.people._accounts import alert, journal
from ceasefire.centre.people.models import Person


def count_failure(request: HttpRequest | None, person: Person | None, about: str) -> None:
    """Put a refusal on record, and lock the account after the last of CENTRE_MOST_FAILURES.

    What was typed as a name that nobody has is not kept: it may have been a password.
    """
    address = address_of(request)
    with transaction.atomic():
        if person is None:
            journal("refused", person=None, about="unknown name", from_address=address)
            return
        journal("refused", person=person, name=person.username, about=about, from_address=address)
        Person.objects.filter(pk=person.pk, failures__lt=10_000).update(failures=F("failures") + 1)
        locking = Person.objects.filter(pk=person.pk, locked=False, failures__gte=settings.CENTRE_MOST_FAILURES)
        if locking.update(locked=True):
            journal("locked-out", person=person, name=person.username, from_address=address)
            alert("locked-out", person)


def address_of(request: HttpRequest | None) -> str:
    """Return from where a request came, as far as the server or its proxy says."""
    return str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""
