"""ACLED exports. Their terms forbid passing them on: none comes with the program. Layout: docs/readers.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ceasefire.problems import Place, problem
from ceasefire.records import Dataset, Faults, Fields
from ceasefire.sources._jsonl import take_record
from ceasefire.sources._lines import columns_of, rows
from ceasefire.sources._mapping import Shared, lacking_columns, read_mapping, texts
from ceasefire.sources._names import SYRIA_GOVERNORATES, SYRIA_VINTAGE, kebab
from ceasefire.sources._result import Collector, Format, ReadResult, Source
from ceasefire.sources.tables import (
    Fault,
    date_from_cell,
    degrees_from_cell,
    whole_from_cell,
    words_from_cell,
)

NEEDED = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1"),
    *("assoc_actor_1", "actor2", "assoc_actor_2", "iso", "country", "admin1"),
    *("latitude", "longitude", "geo_precision", "source", "notes", "fatalities"),
)
RADIUS_M = {"1": 2_000, "2": 25_000, "3": 100_000}
DAYS_AROUND = {"1": 0, "2": 6}
FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d-%b-%Y")

_SYRIA_ISO = "760"
_LAYOUT = "an ACLED export"
_DAY = dt.timedelta(days=1)


def read(source: Source) -> ReadResult:
    """Return the events of an ACLED export as CSV, plain or gzip."""
    default = Dataset("acled", "acled", "Armed Conflict Location & Event Data", rows_distinct=True, standing="screened")
    shared, areas = read_mapping(source, default, _areas)
    collector = Collector(source, shared.dataset)
    found = rows(source)
    line, header = next(found)
    columns = columns_of(source, header, line)
    lacking_columns(source, [*NEEDED, *shared.only], list(columns), _LAYOUT)
    for line, row in found:
        if len(row) != len(header):
            collector.refuse([problem("E-READ-005", collector.place(line), seen=len(row), expected=len(header))])
            continue
        cells = {name: row[index].strip() for name, index in columns.items()}
        if any(cells[name] not in values for name, values in shared.only.items()):
            collector.put_aside()
            continue
        place = Place(source.file, line)
        try:
            obj = record_json(cells, shared, areas)
        except Fault as fault:
            collector.refuse([fault.problem(place)])
        else:
            take_record(collector, obj, place)
    return collector.result()


def _areas(fields: Fields, shared: Shared, faults: Faults) -> Mapping[str, str]:
    del shared, faults
    return texts(fields, "areas", "Aleppo: SY02")


def record_json(cells: Mapping[str, str], shared: Shared, areas: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON of one event.

    Raises:
        Fault: A cell that cannot be taken.
    """
    fatalities = whole_from_cell("fatalities", cells["fatalities"] or "0")
    found: dict[str, Any] = {
        "kind": "report",
        "id": cells["event_id_cnty"],
        "when": _when(cells, shared.zone_name),
        "where": _where(cells, areas),
        "who": _who(cells, shared.actors),
        "what": kebab(cells["sub_event_type"]) or kebab(cells["event_type"]),
        "counts": {"killed": {"low": fatalities, "best": fatalities}},
        "carrier": kebab(cells["source"].partition(";")[0]),
        "text": {"en": words_from_cell("notes", cells["notes"])},
        "cites": {"title": words_from_cell("source", cells["source"]), "date": cells["event_date"]},
    }
    seconds = cells.get("timestamp", "")
    if seconds.isascii() and seconds.isdigit() and len(seconds) == 10:
        found["claimed_recorded"] = dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat()
    return {key: value for key, value in found.items() if value}


def _when(cells: Mapping[str, str], zone: str) -> dict[str, Any]:
    day = date_from_cell("event_date", cells["event_date"], FORMATS)
    precision = cells["time_precision"]
    if precision == "3":
        first = day.replace(day=1)
        last = (first + 31 * _DAY).replace(day=1) - _DAY
    elif precision in DAYS_AROUND:
        first, last = day - DAYS_AROUND[precision] * _DAY, day + DAYS_AROUND[precision] * _DAY
    else:
        raise Fault("time_precision", precision, "a precision", "1, 2 or 3")
    return {"days": [str(first), str(last)], "zone": zone, "how": "sometime" if first == last else "spread"}


def _where(cells: Mapping[str, str], areas: Mapping[str, str]) -> dict[str, Any]:
    radius_m = RADIUS_M.get(cells["geo_precision"])
    if radius_m is None:
        raise Fault("geo_precision", cells["geo_precision"], "a precision", "1, 2 or 3")
    found: dict[str, Any] = {
        "lat": degrees_from_cell("latitude", cells["latitude"], 90),
        "lon": degrees_from_cell("longitude", cells["longitude"], 180),
        "radius_m": radius_m,
    }
    syria = cells["iso"] == _SYRIA_ISO or cells["country"] == "Syria"
    table = areas or (SYRIA_GOVERNORATES if syria else {})
    if code := table.get(cells["admin1"], ""):
        found |= {"scheme": "ocha-pcode", "code": code}
        found |= {"vintage": SYRIA_VINTAGE} if syria and not areas else {}
    return found


def _who(cells: Mapping[str, str], actors: Mapping[str, str]) -> dict[str, Any]:
    def side(*columns: str) -> list[str]:
        names = (name.strip() for column in columns for name in cells[column].split(";"))
        return sorted({_actor(name, actors) for name in names if kebab(name)})

    first = side("actor1", "assoc_actor_1")
    if cells["event_type"] == "Violence against civilians" or cells.get("civilian_targeting"):
        against = side("actor2") or ["civilians"]
        return {"by": {"any_of": first}, "against": {"any_of": against}} if first else {"against": {"any_of": against}}
    everybody = sorted({*first, *side("actor2", "assoc_actor_2")})
    if not everybody:
        return {}
    named = side("actor1", "actor2")
    between = {"between": {"all_of": named}} if cells["actor1"] and cells["actor2"] else {}
    return {"by": {"any_of": everybody}} | between


def _actor(name: str, actors: Mapping[str, str]) -> str:
    if name in actors:
        return actors[name]
    return "civilians" if name.startswith("Civilians") else f"acled-{kebab(name)}"


ACLED = Format(
    "acled",
    "ACLED export as CSV, plain or gzip (bring your own: its terms forbid passing it on)",
    "optional",
    read,
)
