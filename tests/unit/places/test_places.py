"""Placement of spots in regions: surely, possibly, not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.places import (
    NOT,
    POSSIBLY,
    SURELY,
    Region,
    Spot,
    are_apart,
    boundaries_from_geojson,
    covers,
    distance_m,
    may_coincide,
    place,
)

ALEPPO = (37.13, 36.20)
PCODE = ("ocha-pcode", "2016-09-05")
GOVERNORATE = Region(
    "aleppo", scheme=PCODE[0], code="SY02", vintage=PCODE[1], codes=(("ocha-pcode", "SY02", PCODE[1]),)
)
CIRCLE = Region("town", circle=(ALEPPO, 10_000))
SQUARE = Region("square", geometry=shapely.Polygon([(37, 36), (38, 36), (38, 37), (37, 37)]))
NORTH = Region("north", offset=(((37.0, 36.25), (37.4, 36.25)), 3_500, "left"))
BOTH = replace(NORTH, id="both", offset=(NORTH.offset[0], 3_500, "both"))  # type: ignore[index]


def coded(code: str) -> Spot:
    """Return a spot known by its P-code alone."""
    return Spot(scheme=PCODE[0], code=code, vintage=PCODE[1])


@pytest.mark.parametrize(("code", "grade"), [("SY02", SURELY), ("SY0201", SURELY), ("SY", POSSIBLY), ("SY09", NOT)])
def test_codes_nest_by_prefix(code: str, grade: int) -> None:
    """A district lies in its governorate, a country may, another governorate does not."""
    assert place(coded(code), GOVERNORATE) == grade


def test_another_vintage_or_scheme_is_only_possible() -> None:
    """Aleppo is SY02 for OCHA and SY.09 for GeoNames: without boundaries nothing follows from one to the other."""
    assert place(Spot(scheme="geonames", code="SY.09"), GOVERNORATE) == POSSIBLY
    assert place(Spot(scheme="ocha-pcode", code="SY02", vintage="2023"), GOVERNORATE) == POSSIBLY


def test_no_place_is_possibly_everywhere() -> None:
    """A record without a place may lie in any area."""
    assert place(None, GOVERNORATE) == place(None, CIRCLE) == POSSIBLY


@pytest.mark.parametrize(("radius_m", "east_m", "grade"), [
    (0, 0, SURELY), (9_000, 0, SURELY), (11_000, 0, POSSIBLY), (1_000, 10_500, POSSIBLY), (1_000, 12_000, NOT),
])  # fmt: skip
def test_circles(radius_m: int, east_m: int, grade: int) -> None:
    """The whole of the spot inside is surely, some of it possibly, none of it not."""
    spot = Spot((ALEPPO[0] + east_m / 89_900, ALEPPO[1]), radius_m)

    assert place(spot, CIRCLE) == grade


@pytest.mark.parametrize(
    ("north_m", "left", "both"), [(1_000, SURELY, SURELY), (-1_000, NOT, SURELY), (5_000, NOT, NOT)]
)
def test_lines_have_sides(north_m: int, left: int, both: int) -> None:
    """A line that runs east has its left side to the north."""
    spot = Spot((37.2, 36.25 + north_m / 111_195), 100)

    assert (place(spot, NORTH), place(spot, BOTH)) == (left, both)


def test_polygons_and_their_edges() -> None:
    """A spot across the edge is possibly inside."""
    assert place(Spot((37.5, 36.5), 1_000), SQUARE) == SURELY
    assert place(Spot((37.999, 36.5), 1_000), SQUARE) == POSSIBLY
    assert place(Spot((38.5, 36.5), 1_000), SQUARE) == NOT


@given(st.floats(36.5, 38.5), st.floats(35.5, 37.5), st.integers(0, 60_000), st.integers(0, 60_000))
def test_a_wider_spot_is_never_surer(lon: float, lat: float, radius_m: int, more_m: int) -> None:
    """Growing the radius can turn surely and not into possibly, and nothing else."""
    for region in (CIRCLE, SQUARE, NORTH, BOTH):
        narrow, wide = place(Spot((lon, lat), radius_m), region), place(Spot((lon, lat), radius_m + more_m), region)

        assert wide in (narrow, POSSIBLY)


def test_either_of_point_and_code_decides() -> None:
    """A vague point in a certain governorate is surely in it."""
    spot = Spot((37.0, 36.0), 200_000, *("ocha-pcode", "SY0200", PCODE[1]))

    assert place(spot, GOVERNORATE) == SURELY


def test_what_may_coincide() -> None:
    """Points further apart than their radii cannot be one; unknown places can."""
    near, far = Spot(ALEPPO, 5_000), Spot((36.0, 33.5), 5_000)

    assert not may_coincide(near, far)
    assert may_coincide(near, None)
    assert may_coincide(coded("SY02"), coded("SY0201"))
    assert not may_coincide(coded("SY02"), coded("SY09"))


def test_areas_apart() -> None:
    """Two governorates of one vintage share no point; a district and its governorate do."""
    assert are_apart((("ocha-pcode", "SY02", "v"),), (("ocha-pcode", "SY09", "v"),))
    assert not are_apart((("ocha-pcode", "SY02", "v"),), (("ocha-pcode", "SY0201", "v"),))
    assert not are_apart((("ocha-pcode", "SY02", "v"),), (("ocha-pcode", "SY09", "w"),))


def test_a_watch_must_cover_the_whole_area() -> None:
    """A watch over a governorate covers a town in it; a watch over part of an area does not cover it."""
    town = replace(CIRCLE, codes=(("ocha-pcode", "SY02", PCODE[1]),), ancestors=frozenset({"aleppo"}))

    assert covers(coded("SY02"), town)
    assert covers(coded("SY"), GOVERNORATE)
    assert not covers(coded("SY0201"), GOVERNORATE)
    assert covers(Spot(scheme="agreement", code="aleppo"), town)
    assert covers(Spot(ALEPPO, 10_000), CIRCLE)
    assert not covers(Spot(ALEPPO, 9_999), CIRCLE)
    assert not covers(None, CIRCLE)


def test_real_boundaries_take_points(shared_data: Path) -> None:
    """With OCHA's boundaries of September 2016 a point in Aleppo is surely in SY02 and not in SY09."""
    document = json.loads((shared_data / "ocha_syria_boundaries_2016" / "syr_admin1.geojson").read_text("utf-8"))
    known = (boundaries_from_geojson(document, "PCODE", *PCODE, "test"),)
    other = replace(GOVERNORATE, code="SY09")

    assert place(Spot(ALEPPO, 1_000), GOVERNORATE, known) == SURELY
    assert place(Spot(ALEPPO, 1_000), other, known) == NOT
    assert place(Spot(ALEPPO, 300_000), GOVERNORATE, known) == POSSIBLY


def test_distance() -> None:
    """Aleppo to Deir ez-Zor is about 290 km."""
    assert 280_000 < distance_m(ALEPPO, (40.13, 35.33)) < 300_000
