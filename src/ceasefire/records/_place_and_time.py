"""Reading the `where` and the `when` of a record."""

from __future__ import annotations

import datetime as dt
import math
import re
import zoneinfo

from ceasefire.places import Placement
from ceasefire.problems import did_you_mean
from ceasefire.records._fields import Fields, shown
from ceasefire.records._model import Where
from ceasefire.records._where import default_radius_m
from ceasefire.times import HOW, When, day_start, time_of_day_from_text, zone_from_text

HALF_EARTH_M = 20_040_000
DECIMALS = 9  # of a degree: a tenth of a millimetre

_DECIMAL = re.compile(r"-?\d{1,3}(\.\d{1,20})?")
_DAY = dt.timedelta(days=1)


def read_when(fields: Fields, default_how: str = "") -> When | None:
    """Return an interval from instants (`from`, `to`) or civil days (`day` or `days`, `zone`, `begins`).

    Args:
        fields: The object at `when`.
        default_how: Used when `how` is absent; empty: `sometime` within one day, else the weaker `spread`.
    """
    civil = fields.has("day") or fields.has("days")
    exact = fields.has("from") or fields.has("to")
    fields.asked.extend(("day", "days", "from", "to", "zone", "begins"))
    if civil and exact:
        fields.amiss(
            "",
            "both instants and civil days",
            "one of them",
            '{"day": "2016-09-19", "zone": "Asia/Damascus"}',
        )
        return None
    if not civil:
        bounds = _between_instants(fields)
        short = bounds is not None and bounds[1] - bounds[0] <= 86_400
    else:
        days = _days(fields)
        bounds = _civil(fields, days)
        short = days is not None and days[0] == days[1]
    how = fields.word("how", HOW, "a way to sit in an interval", default_how or ("sometime" if short else "spread"))
    return None if bounds is None else When(*bounds, how)


def _between_instants(fields: Fields) -> tuple[int, int] | None:
    for key in ("zone", "begins"):
        if fields.value.get(key) is not None:
            fields.wrong(key, fields.value[key], "it beside civil days only", '{"day": "2016-09-19", "zone": …}')
    start, end = fields.instant("from", required=True), fields.instant("to", required=True)
    if start is None or end is None:
        return None
    if end <= start:
        fields.fault("E-TIME-005", "", start=fields.value["from"], end=fields.value["to"])
        return None
    return start, end


def _days(fields: Fields) -> tuple[dt.date, dt.date] | None:
    if fields.value.get("day") is not None:
        if fields.value.get("days") is not None:
            fields.amiss("", "both day and days", "one of them", '"day": "2016-09-19"')
            return None
        day = fields.date("day", fields.value["day"])
        return None if day is None else (day, day)
    seen = fields.value["days"]
    if not isinstance(seen, list) or len(seen) != 2:
        words = f"a list of {len(seen)}" if isinstance(seen, list) else shown(seen)
        fields.amiss("days", words, "the first and the last day", '["2016-09-12", "2016-09-18"]')
        return None
    first, last = (fields.date("days", each) for each in seen)
    if first is None or last is None:
        return None
    if last < first:
        fields.fault("E-TIME-005", "days", start=first, end=last)
        return None
    return first, last


def _civil(fields: Fields, days: tuple[dt.date, dt.date] | None) -> tuple[int, int] | None:
    zone = _zone(fields)
    begins = 0
    if fields.has("begins"):
        try:
            begins = time_of_day_from_text(fields.value["begins"])
        except (ValueError, TypeError):
            fields.fault("E-TIME-006", "begins", seen=shown(fields.value["begins"], quoted=False))
    if zone is None or days is None:
        return None
    return day_start(days[0], zone, begins), day_start(days[1] + _DAY, zone, begins)


def _zone(fields: Fields) -> zoneinfo.ZoneInfo | None:
    if not fields.need("zone", "Asia/Damascus"):
        return None
    seen = fields.value["zone"]
    try:
        return zone_from_text(seen)
    except (ValueError, TypeError):
        known = (
            "Asia/Damascus",
            "UTC",
            "Asia/Beirut",
            "Europe/Kyiv",
            "Africa/Khartoum",
            "Asia/Aden",
            "Africa/Tripoli",
        )
        fields.fault("E-TIME-003", "zone", seen=shown(seen, quoted=False), suggestion=did_you_mean(seen, known))
        return None


def read_where(fields: Fields) -> Where | None:
    """Return a place: a point with its radius, an area by code, both, or the agreement's areas it is in and not in."""
    before = len(fields.faults.found)
    point = fields.has("lat") or fields.has("lon")
    lat = _degrees(fields, "lat") if point else None
    lon = _degrees(fields, "lon") if point else None
    areas = fields.inner("areas", _placement, '{"sure": ["aleppo"]}')
    scheme = fields.id("scheme")
    code = fields.id("code", example="SY02" if scheme or not (point or areas) else "")
    if code and not scheme:
        fields.need("scheme", "ocha-pcode")
    radius_m = fields.number("radius_m", None, 0, HALF_EARTH_M, "3000" if point else "")
    vintage = fields.id("vintage")
    if lat is not None and lon is not None and not (abs(lat) <= 90 and abs(lon) <= 180):
        swapped = abs(lon) <= 90 and abs(lat) <= 180
        suggestion = f"Did you mean lat: {lon:g}, lon: {lat:g}?" if swapped else ""
        fields.fault("E-REC-005", "", seen=f"lat {lat:g}, lon {lon:g}", suggestion=suggestion)
    if len(fields.faults.found) > before:
        return None
    if radius_m is None and code and not point:
        radius_m = default_radius_m(scheme, code)
    return Where(lon, lat, radius_m, scheme, code, vintage, areas)


def _placement(fields: Fields) -> Placement:
    sure, apart, covers = (tuple(sorted(fields.ids(key))) for key in ("sure", "apart", "covers"))
    if both := set(sure) & set(apart):
        fields.amiss("", f"{min(both)} both in sure and in apart", "each area in one of them", '{"sure": ["aleppo"]}')
    return Placement(sure, apart, covers)


def _degrees(fields: Fields, key: str) -> float | None:
    if not fields.need(key, "36.20"):
        return None
    seen = fields.value[key]
    if isinstance(seen, str) and _DECIMAL.fullmatch(seen):
        seen = float(seen)
    if isinstance(seen, bool) or not isinstance(seen, int | float) or not math.isfinite(seen):
        fields.wrong(key, seen, "degrees", "36.20")
        return None
    return round(float(seen), DECIMALS) + 0.0 if abs(seen) < 1e9 else math.copysign(1e9, seen)
