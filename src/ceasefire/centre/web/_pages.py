"""How a page is answered: a template with what every page has around it, or a sentence on what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ceasefire.centre.web._languages import language_of
from ceasefire.problems import Problem


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Return a page. `template` lies in centre/templates; `context` is added to what `around` gives every page."""
    return HttpResponse(render_to_string(template, context, request), status=status)


def said(
    request: HttpRequest, status: int, problems: Sequence[Problem] = (), *, forged: bool = False
) -> HttpResponse:
    """Return a page that says what is wrong: no such page, no permission, refused, or the database is gone."""
    return page(request, "said.html.j2", status=status, status_code=status, problems=problems, forged=forged)


__all__ = ["language_of", "page", "said"]
