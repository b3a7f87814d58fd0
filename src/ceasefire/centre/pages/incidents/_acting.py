"""Acting on one incident: opening protected parts, which is put on record, and deciding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from ceasefire.centre.live import opened_parts
from ceasefire.centre.pages.incidents._asked import Seen, incident_of, seen
from ceasefire.centre.pages.incidents._contents import (
    ON_INCIDENT,
    Asks,
    NotEnteredError,
    determination_content,
    determination_ident,
    next_version,
    standing_content,
    step_content,
)
from ceasefire.centre.pages.incidents._entering import enter_content, must_be_current, outcome_in_words
from ceasefire.centre.pages.incidents._offers import decisions_on, handed_in
from ceasefire.centre.pages.incidents._reports import may_open
from ceasefire.centre.pages.incidents._views import incident_page
from ceasefire.centre.people._accounts import journal
from ceasefire.centre.web import page, said
from ceasefire.centre.web._typed import number_from_typed
from ceasefire.incidents.dossier import Incident

_MOST_ROWS = 200


@require_POST
def protected(request: HttpRequest) -> HttpResponse:
    """Open what of an entry is sealed for the viewer's team, put the reading on record, and show it."""
    asked = seen(request, present=True)
    if not may_open(asked):
        return said(request, 403)
    number = number_from_typed(request.POST.get("position", ""))
    record = next((each for each in asked.desk.inputs.records if each.position == number), None)
    if number is None or record is None:  # not there, or not released to the viewer: nobody learns which
        raise Http404
    parts = {name: part for name, part in opened_parts(number, asked.viewer.team).items() if name != "core"}
    if parts:
        journal(
            "opened",
            person=request.user,  # type: ignore[arg-type]
            name=request.user.get_username(),
            about=f"entry {number}: {', '.join(sorted(parts))}",
            from_address=request.META.get("REMOTE_ADDR", ""),
        )
    return page(
        request,
        "incidents/opened.html.j2",
        asked=asked,
        record=record,
        number=number,
        parts={name: list(_rows(part))[:_MOST_ROWS] for name, part in sorted(parts.items())},
        back=request.POST.get("incident", ""),
    )


def _rows(part: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield what a part holds, as names and texts."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield from _rows(value, f"{name}.{key}" if name else str(key))
    elif isinstance(part, list):
        for at, value in enumerate(part, start=1):
            yield from _rows(value, f"{name} {at}")
    else:
        yield name, str(part)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Enter a decision on an incident, and say what the ledger made of it."""
    asked = seen(request, present=True)
    form = {key: ",".join(request.POST.getlist(key)) for key in request.POST}
    found = incident_of(asked, form.get("incident", ""))
    try:
        content = _content(asked, found, form)
        entered = enter_content(asked, content)
    except NotEnteredError as error:
        status = 409 if error.clash else 422
        return incident_page(request, asked, found, typed=form, faults=error.faults, status=status)
    after = seen(request, present=True)
    for sentence in outcome_in_words(after, f"{asked.viewer.source}/{content['id']}", entered.first):
        messages.info(request, sentence)
    return HttpResponseRedirect(f"{reverse('incident')}?{urlencode({'id': found.id})}", status=303)


def _content(asked: Seen, found: Incident, form: Mapping[str, str]) -> dict[str, Any]:
    """Return what was decided as JSON of a record.

    Raises:
        NotEnteredError: It cannot be decided so, by this role, or somebody was faster.
    """
    say, kind, role = asked.names.language.say, form.get("what", ""), asked.viewer.role
    token = form.get("seen", "")
    if kind == "standing" and asked.is_mission:
        movable = (*found.accounts, *handed_in(asked, found))
        record = next((each for each in movable if each.key == form.get("record")), None)
        if record is None:
            raise NotEnteredError([Asks("", say("This is not part of the incident any more, or was moved already."))])
        known = must_be_current(asked, token, decisions_on(asked, record.key))
        return standing_content(asked, form, record.key, asked.desk.situation.known.standing_of(record), known)
    if kind == "determination" and role in ("co-chair", "head-of-mission"):
        own = next_version(asked, determination_ident(found.id, form.get("question", "")))
        must_be_current(asked, token, own)
        return determination_content(asked, form, found)
    if kind == "step" and asked.is_mission:
        must_be_current(asked, token, len(found.steps))
        return step_content(asked, form, found.id, ON_INCIDENT, len(found.steps))
    raise NotEnteredError([Asks("", say("Your role does not decide this."))])
