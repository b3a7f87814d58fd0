"""Incidents: the list, as GeoJSON, one of them; and what of the map was watched."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

from ceasefire.agreement import regions_of
from ceasefire.centre.api._problems import refused
from ceasefire.centre.api.reading._asked import LIMIT, Cursor, Known, Limit, headed, listed, router, view_at
from ceasefire.centre.live import View
from ceasefire.centre.seen.filters import STANDS, chosen, filters_from
from ceasefire.centre.seen.map.coverage import covers_of, watchings_in
from ceasefire.centre.seen.map.days import dates_between, span_of
from ceasefire.centre.seen.map.found import found_in
from ceasefire.centre.web import spoken
from ceasefire.desk import incident_called
from ceasefire.incidents.dossier import Incident
from ceasefire.problems import Refused
from ceasefire.publish.incidents import incident_object, incidents_geojson
from ceasefire.times import date_from_text, zone_from_text

Json = dict[str, Any]


def date_from(text: Any) -> dt.date:
    """Return the date of YYYY-MM-DD.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(text, str):
        raise ValueError("a date, for instance 2016-09-17")  # noqa: TRY004  pydantic takes no other
    return date_from_text(text)


Date = Annotated[dt.date | None, BeforeValidator(date_from), WithJsonSchema({"type": "string", "format": "date"})]
Area = Annotated[str, Field(max_length=200, description="An area: what surely or possibly lies in it.")]
Stands = Annotated[str, Field(json_schema_extra={"enum": ["", *STANDS]})]
Name = Annotated[str, Field(min_length=1, max_length=400)]
_WEEK = 7


class Filters(Schema):
    """Which incidents; without any, all of them."""

    area: Area = ""
    since: Date = None
    until: Date = None
    standing: Stands = ""
    kind: str = ""

    def asked(self) -> dict[str, str]:
        """Return them as the list of incidents takes them from its address."""
        days = {name: each.isoformat() if each else "" for name, each in (("since", self.since), ("until", self.until))}
        return {"area": self.area, **days, "standing": self.standing, "kind": self.kind}


@router.get("/incidents", url_name="api-incidents", summary="Incidents, by id")
def incidents(
    request: HttpRequest,
    filters: Query[Filters],
    known: Known = None,
    cursor: Cursor = "",
    limit: Limit = LIMIT,
) -> Json:
    """Return incidents as derived from the records released to whoever asks."""
    asked = filters.asked()
    return listed(
        request,
        ("incidents", *asked.values()),
        (cursor, limit, known),
        found=lambda view: chosen_in(view, asked),
        key=lambda each: each.id,
        told=lambda view, each: incident_object(each, view.desk.situation),
    )


@router.get(
    "/incidents.geojson", url_name="api-incidents-geojson", summary="Incidents as GeoJSON, with their uncertainty"
)
def incidents_as_geojson(
    request: HttpRequest,
    filters: Query[Filters],
    known: Known = None,
    cursor: Cursor = "",
    limit: Limit = LIMIT,
) -> Json:
    """Return a FeatureCollection; a point comes with its radius, and where none is known there is no geometry."""
    asked = filters.asked()
    language = spoken(request).code
    page = listed(
        request,
        ("geojson", *asked.values()),
        (cursor, limit, known),
        found=lambda view: chosen_in(view, asked),
        key=lambda each: each.id,
        told=lambda view, each: json.loads(incidents_geojson([each], view.desk.situation, language))["features"][0],
    )
    return {"type": "FeatureCollection", "features": page.pop("items"), **page}


@router.get("/incident", url_name="api-incident", summary="One incident")
def incident(request: HttpRequest, id: Name, known: Known = None) -> Json:  # noqa: A002  as in the page's address
    """Return an incident by its id, its name, or a record's source/id."""
    view = view_at(request, known)
    try:
        found = incident_called(view.desk, id)
    except Refused:
        raise refused("E-API-003") from None
    return headed(view, incident=incident_object(found, view.desk.situation))


@router.get("/map", url_name="api-map", summary="What was watched in each area, and where incidents lie in it")
def watched(request: HttpRequest, kind: str = "", since: Date = None, until: Date = None, known: Known = None) -> Json:
    """Return, for at most 62 days until the moment, on how many of them each area was watched, and its incidents."""
    view = view_at(request, known)
    zone = zone_from_text(view.shown.agreement.zone)
    last = until or dt.datetime.fromtimestamp(view.shown.asked.as_of, zone).date()
    first = since or max(last, dt.date(1, 1, 8)) - dt.timedelta(days=_WEEK - 1)
    if first > last or not dt.date(1900, 1, 1) <= first or last > dt.date(2200, 1, 1):
        raise refused("E-API-003")
    dates = dates_between(first, last)
    regions = regions_of(view.shown.agreement)
    covers = covers_of(regions, watchings_in(view), kind, [span_of(each, zone) for each in dates])
    found = found_in(view)
    return headed(
        view,
        first=dates[0].isoformat(),
        last=dates[-1].isoformat(),
        areas=[
            {
                "id": key,
                "coverage": {"state": each.state, "whole": each.whole, "part": each.part, "days": each.days},
                "incidents": [one.incident.id for one in found if one.area == key],
            }
            for key, each in covers.items()
        ],
        unplaced=[each.incident.id for each in found if not each.is_placed],
    )


def chosen_in(view: View, asked: dict[str, str]) -> list[Incident]:
    """Return the incidents of a view that the filters leave.

    Raises:
        Refused: E-API-003, the agreement has no such area.
    """
    filters = filters_from(asked, view.shown.agreement)
    if filters.wrong:
        raise refused("E-API-003")
    return [each.incident for each in chosen(view.desk, filters)]
