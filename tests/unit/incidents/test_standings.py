"""Standings move along the one table, by named roles, and fall back when their record is corrected."""

from __future__ import annotations

import itertools

import pytest
from tests.unit.incidents.desk import at, known_of, link, report, standing

from ceasefire.incidents import ENDS, MOVES, STAGES, move_for

ANALYST, VERIFIER, HEAD = "analyst", "verifier", "head-of-mission"


def where(known, key: str = "a/1") -> str:
    """Return where a record stands."""
    return next(known.standing_of(each) for each in known.records if each.key == key)


def why(known) -> list[str]:
    """Return why each decision moved nothing, empty where it did, in the order told."""
    return [each.why for each in known.decided]


@pytest.mark.parametrize("state", [*STAGES, *ENDS])
@pytest.mark.parametrize("to", [*STAGES, *ENDS])
@pytest.mark.parametrize("role", [ANALYST, VERIFIER, HEAD, "co-chair"])
def test_the_table_alone_moves(state: str, to: str, role: str) -> None:
    """From every standing, to every other, in every role: a record moves if, and only if, the table has the row."""
    rows = [
        report("a/1", standing=state, origin="a"),
        report("b/1", standing="screened", origin="b"),
        link("mission/l", 2, "a/1", "b/1", "confirmed"),
        *(standing(f"mission/s{n}", 3 + n, "a/1", to, role, f"v-{n}") for n in range(2)),
    ]
    before = "corroborated" if state == "verified" else state  # no report is verified by its own word
    row = move_for(before, to, role)

    assert where(known_of(*rows)) == (to if row else before)


def test_every_row_of_the_table_is_reachable() -> None:
    """Each row begins and ends at a standing that exists, and no two rows answer the same question."""
    keys = [(origin, each.to, each.role) for each in MOVES for origin in each.origins]

    assert len(set(keys)) == len(keys)
    assert {each.to for each in MOVES} <= {*STAGES, *ENDS}


def test_verified_takes_two_different_people() -> None:
    """One verifier, or the same one twice, does not verify; a second one does."""
    base = report("a/1", standing="screened")
    one = standing("mission/s1", 3, "a/1", "verified", VERIFIER, "v-1")
    again = standing("mission/s2", 4, "a/1", "verified", VERIFIER, "v-1")
    other = standing("mission/s3", 5, "a/1", "verified", VERIFIER, "v-2")

    assert where(known_of(base, one)) == "screened"
    assert where(known_of(base, one, again)) == "screened"
    assert why(known_of(base, one, again)) == ["waits-for-another", "waits-for-another"]
    assert where(known_of(base, one, again, other)) == "verified"


@pytest.mark.parametrize("field", ["speaker", "origin"])
def test_nobody_verifies_the_own_report(field: str) -> None:
    """Who told of it, or is its origin, is no verifier of it; the other one still is alone."""
    rows = [
        report("mission/1", standing="screened") | {field: "v-1"},
        standing("mission/s1", 3, "mission/1", "verified", VERIFIER, "v-1"),
        standing("mission/s2", 4, "mission/1", "verified", VERIFIER, "v-2"),
    ]
    known = known_of(*rows)

    assert where(known, "mission/1") == "screened"
    assert why(known) == ["own-report", "waits-for-another"]


def test_corroborated_needs_two_independent_origins() -> None:
    """One origin, or a citation of it, does not corroborate; a second does, and so does the mission's own sight."""
    decided = standing("mission/s1", 5, "a/1", "corroborated", ANALYST, "v-1")
    first = report("a/1", standing="screened", origin="a")
    second = report("b/1", standing="screened", origin="b")
    citing = report("b/1", standing="screened", origin="a")
    silent = report("b/1", standing="screened")
    raw = report("b/1", origin="b")
    seen = report("mission/1", standing="screened", basis="seen")
    joined = link("mission/l", 2, "a/1", "b/1", "confirmed")

    assert where(known_of(first, decided)) == "screened"
    assert where(known_of(first, second, decided)) == "screened"
    assert where(known_of(first, second, joined, decided)) == "corroborated"
    assert where(known_of(first, citing, joined, decided)) == "screened"
    assert where(known_of(first, silent, joined, decided)) == "screened"
    assert where(known_of(first, raw, joined, decided)) == "screened"
    assert why(known_of(first, raw, joined, decided)) == ["one-origin"]
    assert (
        where(known_of(first, seen, link("mission/l", 2, "a/1", "mission/1", "confirmed"), decided)) == "corroborated"
    )


