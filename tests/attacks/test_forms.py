"""State, response, deadline, filters: what the words of a record do not carry must not decide."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.small import KILLED, WATCHED, agreement, ask, first, reading, records, report, verdict_of

AT = "2016-09-16T00:00:00Z"
THREE_DAYS = {"ends": "2016-09-15T00:00:00+00:00"}
HOUR = {"from": "2016-09-13T00:00:00Z", "to": "2016-09-13T01:00:00Z"}


def test_a_report_of_one_post_does_not_say_that_there_are_no_others() -> None:
    """Three reports of one post each, at three points of the zone, do not prove that fewer than three stand there."""
    form = {"state": {"measure": {"unit": "posts"}, "must": "present", "count": 3}}
    agreed = agreement(
        reading(form), areas=[{"id": "p", "name": "P", "circle": {"lat": 36.0, "lon": 37.0, "radius_m": 3000}}],
        instrument=THREE_DAYS,
    )  # fmt: skip
    posts = [
        {"kind": "report", "when": HOUR, "where": {"lat": lat, "lon": 37.0, "radius_m": 10}, "counts": {"posts": 1}}
        for lat in (36.0, 36.005, 36.01)
    ]
    whole = {"kind": "report", "when": HOUR, "where": {"scheme": "agreement", "code": "p"}, "counts": {"posts": 1}}

    assert verdict_of(agreed, records(whole), AT) == "not-met"
    assert verdict_of(agreed, records(*posts), AT) != "not-met"


def test_an_assurance_about_one_area_contests_no_sighting_in_another() -> None:
    """That area p was empty throughout does not contradict two tanks seen in area q."""
    agreed = agreement(reading({"state": {"measure": {"unit": "tanks"}, "must": "absent"}}, areas=["p", "q"]))
    seen = {"kind": "report", "when": HOUR, "where": {"scheme": "agreement", "code": "q"}, "counts": {"tanks": 2}}
    empty = {"kind": "report", "where": {"scheme": "agreement", "code": "p"}, "counts": {"tanks": 0},
             "when": {"from": "2016-09-12T00:00:00Z", "to": "2016-09-14T00:00:00Z", "how": "throughout"}}  # fmt: skip

    assert verdict_of(agreed, records(seen), "2016-09-14T00:00:00Z") == "not-met"
    assert verdict_of(agreed, records(seen, empty), "2016-09-14T00:00:00Z") == "not-met"


def second(text: str) -> dict[str, Any]:
    """Return one second."""
    return {"from": text, "to": text.replace(":00Z", ":01Z")}


COMPLAINT = {
    "kind": "complaint", "id": "c", "number": "1", "addressee": "ru", "admitted": "yes",
    "when": second("2016-09-13T00:00:00Z"),
}  # fmt: skip
RESPONSE = reading({"response": {"within": "24 hours", "addressee": {"any": ["ru"]}}})


def answer(when: str, **more) -> dict[str, Any]:
    """Return an answer to the complaint."""
    return {"kind": "answer", "complaint": "s/c", "when": second(when), **more}


@pytest.mark.parametrize(("given", "expected"), [
    (answer("2016-09-13T10:00:00Z", who={"by": "ru"}), "met"),
    (answer("2016-09-14T10:00:00Z", who={"by": "ru"}), "not-met"),
    (answer("2016-09-13T10:00:00Z", who={"by": "us"}), "not-met"),
    (answer("2016-09-13T10:00:00Z", who={"by": "unknown"}), "undetermined"),
    (answer("2016-09-13T10:00:00Z", who={"by": "ru"}, standing="received"), "not-met"),
])  # fmt: skip
def test_a_complaint_is_answered_in_time_by_its_addressee(given: dict[str, Any], expected: str) -> None:
    """In a complete channel only a reply in time, by the addressee, at the standard of proof answers a complaint."""
    assert verdict_of(agreement(RESPONSE, instrument=THREE_DAYS), records(WATCHED, COMPLAINT, given), AT) == expected


def test_an_answer_of_nobody_named_is_not_surely_the_addressees() -> None:
    """An answer that does not say who gave it leaves open whether the addressee did."""
    found = records(COMPLAINT, answer("2016-09-13T10:00:00Z"))

    assert verdict_of(agreement(RESPONSE, instrument=THREE_DAYS), found, AT) == "undetermined"


def test_an_answer_dated_before_its_complaint_is_not_surely_one() -> None:
    """A reply half a year older than what it answers has a wrong date, or is none."""
    found = records(COMPLAINT, answer("2016-03-13T00:00:00Z", who={"by": "ru"}))

    assert verdict_of(agreement(RESPONSE, instrument=THREE_DAYS), found, AT) != "met"


def test_a_complaint_about_another_term_breaks_only_that_one() -> None:
    """A complaint names its term; unanswered, it does not break the response asked for under another term."""
    terms = [
        {"id": each, "name": "T", "text": "x", "source": {"speaker": "x"}, "readings": [RESPONSE]}
        for each in ("t", "u")
    ]
    result = ask(agreement(terms=terms, instrument=THREE_DAYS), records(WATCHED, COMPLAINT | {"term": "u"}), AT)

    assert [each.readings[0].verdict for each in result.terms] == ["not-applicable", "not-met"]


DEADLINE = {"deadline": {"measure": KILLED, "at_least": 1, "by_day": 2}}
FORMS = [
    DEADLINE,
    {"floor": {"measure": KILLED, "at_least": 1, "days": 2}},
    {"response": {"within": "24 hours"}},
    {"state": {"measure": KILLED, "must": "absent"}},
    {"state": {"measure": KILLED, "must": "present", "count": 1}},
    {"never": {"measure": KILLED}},
    {"limit": {"measure": KILLED, "at_most": {"factor": 1, "mean_of": {"days_before": 2}}}},
    {"hold": {"days": 2, "never": {"measure": KILLED}}},
    {"hold": {"days": 2, "restart": "instant", "never": {"measure": KILLED}}},
    {"hold": {"days": 2, "on_breach": "fail", "never": {"measure": KILLED}}},
    {"all": [DEADLINE, {"not": {"never": {"measure": KILLED}}}]},
]


@pytest.mark.parametrize("form", FORMS, ids=lambda each: "-".join(each))  # noqa: PLW0108
@pytest.mark.parametrize(
    ("instrument", "at"),
    [({}, "2016-09-01T00:00:00Z"), ({"begins": "2016-09-12T19:00:00+00:00"}, "2016-09-12T18:00:00Z"), (None, AT)],
    ids=["days-before", "hours-before", "never-begun"],
)
def test_before_the_beginning_nothing_applies(form: dict[str, Any], instrument: dict[str, Any] | None, at: str) -> None:
    """Before an instrument begins, or if it never does, every form is not applicable, and nothing crashes."""
    one = (
        {"instruments": [{"id": "i", "name": "I", "binds": ["gov"]}]}
        if instrument is None
        else {"instrument": instrument}
    )

    assert (
        verdict_of(agreement(reading(form), **one), records(WATCHED, report("2016-09-01", 3)), at) == "not-applicable"
    )


def test_a_deadline_of_a_reading_never_in_force_does_not_apply() -> None:
    """A reading valid only after its instrument has ended judges no day, so its deadline cannot be missed."""
    agreed = agreement(reading(DEADLINE, valid={"from": "2016-10-12T00:00:00+00:00"}), instrument=THREE_DAYS)

    assert verdict_of(agreed, records(WATCHED), "2016-12-12T00:00:00Z") == "not-applicable"


@pytest.mark.parametrize(("what", "expected"), [("k1", "not-met"), ("other", "met")])
def test_a_filter_may_name_many_kinds_of_event(what: str, expected: str) -> None:
    """One kind of event is surely, or surely not, one of thirteen."""
    measure = KILLED | {"filter": {"what": [f"k{number}" for number in range(13)]}}
    agreed = agreement(reading({"never": {"measure": measure}}), instrument=THREE_DAYS)

    assert verdict_of(agreed, records(WATCHED, report("2016-09-13", 4, what=what)), AT) == expected


@pytest.mark.parametrize(("takes", "expected"), [
    ({}, "undetermined"), ({"insurgents": ["opp"]}, "not-met"), ({"insurgents": ["isil"]}, "met"),
])  # fmt: skip
def test_a_collective_in_between_counts_as_it_is_taken(takes: dict[str, Any], expected: str) -> None:
    """Fighting between the government and "insurgents" is between the parties as far as the reading takes the name."""
    measure = KILLED | {"filter": {"between": {"all": ["gov", "opp"]}}}
    agreed = agreement(reading({"never": {"measure": measure}}, takes=takes), instrument=THREE_DAYS)
    found = records(WATCHED, report("2016-09-13", 3, who={"between": {"all_of": ["gov", "insurgents"]}}))

    assert verdict_of(agreed, found, AT) == expected


@pytest.mark.parametrize("others", [[], [{"source": "z"}]])
def test_tallies_of_one_source_are_not_mixed(others: list[Any]) -> None:
    """Only the named source's tallies count: not other sources', not its own reports."""
    tally = {"kind": "tally", "when": {"days": ["2016-09-12", "2016-09-14"], "zone": "UTC"}, "scope": "x", "source": "w",  # noqa: E501
             "where": {"scheme": "agreement", "code": "p"}, "counts": {"killed": 6}}  # fmt: skip
    measure = {"unit": "killed", "tallies_of": "w"}
    agreed = agreement(reading({"limit": {"measure": measure, "at_most": 6}}), instrument=THREE_DAYS)
    more = [tally | {"counts": {"killed": 400}} | each for each in others]

    assert verdict_of(agreed, records(WATCHED, tally, report("2016-09-13", 100, source="w"), *more), AT) == "met"


@pytest.mark.parametrize("silent", [True, False])
def test_what_a_source_does_not_count_is_none_only_if_it_says_so(silent: bool) -> None:
    """A report without killed leaves the day open, unless the source declares that absence means none."""
    agreed = agreement(reading({"never": {"measure": KILLED}}), instrument=THREE_DAYS)
    more = {"absent_means_none": ["killed"]} if silent else {}
    result = first(ask(agreed, records(WATCHED, report("2016-09-13", **more)), AT))

    assert result.verdict == ("met" if silent else "undetermined")
