"""The API against its own description: schemathesis asks everything that it allows, and much that it does not."""

from __future__ import annotations

import itertools
import logging
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from schemathesis import hook, openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from ceasefire.centre.people._tokens import make_token
from ceasefire.centre.people.models import Person

LONG = bool(os.environ.get("FUZZ_LONG"))
SEED = 20160912
_numbers = itertools.count()
SENDING = {"include-name": "POST /api/v1/records"}


def asked(name: str) -> tuple[int, list[str]]:
    """Return how many requests were made for an account, and what schemathesis found."""
    _, text = make_token(Person.objects.get(username=name), "schemathesis", ("read", "report", "decide"), 1)
    config = SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "headers": {"Authorization": f"Bearer {text}"},
            "workers": 1,
            "continue-on-failure": True,
            "generation": {"max-examples": 200 if LONG else 4, "deterministic": True, "database": "none"},
            "phases": {"stateful": {"enabled": False}, "coverage": {"enabled": LONG or name == "analyst"}},
            # without a token: test_api.py asks each operation; here the check cannot be made without a socket
            "checks": {"ignored_auth": {"enabled": False}},
            "operations": [
                # a record that fits the schema may still name what the agreement does not define: refused, in words
                SENDING
                | {
                    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 403, 422]}},
                    "phases": {"coverage": {"enabled": LONG}},  # fourteen kinds of record: minutes by itself
                    "generation": {"max-examples": 1_000 if LONG else 15},
                },
                {
                    "include-name": "POST /api/v1/cosignatures",
                    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 403, 422]}},
                },
            ],
        }
    )
    schema = openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)
    requests, found = 0, []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            requests += len(event.recorder.interactions)
            found += list(_failures(event))
        elif isinstance(event, (events.NonFatalError, events.FatalError)):
            found.append(repr(event))
    return requests, found


@hook("before_call")
def _with_a_key_of_its_own(_context: Any, case: Any, _kwargs: Any) -> None:
    """Let each request have another key, where the one that was made up would be taken."""
    key = (case.headers or {}).get("Idempotency-Key")
    if key and re.fullmatch(r"[A-Za-z0-9_-]{16,100}", str(key)):
        case.headers["Idempotency-Key"] = f"key-of-request-{next(_numbers)}"


def _failures(event: Any) -> Iterator[str]:
    for case, checks in event.recorder.checks.items():
        for each in checks:
            if each.failure_info is not None:
                shown = event.recorder.cases[case].value
                yield f"{event.recorder.label} {each.name}: {each.failure_info.failure} {shown!r}"


@pytest.mark.parametrize("name", ["analyst", "reporter", "observer"])
def test_schemathesis_finds_nothing(site, name: str):
    """No request gives a fault of the server, an answer that is not described, or takes what is not allowed."""
    logging.getLogger("django.request").setLevel(logging.ERROR)
    requests, found = asked(name)

    assert requests > 100
    assert found == []
