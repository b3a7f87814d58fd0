"""A record's core cut out: what nobody can read any more makes no day kept, and says which entry it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.attacks.ledger.world import MINUTE, Desk, DictFiles, Written, author, opening
from tests.attacks.small import KILLED, agreement, reading, records, report, watch

from ceasefire.agreement import agreement_from_bytes, text_from_agreement
from ceasefire.assess import Asked, ReferenceEngine, check
from ceasefire.ledger.copies import inputs_from_copy, read_folder, verify_copy
from ceasefire.ledger.entries import Submission, enter_agreement, enter_record, enter_redaction
from ceasefire.times import instant_from_text

AT = instant_from_text("2016-09-15T00:00:00Z")
ENDED = {"ends": "2016-09-15T00:00:00+00:00"}
WATCHED = watch("2016-09-12T00:00:00Z", "2016-09-15T00:00:00Z") | {"sees": ["killed", "delivery"]}
LIMIT = {"limit": {"measure": KILLED, "at_most": 4}}
HOLD = {"hold": {"limit": {"measure": KILLED, "at_most": 4}, "days": 3}}
NEVER = {"never": {"measure": KILLED}}
FLOOR = {"floor": {"measure": KILLED, "at_least": 1, "days": 3}}
STATE = {"state": {"measure": {"unit": "tanks"}, "must": "absent"}}
ONE, NONE = report("2016-09-13", 1), report("2016-09-13", 0)
LONG = {"recorded": "2016-09-15T00:00:00Z"}


def ledger(form: dict[str, Any], found: list[dict[str, Any]]) -> Desk:
    """Return a ledger of an agreement of one reading and these records."""
    mission = author("mission")
    sees = {"watchers": ["w"], "sees": ["killed"]}
    agreed = agreement(reading(form, coverage=sees), instrument=ENDED)
    made = [record for number, each in enumerate(found) for record in records(LONG | each, position=number)]
    submissions: list[Submission] = [opening(), enter_agreement(mission, text_from_agreement(agreed))]
    newest: dict[str, bytes] = {}
    for each in made:
        submissions.append(enter_record(mission, each, {}, {}, corrects=newest.get(each.key)))
        newest[each.key] = submissions[-1].id
    return Desk(tuple(Written(each, AT + number * MINUTE) for number, each in enumerate(submissions)))


def without(desk: Desk, *positions: int) -> Desk:
    """Return the ledger after the cores of some entries were redacted."""
    mission = author("mission")
    more = [
        Written(enter_redaction(mission, each, ["core"], ["head of mission"], "x"), AT + 3600 + number)
        for number, each in enumerate(positions)
    ]
    return replace(desk, entries=(*desk.entries, *more), gone={each: frozenset({"core"}) for each in positions})


def asked_of(desk: Desk) -> tuple[str, tuple[int, ...]]:
    """Return the verdict, and the positions whose core is gone; by an export and by the ledger itself alike."""
    answers = []
    for copy in (desk.copy(), read_folder(DictFiles(desk.files("everyone")))):
        verify_copy(copy)
        inputs = inputs_from_copy(copy, None, None, "recorded")
        agreed = agreement_from_bytes(inputs.agreement[0].encode(), "a.yaml")
        answer = check(agreed, inputs.records, inputs.datasets, Asked(AT, AT + 7200), ReferenceEngine())
        answers.append((answer.terms[0].readings[0].verdict, inputs.without))
    assert answers[0] == answers[1]
    return answers[0]


CASES: dict[str, tuple[dict[str, Any], list[dict[str, Any]], int, str, str]] = {
    "a-limit-kept": (LIMIT, [WATCHED, ONE], 3, "met", "undetermined"),
    "a-limit-kept-by-a-count-of-none": (LIMIT, [WATCHED, NONE], 3, "met", "undetermined"),
    "a-limit-kept-and-a-record-of-elsewhere": (
        LIMIT, [WATCHED, ONE, ONE | {"where": {"scheme": "agreement", "code": "q"}}], 4, "met", "undetermined",
    ),
    "a-limit-kept-and-its-watch": (LIMIT, [WATCHED, ONE], 2, "met", "undetermined"),
    "a-clock-completed": (HOLD, [WATCHED, ONE], 3, "met", "undetermined"),
    "never-kept": (NEVER, [WATCHED, NONE], 3, "met", "undetermined"),
    "a-floor-reached": (FLOOR, [WATCHED, ONE], 3, "met", "undetermined"),
    "a-floor-not-reached": (FLOOR, [WATCHED, NONE], 3, "not-met", "undetermined"),
    "a-limit-broken-by-it": (LIMIT, [WATCHED, report("2016-09-13", 9)], 3, "not-met", "undetermined"),
    "a-limit-broken-by-another": (
        LIMIT, [WATCHED, report("2016-09-13", 9), report("2016-09-14", 1)], 4, "not-met", "not-met",
    ),
    "a-statement-beside": (
        LIMIT, [WATCHED, ONE, {"kind": "statement", "stance": "asserts", "term": "t"}], 4, "met", "undetermined",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_no_day_is_taken_as_watched_once_a_core_is_gone(name: str) -> None:
    """A verdict that rested on silence, or on the core itself, is open after the core was cut out; the answer names its
    position. What a record that is still there proves stays proved.
    """
    form, found, position, before, after = CASES[name]
    desk = ledger(form, found)

    assert (before, ()) == asked_of(desk)
    assert (after, (position,)) == asked_of(without(desk, position))


def test_every_core_cut_out_is_named() -> None:
    """Several cores are gone: each position is named, in order."""
    desk = ledger(LIMIT, [WATCHED, ONE, NONE | {"id": "x"}])

    assert ("undetermined", (2, 3, 4)) == asked_of(without(desk, 4, 2, 3))


@pytest.mark.parametrize("size", [4, 5])
def test_an_older_tree_is_assessed_without_what_was_cut_out_since(size: int) -> None:
    """Asked about the tree of before the redaction, the core is missing all the same, and it is said."""
    desk = without(ledger(LIMIT, [WATCHED, ONE]), 3)

    inputs = inputs_from_copy(desk.copy(), size, None, "recorded")

    assert ((3,), size) == (inputs.without, inputs.head.size)
    assert all(not each.details.done for each in inputs.records if each.kind == "watch")  # type: ignore[union-attr]


CORRECTED = report("2016-09-13", 9) | {"id": "r", "version": 1}
CORRECTION = report("2016-09-13", 1) | {"id": "r", "version": 2}
WITHDRAWAL = report("2016-09-13", 9) | {"id": "r", "version": 2, "withdrawn": True}


@pytest.mark.parametrize(("found", "position"), [
    ([WATCHED, CORRECTED, CORRECTION], 4),
    ([WATCHED, CORRECTED, WITHDRAWAL], 4),
], ids=["a-correction", "a-withdrawal"])  # fmt: skip
def test_cutting_out_a_core_breaks_no_term(found: list[dict[str, Any]], position: int) -> None:
    """A term that was kept is not broken because the version that corrected or withdrew another was cut out."""
    desk = ledger(LIMIT, found)

    assert ("met", ()) == asked_of(desk)
    assert ("undetermined", (position,)) == asked_of(without(desk, position))
