"""What was known at a moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracle.worlds import record

from ceasefire.incidents import known_at, known_from
from ceasefire.records import Dataset, StandingDecision

RELEASED = Dataset("loose", released=500)


def version(number: int, position: int, **parts):
    """Return a version of one record."""
    return record("report", "r", version=number, **{"position": position, "recorded": None, **parts})


@pytest.mark.parametrize(("knowledge", "since"), [("recorded", 300), ("as-reported", 200)])
def test_recorded_governs_unless_asked(knowledge: str, since: int) -> None:
    """The ledger's instant counts; the source's own word only as reported."""
    assert known_from(version(1, 0, recorded=300, claimed_recorded=200), RELEASED, knowledge) == since


def test_without_a_time_a_data_set_is_known_from_its_release() -> None:
    """A record that says neither is known from the release, and never without one."""
    assert known_from(version(1, 0), RELEASED, "as-reported") == 500
    assert not known_at([version(1, 0)], [], 10**9, "recorded", {}).records


def test_corrections_count_from_when_they_are_known() -> None:
    """Before its correction the first version counts, after it the second, after its withdrawal none."""
    chain = [
        version(1, 0, recorded=100),
        version(2, 1, recorded=200),
        version(3, 2, recorded=300, withdrawn=True),
    ]

    def newest(as_of: int) -> list[int]:
        return [each.version for each in known_at(chain, [], as_of, "recorded", {}).records]

    assert [newest(each) for each in (99, 100, 199, 200, 299, 300)] == [[], [1], [1], [2], [2], []]


def test_a_late_first_version_never_replaces_its_correction() -> None:
    """A version that becomes known after a higher one is never the newest."""
    chain = [version(1, 0, recorded=300), version(2, 1, recorded=200)]

    assert [each.version for each in known_at(chain, [], 400, "recorded", {}).records] == [2]


def test_standing_decisions_count_in_the_order_they_became_known() -> None:
    """The decision that became known last prevails, wherever it stands in the file."""
    decisions = [
        record("standing", "b", position=1, recorded=200, details=StandingDecision("s/r", "false")),
        record("standing", "a", position=2, recorded=100, details=StandingDecision("s/r", "verified")),
    ]

    assert known_at(decisions, [], 150, "recorded", {}).standings == {"s/r": "verified"}
    assert known_at(decisions, [], 250, "recorded", {}).standings == {"s/r": "false"}


def test_an_assumption_prevails() -> None:
    """What the asker assumes stands above what was decided."""
    decisions = [record("standing", "a", recorded=0, details=StandingDecision("s/r", "false"))]

    assert known_at(decisions, [], 1, "recorded", {"s/r": "confirmed"}).standings == {"s/r": "verified"}


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9), st.booleans()), max_size=6),
    st.integers(0, 9),
    st.randoms(use_true_random=False),
)
def test_order_and_later_records_change_nothing(parts, as_of: int, shuffled) -> None:
    """What is known does not depend on the order of the input, nor on anything recorded later."""
    versions = [
        record("report", f"r{index % 3}", version=number, position=index, recorded=at, withdrawn=gone)
        for index, (number, at, gone) in enumerate(parts)
    ]
    earlier = [each for each in versions if each.recorded is not None and each.recorded <= as_of]
    mixed = list(versions)
    shuffled.shuffle(mixed)

    known = known_at(versions, [], as_of, "recorded", {})
    assert known.records == known_at(mixed, [], as_of, "recorded", {}).records
    assert known.records == known_at(earlier, [], as_of, "recorded", {}).records
