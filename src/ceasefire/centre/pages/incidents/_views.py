"""The list of incidents, and one incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from ceasefire.agreement import regions_of
from ceasefire.centre.access import may
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.pages.incidents._asked import Seen, incident_of, seen
from ceasefire.centre.pages.incidents._contents import (
    ON_INCIDENT,
    VIEWS_OF,
    Asks,
    determination_ident,
    next_version,
    speaks_for,
)
from ceasefire.centre.pages.incidents._history import STEP_WORDS, history_of
from ceasefire.centre.pages.incidents._offers import movable, stands_apart
from ceasefire.centre.pages.incidents._reports import may_open, reports_of
from ceasefire.centre.pages.incidents._rows import row_of
from ceasefire.centre.pages.incidents._tallies import tallies_of
from ceasefire.centre.seen.filters import SORTS, STANDS, WHAT_IS_WRONG, Chosen, chosen, filters_from, kinds_of
from ceasefire.centre.web import page
from ceasefire.centre.web._typed import page_from_typed
from ceasefire.incidents.dossier import Incident
from ceasefire.publish.incidents import dossier_of
from ceasefire.publish.incidents._codes import CALLS, QUESTIONS, STATES
from ceasefire.publish.words import ANSWERS, EVENTS, word

_A_PAGE = 60
_KEPT = 16
_found: Kept[tuple[tuple[Chosen, ...], tuple[str, ...]]] = Kept(_KEPT)


def incidents(request: HttpRequest) -> HttpResponse:
    """List the incidents that the reader may see, filtered and sorted as the address says."""
    asked = seen(request)
    language = asked.names.language
    filters = filters_from(request.GET, asked.desk.inputs.agreement)
    found, kinds = _found.get(
        asked.view, lambda: (chosen(asked.desk, filters), tuple(kinds_of(asked.desk.incidents))), filters
    )
    at = page_from_typed(request.GET.get("page", ""), -(-len(found) // _A_PAGE))
    rows = [row_of(asked, each) for each in found[(at - 1) * _A_PAGE : at * _A_PAGE]]
    areas = {each: asked.names.area(each) for each in regions_of(asked.desk.inputs.agreement)}
    return page(
        request,
        "incidents/list.html.j2",
        asked=asked,
        filters=filters,
        wrong={each: language.say(WHAT_IS_WRONG[each]) for each in filters.wrong},
        rows=rows,
        all=len(asked.desk.incidents),
        found=len(found),
        pages=(at, -(-len(found) // _A_PAGE)),
        areas=sorted(areas.items(), key=lambda each: each[1]),
        standings={each: word(language, STATES, each) for each in STANDS},
        kinds={each: word(language, EVENTS, each) for each in kinds},
        sorts={each: language.say(words) for each, words in SORTS.items()},
    )


def incident(request: HttpRequest) -> HttpResponse:
    """Show one incident, as known at the moment in the address."""
    asked = seen(request)
    name = request.GET.get("id", "")
    if not name:
        raise Http404
    try:
        found = incident_of(asked, name)
    except Http404:
        if not asked.known:
            raise
        incident_of(seen(request, present=True), name)  # to this reader it is there now
        return page(request, "incidents/unknown.html.j2", asked=asked, name=name)
    return incident_page(request, asked, found)


def incident_page(
    request: HttpRequest,
    asked: Seen,
    found: Incident,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[Asks] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page of an incident; with a form that was refused as it was typed, and why."""
    language = asked.names.language
    situation = asked.desk.situation
    decides = may(asked.viewer.role, "decide", act=True) and not asked.known and speaks_for(asked.viewer)
    inside = asked.is_mission
    dossier = dossier_of(found, situation, language.code, asked.moment, asked.desk.inputs.cited)
    actors = {each: asked.names.actor(each) for each in _actors(asked, found)}
    context: dict[str, Any] = {
        "movable": movable(asked, found) if decides and inside else (),
        "apart": stands_apart(asked, by_table=inside) if decides and asked.viewer.decides_as else "",
        "determines": decides and asked.viewer.role in ("co-chair", "head-of-mission"),
        "handles": decides and inside,
        "steps": len(found.steps),
        "own": {each: next_version(asked, determination_ident(found.id, each)) for each in VIEWS_OF},
    }
    return page(
        request,
        "incidents/one.html.j2",
        status=status,
        asked=asked,
        incident=found,
        dossier=dossier,
        reports=reports_of(asked, found),
        opens=may_open(asked) and not asked.known,
        tallies=tallies_of(asked, found),
        history=history_of(asked, found),
        questions={each: word(language, QUESTIONS, each) for each in VIEWS_OF},
        views={each: {one: word(language, ANSWERS, one) for one in views} for each, views in VIEWS_OF.items()},
        step_words={each: word(language, STEP_WORDS, each) for each in ON_INCIDENT},
        outcomes={each: word(language, CALLS, each) for each in CALLS},
        actors=actors,
        typed=typed or {},
        faults=faults,
        **context,
    )


def _actors(asked: Seen, found: Incident) -> list[str]:
    """Return whom one may name: first those whom the accounts name, then parties and guarantors, then the excluded."""
    agreement = asked.desk.inputs.agreement
    named = [member for each in found.accounts if each.who.by for member in each.who.by.members]
    others = [each.id for group in (agreement.parties, agreement.guarantors, agreement.excluded) for each in group]
    return list(dict.fromkeys([*named, *others]))
