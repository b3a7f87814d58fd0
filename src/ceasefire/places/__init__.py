"""Places: whether a record's where lies surely, possibly or not in an area.

A place is a `Spot`: a point with a radius, a code of a scheme, a placement in areas, or several of these. An area is a
`Region`. Distances are in metres on a local plane around the area (error below 0.1 % within 100 km), or great-circle
for circles. What a code contains is known from the scheme (OCHA P-codes nest by prefix), from the agreement's own
nesting, and from boundaries if given.
Invariants (tests/unit/places): surely implies possibly; a larger radius never turns possibly into surely.
"""

from ceasefire.places._place import (
    NOT,
    POSSIBLY,
    SURELY,
    Placement,
    Region,
    Spot,
    are_apart,
    may_coincide,
    place,
    within_code,
)
from ceasefire.places._regions import covers
from ceasefire.places._shapes import Boundaries, boundaries_from_geojson, distance_m

__all__ = [
    "NOT",
    "POSSIBLY",
    "SURELY",
    "Boundaries",
    "Placement",
    "Region",
    "Spot",
    "are_apart",
    "boundaries_from_geojson",
    "covers",
    "distance_m",
    "may_coincide",
    "place",
    "within_code",
]
