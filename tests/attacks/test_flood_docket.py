"""A thousand complaints, admissions and answers that anybody may have filed move no verdict on answers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.small import WATCHED, agreement, ask, first, reading, records

MANY = 1000
FORM = {"response": {"within": "24 hours", "addressee": {"any": ["gov"]}}}
PERIOD = {"ends": "2016-09-15T00:00:00+00:00"}
DURING, AFTER = "2016-09-13T06:00:00Z", "2016-09-16T00:00:00Z"


def filed(kind: str, key: str, day: str, standing: str = "corroborated", **more: Any) -> dict[str, Any]:
    """Return a complaint, an answer or a step of a day."""
    source, _, ident = key.partition("/")
    when = {"from": f"{day}T01:00:00Z", "to": f"{day}T01:00:01Z", "how": "sometime"}
    base = {"kind": kind, "source": source, "id": ident, "standing": standing, "recorded": f"{day}T02:00:00Z"}
    return base | {"when": when} | more


def complaint(key: str, day: str, standing: str = "corroborated", **more: Any) -> dict[str, Any]:
    """Return an admitted complaint against the government."""
    return filed("complaint", key, day, standing, number="1", addressee="gov", admitted="yes", **more)


BASES = {
    "answered": [
        complaint("a/1", "2016-09-12"),
        filed("answer", "b/1", "2016-09-12", complaint="a/1", who={"by": "gov"})
        | {"when": {"from": "2016-09-12T05:00:00Z", "to": "2016-09-12T05:00:01Z", "how": "sometime"}},
    ],
    "not answered": [complaint("a/1", "2016-09-12")],
}
FLOODS = {
    "complaints that call themselves admitted": [
        complaint(f"flood/{n}", "2016-09-12", "received") for n in range(MANY)
    ],
    "complaints, and steps that admit them": [
        row
        for n in range(MANY)
        for row in (
            complaint(f"flood/{n}", "2016-09-12", "received") | {"admitted": "unknown"},
            filed("step", f"flood/s{n}", "2016-09-12", "screened", about=f"flood/{n}", step="admitted"),
        )
    ],
    "answers to what was not answered, and steps that unmake the complaint": [
        row
        for n in range(MANY)
        for row in (
            filed("answer", f"flood/{n}", "2016-09-12", "received", complaint="a/1", who={"by": "gov"}),
            filed("step", f"flood/s{n}", "2016-09-12", "screened", about="a/1", step="not-admitted"),
        )
    ],
}


def the_agreement():
    """Return an agreement under which the government answers within a day."""
    return agreement(reading(FORM), instrument=PERIOD)


@pytest.mark.parametrize("flood", FLOODS)
@pytest.mark.parametrize(
    ("base", "at", "verdict"),
    [("answered", AFTER, "met"), ("answered", DURING, "pending"), ("not answered", AFTER, "not-met")],
)
def test_a_flood_of_complaints_moves_nothing(flood: str, base: str, at: str, verdict: str) -> None:
    """From met, pending and not met: neither the verdict nor the outcomes change."""
    agreed = the_agreement()
    calm = first(ask(agreed, records(WATCHED, *BASES[base]), at))
    found = first(ask(agreed, records(WATCHED, *BASES[base], *FLOODS[flood]), at))

    assert calm.verdict == verdict
    assert (found.verdict, found.outcomes) == (calm.verdict, calm.outcomes)


def test_a_step_at_the_standard_of_proof_does_admit() -> None:
    """The same step, decided at the standard of proof, makes the complaint one that must be answered."""
    agreed = the_agreement()
    rows = [WATCHED, complaint("a/1", "2016-09-12") | {"admitted": "no"}]
    admitted = filed("step", "a/s", "2016-09-12", "corroborated", about="a/1", step="admitted")

    assert first(ask(agreed, records(*rows), AFTER)).verdict == "not-applicable"
    assert first(ask(agreed, records(*rows, admitted), AFTER)).verdict == "not-met"
