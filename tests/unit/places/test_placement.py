"""A place that is told by areas alone: what it proves, beside a code or a point and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.places import NOT, POSSIBLY, SURELY, Placement, Region, Spot, covers, may_coincide, place

ALEPPO = (37.13, 36.20)
TOLD = Placement(sure=("town",), apart=("far",), covers=("post",))
TOWN = Region("town", circle=(ALEPPO, 10_000))
FAR = Region("far", circle=((40.13, 35.33), 10_000))
POST = Region("post", circle=(ALEPPO, 100))
OTHER = Region("other", circle=(ALEPPO, 10_000))
CODED = Region("coded", scheme="ocha-pcode", code="SY02", vintage="v", codes=(("ocha-pcode", "SY02", "v"),))

names = st.lists(st.sampled_from(["town", "far", "post", "other"]), max_size=3, unique=True).map(tuple)


def test_it_is_told_for_each_area():
    """In those it surely is in, surely; in those it surely is not in, not; in any other, possibly."""
    spot = Spot(areas=TOLD)

    assert [SURELY, NOT, POSSIBLY, POSSIBLY] == [place(spot, each) for each in (TOWN, FAR, POST, OTHER)]


def test_it_covers_what_it_says_it_covers():
    """A watch told by areas covers those that are named for it, not those in which it lies."""
    spot = Spot(areas=TOLD)

    assert [False, False, True, False] == [covers(spot, each) for each in (TOWN, FAR, POST, OTHER)]
    assert not covers(Spot(areas=Placement()), POST)


def test_code_and_placement_each_prove_alone():
    """What the placement leaves open, the code beside it may still decide; what the placement says needs no code."""
    spot = Spot(scheme="ocha-pcode", code="SY02", vintage="v", areas=TOLD)

    assert [SURELY, NOT, SURELY] == [place(spot, each) for each in (TOWN, FAR, CODED)]
    assert POSSIBLY == place(Spot(scheme="ocha-pcode", code="SY", vintage="v", areas=TOLD), CODED)


@pytest.mark.parametrize(("first", "second", "may"), [
    (Placement(("town",)), Placement((), ("town",)), False), (Placement((), ("town",)), Placement(("town",)), False),
    (Placement(("town",)), Placement(("town",)), True), (Placement((), ("town",)), Placement((), ("town",)), True),
    (Placement(("town",)), Placement(("other",)), True), (Placement(), Placement(), True),
    (Placement((), (), ("town",)), Placement((), ("town",)), True),
])  # fmt: skip
def test_two_told_places_may_coincide(first, second, may):
    """Unless one surely is in an area in which the other surely is not."""
    assert may == may_coincide(Spot(areas=first), Spot(areas=second))


def test_a_told_place_may_coincide_with_any_other():
    """With a place that is not told by areas, or with none, it may coincide as far as is known."""
    assert may_coincide(Spot(areas=TOLD), Spot(ALEPPO, 100))
    assert may_coincide(Spot(areas=TOLD), None)


@given(names, names, names, st.tuples(st.floats(36, 40), st.floats(35, 37)), st.integers(0, 50_000))
def test_saying_less_never_turns_an_answer_round(sure, apart, over, lon_lat, radius_m):
    """With the placement taken away an answer becomes what the point says; where both say something of the same true
    place they agree.
    """
    point = Spot(lon_lat, radius_m)
    regions = (TOWN, FAR, POST, OTHER)
    told = Placement(
        tuple(each.id for each in regions if place(point, each) == SURELY and each.id in sure),
        tuple(each.id for each in regions if place(point, each) == NOT and each.id in apart),
        tuple(each.id for each in regions if covers(point, each) and each.id in over),
    )
    both, alone = Spot(lon_lat, radius_m, areas=told), Spot(areas=told)

    assert [place(point, each) for each in regions] == [place(both, each) for each in regions]
    assert all(place(alone, each) in (POSSIBLY, place(point, each)) for each in regions)
    assert all(covers(point, each) for each in regions if covers(alone, each))
