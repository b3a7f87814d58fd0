"""What is said when a request never reached a page, or a page failed: in words, under the same headers."""

from __future__ import annotations

import sys

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict

from ceasefire.centre.access import NOBODY
from ceasefire.centre.web._pages import said
from ceasefire.problems import Refused


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: another host's name, a body that is too large or has too many fields."""
    del exception
    request.GET = QueryDict()  # what could not be read may have been the address itself
    return _said(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    del exception
    return _said(request, 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: a form that this site did not hand out to this browser."""
    del reason
    return _said(request, 403, forged=True)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    del exception
    return _said(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429."""
    return _said(request, 429)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 if it is the database that does not answer."""
    error = sys.exc_info()[1]
    gone = isinstance(error, DatabaseError) or (
        isinstance(error, Refused) and any(each.code == "E-LEDGER-032" for each in error.problems)
    )
    try:
        return _said(request, 503 if gone else 500, alone=True)
    except Exception:  # noqa: BLE001  nothing is left to say it with
        return HttpResponse("Out of order. Try again in a moment.", status=500, content_type="text/plain")


def _said(request: HttpRequest, status: int, *, forged: bool = False, alone: bool = False) -> HttpResponse:
    if alone or not hasattr(request, "viewer"):  # the database may be what failed: ask it for nobody
        request.viewer = NOBODY  # type: ignore[attr-defined]
        request.user = AnonymousUser()
        request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # noqa: SLF001  Django's own name
    return said(request, status, forged=forged)
