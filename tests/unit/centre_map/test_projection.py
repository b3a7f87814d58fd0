import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.centre.basemap import Box, Projection, home
from ceasefire.places import distance_m

LONS = st.floats(35, 43)
LATS = st.floats(31.8, 37.8)
SIZES = st.integers(1, 4000)


@given(LONS, LATS, SIZES, SIZES)
def test_there_and_back(lon, lat, width, height):
    """From degrees to pixels and back is where one began, whatever the shape of the picture."""
    projection = Projection(home(), width, height)

    assert projection.lon_lat(projection.x(lon), projection.y(lat)) == pytest.approx((lon, lat), abs=1e-7)


@given(SIZES, SIZES)
def test_the_box_fits_the_picture(width, height):
    """The whole box is seen, and one side of it fills the picture."""
    projection = Projection(home(), width, height)
    left, top = projection.x(home().west), projection.y(home().north)
    right, bottom = projection.x(home().east), projection.y(home().south)

    assert left >= -1e-6
    assert top >= -1e-6
    assert left + right == pytest.approx(width)
    assert top + bottom == pytest.approx(height)
    assert min(left, top) == pytest.approx(0, abs=1e-6)


def test_what_is_seen_is_said():
    """A wide picture shows more than its box, to the east and the west."""
    projection = Projection(Box(36, 34, 38, 36), 1200, 300)

    assert projection.seen.west < 36
    assert projection.seen.east > 38
    assert projection.seen.north == pytest.approx(36)
    assert projection.x(projection.seen.west) == pytest.approx(0)


def test_x_runs_east_and_y_runs_south():
    """Pixels count from the upper left."""
    projection = Projection(home(), 800, 600)

    assert projection.x(36) < projection.x(37)
    assert projection.y(37) < projection.y(36)


@given(LONS, LATS)
def test_metres_are_the_same_in_every_direction(lon, lat):
    """A kilometre to the north and one to the east take the pixels that px_from_m says, within a hundredth."""
    projection = Projection(home(), 1280, 900)
    north, east = lat + 0.009, lon + 0.011
    for other in ((lon, north), (east, lat)):
        metres = distance_m((lon, lat), other)
        pixels = abs(projection.x(other[0]) - projection.x(lon)) + abs(projection.y(other[1]) - projection.y(lat))

        assert projection.px_from_m(metres, lat) == pytest.approx(pixels, rel=0.01)


@given(st.floats(1, 100_000), LATS)
def test_metres_come_back_from_pixels(metres, lat):
    """A scale bar and a circle use the same measure."""
    projection = Projection(home(), 640, 480)

    assert projection.m_from_px(projection.px_from_m(metres, lat), lat) == pytest.approx(metres)


def test_equal_projections_are_one_key():
    """Two projections of the same box and size are equal, so that what was drawn for one is kept for the other."""
    assert Projection(home(), 640, 480) == Projection(home(), 640, 480)
    assert hash(Projection(home(), 640, 480)) == hash(Projection(home(), 640, 480))
    assert Projection(home(), 640, 480) != Projection(home(), 640, 481)


@pytest.mark.parametrize("size", [(0, 100), (100, 0), (-1, 5)])
def test_a_picture_has_a_size(size):
    """A picture without pixels is refused."""
    with pytest.raises(ValueError, match="at least 1 by 1"):
        Projection(home(), *size)
