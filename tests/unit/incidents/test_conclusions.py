"""The three questions are kept apart, and every disagreement stays visible."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.incidents.desk import report, situation, told

from ceasefire.incidents.dossier import Conclusion, conclusions_of, incidents_of

BASE = report("a/1", standing="screened", incident="x", who={"by": "gov"})


def found(hour: int, key: str, **more: Any) -> dict[str, Any]:
    """Return a finding on x."""
    return told(hour, "finding", key, incident="x") | more


def said(hour: int, key: str, stance: str, question: str = "", about: str = "x") -> dict[str, Any]:
    """Return a statement about x."""
    return told(hour, "statement", key, stance=stance, about=about) | ({"question": question} if question else {})


def determined(hour: int, key: str, question: str, view: str, by: str = "gov") -> dict[str, Any]:
    """Return a side's determination on x."""
    when = {"from": "2016-09-12T00:00:00Z", "to": "2016-09-12T01:00:00Z"}
    return told(hour, "determination", key, incident="x", question=question, view=view, when=when, who={"by": by})


def answers(*rows) -> dict[str, Conclusion]:
    """Return the conclusions on the one incident, by question."""
    after = situation(*rows, mission=False)
    return {each.question: each for each in conclusions_of(incidents_of(after)[0], after)}


def states(*rows) -> tuple[str, str, str]:
    """Return the three states."""
    return tuple(each.state for each in answers(*rows).values())  # type: ignore[return-value]


def test_an_account_claims_and_asks_nothing_of_permission() -> None:
    """A report says that it happened and names somebody: claimed, not found."""
    assert states(BASE) == ("screened", "claimed", "not-asked")
    assert states(report("a/1", standing="screened", incident="x")) == ("screened", "unknown", "not-asked")


def test_a_finding_on_who_raises_nothing_else() -> None:
    """A body names somebody: found, by that body; whether it happened moves by decisions on the accounts alone."""
    after = answers(BASE, found(5, "body/f", happened="yes", identifiable="yes", who={"by": "gov"}))

    assert after["happened"].state == "screened"
    assert (after["who"].state, after["who"].by) == ("found", ("body/f",))


def test_a_later_finding_is_added() -> None:
    """One body cannot identify, a later one names: both stand, and the question is contested."""
    first = found(5, "body/f", happened="yes", identifiable="no")
    later = found(9, "b/f", happened="yes", identifiable="yes", who={"by": "gov"}, permitted="no")

    assert states(BASE, first)[1] == "not-identifiable"
    assert answers(BASE, first, later)["who"].by == ("body/f", "b/f")
    assert states(BASE, first, later) == ("screened", "contested", "not-permitted")


def test_findings_that_agree_are_one_answer() -> None:
    """Two bodies that name the same are not contested."""
    rows = [found(5 + n, f"{key}/f", identifiable="yes", who={"by": "gov"}) for n, key in enumerate(("body", "b"))]

    assert states(BASE, *rows)[1] == "found"


@pytest.mark.parametrize(
    ("permitted", "state"), [("yes", "permitted"), ("no", "not-permitted"), ("outside", "outside")]
)
def test_permitted_is_found_by_bodies(permitted: str, state: str) -> None:
    """Permitted, not permitted, and outside the agreement are findings."""
    assert states(BASE, found(5, "body/f", permitted=permitted))[2] == state


def test_a_claim_of_permission_that_is_denied_is_contested() -> None:
    """One side says that it was self-defence, another that it was not."""
    claim, denial = said(5, "gov-army/s", "asserts", "permitted"), said(6, "b/s", "denies", "permitted")

    assert states(BASE, claim)[2] == "claimed"
    assert states(BASE, claim, denial)[2] == "contested"
    assert answers(BASE, claim, denial)["permitted"].against == ("b/s",)


def test_a_denial_of_who_stands_against_the_claim() -> None:
    """Denied, a claim is contested; a finding stays found and shows the denial."""
    denial = said(5, "gov-army/s", "denies", "who")
    finding = found(6, "body/f", identifiable="yes", who={"by": "gov"})

    assert states(BASE, denial)[1] == "contested"
    assert states(BASE, denial, finding)[1] == "found"
    assert answers(BASE, denial, finding)["who"].against == ("gov-army/s",)


def test_who_is_named_and_accepts_it_admits() -> None:
    """A side that is named and says that it did it, or apologises, admits; to agree with something else does not."""
    assert states(BASE, said(5, "gov-army/s", "accepts", "who"))[1] == "admitted"
    assert states(BASE, said(5, "gov-army/s", "apologises"))[1] == "admitted"
    assert states(BASE, said(5, "gov-army/s", "accepts"))[1] == "claimed"
    assert states(BASE, said(5, "b/s", "accepts", "who"))[1] == "claimed"


def test_co_chairs_stand_beside_each_other() -> None:
    """Each co-chair's determination stands; where they differ it is contested, and neither blocks the other."""
    us, ru = determined(5, "us-state/d", "permitted", "no"), determined(6, "ru-mfa/d", "permitted", "yes")

    assert answers(BASE, us)["permitted"].beside == ("us-state/d",)
    assert states(BASE, us)[2] == "not-asked"
    assert states(BASE, us, ru)[2] == "contested"
    assert answers(BASE, us, ru)["permitted"].beside == ("us-state/d", "ru-mfa/d")


@pytest.mark.parametrize("end", ["unverifiable", "not-locatable", "false"])
def test_an_end_holds_where_every_account_came_to_it(end: str) -> None:
    """All accounts ended: the incident ended; one that did not keeps it open."""
    ended = report("a/1", standing=end, incident="x")

    assert states(ended)[0] == end
    assert states(ended, report("b/1", standing="screened", incident="x"))[0] == "screened"


def test_a_body_that_finds_it_did_not_happen_stands_against_it() -> None:
    """A finding that it did not happen is shown against a verified report, and moves nothing by itself."""
    after = answers(BASE, found(5, "body/f", happened="no"))

    assert after["happened"].state == "screened"
    assert after["happened"].against == ("body/f",)


@pytest.mark.parametrize("standing", ["received", "screened"])
def test_a_finding_below_the_standard_of_proof_is_none(standing: str) -> None:
    """Anybody may file a finding in a body's name: it finds nothing, and holds nothing against anybody."""
    filed = found(5, "body/f", happened="no", identifiable="yes", who={"by": "opp"}, permitted="yes", standing=standing)

    assert states(BASE, filed) == ("screened", "claimed", "not-asked")
    assert answers(BASE, filed)["happened"].against == ()


def test_what_was_not_screened_neither_admits_nor_contests() -> None:
    """A statement or a determination in another's name moves nothing before somebody looked at it."""
    admission = said(5, "gov-army/s", "accepts") | {"standing": "received"}
    denial = said(5, "gov-army/d", "denies", "who") | {"standing": "received"}
    view = determined(6, "us-state/d", "permitted", "no") | {"standing": "received"}
    other = determined(6, "ru-mfa/d", "permitted", "yes") | {"standing": "received"}

    assert states(BASE, admission, denial, view, other) == ("screened", "claimed", "not-asked")
    assert answers(BASE, view)["permitted"].beside == ()


def test_raw_accounts_contest_nothing() -> None:
    """A raw report that names somebody else does not make a screened claim contested."""
    assert states(BASE, report("b/1", incident="x", who={"by": "opp"}))[1] == "claimed"
    assert states(BASE, report("b/1", standing="screened", incident="x", who={"by": "opp"}))[1] == "contested"
