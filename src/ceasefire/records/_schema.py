"""The JSON Schema of a record. It says less than `record_from_json`: what passes it may still have faults."""

from __future__ import annotations

from typing import Any

from ceasefire.records._details import ADMITTED, HAPPENED, PERMITTED, VIEWS, VIEWS_OF, YES_NO
from ceasefire.records._fields import MAX_ID, MAX_NUMBER, MAX_TEXT
from ceasefire.records._model import (
    ACTS,
    BASES,
    CALL_OUTCOMES,
    END_STANDINGS,
    KINDS,
    LINK_STATES,
    MOVEMENT_STATUS,
    NOTICE_PURPOSES,
    ORDERED_STANDINGS,
    QUESTIONS,
    ROLES,
    STANCES,
    STEPS,
)
from ceasefire.records._place_and_time import HALF_EARTH_M
from ceasefire.times import HOW

_STANDINGS = (*ORDERED_STANDINGS, *END_STANDINGS)
_ID: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": MAX_ID}
_IDS = {"type": "array", "items": _ID}
_TEXT = {"type": "string", "maxLength": MAX_TEXT}
_KEY = {"type": "string", "pattern": "^[^/]+/.+$", "maxLength": MAX_ID}
_INSTANT = {"type": "string", "format": "date-time"}
_DATE = {"type": "string", "format": "date"}
_TRUTH = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0, "maximum": MAX_NUMBER}
_VERSION = {"type": "integer", "minimum": 1, "maximum": 10**9}
_DEGREES = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]{1,3}(\.[0-9]{1,20})?$"}]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})


def _words(words: tuple[str, ...]) -> dict[str, Any]:
    return {"enum": list(words)}


def _definitions() -> dict[str, Any]:
    names = {"type": "array", "items": _ID, "minItems": 1}
    civil = {
        "zone": {"type": "string"},
        "begins": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    }
    how = {"how": _words(HOW)}
    area = {"scheme": _ID, "code": _ID, "vintage": _ID}
    radius = {"radius_m": {"type": "integer", "minimum": 0, "maximum": HALF_EARTH_M}}
    point = {"lat": _DEGREES, "lon": _DEGREES}
    return {
        "choice": {"anyOf": [_ID, _object(("any_of",), any_of=names), _object(("all_of",), all_of=names)]},
        "count": {
            "anyOf": [_COUNT, _object(low=_COUNT, best=_COUNT, high=_COUNT, as_printed=_TEXT)],
        },
        "text": {"anyOf": [_TEXT, _object(en=_TEXT, ar=_TEXT, ru=_TEXT)]},
        "when": {
            "anyOf": [
                _object(("from", "to"), **{"from": _INSTANT, "to": _INSTANT}, **how),
                _object(("day", "zone"), day=_DATE, **civil, **how),
                _object(
                    ("days", "zone"),
                    days={"type": "array", "items": _DATE, "minItems": 2, "maxItems": 2},
                    **civil,
                    **how,
                ),
            ]
        },
        "where": {
            "anyOf": [
                _object(("lat", "lon", "radius_m"), **point, **radius, **area),
                _object(("scheme", "code"), **radius, **area),
                _object(("areas",), areas=_object(sure=_IDS, apart=_IDS, covers=_IDS), **radius, **area),
            ]
        },
    }


def _common() -> dict[str, Any]:
    choice = _ref("choice")
    return {
        "kind": _words(KINDS),
        "source": _ID | {"pattern": "^[^/]+$"},
        "id": _ID,
        "version": _VERSION,
        "corrects": _VERSION,
        "withdrawn": _TRUTH,
        "recorded": _INSTANT,
        "claimed_recorded": _INSTANT,
        "speaker": _ID,
        "carrier": _ID,
        "origin": _ID,
        "standing": _words(_STANDINGS),
        "basis": _words(BASES),
        "grade": {"type": "string", "pattern": "^[A-F][1-6]$"},
        "media": {"type": "array", "items": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        "when": _ref("when"),
        "where": _ref("where"),
        "who": _object(by=choice, against=choice, between=choice),
        "what": choice,
        "counts": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "additionalProperties": _ref("count"),
        },
        "absent_means_none": _IDS,
        "incident": {"anyOf": [_ID, _IDS]},
        "text": _ref("text"),
        "cites": _object(title=_TEXT, date=_TEXT, url=_TEXT),
    }


def _added() -> dict[str, tuple[tuple[str, ...], dict[str, Any]]]:
    """Return, for each kind, what it requires and what it adds."""
    choice = _ref("choice")
    views = tuple(dict.fromkeys((*VIEWS, *(each for some in VIEWS_OF.values() for each in some))))
    decided = {"role": _words(ROLES), "reviewer": _ID}
    number = {"anyOf": [_ID, {"type": "integer"}]}
    return {
        "report": (("when",), {}),
        "tally": (("when", "scope"), {"scope": _TEXT, "accused": _TEXT}),
        "statement": (
            ("stance",),
            {
                "stance": _words(STANCES),
                "about": _ID,
                "term": _ID,
                "instrument": _ID,
                "question": _words(QUESTIONS),
                "addressee": choice,
            },
        ),
        "determination": (
            ("when", "view"),
            {"term": _ID, "view": _words(views), "incident": _ID, "question": _words(QUESTIONS)},
        ),
        "complaint": (
            ("when", "number", "addressee"),
            {"number": number, "addressee": choice, "admitted": _words(ADMITTED), "term": _ID},
        ),
        "answer": (("when", "complaint"), {"complaint": _KEY}),
        "movement": (("when", "status"), {"status": _words(MOVEMENT_STATUS), "convoy": _ID}),
        "watch": (("when", "where", "sees"), {"sees": _IDS, "done": _TRUTH}),
        "notice": (
            ("purpose", "recipients"),
            {"purpose": _words(NOTICE_PURPOSES), "recipients": _IDS, "consent": _TRUTH},
        ),
        "finding": (
            ("incident",),
            {
                "incident": _ID,
                "happened": _words(HAPPENED),
                "permitted": _words(PERMITTED),
                "identifiable": _words(YES_NO),
                "ground": _TEXT,
                "standard": _TEXT,
            },
        ),
        "act": (
            ("act", "instrument", "effective"),
            {"act": _words(ACTS), "instrument": _ID, "effective": _INSTANT, "until": _INSTANT},
        ),
        "link": (
            ("first", "second", "state"),
            {
                "first": _KEY,
                "second": _KEY,
                "state": _words(LINK_STATES),
                "restores": {"type": "string", "pattern": "^[1-9][0-9]{0,8}$"},
            }
            | decided,
        ),
        "standing": (("record", "to"), {"record": _KEY, "to": _words(_STANDINGS)} | decided),
        "step": (
            ("about", "step"),
            {
                "about": _ID,
                "step": _words(STEPS),
                "addressee": choice,
                "due": _INSTANT,
                "outcome": _words(CALL_OUTCOMES),
            },
        ),
    }


def record_schema() -> dict[str, Any]:
    """Return the schema of one record, JSON Schema 2020-12."""
    kinds = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"required": list(required), "properties": properties},
        }
        for kind, (required, properties) in _added().items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A record: what a source says",
        "type": "object",
        "required": ["kind", "id"],
        "properties": _common(),
        "allOf": kinds,
        "unevaluatedProperties": False,
        "$defs": _definitions(),
    }
