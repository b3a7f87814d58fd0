"""Milestones on the same days: never met before every hold in them is, never refused while all of them are met."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.small import KILLED, WATCHED, agreement, ask, reading, records, report


def hold(days: int, **more) -> dict[str, Any]:
    """Return a hold of no killed."""
    return {"hold": {"days": days, "limit": {"measure": KILLED, "at_most": 0}, **more}}


def milestones(*needs: str, same_days: bool = True) -> list[Any]:
    """Return one milestone with one set of readings of term t."""
    wanted = [{"term": "t", "reading": each} for each in needs]
    return [{"id": "m", "name": "M", "sets": [{"id": "s", "name": "S", "same_days": same_days, "needs": wanted}]}]


RESET = {
    "kind": "act", "act": "resets", "instrument": "i", "effective": "2016-09-14T00:00:00Z",
    "who": {"by": {"all_of": ["us", "ru"]}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "more", "extra", "at"),
    [
        (hold(3), {}, [RESET], "2016-09-15T00:00:00Z"),
        (hold(7), {"areas_mode": "each"}, [], "2016-09-13T00:00:00Z"),
        (hold(2, keep=True), {}, [report("2016-09-14", 3)], "2016-09-15T00:00:00Z"),
        ({"all": [hold(1), hold(3)]}, {}, [], "2016-09-13T00:00:00Z"),
    ],
    ids=["reset", "each", "keep", "two-holds"],
)
def test_a_milestone_is_not_met_before_its_hold(
    form: dict[str, Any], more: dict[str, Any], extra: list[Any], at: str
) -> None:
    """A set on the same days is met only if the hold in it is: a reset, a broken keep, a longer hold all delay it."""
    answer = ask(agreement(reading(form, **more), milestones=milestones("r")), records(WATCHED, *extra), at)

    assert answer.terms[0].readings[0].verdict == "pending"
    assert answer.milestones[0].verdict != "met"


def moment(text: str) -> dict[str, Any]:
    """Return one second."""
    return {"from": text, "to": text.replace(":00Z", ":01Z")}


def test_a_milestone_of_one_need_that_is_met_is_not_refused() -> None:
    """A hold counted from the instant is met by 54 hours that hold no two whole days; the milestone of it alone is too."""  # noqa: E501
    agreed = agreement(
        reading(hold(2, restart="instant")),
        milestones=milestones("r"),
        instrument={"ends": "2016-09-16T00:00:00+00:00"},
    )
    found = records(WATCHED, report(moment("2016-09-12T12:00:00Z"), 1), report(moment("2016-09-14T18:00:00Z"), 1))
    answer = ask(agreed, found, "2016-09-17T00:00:00Z")

    assert answer.terms[0].readings[0].verdict == "met"
    assert answer.milestones[0].verdict != "not-met"


def test_a_milestone_is_not_refused_before_the_truce_begins() -> None:
    """Before the beginning no future is excluded, so "not met" (false in every completion and future) is too much."""
    agreed = agreement(reading(hold(2)), milestones=milestones("r", same_days=False))

    assert ask(agreed, records(WATCHED), "2016-09-11T00:00:00Z").milestones[0].verdict != "not-met"
    assert ask(agreed, records(WATCHED), "2016-09-15T00:00:00Z").milestones[0].verdict == "met"


def test_a_floor_and_a_hold_on_the_same_days() -> None:
    """A floor kept in the window that ends with the hold satisfies both at once; without the delivery it does not."""
    floor = {
        "floor": {
            "measure": {"unit": "trucks", "coverage": {"watchers": ["w"], "sees": ["killed"]}},
            "at_least": 1,
            "days": 2,
        }
    }
    agreed = agreement(
        reading(hold(2)),
        reading(floor) | {"id": "f"},
        milestones=milestones("r", "f"),
        instrument={"ends": "2016-09-14T00:00:00+00:00"},
    )
    truck = {"kind": "report", "when": {"from": "2016-09-13T01:00:00Z", "to": "2016-09-13T02:00:00Z"},
             "where": {"scheme": "agreement", "code": "p"}, "counts": {"trucks": 1, "killed": 0}}  # fmt: skip

    assert ask(agreed, records(WATCHED, truck), "2016-09-14T00:00:00Z").milestones[0].verdict == "met"
    assert ask(agreed, records(WATCHED), "2016-09-14T00:00:00Z").milestones[0].verdict == "not-met"
