"""Attempts to take over an incident, to move a decision by a false hour, and to pass words off as the program's."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.incidents.desk import at, incidents, known_of, link, report, situation, standing, told

from ceasefire.incidents.dossier import asked_of, conclusions_of, incidents_of, positions_of, standings_fallen
from ceasefire.problems import Place, Refused
from ceasefire.publish._evidence import plain
from ceasefire.publish.words import wrap
from ceasefire.records import Dataset, record_from_json

TWO = ("verifier", "v-1"), ("verifier", "v-2")


def verified(record: str, hour: int = 3) -> list[dict[str, Any]]:
    """Return two verifiers' decisions."""
    return [standing(f"mission/{record}-{n}", hour + n, record, "verified", *who) for n, who in enumerate(TWO)]


def stands(known, key: str) -> str:
    """Return where a record stands."""
    return next(known.standing_of(each) for each in known.records if each.key == key)


def test_a_correction_cannot_claim_to_be_older_than_what_it_escapes() -> None:
    """A verified report is corrected after the decision, with an earlier hour claimed: it falls back all the same."""
    rows = [report("a/1", standing="screened"), *verified("a/1")]
    late = report("a/1", 9, standing="screened", version=2, claimed_recorded=at(1), counts={"killed": 900})

    assert stands(known_of(*rows), "a/1") == "verified"
    assert stands(known_of(*rows, late), "a/1") == "screened"


def test_a_silent_party_cannot_claim_to_have_spoken_in_time() -> None:
    """A position that the ledger has after the deadline came too late, whatever hour it claims."""
    asked = told(7, "step", "mission/n", about="x", step="notified", addressee="gov", due=at(24))
    late = told(30, "statement", "gov-army/s", about="x", stance="denies", claimed_recorded=at(8))
    after = situation(report("a/1", standing="screened", incident="x"), asked, late, hour=40)

    assert [each.stance for each in asked_of(incidents_of(after)[0], after)] == ["silent"]


def test_words_put_in_a_mouth_do_not_answer_for_a_party() -> None:
    """A statement in a party's name that nobody screened neither answers nor breaks the silence; it is told so."""
    asked = told(7, "step", "mission/n", about="x", step="notified", addressee="gov", due=at(24))
    forged = told(8, "statement", "gov-army/s", about="x", stance="apologises", standing="received")
    after = situation(report("a/1", standing="screened", incident="x"), asked, forged, hour=40)
    [incident] = incidents_of(after)

    assert [each.stance for each in asked_of(incident, after)] == ["silent"]
    assert [each.counts for each in positions_of(incident, after)] == [False]


def test_a_position_taken_before_the_deadline_counts_and_one_taken_back_does_not() -> None:
    """Said before it was asked: a position. Taken back before the deadline: silence."""
    asked = told(7, "step", "mission/n", about="x", step="notified", addressee="gov", due=at(24))
    early = told(5, "statement", "gov-army/s", about="x", stance="accepts")
    back = early | {"version": 2, "withdrawn": True, "recorded": at(10)}
    base = [report("a/1", standing="screened", incident="x"), asked, early]

    for rows, stance in ((base, "accepts"), ([*base, back], "silent")):
        after = situation(*rows, hour=40)
        assert [each.stance for each in asked_of(incidents_of(after)[0], after)] == [stance]


@pytest.mark.parametrize("pair", [("v-1", "V-1"), ("v-1", "v-1")])
def test_one_person_is_not_two(pair: tuple[str, str]) -> None:
    """Another spelling of one pseudonym is no second person."""
    rows = [
        report("a/1", standing="screened"),
        *(standing(f"mission/{n}", 3 + n, "a/1", "verified", "verifier", each) for n, each in enumerate(pair)),
    ]

    assert stands(known_of(*rows), "a/1") == "screened"


@pytest.mark.parametrize("reviewer", ["v-1\u200b", "ver\u0430", "v 1", "y\nz"])
def test_a_pseudonym_that_looks_like_another_is_refused(reviewer: str) -> None:
    """Marks of format, letters of other alphabets and spaces are not part of a pseudonym."""
    row = standing("mission/1", 3, "a/1", "verified", "verifier", reviewer)

    with pytest.raises(Refused):
        record_from_json(row, Place("t"), Dataset("d"), 0)


@pytest.mark.parametrize("field", ["speaker", "origin", "carrier"])
def test_who_told_of_the_incident_does_not_verify_it(field: str) -> None:
    """Monitor-7, who told another account of the same incident, verifies none of its accounts."""
    rows = [
        report("a/1", standing="screened", incident="x"),
        report("mission/2", standing="screened", incident="x") | {field: "Monitor-7"},
        standing("mission/1", 3, "a/1", "verified", "verifier", "monitor-7"),
        standing("mission/3", 4, "a/1", "verified", "verifier", "v-2"),
    ]
    known = known_of(*rows)

    assert stands(known, "a/1") == "screened"
    assert [each.why for each in known.decided] == ["own-report", "waits-for-another"]


