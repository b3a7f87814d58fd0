"""Board, sheets and changes."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from ceasefire.centre.api._problems import refused
from ceasefire.centre.api.reading._asked import (
    LIMIT,
    Cursor,
    Known,
    Limit,
    headed,
    listed,
    names_for,
    router,
    view_at,
)
from ceasefire.centre.live import View
from ceasefire.centre.pages.time._views import coverage_until
from ceasefire.publish import history_json, value_from_assessment
from ceasefire.publish.custody import cited_in_words
from ceasefire.times import instant_from_text, text_from_instant

Json = dict[str, Any]


@router.get("/board", url_name="api-board", summary="How every term stands, as read by whom, and how much was watched")
def board(request: HttpRequest, known: Known = None) -> Json:
    """Return the answer and what it cites; outside the mission no queue, and of coverage what the pages show."""
    view = view_at(request, known)
    language = names_for(request, view).language
    cited = view.answer.cited
    return headed(view, answer=answer_value(view), cited=cited_in_words(language, cited) if cited else [])


@router.get("/time", url_name="api-time", summary="Each agreement day in each area, as each reading has it")
def time(request: HttpRequest, term: str = "", known: Known = None, cursor: Cursor = "", limit: Limit = LIMIT) -> Json:
    """Return days in order of term, reading, area and date."""
    return listed(
        request,
        ("time", term),
        (cursor, limit, known),
        found=lambda view: [each for each in cells_of(view) if term in ("", each["term"])],
        key=lambda each: [each["term"], each["reading"], each["area"], each["start"]],
        told=lambda _, each: each,
    )


@router.get("/changes", url_name="api-changes", summary="What stands otherwise at a later moment, and by which records")
def changes(request: HttpRequest, earlier: Known, later: Known = None) -> Json:
    """Return changes and the records newly known; the earlier moment must not lie after the later one."""
    before, after = view_at(request, earlier), view_at(request, later)
    start, end = before.shown.asked.as_of, after.shown.asked.as_of
    if start > end:
        raise refused("E-API-003")
    known = after.shown.known
    new = sorted(
        (each for each in after.records if start < known[each.key, each.version] <= end),
        key=lambda each: (known[each.key, each.version], each.key),
    )
    return headed(
        after,
        earlier=text_from_instant(start),
        later=text_from_instant(end),
        changes=_changed(before, after, start, end),
        records=[
            {"record": each.key, "version": each.version, "known": text_from_instant(known[each.key, each.version])}
            for each in new
        ],
    )


def _changed(before: View, after: View, start: int, end: int) -> list[Json]:
    """Return what stands otherwise; records newly behind it are named where they are released."""
    if start == end:
        return []
    named = {each.key for each in after.records}
    rows = json.loads(history_json([(start, before.answer), (end, after.answer)]))
    last: list[Json] = next((each["changes"] for each in rows if each["as_of"] == text_from_instant(end)), [])
    return [each | {"new_evidence": [key for key in each["new_evidence"] if key in named]} for each in last]


def answer_value(view: View) -> Json:
    """Return the answer as JSON; to others than the mission without what only the mission may know."""
    value: Json = dict(value_from_assessment(view.answer))
    if view.audience == "mission":
        return value
    named = {each.key for each in view.records}
    until = coverage_until(view) or 0
    for each in value["in_force"]:
        each["acts"] = [key for key in each["acts"] if key in named]
        each["declarations"] = [key for key in each["declarations"] if key in named]
    for term in value["terms"]:
        for reading in term["readings"]:
            _restrict(reading, named, until)
    value["assumed"] = [each for each in value["assumed"] if each["record"] in named]
    return value


def _restrict(reading: Json, named: set[str], until: int) -> None:
    """Take out of a reading what would settle it, records that are not released, and coverage that is not past."""
    for key in ("evidence", "unscreened"):
        reading[key] = [each for each in reading[key] if each in named]
    reading["set_aside"] = [each for each in reading["set_aside"] if each["record"] in named]
    reading["settle"] = []
    part, whole = reading["watched"]["area_days"], reading["watched"]["of"]
    tenths = part * 10 // whole if whole else 0
    reading["watched"] = {"area_days": tenths, "of": 10} if whole else {"area_days": 0, "of": 0}
    reading["coverage"] = f"{tenths * 10}%" if whole else None
    for cell in reading["strip"]:
        if instant_from_text(cell["end"]) > until:
            cell["watched"] = None
    for area in reading["areas"]:
        area["cells"] = [each for each in area["cells"] if instant_from_text(each["end"]) <= until]


def cells_of(view: View) -> list[Json]:
    """Return each day of each area of each reading, beside whose reading it is."""
    return [
        {"term": term["id"], "reading": reading["id"], "authority": reading["authority"], "area": area["id"], **cell}
        for term in answer_value(view)["terms"]
        for reading in term["readings"]
        for area in reading["areas"]
        for cell in area["cells"]
    ]
