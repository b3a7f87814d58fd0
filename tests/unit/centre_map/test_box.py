import math
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.centre import basemap
from ceasefire.centre.basemap import Box, home, limits, panned, parse_box, zoomed

SPANS = st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.floats(0.001, 300), st.floats(0.001, 150))


def lies_within(box: Box, other: Box) -> bool:
    """Tell whether a box lies in another."""
    return other.holds(box.west, box.south) and other.holds(box.east, box.north)


def test_a_box_is_read_as_it_is_written():
    """What a link says is what the page shows."""
    box = Box(36.5, 35.9, 37.5, 36.5)

    assert box == parse_box(box.text)
    assert box == parse_box("36.5,35.9,37.5,36.5")


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",,,",
        "36,35,37",
        "36,35,37,36,1",
        "nan,35,37,36",
        "36,35,inf,36",
        "36,35,-inf,36",
        "37,35,36,36",
        "36,36,37,35",
        "36,35,36,36",
        "36,35,37,1e9",
        "36,35,3e1,36",
        "36,35,99999999999999999999,36",
        "-1000,-1000,1000,1000",
        "-179,-89,179,89",
        "0x24,35,37,36",
        "3_6,35,37,36",
        "+36,35,37,36",
        " 36,35,37,36",
        "36,35,37,36\n",
        "٣٦,٣٥,٣٧,٣٦",
        "36;35;37;36",
        "36.,35.,37.,36.",
        "36.12345678,35,37,36",
        "10,10,20,20",
        "50,34,60,36",
        "36,35,37,36" * 10_000,
        "<script>,1,2,3",
    ],
)
def test_rubbish_is_no_box(text):
    """What is not four plain decimals in order, on the earth and on the map, is refused rather than mended."""
    assert parse_box(text) is None


@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text):
    """Whatever an address holds, there is a box within the map or none."""
    box = parse_box(text)

    assert box is None or lies_within(box, limits())


@given(SPANS)
def test_every_box_read_lies_within_the_map(span):
    """A box over the map's edge is moved, then cut, so that there is land to draw everywhere in it."""
    west, south, width, height = span
    box = parse_box(f"{west:.4f},{south:.4f},{west + width:.4f},{south + height:.4f}")

    assert box is None or lies_within(box, limits())


def test_a_box_over_the_edge_is_moved_before_it_is_cut():
    """A box that would fit keeps its size; one larger than the map becomes the map."""
    inside = parse_box(f"{limits().west - 1},34,{limits().west + 3},36")
    everything = parse_box("0,0,90,80")

    assert inside == Box(limits().west, 34, limits().west + 4, 36)
    assert everything == limits()


def test_a_box_of_a_street_becomes_one_of_a_town():
    """The map comes no nearer than about two kilometres: no position is published more finely."""
    box = parse_box("37.1600,36.2000,37.1601,36.2001")

    assert box is not None
    assert box.width == pytest.approx(0.02)
    assert box.height == pytest.approx(0.02)
    assert box.centre == pytest.approx((37.16005, 36.20005))


@pytest.mark.parametrize(
    "sides",
    [(1, 0, 0, 1), (0, 1, 1, 0), (0, 0, 0, 1), (math.nan, 0, 1, 1), (0, 0, math.inf, 1), (0, -89, 1, 89)],
)
def test_what_is_no_box_cannot_be_made(sides):
    """Reversed, empty, endless and polar boxes are refused where they are made."""
    with pytest.raises(ValueError, match="not a box"):
        Box(*sides)


def test_a_box_is_frozen():
    """A box is a value."""
    with pytest.raises(FrozenInstanceError):
        home().west = 0.0  # type: ignore[misc]


@given(st.floats(0.01, 100), st.floats(-3, 3), st.floats(-3, 3))
def test_links_stay_on_the_map(factor, east, north):
    """Zooming and moving by any amount ends within the map."""
    box = panned(zoomed(home(), factor), east, north)

    assert lies_within(box, limits())


def test_zooming_in_and_out_comes_back():
    """Two links away from the edge undo each other."""
    there = zoomed(home(), 2)

    assert home().centre == pytest.approx(there.centre)
    assert there.width == pytest.approx(home().width / 2)
    assert zoomed(there, 0.5).text == home().text


def test_zooming_about_a_point_brings_it_to_the_middle():
    """A mark's own link shows the mark in the middle."""
    assert zoomed(home(), 8, about=(37.16, 36.2)).centre == pytest.approx((37.16, 36.2))


def test_zooming_out_ends_at_the_whole_map():
    """At the limit the same box comes back, so that a page can leave the link out."""
    assert limits() == zoomed(home(), 0.001)
    assert limits() == zoomed(limits(), 0.5)


@pytest.mark.parametrize("factor", [0, -1, math.nan, math.inf])
def test_a_factor_is_above_zero(factor):
    """A page that asks for a senseless factor is told so."""
    with pytest.raises(ValueError, match="factor"):
        zoomed(home(), factor)


def test_moving_is_by_shares_of_the_picture():
    """Half a picture to the west keeps the size."""
    box = Box(36, 34, 40, 36)

    assert panned(box, east=-0.5) == Box(34, 34, 38, 36)
    assert panned(box, north=0.5) == Box(36, 35, 40, 37)


def test_the_page_starts_with_the_country_and_some_of_its_neighbours():
    """The first box holds Syria with room around it, and lies within the data."""
    assert home() == Box(35.0, 31.8, 43.0, 37.8)
    assert lies_within(home(), limits())


def test_what_is_exported_exists():
    """Every name in __all__ can be had."""
    assert all(hasattr(basemap, name) for name in basemap.__all__)
