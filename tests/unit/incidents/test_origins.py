"""From how many mouths: copies, syndication and citations are one; silence about it is none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.incidents.desk import records_of, report

from ceasefire.incidents import origins_of

OWNERS = {"gov-army": "gov", "gov-press": "gov"}
MISSION = frozenset({"mission"})


def independent(*rows) -> tuple[str, ...]:
    """Return the independent origins of some reports."""
    return origins_of(records_of(*rows), OWNERS, MISSION).independent


def test_one_wire_story_in_thirty_papers_is_one() -> None:
    """Thirty papers that carry one agency are one origin."""
    rows = [report(f"paper-{n}/1", origin="agency", carrier=f"paper-{n}") for n in range(30)]

    assert independent(*rows) == ("agency",)


def test_thirty_villagers_are_thirty() -> None:
    """Thirty villagers told the mission, each from what they know themselves."""
    rows = [report(f"mission/{n}", origin=f"villager-{n:02d}", basis="told") for n in range(30)]

    assert len(independent(*rows)) == 30


def test_a_chain_of_citations_ends_at_its_first_mouth() -> None:
    """A cites B, who cites C, who was there: one origin."""
    assert independent(report("a/1", origin="b"), report("b/1", origin="c"), report("c/1", origin="c")) == ("c",)


def test_a_circle_of_citations_is_one_origin() -> None:
    """Three who cite each other in a circle are one, and it has a name."""
    assert independent(report("a/1", origin="b"), report("b/1", origin="c"), report("c/1", origin="a")) == ("a",)


def test_organs_of_one_side_are_one_origin() -> None:
    """Two ministries of one government are one origin."""
    assert independent(report("a/1", origin="gov-army"), report("b/1", origin="gov-press")) == ("gov",)


def test_unknown_independence_is_not_independence() -> None:
    """Two who do not say whence they know it corroborate nothing."""
    found = origins_of(records_of(report("a/1"), report("b/1")), OWNERS, MISSION)

    assert found.independent == ()
    assert found.unknown == ("a/1", "b/1")
    assert not found.corroborate


def test_a_direct_observation_by_the_mission_is_enough() -> None:
    """Seen by the mission corroborates; seen by another, or told to the mission, does not."""
    seen = origins_of(records_of(report("mission/1", basis="seen")), OWNERS, MISSION)

    assert seen.corroborate
    assert not origins_of(records_of(report("a/1", basis="seen")), OWNERS, MISSION).corroborate
    assert not origins_of(records_of(report("mission/1", basis="told", origin="v")), OWNERS, MISSION).corroborate


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), min_size=1, max_size=8), st.randoms())
def test_order_is_irrelevant_and_copies_add_nothing(pairs, rng) -> None:
    """However reports are ordered or repeated, the origins are the same, and never more than are named."""
    rows = [report(f"{source}/{n}", origin=origin) for n, (source, origin) in enumerate(pairs)]
    copies = [*rows, *(row | {"id": f"{row['id']}-again"} for row in rows)]
    rng.shuffle(copies)

    assert independent(*rows) == independent(*copies)
    assert len(independent(*rows)) <= len({origin for _, origin in pairs})
