"""How a page is answered: a template with what every page has around it, or a sentence on what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from markupsafe import Markup

from ceasefire.centre.web._languages import language_of
from ceasefire.problems import Problem
from ceasefire.publish.words import Language


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page. `template` lies in centre/templates; `context` is added to what `around` gives every page."""
    return HttpResponse(render_to_string(template, context, request), status=status)


def fragment(template: str, language: Language, **context: Any) -> Markup:
    """Return a part of a page that is the same for everybody who reads it in this language: no token, no name in it."""
    whole = {"language": language, "say": language.say, "count": language.count} | context
    engine = cast("Jinja2", engines["jinja2"])
    return Markup(engine.env.get_template(template).render(whole))  # noqa: S704  escaped by the template


def said(request: HttpRequest, status: int, problems: Sequence[Problem] = (), *, forged: bool = False) -> HttpResponse:
    """Return a page that says what is wrong: no such page, no permission, refused, or the database is gone."""
    return page(request, "said.html.j2", status=status, status_code=status, problems=problems, forged=forged)


__all__ = ["fragment", "language_of", "page", "said"]
