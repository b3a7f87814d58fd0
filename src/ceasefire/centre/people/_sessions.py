"""Sessions: how many, how long, and every beginning and end of one in the journal."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import signals
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from ceasefire.centre.people._accounts import journal
from ceasefire.centre.people._failing import address_of, count_failure
from ceasefire.centre.people.models import Person, Seat

BEGAN, SEEN = "began-at", "seen-at"  # the session's own marks, seconds of the machine's clock
_EVERY_S = 60  # so often is written down that somebody is still there


def is_over(request: HttpRequest) -> bool:
    """Return whether a session has lasted too long, or nobody has used it for too long."""
    present = int(time.time())
    began, seen = request.session.get(BEGAN, present), request.session.get(SEEN, present)
    return bool(present - began > settings.CENTRE_LONGEST_S or present - seen > settings.CENTRE_IDLE_S)


def keep_awake(request: HttpRequest) -> None:
    """Write down that somebody is still there."""
    present = int(time.time())
    if present - request.session.get(SEEN, 0) > _EVERY_S:
        request.session[SEEN] = present


def connect() -> None:
    """Listen to sign-ins, sign-outs and second factors."""
    signals.user_logged_in.connect(_began, dispatch_uid="centre-began")
    signals.user_logged_out.connect(_ended, dispatch_uid="centre-ended")
    factors.authenticator_added.connect(_enrolled, dispatch_uid="centre-enrolled")
    factors.authenticator_removed.connect(_taken_off, dispatch_uid="centre-taken-off")
    factors.authenticator_reset.connect(_codes, dispatch_uid="centre-codes")
    factors.authentication_failed.connect(_wrong_code, dispatch_uid="centre-wrong-code")


def _began(request: HttpRequest, user: Person, **_: Any) -> None:
    present = int(time.time())
    request.session[BEGAN] = request.session[SEEN] = present
    if request.session.session_key is None:
        request.session.save()
    Person.objects.filter(pk=user.pk, failures__gt=0).update(failures=0)
    Seat.objects.update_or_create(session=request.session.session_key, defaults={"person": user, "began": present})
    journal("signed-in", person=user, name=user.username, from_address=address_of(request))
    if not settings.CENTRE_DEMO:  # there everybody has the same twelve accounts
        _end_oldest(user)


def _end_oldest(person: Person) -> None:
    held = list(person.seats.all())
    live = set(Session.objects.filter(session_key__in=[each.session for each in held]).values_list("pk", flat=True))
    gone = [each for each in held if each.session not in live]
    old = [each for each in held if each.session in live][: -settings.CENTRE_MOST_SESSIONS]
    Session.objects.filter(session_key__in=[each.session for each in old]).delete()
    Seat.objects.filter(pk__in=[each.pk for each in gone + old]).delete()
    for _each in old:
        journal("ended", person=person, name=person.username, about="too many sessions")


def _ended(request: HttpRequest, user: Person | None, **_: Any) -> None:
    if user is None:
        return
    Seat.objects.filter(session=request.session.session_key).delete()
    over = "signed-out" if getattr(request, "by_hand", True) else "ended"
    journal(over, person=user, name=user.username, from_address=address_of(request))


def _enrolled(user: Person, authenticator: Authenticator, request: HttpRequest, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        Person.objects.filter(pk=user.pk).update(must_enrol=False)
        _factor(request, user, "set up")


def _taken_off(user: Person, authenticator: Authenticator, request: HttpRequest, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        Person.objects.filter(pk=user.pk).update(must_enrol=True)
        _factor(request, user, "taken off")


def _codes(user: Person, request: HttpRequest, **_: Any) -> None:
    _factor(request, user, "new recovery codes")


def _wrong_code(user: Person, request: HttpRequest, **_: Any) -> None:
    count_failure(request, Person.objects.get(pk=user.pk), "second factor")


def _factor(request: HttpRequest, person: Person, about: str) -> None:
    journal("second-factor", person=person, name=person.username, about=about, from_address=address_of(request))
