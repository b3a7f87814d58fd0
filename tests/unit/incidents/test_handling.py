"""Positions, the docket, answers awaited, the mistake file, tallies beside incidents, and the queues."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.incidents.desk import P, at, link, report, situation, standing, the_agreement, told

from ceasefire.incidents.dossier import (
    answers_awaited,
    answers_queue,
    asked_of,
    docket_of,
    incidents_of,
    linking_queue,
    mistake_file,
    positions_of,
    tallies_beside,
    verification_queue,
    watched_days,
)
from ceasefire.incidents.linking import Suggestion


def step(hour: int, key: str, about: str, name: str, **more: Any) -> dict[str, Any]:
    """Return a step at the standard of proof."""
    return told(hour, "step", key, about=about, step=name) | more


def put(hour: int) -> dict[str, str]:
    """Return a moment of one second."""
    return {"from": at(hour), "to": at(hour).replace(":00Z", ":01Z")}


def complaint(hour: int, key: str, **more: Any) -> dict[str, Any]:
    """Return a complaint against the government, not admitted yet."""
    base = {"number": "1", "addressee": "gov", "when": put(hour), "who": {"by": "opp"}}
    return told(hour, "complaint", key) | base | more


def one(*rows, **more):
    """Return (the one incident, its situation)."""
    after = situation(*rows, **more)
    return incidents_of(after)[0], after


X = report("a/1", standing="screened", incident="x")


def test_an_amended_statement_keeps_both_versions() -> None:
    """A statement amended within minutes is two positions: the first until the second."""
    first = told(2, "statement", "b/s", about="x", stance="asserts", recorded="2016-09-12T02:00:00Z")
    second = first | {"version": 2, "stance": "cannot-confirm", "recorded": "2016-09-12T02:07:00Z", "grade": "F6"}
    held = positions_of(*one(X, first, second))

    assert [(each.version, each.stance, each.grade) for each in held] == [
        (1, "asserts", ""),
        (2, "cannot-confirm", "F6"),
    ]
    assert held[0].until == held[1].since == held[0].since + 7 * 60
    assert held[1].until is None


def test_a_position_taken_back_ends() -> None:
    """A withdrawn statement is a position that has ended."""
    first = told(2, "statement", "b/s", about="x", stance="asserts")
    held = positions_of(*one(X, first, first | {"version": 2, "withdrawn": True, "recorded": at(4)}))

    assert [(each.stance, each.until is None) for each in held] == [("asserts", False)]


def test_a_position_belongs_to_a_side() -> None:
    """An army's word is its government's."""
    assert positions_of(*one(X, told(2, "statement", "gov-army/s", about="a/1", stance="denies")))[0].side == "gov"


@pytest.mark.parametrize(
    ("said", "hour", "stance"), [(None, 8, "awaited"), (None, 30, "silent"), (9, 30, "denies"), (26, 30, "silent")]
)
def test_silence_at_a_deadline_is_on_record(said: int | None, hour: int, stance: str) -> None:
    """Asked with a deadline a party agrees, dissents or is silent; what it says afterwards came too late."""
    rows = [X, step(7, "mission/n", "x", "notified", addressee="gov", due=at(24))]
    if said is not None:
        rows.append(told(said, "statement", "gov-army/s", about="x", stance="denies"))

    assert [(each.party, each.stance) for each in asked_of(*one(*rows, hour=hour))] == [("gov", stance)]


def test_the_docket_follows_a_complaint_to_its_closure() -> None:
    """Received, admitted, notified, answered, inquiry, found, remedy, closed: each by its entry."""
    rows: list[dict[str, Any]] = [X, complaint(2, "b/c", incident="x")]
    stages = []
    for more in (
        step(3, "mission/1", "b/c", "admitted"),
        step(4, "mission/2", "b/c", "notified", addressee="gov", due=at(20)),
        told(5, "answer", "gov-army/r", complaint="b/c", when=put(5), who={"by": "gov"}),
        step(6, "mission/3", "b/c", "inquiry"),
        told(7, "finding", "body/f", incident="x", happened="yes"),
        step(8, "mission/4", "b/c", "remedy"),
        step(9, "mission/5", "b/c", "closed"),
    ):
        stages.append(docket_of(situation(*rows))[0].stage)
        rows.append(more)
    last = docket_of(situation(*rows))[0]

    assert [*stages, last.stage] == [
        "received", "admitted", "notified", "answered", "inquiry", "found", "remedy", "closed",
    ]  # fmt: skip
    assert (last.side, last.admissibility, last.notified, last.answers) == (
        "opp",
        "mission/1",
        "mission/2",
        ("gov-army/r",),
    )
    assert (last.inquiry, last.findings, last.remedy, last.closed) == (
        "mission/3",
        ("body/f",),
        "mission/4",
        "mission/5",
    )


def test_a_step_that_anybody_may_have_filed_decides_nothing() -> None:
    """A party cannot admit its own complaint, nor close another's."""
    rows = [complaint(2, "b/c"), step(3, "b/1", "b/c", "admitted", standing="screened")]

    assert docket_of(situation(*rows))[0].stage == "received"


