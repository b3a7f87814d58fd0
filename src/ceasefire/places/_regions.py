"""Which region a spot wholly contains: what a watch over a place lets one say about an area."""

from __future__ import annotations

import shapely

from ceasefire.places._place import Region, Spot, within_code
from ceasefire.places._shapes import Boundaries, distance_m


def covers(  # noqa: PLR0911  one return a rule
    spot: Spot | None, region: Region, boundaries: tuple[Boundaries, ...] = ()
) -> bool:
    """Return whether the whole region lies in the spot: by nesting, by code, or by geometry; False where unknown.

    For a watch the spot is all of the place that it names, not one unknown point in it.

    Source: DESIGN, "Silence is not compliance".
    """
    if spot is None:
        return False
    if spot.areas is not None:  # its code was cut to something larger, or stands beside a point: it tells nothing here
        return region.id in spot.areas.covers
    if spot.code and spot.point is None:
        if spot.scheme == "agreement":
            return spot.code == region.id or spot.code in region.ancestors
        return any(
            (scheme, vintage) == (spot.scheme, spot.vintage) and within_code(code, spot.code, scheme)
            for scheme, code, vintage in region.codes
        )
    if spot.point is None:
        return False
    if region.circle:
        centre, reach_m = region.circle
        return distance_m(spot.point, centre) + reach_m <= spot.radius_m
    shape = region.shape(boundaries)
    if shape is None:
        return False
    corners = shapely.get_coordinates(shape)
    return bool(len(corners)) and all(
        distance_m(spot.point, (float(lon), float(lat))) <= spot.radius_m for lon, lat in corners
    )
