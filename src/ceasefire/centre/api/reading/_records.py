"""Records as released, statements among them; and aid as the records tell it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import BeforeValidator, Field, WithJsonSchema

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
from ceasefire.centre.seen.aid import AidSeen, aid_seen, wanted_of
from ceasefire.incidents.aid import Rung, convoys_of, gap_of, ladder_days
from ceasefire.records import KINDS, Record, json_from_record
from ceasefire.times import text_from_instant

Json = dict[str, Any]
SAID = frozenset({"statement", "determination", "act", "finding"})


def _kind(text: Any) -> str:
    if text not in ("", *KINDS):
        raise ValueError(", ".join(KINDS))
    return str(text)


Kind = Annotated[
    str,
    BeforeValidator(_kind),
    WithJsonSchema({"type": "string", "enum": ["", *KINDS]}),
    Field(description="Only of this kind."),
]


@router.get("/records", url_name="api-records", summary="Records, as coarse and as late as they are released")
def records(
    request: HttpRequest, kind: Kind = "", known: Known = None, cursor: Cursor = "", limit: Limit = LIMIT
) -> Json:
    """Return the newest version of each record, in the ledger's order."""
    return _records(request, f"records {kind}", (cursor, limit, known), {kind} if kind else frozenset(KINDS))


@router.get("/statements", url_name="api-statements", summary="Statements, determinations, acts and findings")
def statements(request: HttpRequest, known: Known = None, cursor: Cursor = "", limit: Limit = LIMIT) -> Json:
    """Return what was said in public, with its words, in the ledger's order."""
    return _records(request, "statements", (cursor, limit, known), SAID)


def _records(request: HttpRequest, what: str, asked: tuple[str, int, int | None], kinds: Collection[str]) -> Json:
    return listed(
        request,
        (what,),
        asked,
        found=lambda view: [each for each in view.records if each.kind in kinds],
        key=lambda each: each.position,
        told=_told_of,
    )


def _told_of(view: View, record: Record) -> Json:
    """Return a record beside its entry, when it became known, and its standing as it was decided."""
    return {
        "entry": record.position,
        "known": text_from_instant(view.shown.known[record.key, record.version]),
        "standing": view.desk.situation.known.standing_of(record),
        "record": json_from_record(record),
    }


@router.get("/aid", url_name="api-aid", summary="Convoys, and how long each area has gone without a delivery")
def aid(request: HttpRequest, known: Known = None) -> Json:
    """Return what records tell of aid; a gap has bounds: silence proves nothing where nobody watched."""
    view = view_at(request, known)
    seen = aid_seen(view, names_for(request, view), wanted_of({}), outside=view.audience != "mission")
    return headed(
        view,
        areas=[_area(seen, each) for each in seen.areas],
        convoys=[
            {
                "name": each.name,
                "setbacks": list(each.setbacks),
                "over": each.over,
                "rungs": [_rung(one) for one in each.rungs],
            }
            for each in convoys_of(seen.every)
        ],
    )


def _area(seen: AidSeen, area: str) -> Json:
    gap = gap_of(seen.every, seen.vigils, area, seen.calendar, seen.now)
    days = ladder_days(seen.every, seen.vigils, area, seen.calendar)
    return {
        "area": area,
        "days_without": {"sure": gap.sure, "possible": gap.possible, "watched": gap.watched},
        "last_delivery": gap.known or None,
        "later_possible": gap.maybe or None,
        "days": [
            {
                "date": seen.calendar.date(each.index).isoformat(),
                "sure": list(each.sure),
                "possible": list(each.possible),
                "records": list(each.keys),
                "watched": each.watched,
            }
            for each in days
            if each.keys or each.watched
        ],
    }


def _rung(rung: Rung) -> Json:
    return {
        "record": rung.key,
        "status": rung.status,
        "when": [_told(rung.when.earliest), _told(rung.when.latest)],
        "sure": sorted(rung.sure),
        "possible": sorted(rung.possible),
        "proven": rung.proven,
    }


def _told(instant: int) -> str | None:
    return None if abs(instant) >= 1 << 40 else text_from_instant(instant)