@pytest.mark.parametrize(("hour", "overdue"), [(20, False), (27, True)])
def test_answers_awaited_name_the_guarantor_and_its_source(hour: int, overdue: bool) -> None:
    """An admitted complaint without answer is awaited, overdue after the reading's time, with who answers for whom."""
    rows = [complaint(2, "b/c"), step(3, "mission/1", "b/c", "admitted")]
    after = situation(*rows, hour=hour)
    [awaited] = answers_awaited(after, incidents_of(after))

    assert (awaited.what, awaited.by, awaited.addressees.members) == ("complaint", "opp", ("gov",))
    assert awaited.overdue is overdue
    assert [(each.guarantor, each.party, each.according_to.speaker) for each in awaited.answerable] == [
        ("ru", "gov", "x")
    ]


def test_only_admitted_complaints_await_an_answer() -> None:
    """Not admitted, not decided, answered, closed or withdrawn: nobody is asked."""
    admitted = step(3, "mission/1", "b/c", "admitted")
    answer = told(5, "answer", "gov-army/r", complaint="b/c", when=put(5), who={"by": "gov"})
    for rows in (
        [complaint(2, "b/c")],
        [complaint(2, "b/c"), step(3, "mission/1", "b/c", "not-admitted")],
        [complaint(2, "b/c"), admitted, answer],
        [complaint(2, "b/c"), admitted, step(4, "mission/2", "b/c", "closed")],
        [complaint(2, "b/c"), admitted, complaint(4, "b/c", version=2, withdrawn=True)],
    ):
        after = situation(*rows)
        assert answers_awaited(after, incidents_of(after)) == ()


def test_a_request_for_clarification_awaits_its_addressee() -> None:
    """A guarantor asked about its party is awaited, with by whose word it answers for it; a reply ends it."""
    spoken = told(2, "statement", "gov-army/over", stance="declares-ended", instrument="i")
    asked = told(3, "statement", "us-state/q", stance="requests-clarification", about="gov-army/over", addressee="ru")
    reply = told(5, "statement", "ru-mfa/r", stance="asserts", about="us-state/q")
    before, after = situation(spoken, asked), situation(spoken, asked, reply)
    [awaited] = answers_awaited(before, ())

    assert (awaited.what, awaited.by, awaited.due) == ("clarification", "us", None)
    assert [(each.guarantor, each.party) for each in awaited.answerable] == [("ru", "gov")]
    assert answers_awaited(after, ()) == ()


def minute(first: int, last: int) -> dict[str, str]:
    """Return some minutes after the tenth hour."""
    return {"from": f"2016-09-12T10:{first:02d}:00Z", "to": f"2016-09-12T10:{last:02d}:00Z"}


def test_a_mistake_has_a_file_with_the_minutes_between() -> None:
    """From the notice before to the lessons: in the order of time, with the least and most minutes since the last."""
    rows = [
        report("a/1", standing="corroborated", incident="x", when={"from": at(10), "to": at(11), "how": "spread"}),
        step(30, "us-state/n", "x", "pre-notice", when={"from": at(8), "to": at(9)}),
        step(30, "us-state/c1", "x", "call", outcome="no-answer", when=minute(5, 6)),
        step(30, "us-state/c2", "x", "call", outcome="held", when=minute(15, 16)),
        step(30, "us-state/s", "x", "stopped", when=minute(20, 25)),
        told(31, "statement", "us-state/a", about="x", stance="accepts"),
        told(32, "statement", "us-state/p", about="x", stance="apologises"),
        step(40, "us-state/r", "x", "reviewer-named"),
        told(90, "finding", "body/f", incident="x", happened="yes"),
        step(95, "us-state/l", "x", "lessons"),
    ]  # fmt: skip
    file = mistake_file(*one(*rows))

    what = "pre-notice event call call stopped admission apology reviewer-named finding lessons"
    assert [each.what for each in file] == what.split()
    assert [each.minutes for each in file[1:5]] == [(60, 120), (5, 6), (9, 11), (4, 10)]
    assert [each.outcome for each in file[2:4]] == ["no-answer", "held"]


def test_what_nobody_calls_a_mistake_has_no_file() -> None:
    """A denied attack has no mistake file."""
    assert mistake_file(*one(X, told(3, "statement", "gov-army/s", about="x", stance="denies"))) == ()


def tally(key: str, first: int, last: int, number: int, **more: Any) -> dict[str, Any]:
    """Return a tally over some hours."""
    when = {"from": at(first), "to": at(last)}
    return told(last, "tally", key, when=when, scope="breaches", counts={"violations": number}, where=P) | more


