"""Bulletins: which there are, and one as it was drafted, cleared or released, word for word."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from ceasefire.centre.api._cursors import cursor_after, cut, start_of
from ceasefire.centre.api._problems import refused
from ceasefire.centre.api.reading._asked import LIMIT, Cursor, Limit, router
from ceasefire.centre.bulletins.models import Bulletin
from ceasefire.centre.seen.bulletins import seen_by, sees_drafts
from ceasefire.times import text_from_instant

Json = dict[str, Any]
_OUT = ("released", "corrected")


@router.get("/bulletins", url_name="api-bulletins", summary="Bulletins, by number; before their release the mission's")
def bulletins(request: HttpRequest, cursor: Cursor = "", limit: Limit = LIMIT) -> Json:
    """Return which bulletins there are, with the checkpoint that each cites."""
    start = start_of(cursor, ("bulletins",))
    rows = Bulletin.objects.order_by("number").defer("content")
    if not sees_drafts(request.viewer):  # type: ignore[attr-defined]
        rows = rows.filter(state__in=_OUT)
    if start.after is not None:
        rows = rows.filter(number__gt=start.after)
    page, last = cut([*rows[: limit + 1]], lambda each: each.number, start, limit)
    return {"items": [_head(each) for each in page], "next": cursor_after(("bulletins",), last, None)}


@router.get("/bulletins/{int:number}", url_name="api-bulletin", summary="One bulletin, in all three languages")
def bulletin(request: HttpRequest, number: int) -> Json:
    """Return a bulletin's content, which its hash and its signed note are about."""
    kept = seen_by(request.viewer, number)  # type: ignore[attr-defined]
    if kept is None:
        raise refused("E-API-003")
    return {**_head(kept), "content": json.loads(kept.content), "note": kept.note or None}


def _head(kept: Bulletin) -> Json:
    return {
        "number": kept.number,
        "state": kept.state,
        "date": kept.date,
        "start": text_from_instant(kept.start),
        "end": text_from_instant(kept.end),
        "as_of": text_from_instant(kept.as_of),
        "size": kept.size,
        "root": kept.root,
        "sha256": kept.sha256,
        "corrects": kept.corrects_id,
        "released": None if kept.released_at is None else text_from_instant(kept.released_at),
        "entry": kept.entry,
    }
