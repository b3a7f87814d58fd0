"""Outcome sets: Kleene's logic lifted to sets, against brute force."""

from __future__ import annotations

import itertools

import pytest

from ceasefire.assess import FALSE, NEUTRAL, OPEN, TRUE, VERDICTS, all_of, any_of, not_that, verdict

SETS = range(1, 16)
VALUES = (TRUE, FALSE, OPEN, NEUTRAL)


def members(outcomes: int) -> list[int]:
    """Return the values in a set."""
    return [each for each in VALUES if outcomes & each]


def conjunction(values: tuple[int, ...]) -> int:
    """Return Kleene's conjunction with a neutral element."""
    counted = [each for each in values if each != NEUTRAL]
    order = (FALSE, OPEN, TRUE)
    return next((each for each in order if each in counted), NEUTRAL)


def disjunction(values: tuple[int, ...]) -> int:
    """Return Kleene's disjunction with a neutral element."""
    counted = [each for each in values if each != NEUTRAL]
    return next((each for each in (TRUE, OPEN, FALSE) if each in counted), NEUTRAL)


@pytest.mark.parametrize(("combine", "plain"), [(all_of, conjunction), (any_of, disjunction)])
def test_sets_combine_member_by_member(combine, plain) -> None:
    """All triples of sets combine to exactly the values that their members give."""
    for sets in itertools.product(SETS, repeat=3):
        expected = 0
        for values in itertools.product(*map(members, sets)):
            expected |= plain(values)

        assert combine(sets) == expected


def test_negation_turns_true_and_false_alone() -> None:
    """Open and not applicable stay, and twice is the same."""
    assert all(not_that(not_that(each)) == each for each in SETS)
    assert not_that(TRUE | OPEN) == FALSE | OPEN
    assert not_that(NEUTRAL) == NEUTRAL


def test_only_one_outcome_is_definite() -> None:
    """A verdict is definite when one outcome is left."""
    assert {verdict(each) for each in VALUES} == set(VERDICTS) - {"undetermined"}
    assert all(verdict(each) == "undetermined" for each in SETS if each not in VALUES)


def test_of_nothing() -> None:
    """All of nothing, and any of nothing, is not applicable."""
    assert all_of([]) == any_of([]) == NEUTRAL
