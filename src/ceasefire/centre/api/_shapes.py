"""What operations take and answer, as JSON Schema 2020-12: by the name of the address and the method."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from ceasefire.centre.access import ROLES
from ceasefire.centre.api._problems import PROBLEM_SCHEMA
from ceasefire.publish import assessment_schema
from ceasefire.records import KINDS, record_schema

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_INSTANT: Schema = {"type": "string", "format": "date-time"}
_DATE: Schema = {"type": "string", "format": "date"}
_OPEN: Schema = {"type": "object"}


def _null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_HEAD: dict[str, Schema] = {
    "as_of": _INSTANT | {"description": "As known at."},
    "knowledge": _TEXT | {"description": "By which clock: recorded, as-reported."},
    "checkpoint": _null(_object(origin=_TEXT, size=_WHOLE, root=_TEXT)),
    "digest": _TEXT | {"description": "Of the answer; whoever has the same ledger computes the same."},
    "held_back": _WHOLE | {"description": "Records known by now that are not released to whoever asks."},
}
_NEXT = _null(_TEXT | {"description": "Cursor of the next page; null: there is none."})


def _headed(**properties: Schema) -> Schema:
    return _object(**_HEAD, **properties)


def _paged(item: Schema) -> Schema:
    return _headed(items=_list(item), next=_NEXT)


def _feature() -> Schema:
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": _TEXT,
            "geometry": _null(_OPEN),
            "properties": _OPEN,
        },
    }


def _cell() -> Schema:
    schema: Any = assessment_schema()
    cell = copy.deepcopy(schema["$defs"]["cell"])
    beside = dict.fromkeys(("term", "reading", "authority", "area"), _TEXT)
    cell["properties"] = beside | cell["properties"]
    cell["required"] = [*beside, *cell["required"]]
    return dict(_renamed(cell, "Assessment"))


def _entry() -> Schema:
    part = _object(
        name=_TEXT,
        commitment=_TEXT,
        readers=_list(_TEXT),
        state={"enum": ["open", "sealed", "redacted", "missing"]},
        ground=_TEXT,
        by_entry=_null(_WHOLE),
    )
    return _object(
        entry=_WHOLE,
        kind=_TEXT,
        commitment=_TEXT,
        released=_FLAG,
        team=_null(_TEXT),
        recorded=_null(_INSTANT),
        claimed=_null(_INSTANT),
        id=_null(_TEXT),
        leaf=_null(_TEXT),
        core=_null(_OPEN),
        parts=_list(part),
        corrects=_null(_WHOLE),
        corrected_by=_null(_WHOLE),
    )


def _aid() -> Schema:
    statuses = _list(_TEXT)
    day = _object(date=_DATE, sure=statuses, possible=statuses, records=_list(_TEXT), watched=_FLAG)
    area = _object(
        area=_TEXT,
        days_without=_object(sure=_WHOLE, possible=_WHOLE, watched=_WHOLE),
        last_delivery=_null(_TEXT),
        later_possible=_null(_TEXT),
        days=_list(day),
    )
    rung = _object(
        record=_TEXT,
        status=_TEXT,
        when=_list(_null(_INSTANT)),
        sure=_list(_TEXT),
        possible=_list(_TEXT),
        proven=_FLAG,
    )
    convoy = _object(name=_TEXT, setbacks=statuses, over=_FLAG, rungs=_list(rung))
    return _headed(areas=_list(area), convoys=_list(convoy))


def _map() -> Schema:
    coverage = _object(state={"enum": ["watched", "partly", "nobody"]}, whole=_WHOLE, part=_WHOLE, days=_WHOLE)
    area = _object(id=_TEXT, coverage=coverage, incidents=_list(_TEXT))
    return _headed(first=_DATE, last=_DATE, areas=_list(area), unplaced=_list(_TEXT))


def _changes() -> Schema:
    told = _object(record=_TEXT, version=_WHOLE, known=_INSTANT)
    return _headed(earlier=_INSTANT, later=_INSTANT, changes=_list(_OPEN), records=_list(told))


_RECORD = _object(entry=_WHOLE, known=_INSTANT, standing=_TEXT, record=_ref("Record"))
_COSIGNED = _list(_object(team=_TEXT, size=_WHOLE, at=_INSTANT))
_ROW = _object(entry=_WHOLE, kind=_TEXT, commitment=_TEXT, team=_null(_TEXT), recorded=_null(_INSTANT))
_WATCHED = _object(watched=_WHOLE, of=_WHOLE)
_GEOJSON = {
    "type": "object",
    "required": ["type", "features", *_HEAD, "next"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": _list(_feature()), **_HEAD, "next": _NEXT},
    "additionalProperties": False,
}
_SENT_ENTRY = _object(entry=_WHOLE, source=_TEXT, id=_TEXT, version=_WHOLE, proof=_TEXT)
_VERSION = _object(entry=_WHOLE, recorded=_INSTANT, hash=_TEXT)
_BULLETIN: dict[str, Schema] = {
    "number": _WHOLE,
    "state": {"enum": ["drafted", "cleared", "released", "corrected"]},
    "date": _TEXT,
    "start": _INSTANT,
    "end": _INSTANT,
    "as_of": _INSTANT,
    "size": _WHOLE,
    "root": _TEXT,
    "sha256": _TEXT,
    "corrects": _null(_WHOLE),
    "released": _null(_INSTANT),
    "entry": _null(_WHOLE),
}
# What is answered, with which status.
ANSWERS: Mapping[tuple[str, str], tuple[int, Schema]] = {
    ("api-self", "GET"): (
        200,
        _object(
            role={"enum": list(ROLES)},
            team=_TEXT,
            source=_TEXT,
            scopes=_list(_TEXT),
            expires=_null(_INSTANT),
        ),
    ),
    ("api-board", "GET"): (200, _headed(answer=_ref("Assessment"), cited=_list(_TEXT))),
    ("api-time", "GET"): (200, _paged(_ref("Cell"))),
    ("api-changes", "GET"): (200, _changes()),
    ("api-map", "GET"): (200, _map()),
    ("api-incidents", "GET"): (200, _paged(_OPEN)),
    ("api-incidents-geojson", "GET"): (200, _GEOJSON),
    ("api-incident", "GET"): (200, _headed(incident=_OPEN)),
    ("api-links", "GET"): (200, _headed(items=_list(_OPEN), more=_WHOLE)),
    ("api-queue", "GET"): (200, _headed(purpose=_TEXT, items=_list(_OPEN), more=_WHOLE)),
    ("api-complaints", "GET"): (200, _paged(_OPEN)),
    ("api-answers", "GET"): (200, _headed(items=_list(_OPEN), watched_days=_null(_WATCHED))),
    ("api-records", "GET"): (200, _paged(_RECORD)),
    ("api-statements", "GET"): (200, _paged(_RECORD)),
    ("api-aid", "GET"): (200, _aid()),
    ("api-ledger", "GET"): (
        200,
        _object(origin=_TEXT, size=_WHOLE, root=_TEXT, short=_TEXT, checkpoint=_TEXT, cosigned=_COSIGNED),
    ),
    ("api-cosignatures", "GET"): (200, _object(items=_COSIGNED)),
    ("api-entries", "GET"): (200, _object(items=_list(_ROW), next=_NEXT)),
    ("api-entry", "GET"): (200, _entry()),
    ("api-proof", "GET"): (200, _object(entry=_WHOLE, released=_FLAG, proof=_TEXT)),
    ("api-bulletins", "GET"): (200, _object(items=_list(_object(**_BULLETIN)), next=_NEXT)),
    ("api-bulletin", "GET"): (200, _object(**_BULLETIN, content=_OPEN, note=_null(_TEXT))),
    ("api-agreement", "GET"): (200, _object(text=_TEXT, versions=_list(_VERSION))),
    ("api-records", "POST"): (201, _object(entries=_list(_SENT_ENTRY), size=_WHOLE, checkpoint=_TEXT)),
    ("api-cosignatures", "POST"): (201, _object(size=_WHOLE)),
}
# What is taken.
BODIES: Mapping[tuple[str, str], Schema] = {
    ("api-records", "POST"): _list(_ref("NewRecord")) | {"minItems": 1, "maxItems": 500},
    ("api-cosignatures", "POST"): _object(line=_TEXT | {"minLength": 1, "maxLength": 10_000}),
}


def components() -> dict[str, Schema]:
    """Return the schemas that others name."""
    record: Schema = record_schema()
    assessment: Schema = assessment_schema()
    found: dict[str, Schema] = {"Problem": PROBLEM_SCHEMA, "Cell": _cell()}
    for name, schema in (("Record", record), ("Assessment", assessment)):
        for key, each in schema["$defs"].items():
            found[f"{name}.{key}"] = _renamed(each, name)
    cell = copy.deepcopy(found["Assessment.cell"])
    cell["properties"]["watched"] = found["Cell"]["properties"]["watched"] = {
        "type": ["boolean", "null"],
        "description": "Coverage closes the day; null: not released to whoever asks.",
    }
    found["Assessment.cell"] = cell
    found["Assessment"] = _renamed({k: v for k, v in assessment.items() if k not in ("$defs", "$schema")}, "Assessment")
    found["Record"] = {"anyOf": [_of_kind(record, each, new=False) for each in KINDS]}
    found["NewRecord"] = {"anyOf": [_of_kind(record, each, new=True) for each in KINDS]}
    return found


def _of_kind(schema: Schema, kind: str, *, new: bool) -> Schema:
    """Return the flat schema of one kind of record; `new`: without what only the centre says."""
    added = next(each["then"] for each in schema["allOf"] if each["if"]["properties"]["kind"]["const"] == kind)
    properties = schema["properties"] | added["properties"] | {"kind": {"const": kind}}
    required = [*schema["required"], *added["required"]]
    given = ("source", "recorded", "claimed_recorded")
    properties = {key: each for key, each in properties.items() if not (new and key in given)}
    flat = {
        "title": kind,
        "type": "object",
        "required": [each for each in required if each in properties],
        "properties": properties,
        "additionalProperties": False,
    }
    return dict(_renamed(flat, "Record"))


def _renamed(schema: Any, of: str) -> Any:
    """Return a schema whose references lead to the components of a document."""
    if isinstance(schema, dict):
        return {
            key: each.replace("#/$defs/", f"#/components/schemas/{of}.")
            if key == "$ref" and isinstance(each, str)
            else _renamed(each, of)
            for key, each in schema.items()
        }
    return [_renamed(each, of) for each in schema] if isinstance(schema, list) else schema
