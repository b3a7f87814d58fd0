"""A thousand look-alikes, links and claimed names below the standard of proof move nothing, in either direction."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from tests.attacks.small import KILLED, WATCHED, agreement, ask, first, reading, records, report

MANY = 1000
THREE_DAYS = {"ends": "2016-09-15T00:00:00+00:00"}
DURING, AFTER = "2016-09-13T12:00:00Z", "2016-09-16T00:00:00Z"
FORMS = {
    "limit": {"limit": {"measure": KILLED, "at_most": 5}},
    "baseline": {"limit": {"measure": KILLED, "at_most": {"factor": 1, "mean_of": {"days_before": 2}}}},
    "hold": {"hold": {"days": 2, "limit": {"measure": KILLED, "at_most": 5}}},
    "floor": {"floor": {"measure": KILLED, "at_least": 4, "days": 3}},
}


def two(killed: int) -> list[dict[str, Any]]:
    """Return two proven accounts of one incident on the first day, and two of another before the agreement began."""
    return [
        report("2016-09-12", killed, source="a", id="1", incident="X"),
        report("2016-09-12", killed, source="b", id="1", incident="X"),
        report("2016-09-10", 8, source="a", id="0", incident="W"),
        report("2016-09-10", 8, source="b", id="0", incident="W"),
    ]


def alike(standing: str, killed: int = 0, name: str | None = None, day: str = "2016-09-12") -> list[dict[str, Any]]:
    """Return a thousand reports of the same day and place."""
    return [
        report(day, killed, standing=standing, source="flood", id=f"{number}", **({"incident": name} if name else {}))
        for number in range(MANY)
    ]


def linking(state: str, standing: str, *keys: str) -> list[dict[str, Any]]:
    """Return a thousand links between these records, and between them and the flood."""
    flood = [f"flood/{number}" for number in range(MANY)]
    pairs = [(keys[0], keys[-1]), *((keys[number % len(keys)], flood[number]) for number in range(MANY - 1))]
    planted = {"kind": "link", "state": state, "standing": standing, "source": "evil"}
    return [planted | {"first": one, "second": other, "id": f"{n}"} for n, (one, other) in enumerate(pairs)]


ACCOUNTS, BEFORE = ("a/1", "b/1"), ("a/0", "b/0")
FLOODS = {
    "raw claims of the names, a thousand killed in each": [
        *alike("received", 1000, "X"),
        *[each | {"id": f"w{each['id']}"} for each in alike("received", 1000, "W", "2016-09-10")],
        *[each | {"id": f"wx{each['id']}", "incident": ["W", "X"]} for each in alike("received", 1000)[:9]],
    ],
    "screened look-alikes of the names, none killed": [
        *alike("screened", name="X"),
        *[each | {"id": f"w{each['id']}"} for each in alike("screened", 0, "W", "2016-09-10")],
    ],
    "links that join, with screened look-alikes": [
        *alike("screened"),
        *linking("confirmed", "screened", *ACCOUNTS),
        *[each | {"id": f"p{each['id']}"} for each in linking("provisional", "received", *ACCOUNTS)],
        *[each | {"id": f"w{each['id']}"} for each in linking("confirmed", "received", "a/0", "b/1")],
    ],
    "links that part, with raw look-alikes": [
        *alike("received"),
        *linking("rejected", "screened", *ACCOUNTS),
        *[each | {"id": f"w{each['id']}"} for each in linking("rejected", "received", *BEFORE)],
    ],
}


def parts(found) -> tuple[Any, ...]:
    """Return what the digest is about, inputs aside: verdict, clock, areas with their cells, how many are set aside."""
    return found.outcomes, found.clock, found.areas, found.strip, len(found.set_aside), found.coverage


def _counts(each: dict[str, Any], form: str) -> bool:
    """Return whether it would count in the agreement's days, or in a baseline's before, if it were believed."""
    days = ("2016-09-12", "2016-09-10") if form == "baseline" else ("2016-09-12",)
    return each["kind"] == "report" and each["counts"]["killed"] > 0 and each["when"]["day"] in days


@functools.cache
def calm(form: str, killed: int, at: str):
    """Return the answer without a flood."""
    return first(ask(agreement(reading(FORMS[form]), instrument=THREE_DAYS), records(WATCHED, *two(killed)), at))


@pytest.mark.parametrize("flood", FLOODS)
@pytest.mark.parametrize(
    ("form", "killed", "at", "verdict"),
    [
        ("limit", 4, AFTER, "met"),
        ("limit", 4, DURING, "pending"),
        ("limit", 10, DURING, "not-met"),
        ("baseline", 4, AFTER, "met"),
        ("baseline", 5, AFTER, "not-met"),
        ("hold", 10, DURING, "pending"),
        ("hold", 4, AFTER, "met"),
        ("floor", 3, AFTER, "not-met"),
    ],
)
def test_a_flood_below_the_standard_moves_nothing(flood: str, form: str, killed: int, at: str, verdict: str) -> None:
    """No verdict, cell, clock, baseline or number set aside changes, from met, pending or not-met; it is listed."""
    agreed = agreement(reading(FORMS[form]), instrument=THREE_DAYS)
    found = first(ask(agreed, records(WATCHED, *two(killed), *FLOODS[flood]), at))
    raw = {f"flood/{each['id']}" for each in FLOODS[flood] if each["standing"] == "received" and _counts(each, form)}

    assert calm(form, killed, at).verdict == verdict
    assert parts(found) == parts(calm(form, killed, at))
    assert raw <= set(found.unscreened)


@pytest.mark.parametrize("flood", FLOODS)
def test_what_is_planted_would_move_it_at_the_standard(flood: str) -> None:
    """The same plants, a few of each kind, do change the answer where they are at the standard of proof."""
    agreed = agreement(reading(FORMS["baseline"]), instrument=THREE_DAYS)
    few = [each | {"standing": "corroborated"} for each in FLOODS[flood] if int(each["id"].strip("pwx")) < 3]
    found = first(ask(agreed, records(WATCHED, *two(5), *few), AFTER))

    assert parts(found) != parts(calm("baseline", 5, AFTER))
