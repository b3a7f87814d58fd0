"""The journal and the alerts."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.pages.people._words import ALERTS, WHAT
from ceasefire.centre.people._accounts import alerts_for
from ceasefire.centre.people.models import Alert, Journal, Person
from ceasefire.centre.web import page, spoken
from ceasefire.centre.web._typed import number_from_typed
from ceasefire.publish.words import word

_EACH = 50


def journal(request: HttpRequest) -> HttpResponse:
    """Show who signed in, was refused, opened or changed what; newest first, fifty to a page."""
    language, query = spoken(request), request.GET
    what, name = query.get("what", ""), query.get("name", "").strip()[:150]
    before = number_from_typed(query.get("before", ""))
    rows = _rows(request).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    if what in WHAT:
        rows = rows.filter(what=what)
    if name:
        rows = rows.filter(name=name)
    found = list(rows[: _EACH + 1])
    lines = [(each, word(language, WHAT, each.what)) for each in found[:_EACH]]
    return page(
        request,
        "people/journal.html.j2",
        lines=lines,
        older=found[_EACH - 1].pk if len(found) > _EACH else None,
        kinds=[(code, language.say(words)) for code, words in WHAT.items() if _is_open(request) or code != "duress"],
        what=what,
        name=name,
        newest=before is None,
    )


def alerts(request: HttpRequest) -> HttpResponse:
    """Show the alerts; take note of one."""
    language = spoken(request)
    if request.method == "POST":
        number = number_from_typed(request.POST.get("alert", ""))
        if number is not None:
            Alert.objects.filter(pk=number, seen_by=None).update(seen_by=request.user.pk)
        return HttpResponseRedirect(reverse("alerts"))
    rows = alerts_for(request.viewer).select_related("person", "seen_by")  # type: ignore[attr-defined]
    lines = [(each, word(language, ALERTS, each.what)) for each in rows[: 4 * _EACH]]
    return page(request, "people/alerts.html.j2", lines=lines)


def _rows(request: HttpRequest) -> QuerySet[Journal]:
    rows = Journal.objects.all()
    own = request.user.username if isinstance(request.user, Person) else ""
    # nobody reads of their own duress word: somebody may be looking over their shoulder
    return (rows if _is_open(request) else rows.filter(name=own)).exclude(what="duress", name=own)


def _is_open(request: HttpRequest) -> bool:
    return not request.viewer.duress  # type: ignore[attr-defined]
