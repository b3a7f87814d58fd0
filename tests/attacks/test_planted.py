"""Planted records: what is below standing, or said by nobody in particular, must move no verdict."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.small import KILLED, WATCHED, agreement, ask, dataset, first, reading, records, report, verdict_of

AT = "2016-09-16T00:00:00Z"
THREE_DAYS = {"ends": "2016-09-15T00:00:00+00:00"}


def at_most(limit: int, **more):
    """Return an agreement of three days with at most so many killed a day."""
    return agreement(reading({"limit": {"measure": KILLED, "at_most": limit}}, **more), instrument=THREE_DAYS)


BREACH = report("2016-09-12", 10, incident="X", id="breach")
FINDING = {"kind": "finding", "speaker": "body", "incident": "X", "happened": "no", "id": "finding"}


@pytest.mark.parametrize("standing", ["received", "false", "unverifiable"])
def test_a_finding_below_standing_does_not_erase_a_breach(standing: str) -> None:
    """A finding that nobody screened, or that was itself found false, does not turn not-met into met."""
    found = records(WATCHED, BREACH, FINDING | {"standing": standing, "source": "evil"})

    assert verdict_of(at_most(5), records(WATCHED, BREACH), AT) == "not-met"
    assert verdict_of(at_most(5), found, AT) != "met"


def test_a_dismissed_finding_is_not_used() -> None:
    """Assuming that the finding is dismissed gives the verdict without it."""
    found = records(WATCHED, BREACH, FINDING)

    assert verdict_of(at_most(5), found, AT, assume={"s/finding": "dismissed"}) == "not-met"


def test_a_planted_standing_decision_does_not_raise_an_allegation() -> None:
    """A standing decision that is itself only received, by a source nobody named, does not make a breach sure."""
    planted = {"kind": "standing", "record": "s/x", "to": "verified", "source": "evil", "standing": "received"}
    found = records(WATCHED, report("2016-09-12", 10, standing="received", id="x"), planted)

    assert verdict_of(at_most(5), found, AT) != "not-met"


def test_a_planted_standing_decision_does_not_erase_a_breach() -> None:
    """A standing decision that is itself only received, by a source nobody named, does not turn not-met into met."""
    planted = {"kind": "standing", "record": "s/breach", "to": "false", "source": "evil", "standing": "received"}

    assert verdict_of(at_most(5), records(WATCHED, BREACH, planted), AT) != "met"


TWO = [WATCHED, report("2016-09-12", 4, source="a", id="1"), report("2016-09-12", 4, source="b", id="2")]


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_a_planted_link_settles_nothing(state: str) -> None:
    """A link that is only received, by a source nobody named, neither merges nor parts two reports for sure."""
    planted = {
        "kind": "link",
        "first": "a/1",
        "second": "b/2",
        "state": state,
        "source": "evil",
        "standing": "received",
    }

    assert verdict_of(at_most(5), records(*TWO), AT) == "undetermined"
    assert verdict_of(at_most(5), records(*TWO, planted), AT) == "undetermined"


def test_a_correction_after_the_decision_is_not_verified_by_it() -> None:
    """Verifying "3 killed" does not verify the source's later, only received correction to 300."""
    said = report("2016-09-13", 3, id="a", standing="received")
    decision = {"kind": "standing", "record": "s/a", "to": "verified", "recorded": "2016-03-01T00:00:00Z"}
    later = said | {"version": 2, "counts": {"killed": 300}, "recorded": "2016-04-01T00:00:00Z"}

    assert verdict_of(at_most(5), records(WATCHED, said, decision), AT) == "met"
    assert verdict_of(at_most(5), records(WATCHED, said, decision, later), AT) != "not-met"


def test_a_data_set_below_standing_closes_no_high() -> None:
    """A data set that is only received, of another source, cannot declare that the accepted watcher saw everything."""
    false = dataset(
        id="evil", source="evil", released="2016-09-01T00:00:00Z", standing="received",
        coverage=[{"watcher": "w", "sees": ["killed"], "where": {"scheme": "agreement", "code": "p"},
                   "when": {"days": ["2016-01-01", "2017-12-31"], "zone": "UTC"}}],
    )  # fmt: skip

    assert verdict_of(at_most(5), [], AT, datasets=(false,)) == "undetermined"


@pytest.mark.parametrize(
    "changed", [{"standing": "received"}, {"standing": "screened"}, {"speaker": "evil"}, {"done": False}]
)
def test_a_planted_watch_closes_no_high(changed: dict[str, Any]) -> None:
    """A watch below the standard of proof, by somebody else, or only planned leaves silence open."""
    assert verdict_of(at_most(5), records(WATCHED | changed), AT) == "undetermined"


@pytest.mark.parametrize("standing", ["received", "screened"])
def test_a_look_alike_with_none_killed_erases_nothing(standing: str) -> None:
    """A report of the same day and place with 0 killed, below the standard of proof, leaves not-met."""
    found = records(WATCHED, BREACH, report("2016-09-12", 0, source="z", standing=standing, incident="X"))

    assert verdict_of(at_most(5), found, AT) == "not-met"


FLOOD = [
    report(day, 1000, standing="received", source="flood", id=f"{day}-{number}", incident=name)
    for day in ("2016-09-08", "2016-09-12", "2016-09-13")
    for number, name in enumerate(["X"] * 20 + ["Y"] * 100)
]


@pytest.mark.parametrize(
    "form",
    [
        {"limit": {"measure": KILLED, "at_most": 5}},
        {"limit": {"measure": KILLED, "at_most": {"factor": 1, "mean_of": {"days_before": 5}}}},
        {"hold": {"days": 2, "limit": {"measure": KILLED, "at_most": 5}}},
        {"hold": {"days": 2, "limit": {"measure": KILLED, "at_most": 5}, "restart": "instant", "keep": True}},
        {"never": {"measure": KILLED}},
        {"state": {"measure": KILLED, "must": "absent", "count": 3}},
        {"floor": {"measure": KILLED, "at_least": 8, "days": 2}},
        {"deadline": {"measure": KILLED, "at_least": 8, "by_day": 2}},
    ],
)
@pytest.mark.parametrize("base", [[], [BREACH], [report("2016-09-13", 10, standing="screened", incident="X")]])
@pytest.mark.parametrize("at", ["2016-09-13T12:00:00Z", AT])
def test_a_flood_of_raw_allegations_moves_nothing(form: dict[str, Any], base: list[Any], at: str) -> None:
    """Hundreds of received allegations change no verdict, cell, clock or baseline, from met, pending or not-met."""
    agreed = agreement(reading(form), instrument=THREE_DAYS)
    calm, flooded = (first(ask(agreed, records(WATCHED, *base, *each), at)) for each in ([], FLOOD))

    assert (calm.outcomes, calm.clock, calm.strip) == (flooded.outcomes, flooded.clock, flooded.strip)
