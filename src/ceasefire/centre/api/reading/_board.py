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
from ceasefire.centre.seen.answer import answer_value, cells_of
from ceasefire.publish import history_json
from ceasefire.publish.custody import cited_in_words
from ceasefire.times import text_from_instant

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
