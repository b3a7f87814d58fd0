"""How well linking does, on a small part of the benchmark: docs/benchmarks.md has the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks._link_contenders import built_in, simple_rule
from benchmarks._link_data import gazetteer, headlines, health_care, place_in
from benchmarks._link_measure import measure, true_pairs
from benchmarks._link_world import make
from benchmarks.link import CHECKED, checked, text_of

from ceasefire.incidents.linking import PROVISIONAL


def links(found):
    """Return the pairs of suggestions."""
    return {(each.first, each.second) for each in found}


def test_made_up_reports_at_a_fifth_of_noise_are_linked_better_than_by_the_simple_rule() -> None:
    """With every field altered in one report of five, F1 is above 0.75 over pairs and well above the simple rule's;
    provisional links are right nineteen times of twenty.
    """
    world = make(1_500, 0.2, 2016)
    found = built_in(world, 250)
    quality = measure(links(found), world.truth)
    simple = measure({pair for pair, _ in simple_rule(world)}, world.truth)
    provisional = measure(links(each for each in found if each.state == PROVISIONAL), world.truth)

    assert quality.f1 >= 750
    assert quality.f1 >= simple.f1 + 200
    assert quality.b_f1 > simple.b_f1
    assert provisional.precision >= 950


def test_the_made_up_world_is_the_same_every_time_and_holds_decoys() -> None:
    """One seed gives one world; close in time and place are far more pairs than tell of one incident."""
    world = make(300, 0.2, 1)
    simple = {pair for pair, _ in simple_rule(world)}

    assert world == make(300, 0.2, 1)
    assert len(simple - true_pairs(world.truth)) > 20


def test_on_pairs_checked_by_hand_it_finds_half_and_is_seldom_wrong(shared_data: Path) -> None:
    """Of the attacks on health care that UCDP tells too, three of six are suggested, and at most two others."""
    world, _ = health_care(shared_data)
    verdicts = checked(CHECKED)
    found = links(built_in(world, 200))
    judged = {pair for pair in found if verdicts.get(pair) != "cannot-tell"}
    same = {pair for pair, verdict in verdicts.items() if verdict == "same"}

    assert len(same) == 6
    assert len(judged & same) >= 3
    assert len(judged - same) <= 2


def test_every_checked_pair_exists(shared_data: Path) -> None:
    """The pairs checked by hand name rows of both files, and every verdict is one of three."""
    _, rows = health_care(shared_data)

    assert {each for pair in checked(CHECKED) for each in pair} <= set(rows)
    assert set(checked(CHECKED).values()) == {"same", "not-same", "cannot-tell"}


def test_headlines_are_accounts_of_three_fields_alone(shared_data: Path) -> None:
    """Source, date and headline, and the place that the headline names: nothing that comes from the label."""
    world = headlines(shared_data, 2016)

    assert len(world.accounts) == len(world.truth) == 3_970
    for each in world.accounts:
        assert (each.lon, each.lat, each.radius_m, each.kinds, each.actors, each.counts) == (
            None,
            None,
            None,
            (),
            (),
            (),
        )
        assert (each.latest or 0) - (each.earliest or 0) == 86_400


def test_places_are_found_in_headlines(shared_data: Path) -> None:
    """An article before a name, in either spelling, changes nothing; a headline without a place has none."""
    names = gazetteer(shared_data)

    assert place_in("Shells fall on Palmyra", names) == place_in("Clashes at Palmyra again", names) != ""
    assert place_in("More casualties yesterday", names) == ""


def test_quality_is_measured_as_stated() -> None:
    """Two links, one right, of three true pairs; B-cubed by hand; a round-up joins nothing but belongs to both."""
    truth = {"a": frozenset({1}), "b": frozenset({1}), "c": frozenset({1}), "d": frozenset({2})}
    quality = measure({("a", "b"), ("c", "d")}, truth)

    assert (quality.precision, quality.recall, quality.f1) == (500, 333, 400)
    assert (quality.b_precision, quality.b_recall) == (750, 667)
    assert measure((), truth).f1 == 0

    several = {"a": frozenset({1}), "b": frozenset({2}), "r": frozenset({1, 2})}
    assert measure({("a", "r"), ("b", "r")}, several, frozenset({"r"})).b_f1 == 1000
    assert measure({("a", "r"), ("b", "r")}, several).b_precision < 1000


def test_the_table_names_every_contender() -> None:
    """A row is printed with its figures."""
    row = {"data": "20%", "contender": "built-in", "from": 250, "precision": 1, "recall": 2, "f1": 3}
    row |= {"b_precision": 4, "b_recall": 5, "b_f1": 6, "seconds": 0.25}

    assert "| 20% | built-in | 250 | 1 | 2 | 3 | 4 | 5 | 6 | 0.2 |" in text_of("title", [row])


@pytest.mark.parametrize("name", ["simple rule", "plain Splink", "built-in", "on Splink"])
def test_every_contender_runs(name: str) -> None:
    """Each links a small world, and finds something."""
    from benchmarks._link_contenders import timed_links

    world = make(1_200, 0.1, 3)
    found, seconds = timed_links(name, world, 250)

    assert seconds > 0
    assert {key for pair, _ in found for key in pair} <= set(world.truth)
    assert len(found) > 10
