"""What stands before every page: headers, language, the one table of access, and faults told in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from ceasefire.centre.access import NOBODY, TABLE, Viewer, may
from ceasefire.centre.web._languages import language_of
from ceasefire.problems import Refused

Answer = Callable[[HttpRequest], HttpResponse]
_CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# What somebody may open who still has to set up a second factor.
_ENROLLING = frozenset(
    {"mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"}
    | {"account_logout", "account_reauthenticate", "mfa_reauthenticate", "language", "live"}
)
SEEN = "seen-at"


def headers(answer: Answer) -> Answer:
    """Say what a page may load, that it is for one reader, and that no index may keep it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", _CSP)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def languages(answer: Answer) -> Answer:
    """Let Django's own words speak the page's language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            return answer(request)

    return middleware


def guard(answer: Answer) -> Answer:
    """Ask the table before every view. What is not in the table is not served; POST acts, GET and HEAD see."""

    def middleware(request: HttpRequest) -> HttpResponse:
        viewer = viewer_of(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return _said(request, 404)
        name = "admin" if match.namespaces[:1] == ["admin"] else match.url_name or ""
        if name.startswith("api-"):  # a token speaks there, not a session; api/_guard.py asks the same table
            return answer(request)
        if name not in TABLE:
            return _said(request, 404)
        if stopped := _stopped(request, viewer, name):
            return stopped
        acting = request.method not in ("GET", "HEAD", "OPTIONS")
        if not may(viewer.role, name, act=acting):
            if viewer.person is None and request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(f"{reverse('account_login')}?next={request.path}")
            return _said(request, 403)
        if viewer.person is None and not settings.CENTRE_PUBLIC_BOARD and name == "board":
            return HttpResponseRedirect(reverse("account_login"))
        return answer(request)

    return middleware


def viewer_of(request: HttpRequest) -> Viewer:
    """Return whoever looks: somebody signed in, or anybody."""
    person = request.user
    if not person.is_authenticated:
        return NOBODY
    return person.viewer(duress=bool(request.session.get("duress")))


def _stopped(request: HttpRequest, viewer: Viewer, name: str) -> HttpResponse | None:
    """Return where somebody must go first: out, after too long a silence; to a second factor, without one."""
    if viewer.person is None:
        return None
    seen = request.session.get(SEEN)
    if seen is not None and time.time() - seen > settings.CENTRE_IDLE_S:
        logout(request)
        return HttpResponseRedirect(f"{reverse('account_login')}?next={request.path}&ended=1")
    if name != "live":  # an open page that asks by itself keeps nobody signed in
        request.session[SEEN] = int(time.time())
    if request.user.must_enrol and not settings.CENTRE_DEMO and name not in _ENROLLING:
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    return None


def faults(answer: Answer) -> Answer:
    """Say in words what is wrong: a problem of the catalogue, or the database that is gone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            gone = any(each.code == "E-LEDGER-032" for each in error.problems)
            return _said(request, 503 if gone else 422, problems=error.problems)
        if isinstance(error, DatabaseError):
            return _said(request, 503)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _said(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    from ceasefire.centre.web._pages import said  # noqa: PLC0415  pages need the applications loaded

    return said(request, status, **context)
