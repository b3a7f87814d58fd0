"""The base map: land, boundaries and names under what the map page draws. No tiles, no script, no request to anywhere.

A page fits a `Box` into a picture (`Projection`), draws `base_paths` as SVG paths by their class and `labels` as text,
and puts its own marks on top. `parse_box`, `zoomed` and `panned` turn its address into a box and its links into others.
Everything is a pure function of frozen values and of the two files beside this one; docs/basemap.md says where they
come from, and by which policy a boundary is dashed.
Invariants (tests/unit/centre_map): projecting and back is the identity; no data beyond `limits()`; no two names
overlap; every box that comes out of an address or a link lies within `limits()`.
"""

from ceasefire.centre.basemap import _box
from ceasefire.centre.basemap._box import Box
from ceasefire.centre.basemap._files import CREDIT, LANGS, Name, home, limits, names
from ceasefire.centre.basemap._labels import Label, labels
from ceasefire.centre.basemap._paths import Path, base_paths
from ceasefire.centre.basemap._projection import Projection
from ceasefire.centre.basemap._room import Rect

__all__ = [
    "CREDIT",
    "LANGS",
    "Box",
    "Label",
    "Name",
    "Path",
    "Projection",
    "Rect",
    "base_paths",
    "home",
    "labels",
    "limits",
    "names",
    "panned",
    "parse_box",
    "zoomed",
]


def parse_box(text: str) -> Box | None:
    """Return the box of a `box=west,south,east,north` parameter, kept within the map; None for rubbish."""
    return _box.box_from_text(text, limits())


def zoomed(box: Box, factor: float, about: tuple[float, float] | None = None) -> Box:
    """Return the box of a link that zooms in (factor above 1) or out (below 1), about its middle or another point."""
    return _box.zoomed(box, factor, limits(), about)


def panned(box: Box, east: float = 0.0, north: float = 0.0) -> Box:
    """Return the box of a link that moves the map by shares of its size: east=-0.5 is half a picture to the west."""
    return _box.panned(box, limits(), east, north)