def test_screening_another_report_lets_it_corroborate() -> None:
    """A raw report counts as an origin once an analyst has screened it, whichever decision was told first."""
    rows = [
        report("a/1", standing="screened", origin="a", incident="x"),
        report("b/1", origin="b", incident="x"),
        standing("mission/s1", 5, "a/1", "corroborated", ANALYST, "v-1"),
        standing("mission/s2", 6, "b/1", "screened", ANALYST, "v-1"),
    ]

    assert where(known_of(*rows)) == "corroborated"


def test_a_correction_lets_it_fall_back() -> None:
    """What was verified stands, after its source corrected it, where the correction stands; the decisions say why."""
    rows = [
        report("a/1", standing="screened"),
        standing("mission/s1", 3, "a/1", "verified", VERIFIER, "v-1"),
        standing("mission/s2", 4, "a/1", "verified", VERIFIER, "v-2"),
        report("a/1", 6, standing="screened", version=2),
    ]

    assert where(known_of(*rows, hour=5)) == "verified"
    assert where(known_of(*rows, hour=7)) == "screened"
    assert why(known_of(*rows, hour=7)) == ["told-before-a-correction"] * 2


def test_with_a_mission_a_decision_needs_a_role() -> None:
    """With a mission nobody decides without a role; without one an editor does, alone."""
    rows = [report("a/1"), standing("editors/s1", 3, "a/1", "verified")]

    assert where(known_of(*rows)) == "received"
    assert why(known_of(*rows)) == ["no-role"]
    assert where(known_of(*rows, mission=False)) == "verified"


def test_with_a_mission_no_report_is_verified_by_its_own_word() -> None:
    """A report that calls itself verified is corroborated at most, until two people verify it."""
    claims = report("a/1", standing="verified")

    assert where(known_of(claims)) == "corroborated"
    assert where(known_of(claims, mission=False)) == "verified"


@pytest.mark.parametrize("standing_of_decision", ["received", "screened"])
def test_a_decision_below_the_standard_of_proof_moves_nothing(standing_of_decision: str) -> None:
    """What anybody may have filed decides nothing, whatever role it claims."""
    rows = [report("a/1"), standing("b/s1", 3, "a/1", "screened", ANALYST, "v-9") | {"standing": standing_of_decision}]

    assert where(known_of(*rows)) == "received"
    assert why(known_of(*rows)) == []


def test_order_of_arrival_does_not_matter() -> None:
    """In whatever order records arrive, standings are the same."""
    rows = [
        report("a/1", origin="a", incident="x"),
        report("b/1", origin="b", incident="x"),
        standing("mission/s1", 3, "a/1", "screened", ANALYST, "v-1"),
        standing("mission/s2", 4, "b/1", "screened", ANALYST, "v-1"),
        standing("mission/s3", 5, "a/1", "corroborated", ANALYST, "v-1"),
        standing("mission/s4", 6, "a/1", "verified", VERIFIER, "v-2"),
        standing("mission/s5", 7, "a/1", "verified", VERIFIER, "v-3"),
    ]

    assert {where(known_of(*order)) for order in itertools.islice(itertools.permutations(rows), 0, 5040, 37)} == {
        "verified"
    }


def test_a_head_of_mission_reopens() -> None:
    """What was found false comes back to screened by the head of mission alone, and can be verified again."""
    rows = [
        report("a/1", standing="screened"),
        standing("mission/s1", 3, "a/1", "false", VERIFIER, "v-1"),
        standing("mission/s2", 4, "a/1", "false", VERIFIER, "v-2"),
        standing("mission/s3", 5, "a/1", "screened", HEAD, "h-1"),
        standing("mission/s4", 6, "a/1", "verified", VERIFIER, "v-1"),
        standing("mission/s5", 7, "a/1", "verified", VERIFIER, "v-2"),
    ]

    assert where(known_of(*rows, hour=4)) == "false"
    assert where(known_of(*rows, hour=5)) == "screened"
    assert where(known_of(*rows)) == "verified"
    assert at(0) < at(5)
