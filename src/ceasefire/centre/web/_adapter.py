"""What django-allauth may do here: no sign-up, nothing by mail, and every refusal counted and told in our own words."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.people._failing import count_failure
from ceasefire.centre.people._signing import DURESS
from ceasefire.centre.people.models import Person
from ceasefire.centre.web._templates import spoken
from ceasefire.publish.words import mark

_ERRORS = {
    "username_password_mismatch": mark("This name and password do not open an account here."),
    "too_many_login_attempts": mark("Too many attempts. Wait a quarter of an hour, or ask an administrator."),
    "rate_limited": mark("Too many attempts. Wait a quarter of an hour, or ask an administrator."),
    "incorrect_password": mark("This is not the password."),
    "enter_current_password": mark("This is not the password."),
    "incorrect_code": mark("This code is not right, or was used before. Wait for the next one."),
    "cannot_generate_recovery_codes": mark("Set up the second factor first."),
    "same_as_current": mark("The new password must be another one."),
    "not_this": mark("This cannot be the password. Choose another."),
}
_MESSAGES = {
    "account/messages/password_changed.txt": mark("The password was changed."),
    "mfa/messages/totp_activated.txt": mark("The second factor is set up."),
    "mfa/messages/totp_deactivated.txt": mark("The second factor was taken off."),
    "mfa/messages/recovery_codes_generated.txt": mark(
        "There are new recovery codes; older ones open nothing any more."
    ),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, never by their owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False."""
        del request
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Return False: sign-in is a page, whatever a request says that it accepts."""
        del request
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Return a refusal in the reader's language."""
        del args
        return ValidationError(_said(_ERRORS[code]), code=code)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **__: Any
    ) -> None:
        """Say in the reader's language what was done; what one sees anyhow is not said."""
        if message_template in _MESSAGES:
            messages.add_message(request, level, _said(_MESSAGES[message_template]))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: no request and no letter leaves the server."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it against the account, if there is one of that name; after too many it is locked."""
        count_failure(request, Person.objects.filter(username=credentials.get("username", "")).first(), "password")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session, unless the account was closed or locked between the password and the second factor."""
        person = Person.objects.get(pk=user.pk)
        if not person.is_active or person.locked:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        duress = request.session.get(DURESS)
        super().login(request, user)
        if duress:  # a session that was another's is emptied first
            request.session[DURESS] = True

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether one must say again who one is: not within ten minutes of having said so."""
        del app, kwargs
        records = get_authentication_records(context.request, context.request.user)
        return not any(time.time() - each["at"] < app_settings.REAUTHENTICATION_TIMEOUT for each in records)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: its refusals in our own words."""

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Return a refusal in the reader's language."""
        del args
        return ValidationError(_said(_ERRORS[code]), code=code)


def _said(message: str) -> str:
    return spoken(context.request).say(message)
