"""The agreement's areas as shapes in pixels: circles, strips along lines and polygons; those with a code have none."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from ceasefire.agreement import Area, Circle, Line, Polygon
from ceasefire.centre.basemap import Box, Projection, Rect, names

LEAST_PX = 7.0  # smaller areas and circles are drawn this large, and the legend says so
_EARTH_M = 6_371_008.8
_ROOM = 6  # of its own radius: what a link to an area shows


@dataclass(frozen=True, slots=True)
class Outline:
    """An area in pixels: a circle, or the `d` of a path. (x, y) is its middle, `reach` from there to its edge."""

    area: str
    x: float
    y: float
    reach: float
    d: str = ""

    @property
    def room(self) -> Rect:
        """Return the rectangle around it."""
        return Rect(self.x - self.reach, self.y - self.reach, self.x + self.reach, self.y + self.reach)


def outlines_of(areas: Iterable[Area], projection: Projection) -> tuple[Outline, ...]:
    """Return the areas that have a shape and touch the picture, the largest first."""
    found = [outline for each in areas if (outline := _outline(each, projection)) is not None]
    seen = [each for each in found if each.room.overlaps(Rect(0, 0, projection.width, projection.height))]
    return tuple(sorted(seen, key=lambda each: (-each.reach, each.area)))


def anchors_of(areas: Iterable[Area], projection: Projection) -> dict[str, tuple[float, float]]:
    """Return where the name of each area stands that has no shape but a place in the table of names, in pixels."""
    table = {each.id: each for each in names()}
    return {
        each.id: projection.xy(table[each.id].lon, table[each.id].lat)
        for each in areas
        if not isinstance(each.shape, Circle | Line | Polygon) and each.id in table
    }


def box_around(area: Area) -> Box | None:
    """Return the box that shows an area with its surroundings; None for one without a shape or a place."""
    shape = area.shape
    if isinstance(shape, Circle):
        return _box(shape.lon, shape.lat, shape.radius_m * _ROOM)
    if isinstance(shape, Line | Polygon):
        points = shape.points if isinstance(shape, Line) else shape.ring
        west, south, east, north = shapely.MultiPoint(points).bounds
        reach_m = math.radians(max(east - west, north - south)) * _EARTH_M
        return _box((west + east) / 2, (south + north) / 2, reach_m * 1.5)
    place = next((each for each in names() if each.id == area.id and each.kind == "area"), None)
    return _box(place.lon, place.lat, 80_000) if place else None


def _box(lon: float, lat: float, reach_m: float) -> Box:
    rise = math.degrees(reach_m / _EARTH_M)
    run = rise / math.cos(math.radians(lat))
    return Box(round(lon - run, 2), round(lat - rise, 2), round(lon + run, 2), round(lat + rise, 2))


def _outline(area: Area, projection: Projection) -> Outline | None:
    shape = area.shape
    if isinstance(shape, Circle):
        x, y = projection.xy(shape.lon, shape.lat)
        return Outline(area.id, x, y, round(max(projection.px_from_m(shape.radius_m, shape.lat), LEAST_PX), 1))
    if isinstance(shape, Line):
        return _path(area.id, _strip(shape, projection))
    if isinstance(shape, Polygon):
        return _path(area.id, shapely.Polygon([projection.xy(lon, lat) for lon, lat in shape.ring]))
    return None


def _strip(line: Line, projection: Projection) -> BaseGeometry:
    """Return the strip along a line, in pixels; on the page y runs down, so that left of the line is right of it."""
    points = [projection.xy(lon, lat) for lon, lat in line.points]
    offset = projection.px_from_m(line.offset_m, line.points[0][1])
    if len(set(points)) == 1:  # so far away that it is a point
        return shapely.Point(points[0]).buffer(max(offset, 1.0))
    if line.side == "both":
        return shapely.LineString(points).buffer(max(offset, 1.0), cap_style="round", quad_segs=8)
    signed = max(offset, 1.0) * (-1 if line.side == "left" else 1)
    return shapely.buffer(shapely.LineString(points), signed, single_sided=True, quad_segs=8)


def _path(area: str, geometry: BaseGeometry) -> Outline | None:
    if geometry.is_empty:
        return None
    left, top, right, bottom = geometry.bounds
    reach = max(right - left, bottom - top) / 2
    x, y = round((left + right) / 2, 1), round((top + bottom) / 2, 1)
    if reach < LEAST_PX:
        return Outline(area, x, y, LEAST_PX)
    rings = [each.exterior for each in shapely.get_parts(geometry) if each.geom_type == "Polygon"]
    d = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(each)[:-1]) + "Z" for each in rings
    )
    return Outline(area, x, y, round(reach, 1), d)
