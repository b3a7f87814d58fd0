"""The templates' environment, and what every page has around it: language, reader, where one may go."""

from __future__ import annotations

import functools
import zoneinfo
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import DatabaseError
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from ceasefire.centre.access import NOBODY, Viewer, may
from ceasefire.centre.web._languages import language_of
from ceasefire.problems import Problem, Refused, render
from ceasefire.publish.words import LANGUAGES, Language, catalogue, language_for, mark, word
from ceasefire.times import text_from_instant, zone_from_text

# What the bar at the top leads to, in the order of a day's work: address, words.
MENU = (
    ("board", mark("Board")),
    ("time", mark("Time")),
    ("map", mark("Map")),
    ("incidents", mark("Incidents")),
    ("queue", mark("Queue")),
    ("report", mark("Report")),
    ("statements", mark("Statements")),
    ("aid", mark("Aid")),
    ("ledger", mark("Ledger")),
    ("bulletins", mark("Bulletin")),
    ("people", mark("Administration")),
    ("alerts", mark("Alerts")),
)
ROLE_WORDS = {
    "reporter": mark("reporter"),
    "analyst": mark("analyst"),
    "verifier": mark("verifier"),
    "head-of-mission": mark("head of mission"),
    "co-chair": mark("co-chair"),
    "liaison": mark("party liaison"),
    "access-officer": mark("access officer"),
    "observer": mark("observer"),
    "administrator": mark("administrator"),
    "anybody": mark("anybody"),
}
LANGUAGE_NAMES = {"en": "English", "ar": "العربية", "ru": "Русский"}


def environment(**options: Any) -> Environment:
    """Return the environment of Django's Jinja2 engine: everything is escaped, and nothing may be missing."""
    ours = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**(options | ours))  # noqa: S701  it is on
    made.globals |= {
        "static": static,
        "url": _url,
        "problem_in_words": _problem,
        "role_in_words": _role,
        "iso": text_from_instant,
    }
    return made


def around(request: HttpRequest) -> dict[str, Any]:
    """Return what every template has: `language`, `say`, `count`, `viewer`, `menu`, `here`, `languages`, `demo`."""
    viewer: Viewer = getattr(request, "viewer", NOBODY)
    language = spoken(request)
    match = request.resolver_match
    return {
        "language": language,
        "say": language.say,
        "count": language.count,
        "viewer": viewer,
        "may": functools.partial(_may, viewer),
        "menu": [(name, words) for name, words in MENU if _may(viewer, name)],
        "here": match.url_name if match else "",
        "path": request.get_full_path(),
        "languages": LANGUAGE_NAMES,
        "demo": settings.CENTRE_DEMO,
        "messages": get_messages(request),
        "person": request.user if viewer.person is not None else None,
        "alerts_waiting": functools.partial(_alerts, viewer),
    }


def spoken(request: HttpRequest) -> Language:
    """Return the language of a page, at the place whose clock the centre keeps."""
    return language_for(language_of(request), _zone())


def _zone() -> zoneinfo.ZoneInfo:
    from ceasefire.centre.live import zone  # noqa: PLC0415  live needs the applications loaded

    try:
        return zone()
    except (Refused, DatabaseError):  # a page that says so must still be readable
        return zone_from_text("UTC")


def _may(viewer: Viewer, name: str, *, act: bool = False) -> bool:
    return may(viewer.role, name, act=act) and (viewer.person is not None or settings.CENTRE_PUBLIC_BOARD)


def _alerts(viewer: Viewer) -> int:
    from ceasefire.centre.people._accounts import alerts_waiting  # noqa: PLC0415  needs the applications loaded

    return alerts_waiting(viewer) if _may(viewer, "alerts") else 0


def _url(name: str, /, *args: Any, **query: Any) -> str:
    from urllib.parse import urlencode  # noqa: PLC0415

    given = {key: value for key, value in query.items() if value not in (None, "")}
    return reverse(name, args=args) + (f"?{urlencode(given, doseq=True)}" if given else "")


@pass_context
def _problem(context: Context, problem: Problem) -> str:
    return render(problem, catalogue(context["language"].code).gettext)


@pass_context
def _role(context: Context, viewer: Viewer) -> str:
    return word(context["language"], ROLE_WORDS, viewer.role)


if tuple(LANGUAGE_NAMES) != LANGUAGES:
    raise AssertionError(LANGUAGES)