def test_tallies_stand_beside_incidents_and_say_why_they_differ() -> None:
    """A side's tally, the incidents of the same time and place, and the reasons; nothing is added."""
    rows = [
        report("a/1", standing="corroborated", where=P),
        report("b/1", standing="screened", where=P, when={"from": at(2), "to": at(3)}),
        report("b/2", where=P, when={"from": at(2), "to": at(3)}),
        report("b/3", standing="corroborated", where={"scheme": "agreement", "code": "q"}),
        tally("gov-army/t1", 0, 24, 300, who={"by": "opp"}),
        tally("gov-army/t2", 0, 12, 100, who={"by": "opp"}),
        tally("gov-army/t3", 72, 96, 20, who={"by": "opp"}),
    ]
    after = situation(*rows)
    short, whole, late = tallies_beside(after, incidents_of(after))
    by_key = {each.tally.key: each for each in (short, whole, late)}

    assert (by_key["gov-army/t1"].low, by_key["gov-army/t1"].high) == (1, 2)
    assert by_key["gov-army/t1"].reasons == ("mandate", "scope", "one-sided", "overlaps")
    assert by_key["gov-army/t1"].overlapping == ("gov-army/t2",)
    assert by_key["gov-army/t3"].reasons == ("mandate", "scope", "one-sided", "missing-bulletins")
    assert by_key["gov-army/t3"].missing_days == 2


def test_coverage_counts_the_days_that_somebody_watched() -> None:
    """Only watches that were done count, and only days until now."""
    done = told(1, "watch", "w/1", when={"from": at(0), "to": at(30)}, where=P, sees=["killed"], done=True)
    planned = told(1, "watch", "w/2", when={"from": at(0), "to": at(90)}, where=P, sees=["killed"])
    after = situation(done, planned, hour=96)

    assert watched_days(after, after.now - 96 * 3600) == (2, 4)


def test_the_verification_queue_goes_by_what_it_settles_then_by_age() -> None:
    """What would settle most comes first, then the oldest; verified and false records are not in it."""
    rows = [
        report("a/1", 9, standing="screened"),
        report("a/2", 2, standing="screened"),
        report("a/3", 1, standing="screened"),
        report("a/4", 1),
        report("a/5", 1, standing="false"),
    ]
    after = situation(*rows)
    queue = verification_queue(
        incidents_of(after), after.known, {"a/1": 3, "a/2": 1, "a/3": 1, "a/5": 9}, frozenset({"a/4"})
    )

    assert [(each.keys, each.settles, each.reason) for each in queue] == [
        (("a/1",), 3, "settles-open"),
        (("a/3",), 1, "settles-open"),
        (("a/2",), 1, "settles-open"),
        (("a/4",), 0, "unscreened"),
    ]


def test_what_waits_for_a_second_person_or_fell_back_is_in_the_queue() -> None:
    """A half-verified record and one that was corrected since are to be looked at."""
    rows = [
        report("a/1", standing="screened"),
        standing("mission/1", 3, "a/1", "verified", "verifier", "v-1"),
        report("b/1", standing="screened"),
        standing("mission/2", 3, "b/1", "verified", "verifier", "v-1"),
        report("b/1", 6, standing="screened", version=2),
    ]
    after = situation(*rows)
    queue = verification_queue(incidents_of(after), after.known, {}, frozenset())

    assert [(each.keys[0], each.reason) for each in queue] == [("a/1", "waits-for-second"), ("b/1", "fell-back")]


def test_the_linking_queue_leaves_out_what_was_decided() -> None:
    """Suggested and provisional pairs and contradictions are to be decided; decided ones and one incident are not."""
    rows = [
        *(report(f"{each}/1") for each in "ab"),
        report("paper/1", incident="x"),
        report("paper/2", incident="x"),
        *(report(f"w/{n}") for n in range(3)),
        link("mission/1", 2, "a/1", "b/1", "rejected"),
        link("mission/2", 2, "w/0", "w/1", "provisional"),
    ]
    after = situation(*rows)
    pairs = [("a/1", "b/1"), ("paper/1", "paper/2"), ("w/1", "w/2")]
    suggested = [Suggestion(first, second, 700, "suggested", ()) for first, second in pairs]
    queue = linking_queue(suggested, incidents_of(after), after.known, {"w/2": 2})

    assert [(each.keys, each.reason, each.settles) for each in queue] == [
        (("w/1", "w/2"), "suggested", 2),
        (("w/0", "w/1"), "provisional", 0),
    ]


def test_the_answers_queue_puts_first_what_settles_most() -> None:
    """An answer that would settle a complaint comes before an older one that would not."""
    rows = []
    for hour, key in ((2, "b/c1"), (5, "b/c2")):
        rows += [complaint(hour, key), step(hour + 1, f"mission/{hour}", key, "admitted")]
    after = situation(*rows)
    queue = answers_queue(answers_awaited(after, ()), {"b/c2": 1})

    assert [each.keys[0] for each in queue] == ["b/c2", "b/c1"]


def test_the_agreement_of_these_tests_has_a_response_form() -> None:
    """The docket's times come from the agreement."""
    assert the_agreement().terms[0].readings[0].form.within_s == 86_400
