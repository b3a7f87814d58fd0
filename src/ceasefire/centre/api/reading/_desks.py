"""The mission's desks, and who has to answer: suggested links, the queue, complaints, answers awaited."""

from __future__ import annotations

import json
from typing import Any, Literal

from django.http import HttpRequest

from ceasefire.centre.api.reading._asked import LIMIT, Cursor, Known, Limit, headed, listed, router, view_at
from ceasefire.centre.live import View
from ceasefire.centre.seen.suggestions import suggested
from ceasefire.desk import settles_of, undecided
from ceasefire.incidents.dossier import (
    Work,
    answers_awaited,
    answers_queue,
    docket_of,
    linking_queue,
    verification_queue,
    watched_days,
)
from ceasefire.publish.incidents import answers_json, queue_json, suggestions_json

Json = dict[str, Any]
_MOST = 500


@router.get("/links", url_name="api-links", summary="Pairs of records that may be one incident, with reasons")
def links(request: HttpRequest, record: str = "", known: Known = None) -> Json:
    """Return suggested pairs on which nobody has decided, the likeliest first; at most 500."""
    view = view_at(request, known)
    found = undecided(view.desk, suggested(view.desk)) if view.audience == "mission" else ()
    pairs = [each for each in found if record in ("", each.first, each.second)]
    return headed(view, items=json.loads(suggestions_json(pairs[:_MOST])), more=max(0, len(pairs) - _MOST))


@router.get("/queue", url_name="api-queue", summary="What to look at next, and why")
def queue(
    request: HttpRequest, purpose: Literal["verification", "answers", "linking"] = "verification", known: Known = None
) -> Json:
    """Return a work queue: for the mission alone; at most 500 things."""
    view = view_at(request, known)
    work = _work(view, purpose) if view.audience == "mission" else ()
    told = json.loads(queue_json(work[:_MOST], purpose))
    return headed(view, purpose=purpose, items=told["queue"], more=max(0, len(work) - _MOST))


def _work(view: View, purpose: str) -> tuple[Work, ...]:
    desk = view.desk
    records, answers, unscreened = settles_of(view.answer)
    if purpose == "verification":
        return tuple(verification_queue(desk.incidents, desk.situation.known, records, unscreened))
    if purpose == "answers":
        return tuple(answers_queue(answers_awaited(desk.situation, desk.incidents), answers))
    return tuple(linking_queue(suggested(desk), desk.incidents, desk.situation.known, records))


@router.get("/complaints", url_name="api-complaints", summary="Complaints, and how far each has come")
def complaints(request: HttpRequest, known: Known = None, cursor: Cursor = "", limit: Limit = LIMIT) -> Json:
    """Return the docket, by record; beside it on how many days anybody watched since the first complaint."""
    return listed(
        request,
        ("complaints",),
        (cursor, limit, known),
        found=lambda view: docket_of(view.desk.situation),
        key=lambda each: each.complaint.key,
        told=lambda _, each: json.loads(answers_json([], [each], (0, 0)))["docket"][0],
    )


@router.get("/answers", url_name="api-answers", summary="Answers awaited, by whom, until when, by whose word")
def answers(request: HttpRequest, known: Known = None) -> Json:
    """Return the answers awaited, the overdue first."""
    view = view_at(request, known)
    situation = view.desk.situation
    awaited = answers_awaited(situation, view.desk.incidents)
    since = min((each.since for each in awaited), default=None)
    days = (0, 0) if since is None else watched_days(situation, since)
    told = json.loads(answers_json(awaited, [], days))
    return headed(
        view, items=told["awaited"], watched_days=told["watched_days"] if view.audience == "mission" else None
    )
