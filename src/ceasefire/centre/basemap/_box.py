"""Boxes of longitude and latitude: what a page's address may ask for, and where its links lead."""

import math
import re
from dataclasses import dataclass

LEAST_SPAN = 0.02  # degrees, about 2 km: closer than any record's position is known
# Plain decimals only: no exponent, no sign but "-", no digits of other scripts, no nan and no inf.
NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Box:
    """An area between two meridians and two parallels, in degrees; never crosses the antimeridian.

    >>> Box(35.0, 31.8, 43.0, 37.8).text
    '35.0000,31.8000,43.0000,37.8000'
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse what is no box: a value that is no number, sides the wrong way round, a latitude near a pole."""
        if not (-180 <= self.west < self.east <= 180 and -85 <= self.south < self.north <= 85):
            raise ValueError(f"not a box of west < east and south < north, in degrees: {self}")

    @property
    def width(self) -> float:
        """Degrees from west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Degrees from south to north."""
        return self.north - self.south

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def text(self) -> str:
        """The box as an address carries it; `box_from_text` reads it back, to four decimals (11 m)."""
        return ",".join(f"{value:.4f}" for value in (self.west, self.south, self.east, self.north))

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies in the box, its sides included."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def box_from_text(text: str, within: Box) -> Box | None:
    """Return the box of a `box=west,south,east,north` parameter, moved and cut to lie within the map.

    Returns:
        None for anything but four plain decimals in order, on the earth, at least partly within the map.

    >>> box_from_text("36.5,35.9,37.5,36.5", within=Box(33.0, 29.8, 45.0, 39.8))
    Box(west=36.5, south=35.9, east=37.5, north=36.5)
    >>> box_from_text("nan,0,inf,1e9", within=Box(33.0, 29.8, 45.0, 39.8)) is None
    True
    """
    parts = text.split(",", 4)
    if len(parts) != 4 or not all(NUMBER.fullmatch(part) for part in parts):
        return None
    west, south, east, north = map(float, parts)
    try:
        asked = Box(west, south, east, north)
    except ValueError:
        return None
    if asked.east <= within.west or asked.west >= within.east:
        return None
    if asked.north <= within.south or asked.south >= within.north:
        return None
    return box_around(asked.centre, asked.width, asked.height, within)


def zoomed(box: Box, factor: float, within: Box, about: tuple[float, float] | None = None) -> Box:
    """Return the box seen from nearer (factor above 1) or from farther away (below 1).

    Args:
        box: What is seen now.
        factor: How many times larger things appear.
        within: The map's limits; where they are reached, the same box comes back.
        about: The longitude and latitude that become the middle; without it the middle stays.

    >>> zoomed(Box(36.0, 34.0, 40.0, 36.0), 2, within=Box(33.0, 29.8, 45.0, 39.8))
    Box(west=37.0, south=34.5, east=39.0, north=35.5)
    """
    if not (math.isfinite(factor) and factor > 0):
        raise ValueError(f"a factor above 0 was expected: {factor}")
    return box_around(about or box.centre, box.width / factor, box.height / factor, within)


def panned(box: Box, within: Box, east: float = 0.0, north: float = 0.0) -> Box:
    """Return the box moved by shares of its own size, no farther than the map's limits.

    >>> panned(Box(36.0, 34.0, 40.0, 36.0), within=Box(33.0, 29.8, 45.0, 39.8), east=0.5)
    Box(west=38.0, south=34.0, east=42.0, north=36.0)
    """
    lon, lat = box.centre
    return box_around((lon + east * box.width, lat + north * box.height), box.width, box.height, within)


def box_around(centre: tuple[float, float], width: float, height: float, within: Box) -> Box:
    """Return a box of about this size and middle that lies within another: neither too small nor over its edge."""
    west, east = span(centre[0], width, within.west, within.east)
    south, north = span(centre[1], height, within.south, within.north)
    return Box(west, south, east, north)


def span(middle: float, length: float, least: float, most: float) -> tuple[float, float]:
    """Return an interval of about this middle and length within the limits, moved before it is cut.

    Rounded to a tenth of a metre, so that a box which is read again is the same box.
    """
    length = min(max(length, LEAST_SPAN), most - least)
    begin = min(max(middle - length / 2, least), most - length)
    return round(begin, 6), round(begin + length, 6)
