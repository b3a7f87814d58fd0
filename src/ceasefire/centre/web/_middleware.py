"""What stands before every page: headers, language, the one table of access, and faults told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from ceasefire.centre.access import NOBODY, TABLE, Viewer, may
from ceasefire.centre.people._sessions import is_over, keep_awake
from ceasefire.centre.people._signing import DURESS
from ceasefire.centre.web._languages import language_of
from ceasefire.problems import Refused

Answer = Callable[[HttpRequest], HttpResponse]
_CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
# What somebody may open whose password is a one-time word, and who still has to set up a second factor.
_CHANGING = frozenset({"account_change_password", "account_logout", "language", "live"})
_ENROLLING = frozenset(
    {"mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"}
    | {"account_reauthenticate", "mfa_reauthenticate"}
)
# Pages that say of each entry whether it is released to the reader: to whom it always was, that tells everything.
_TELLING = frozenset({"ledger", "proof"})
# Pages that show somebody under duress their own rows and no others.
_OWN_LISTS = frozenset({"people", "person", "journal", "alerts", "keys"})


def headers(answer: Answer) -> Answer:
    """Say what a page may load, that it is for one reader, and that no index may keep it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", _CSP)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
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
        if (stopped := _stopped(request, viewer, name)) is not None:
            return stopped
        if (refused := _refused(request, viewer, name)) is not None:
            return refused
        return _allowed(name) if request.method == "OPTIONS" else answer(request)

    return middleware


def viewer_of(request: HttpRequest) -> Viewer:
    """Return whoever looks: somebody signed in, or anybody."""
    person = request.user
    if not person.is_authenticated:
        return NOBODY
    return person.viewer(duress=bool(request.session.get(DURESS)))


def _stopped(request: HttpRequest, viewer: Viewer, name: str) -> HttpResponse | None:
    """Return where somebody must go first: out, after too long; to a password and a second factor of their own."""
    person = request.user
    if viewer.person is None or not person.is_authenticated:
        return None
    if is_over(request):
        request.by_hand = False  # type: ignore[attr-defined]
        logout(request)
        return _to_sign_in(request, ended="1")
    if name != "live" and "HTTP_X_RENEWAL" not in request.META:  # an open page that asks by itself is nobody
        keep_awake(request)
    if person.word_until is not None and name not in _CHANGING:
        return HttpResponseRedirect(reverse("account_change_password"))
    if person.must_enrol and not settings.CENTRE_DEMO and name not in _ENROLLING | _CHANGING:
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    return None


def _refused(request: HttpRequest, viewer: Viewer, name: str) -> HttpResponse | None:
    """Return what is said instead of the page, if the table does not open it."""
    row, seeing = TABLE[name], request.method in ("GET", "HEAD", "OPTIONS")
    if request.method not in _METHODS or not (row.see if seeing else row.act):
        return _allowed(name, _said(request, 405))
    closed = viewer.person is None and not settings.CENTRE_PUBLIC_BOARD and name in ("board", "live")
    if closed or not may(viewer.role, name, act=not seeing):
        return _to_sign_in(request) if viewer.person is None and seeing and name != "live" else _said(request, 403)
    if viewer.duress and not _is_harmless(name, seeing=seeing):
        return _said(request, 503)
    return None


def _is_harmless(name: str, *, seeing: bool) -> bool:
    """Return whether a session that the duress word opened has an address as ever; all others seem out of order.

    What observers may see it sees, as an observer. Nothing can be entered; one's own password and second factor can.
    """
    if name.startswith(("account_", "mfa_")) or name in ("language", "duress"):
        return True
    return seeing and (name in _OWN_LISTS or (name not in _TELLING and may("observer", name, act=False)))


def _to_sign_in(request: HttpRequest, **query: str) -> HttpResponse:
    asked = urlencode({"next": request.get_full_path(), **query})
    return HttpResponseRedirect(f"{reverse('account_login')}?{asked}")


def _allowed(name: str, response: HttpResponse | None = None) -> HttpResponse:
    """Return an answer that names the methods an address knows."""
    answer = HttpResponse(status=204) if response is None else response
    row = TABLE[name]
    answer.headers["Allow"] = ", ".join(
        [*(["GET", "HEAD"] if row.see else []), *(["POST"] if row.act else []), "OPTIONS"]
    )
    return answer


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
