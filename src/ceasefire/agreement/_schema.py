"""The JSON Schema of the agreement file, out of the same table as the reader."""

from __future__ import annotations

from ceasefire.agreement._fields import Json
from ceasefire.agreement._forms import FORM_DEFINITIONS
from ceasefire.agreement._measures import ACTORS, COVERAGE, FILTER, MEASURE, WORDS
from ceasefire.agreement._parts import CITATION, NAMES
from ceasefire.agreement._read import AGREEMENT

_NAMED = (NAMES, CITATION, ACTORS, WORDS, FILTER, COVERAGE, MEASURE, *FORM_DEFINITIONS)


def agreement_schema() -> Json:
    """Return the JSON Schema of an agreement file; it allows whatever the reader accepts.

    It cannot say what only the whole file shows: ids defined nowhere, periods that end before they begin.

    Source: JSON Schema, draft 2020-12.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A ceasefire agreement",
        "description": "docs/agreement-file.md says what each word means.",
        **AGREEMENT.schema(),
        "$defs": {each.name: each.kind.schema() for each in _NAMED if each.kind},
    }
