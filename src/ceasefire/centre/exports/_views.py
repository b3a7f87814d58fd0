"""Handing out a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from ceasefire.centre.exports._formats import FORMATS
from ceasefire.centre.exports._rows import TABLES
from ceasefire.centre.live import view_of
from ceasefire.centre.people._accounts import journal
from ceasefire.centre.web import said


def export(request: HttpRequest, what: str, ending: str) -> HttpResponse:
    """Hand out what the reader may see of incidents, records, aid or days; who took what is on record."""
    if what not in TABLES or ending not in FORMATS:
        return said(request, 404)
    view, _ = view_of(request)
    table = TABLES[what](view, request.GET.dict())
    printed, kind, suffix = FORMATS[ending]
    data = printed(table)
    name = f"{what}-{table.cite.as_of.replace(':', '')}-{table.cite.size}.{suffix}"
    if request.method == "GET":
        journal("exported", person=request.user, about=f"{name}, {len(table.rows)} rows")  # type: ignore[arg-type]
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
