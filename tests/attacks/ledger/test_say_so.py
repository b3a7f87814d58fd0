"""A party with a valid key cannot prove, unprove or watch anything by its own say-so."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.ledger.test_redacted_core import AT, LIMIT, NONE, ONE, WATCHED, ledger
from tests.attacks.ledger.world import MINUTE, Desk, Written, author, entry
from tests.attacks.small import records, report

from ceasefire.agreement import agreement_from_bytes
from ceasefire.assess import Asked, ReferenceEngine, check
from ceasefire.ledger.copies import LedgerInputs, inputs_from_copy, verify_copy
from ceasefire.ledger.entries import Submission, enter_dataset, enter_record
from ceasefire.places import Placement
from ceasefire.records import Coverage, Dataset, Where

LATE = {"recorded": "2016-09-15T00:00:00Z", "standing": "verified"}
BREACH = report("2016-09-13", 9)


def by(team: str, found: dict[str, Any], number: int) -> Submission:
    """Return a record that a team hands in as verified."""
    return enter_record(author(team), records(found | LATE, position=number)[0], {}, {})


def asked(desk: Desk, *more: Submission) -> tuple[str, LedgerInputs]:
    """Return the verdict with more entries behind, and what was read."""
    entries = [Written(each, AT + 3600 + number * MINUTE) for number, each in enumerate(more)]
    copy = Desk((*desk.entries, *entries)).copy()
    verify_copy(copy)
    inputs = inputs_from_copy(copy, None, None, "recorded")
    agreed = agreement_from_bytes(inputs.agreement[0].encode(), "a.yaml")
    answer = check(agreed, inputs.records, inputs.datasets, Asked(AT, AT + 9000), ReferenceEngine())
    return answer.terms[0].readings[0].verdict, inputs


def test_a_partys_verified_report_breaks_nothing_until_the_operator_raises_it() -> None:
    """Whatever standing it claims its report is received, and moves nothing; the operator's decision makes it count."""
    desk, report_ = ledger(LIMIT, [WATCHED]), by("us", BREACH | {"source": "us", "id": "x"}, 7)
    raised = {"kind": "standing", "source": "mission", "id": "d", "record": "us/x", "to": "verified"}

    assert "met" == asked(desk)[0]
    assert "met" == asked(desk, report_)[0]
    assert "met" == asked(desk, report_, by("us", raised, 8))[0]
    assert "not-met" == asked(desk, report_, by("mission", raised, 8))[0]


def test_a_partys_watch_closes_no_day() -> None:
    """A watch that a party enters in the watcher's name does not make silence count; the mission's own does."""
    desk = ledger(LIMIT, [ONE])

    assert "undetermined" == asked(desk)[0]
    assert "undetermined" == asked(desk, by("ru", WATCHED | {"id": "w2"}, 7))[0]
    assert "met" == asked(desk, by("mission", WATCHED | {"id": "w2"}, 7))[0]


@pytest.mark.parametrize("change", [{"withdrawn": True}, {"counts": {"killed": 0}}], ids=["withdrawn", "lowered"])
def test_another_teams_record_is_not_corrected(change: dict[str, Any]) -> None:
    """A higher version by another team moves nothing and is told of; by the operator it counts."""
    own = BREACH | {"source": "s", "id": "b"}
    desk = ledger(LIMIT, [WATCHED, own])
    newer = own | {"version": 2} | change

    assert "not-met" == asked(desk)[0]
    verdict, inputs = asked(desk, by("us", newer, 7))
    assert ("not-met", 1) == (verdict, len(inputs.unheeded))
    verdict, inputs = asked(desk, by("mission", newer, 7))
    assert ("met", 0) == (verdict, len(inputs.unheeded))


def test_a_data_set_is_described_by_its_own_team() -> None:
    """What a party declares closes no day, and it does not describe anew what another declared."""
    where = Where(None, None, None, "", "", "", Placement(sure=("q",), covers=("q",)))
    watch = records(WATCHED | LATE, position=0)[0]
    assert watch.when is not None
    declared = Dataset(
        "d", "w", rows_distinct=True, standing="verified", coverage=(Coverage("w", ("killed",), where, watch.when),)
    )
    ours, theirs = enter_dataset(author("mission"), declared, {}), enter_dataset(author("us"), declared, {})
    desk = ledger(LIMIT, [ONE])

    _, inputs = asked(desk, theirs)
    assert [((), False)] == [(each.coverage, each.rows_distinct) for each in inputs.datasets]
    _, inputs = asked(desk, ours, theirs)
    assert [(1, True)] == [(len(each.coverage), each.rows_distinct) for each in inputs.datasets]
    assert 1 == len(inputs.unheeded)


def test_a_decision_of_a_party_decides_nothing() -> None:
    """A link that a party enters as verified is received, and so no link."""
    desk = ledger(LIMIT, [WATCHED, NONE])
    link = {"kind": "link", "source": "us", "id": "l", "first": "a/1", "second": "b/2", "state": "confirmed"}
    core = link | {"standing": "verified", "version": 1}

    _, inputs = asked(desk, entry(author("us"), "decision", core))

    assert ["received"] == [each.standing for each in inputs.records if each.kind == "link"]
