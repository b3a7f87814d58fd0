"""Links that contradict one another, or come in another order, must not give a definite answer by accident."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.small import KILLED, WATCHED, agreement, ask, first, reading, records, report, verdict_of

AT = "2016-09-16T00:00:00Z"
THREE_DAYS = {"ends": "2016-09-15T00:00:00+00:00"}


def at_most(limit: int):
    """Return an agreement of three days with at most so many killed a day."""
    return agreement(reading({"limit": {"measure": KILLED, "at_most": limit}}), instrument=THREE_DAYS)


def link(first_key: str, second_key: str, state: str, **more) -> dict[str, Any]:
    """Return a link."""
    return {"kind": "link", "first": first_key, "second": second_key, "state": state} | more


def test_the_link_recorded_later_prevails_in_any_order() -> None:
    """Of two links on one pair the one recorded later counts, wherever it stands in the file."""
    two = [WATCHED, report("2016-09-12", 4, source="a", id="1"), report("2016-09-12", 4, source="b", id="2")]
    early = link("a/1", "b/2", "confirmed", recorded="2016-02-01T00:00:00Z")
    late = link("b/2", "a/1", "rejected", recorded="2016-03-01T00:00:00Z")
    verdicts = [verdict_of(at_most(5), records(*two, *each), AT) for each in ((early, late), (late, early))]

    assert verdicts == ["not-met", "not-met"]


def test_links_that_contradict_leave_it_open() -> None:
    """A = B and B = C confirmed, A = C rejected: nobody can say that only two were killed."""
    three = [report("2016-09-12", 2, source=each, id="1") for each in "abc"]
    links = [link("a/1", "b/1", "confirmed"), link("b/1", "c/1", "confirmed"), link("a/1", "c/1", "rejected")]

    assert verdict_of(at_most(3), records(WATCHED, *three, *links), AT) == "undetermined"


def test_a_split_leaves_the_others_one_high() -> None:
    """A, B and R name one incident, 4 killed each; R is split out by rejecting R = A and R = B: at most 8, not 12."""
    three = [report("2016-09-12", 4, source=each, id="1", incident="X") for each in "abr"]
    split = [link("r/1", "a/1", "rejected"), link("b/1", "r/1", "rejected")]

    assert verdict_of(at_most(4), records(WATCHED, *three), AT) == "met"
    assert verdict_of(at_most(8), records(WATCHED, *three, *split), AT) == "met"
    assert verdict_of(at_most(7), records(WATCHED, *three, *split), AT) == "undetermined"
    assert verdict_of(at_most(7), records(WATCHED, *three, split[0]), AT) == "undetermined"
    assert verdict_of(at_most(11), records(WATCHED, *three, split[0]), AT) == "undetermined"


def test_the_end_of_a_confirmed_chain_may_be_the_account_that_is_right() -> None:
    """A = B = C on three days, none killed says C: that A says 10 is no sure breach, though A and C never meet."""
    three = [
        report(f"2016-09-1{day}", killed, source=each, id="1")
        for each, day, killed in (("a", 2, 10), ("b", 3, 10), ("c", 4, 0))
    ]
    chain = [link("a/1", "b/1", "confirmed"), link("b/1", "c/1", "confirmed")]

    assert verdict_of(at_most(5), records(WATCHED, *three), AT) == "not-met"
    assert verdict_of(at_most(5), records(WATCHED, *three, *chain), AT) == "undetermined"


def test_what_may_be_one_with_an_account_may_be_one_with_what_is_confirmed() -> None:
    """D says 10 on the day on which B says none; B = A, 10 a day later, is confirmed: all may be one, none killed."""
    found = [
        report("2016-09-13", 10, source="a", id="1"),
        report("2016-09-12", 0, source="b", id="1"),
        report("2016-09-12", 10, source="d", id="1"),
    ]

    assert verdict_of(at_most(5), records(WATCHED, *found), AT) == "not-met"
    assert verdict_of(at_most(5), records(WATCHED, *found, link("a/1", "b/1", "confirmed")), AT) == "undetermined"


@pytest.mark.parametrize("state", ["confirmed", "provisional"])
def test_a_link_to_a_round_up_lowers_nothing(state: str) -> None:
    """A round-up of two incidents with none killed, linked with a proven breach, does not erase it."""
    found = [
        report("2016-09-12", 10, source="a", id="1"),
        report("2016-09-12", 0, source="b", id="1", incident=["X", "Y"]),
    ]

    assert verdict_of(at_most(5), records(WATCHED, *found, link("a/1", "b/1", state)), AT) == "not-met"


@pytest.mark.parametrize("standing", ["received", "screened"])
def test_a_link_confirmed_with_an_allegation_lowers_nothing(standing: str) -> None:
    """A person confirms that a "0 killed" below the standard tells of the proven breach: the breach stands."""
    found = [
        report("2016-09-12", 10, source="a", id="1"),
        report("2016-09-12", 0, source="b", id="1", standing=standing),
    ]

    for state in ("confirmed", "provisional", "rejected"):
        assert verdict_of(at_most(5), records(WATCHED, *found, link("a/1", "b/1", state)), AT) == "not-met"


def test_one_incident_with_a_rejected_link_leaves_it_open() -> None:
    """Two reports that name one incident while a link rejects it: the low may not exceed the high."""
    two = [report("2016-09-12", 4, source=each, id="1", incident="X") for each in "ab"]
    result = first(ask(at_most(5), records(WATCHED, *two, link("a/1", "b/1", "rejected")), AT))

    assert result.strip[0].high is None or result.strip[0].low <= result.strip[0].high
    assert result.verdict == "undetermined"


def test_acts_at_one_instant_go_by_when_they_were_recorded() -> None:
    """A suspension and a resumption that take effect at one instant: the later recorded one prevails in any file order."""  # noqa: E501
    base = {
        "kind": "act",
        "instrument": "i",
        "effective": "2016-09-13T00:00:00Z",
        "who": {"by": {"all_of": ["us", "ru"]}},
    }
    stop = base | {"act": "suspends", "recorded": "2016-09-10T00:00:00Z"}
    start = base | {"act": "resumes", "recorded": "2016-09-11T00:00:00Z"}
    agreed = agreement(reading({"limit": {"measure": KILLED, "at_most": 5}}))
    found = [ask(agreed, records(WATCHED, *each), AT).in_force[0].verdict for each in ((stop, start), (start, stop))]

    assert found == ["in-force", "in-force"]


def test_an_allegation_that_names_an_incident_blurs_no_proven_account() -> None:
    """A screened "1 killed, some time this week" that names the incident does not spread the proven 5 over the week."""
    hold = {"hold": {"days": 2, "limit": {"measure": KILLED, "at_most": 3}}}
    agreed = agreement(reading(hold), instrument={"ends": "2016-09-20T00:00:00+00:00"})
    week = {"days": ["2016-09-12", "2016-09-18"], "zone": "UTC"}
    proven, vague = report("2016-09-12", 5, incident="X"), report(week, 1, standing="screened", source="z")
    moments = "2016-09-18T00:00:00Z"

    assert verdict_of(agreed, records(WATCHED, proven, vague), moments) == "met"
    assert verdict_of(agreed, records(WATCHED, proven, vague | {"incident": "X"}), moments) == "met"
