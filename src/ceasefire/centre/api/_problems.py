"""What is wrong, as problem+json: our codes, and words in the reader's language.

Source: RFC 9457.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from ceasefire.centre.web import spoken
from ceasefire.problems import CATALOGUE, Place, Problem, Refused, problem, render
from ceasefire.publish.words import catalogue

CONTENT_TYPE = "application/problem+json"
TITLES = {
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    503: "Service Unavailable",
}
_MOST = 100


def refused(code: str, **params: object) -> Refused:
    """Return what to raise for one problem of the catalogue."""
    return Refused([problem(code, Place(), **params)])


def status_of(problems: Sequence[Problem]) -> int:
    """Return the status of an answer: of the gravest problem, or of the first."""
    found = [CATALOGUE[each.code].http for each in problems]
    return 503 if 503 in found else found[0]


def problem_response(request: HttpRequest, problems: Sequence[Problem], status: int | None = None) -> HttpResponse:
    """Return problems as an answer; where they stand is said as a path: `records.3.who`, numbers from 1."""
    code = status or status_of(problems)
    language = spoken(request).code
    told = [_told(each, language) for each in problems[:_MOST]]
    body: dict[str, Any] = {
        "type": f"urn:ceasefire:problem:{problems[0].code}",
        "title": TITLES[code],
        "status": code,
        "detail": told[0]["detail"],
        "problems": told,
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=CONTENT_TYPE, status=code)
    response["Content-Language"] = language
    if code == 401:
        response["WWW-Authenticate"] = 'Bearer realm="ceasefire"'
    if code in (429, 503):
        response["Retry-After"] = "60" if code == 429 else "5"
    return response


def _told(fault: Problem, language: str) -> dict[str, Any]:
    words = render(fault, catalogue(language).gettext)
    return {"code": fault.code, "where": str(fault.where), "detail": words}


PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What is wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "problems"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "description": "urn:ceasefire:problem: and the first problem's code."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "The first problem in the reader's language."},
        "problems": {
            "type": "array",
            "minItems": 1,
            "maxItems": _MOST,
            "items": {
                "type": "object",
                "required": ["code", "where", "detail"],
                "additionalProperties": False,
                "properties": {
                    "code": {"type": "string", "description": "Of the catalogue, for instance E-REC-007."},
                    "where": {
                        "type": "string",
                        "description": "Number of the record, and field: 3.who.by.",
                    },
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