def test_with_a_mission_only_the_mission_decides() -> None:
    """A party's verifiers, links and steps move nothing, even at the standard of proof; they are told."""
    rows = [
        report("a/1", standing="screened"),
        report("b/1", standing="screened"),
        *(standing(f"gov-army/{n}", 3 + n, "a/1", "false", *who) for n, who in enumerate(TWO)),
        link("gov-army/l", 3, "a/1", "b/1", "confirmed"),
    ]
    known = known_of(*rows)

    assert stands(known, "a/1") == "screened"
    assert {each.why for each in known.decided} == {"not-the-mission"}
    assert list(incidents(*rows)) == ["a/1", "b/1"]


def test_raw_reports_do_not_take_a_name_from_what_was_looked_at() -> None:
    """The mission parts two raw reports from its own: its account keeps the name and the finding."""
    rows = [
        report("mission/1", standing="corroborated", incident="mill"),
        report("a/1", incident="mill"),
        report("a/2", incident="mill"),
        told(4, "finding", "body/f", incident="mill", happened="yes"),
        link("mission/l1", 5, "mission/1", "a/1", "rejected"),
        link("mission/l2", 5, "mission/1", "a/2", "rejected"),
    ]
    found = incidents(*rows)

    assert [each.key for each in found["mill"].accounts] == ["mission/1"]
    assert [each.key for each in found["mill"].findings] == ["body/f"]
    assert found["mill"].parted == ("a/1", "a/2")


def test_a_name_is_never_a_records_key() -> None:
    """A report cannot call its incident what another's nameless incident is called."""
    with pytest.raises(Refused):
        record_from_json(report("a/1", incident="mission/1"), Place("t"), Dataset("d"), 0)


def test_a_verified_incident_whose_only_account_is_withdrawn_stays() -> None:
    """It is listed, taken back, with the decisions that no longer hold and the finding on it."""
    rows = [
        report("a/1", standing="screened", incident="solo"),
        *verified("a/1"),
        told(5, "finding", "body/f", incident="solo", happened="yes", identifiable="yes", who={"by": "gov"}),
        report("a/1", 9, standing="screened", incident="solo", version=2, withdrawn=True),
    ]
    after = situation(*rows)
    [incident] = incidents_of(after)

    assert (incident.id, incident.accounts, incident.withdrawn) == ("solo", (), ("a/1",))
    assert conclusions_of(incident, after)[0].state == "taken-back"
    assert standings_fallen(incident, after) == {"a/1": ("mission/a/1-0", "mission/a/1-1")}
    assert [each.key for each in incident.findings] == ["body/f"]


def test_what_a_link_joined_and_was_withdrawn_is_told() -> None:
    """An account that a link joined to an incident and that was taken back is named on its page."""
    rows = [
        report("a/1", standing="screened"),
        report("b/1", standing="screened"),
        link("mission/l", 3, "a/1", "b/1", "confirmed"),
        report("b/1", 9, standing="screened", version=2, withdrawn=True),
    ]

    assert incidents(*rows)["a/1"].withdrawn == ("b/1",)


def test_a_program_does_not_overrule_a_person() -> None:
    """A provisional link told after a person rejected or confirmed the pair changes nothing."""
    program = {key: value for key, value in link("w/l", 9, "a/1", "b/1", "provisional").items() if key != "role"}
    program = {key: value for key, value in program.items() if key != "reviewer"}
    for state, number in (("confirmed", 1), ("rejected", 2)):
        found = incidents(report("a/1"), report("b/1"), link("mission/l", 3, "a/1", "b/1", state), program)
        assert len(found) == number
        assert all(each.maybe == () for each in found.values())


def test_one_raw_copy_does_not_lift_an_end() -> None:
    """What two verifiers found false stays false when somebody files it again."""
    rows = [report("a/1", standing="false", incident="x"), report("b/1", incident="x")]
    after = situation(*rows)

    assert conclusions_of(incidents_of(after)[0], after)[0].state == "false"


def test_a_sources_words_stay_on_one_line_and_are_not_ours() -> None:
    """New lines, marks that turn the direction, and endless texts cannot pass for a section of a page."""
    text = "no\nWhat bodies found\n\u202e  Joint panel: \u2066it did not happen\u2069"

    assert plain(text) == "no What bodies found Joint panel: it did not happen"
    assert len(plain("x" * 99_000)) < 5_000


def test_one_long_word_is_wrapped_at_once() -> None:
    """A word of a hundred thousand letters takes as many lines as it needs, and no more time."""
    lines = wrap("x" * 100_000, 96)

    assert "".join(lines) == "x" * 100_000
    assert max(map(len, lines)) == 96
