"""The projection: degrees to pixels and back. Mercator, so that a circle on the ground is a circle on the page."""

import math
from dataclasses import dataclass, field

from ceasefire.centre.basemap._box import Box

EARTH_M = 6_371_008.8  # mean radius, as ceasefire.places measures distance


def mercator(lat: float) -> float:
    """Return the height of a parallel on a sphere of radius 1."""
    return math.asinh(math.tan(math.radians(lat)))


@dataclass(frozen=True, slots=True)
class Projection:
    """A box fitted into a picture: whole, in the middle, at one scale in both directions.

    The picture has another shape than the box, so it may see more than was asked for: `seen` says what.
    Pixels count from the upper left corner, x to the right and y down.

    >>> aleppo = Projection(Box(36.5, 35.9, 37.5, 36.5), 400, 300)
    >>> aleppo.xy(37.0, 36.2)
    (200.0, 150.3)
    """

    box: Box
    width: int
    height: int
    scale: float = field(init=False, compare=False)
    """Pixels in a radian of longitude."""
    seen: Box = field(init=False, compare=False)
    """The box that the whole picture shows."""

    def __post_init__(self) -> None:
        """Work out the scale; refuse a picture without a size."""
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a picture of at least 1 by 1 pixels was expected: {self.width} by {self.height}")
        rise = mercator(self.box.north) - mercator(self.box.south)
        scale = min(self.width / math.radians(self.box.width), self.height / rise)
        object.__setattr__(self, "scale", scale)
        west, north = self.lon_lat(0, 0)
        east, south = self.lon_lat(self.width, self.height)
        object.__setattr__(self, "seen", Box(max(west, -180), max(south, -85), min(east, 180), min(north, 85)))

    def x(self, lon: float) -> float:
        """Return pixels from the left for a longitude."""
        return self.width / 2 + math.radians(lon - self.box.centre[0]) * self.scale

    def y(self, lat: float) -> float:
        """Return pixels from the top for a latitude."""
        return self.height / 2 - (mercator(lat) - self._middle()) * self.scale

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a point's pixels, to a tenth, as a page writes them."""
        return round(self.x(lon), 1), round(self.y(lat), 1)

    def lon_lat(self, x: float, y: float) -> tuple[float, float]:
        """Return the longitude and latitude that lie at a pixel."""
        lon = self.box.centre[0] + math.degrees((x - self.width / 2) / self.scale)
        lat = math.degrees(math.atan(math.sinh(self._middle() - (y - self.height / 2) / self.scale)))
        return lon, lat

    def px_from_m(self, metres: float, lat: float) -> float:
        """Return how many pixels a distance on the ground takes at a latitude, in any direction.

        >>> round(Projection(Box(36.5, 35.9, 37.5, 36.5), 400, 300).px_from_m(3000, 36.2), 1)
        13.4
        """
        return metres * self.scale / (EARTH_M * math.cos(math.radians(lat)))

    def m_from_px(self, pixels: float, lat: float) -> float:
        """Return the distance on the ground that so many pixels show at a latitude."""
        return pixels * EARTH_M * math.cos(math.radians(lat)) / self.scale

    @property
    def px_per_degree(self) -> float:
        """Pixels in a degree of longitude: how near the map is."""
        return math.radians(self.scale)

    def _middle(self) -> float:
        """Return the height of the box's middle, half way between its parallels as drawn."""
        return (mercator(self.box.north) + mercator(self.box.south)) / 2
