"""Shapes of what is known: a point no finer than a town, or the area of the agreement in which it surely is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ceasefire.agreement import Agreement, Area, Circle, Line, Polygon, regions_of
from ceasefire.centre.seen.map.found import narrowest
from ceasefire.publish._evidence import shown_digits
from ceasefire.records import Where

_DEGREE_M = math.radians(1) * 6_371_008.8
_ROUNDED_M = {1: 10_000, 2: 1_000}  # how far rounding may move a point
_QUARTER = 16


def shapes_of(agreement: Agreement) -> dict[str, BaseGeometry]:
    """Return the shape of each area that has one; of those with a code alone none is known here."""
    found = {each.id: _shape(each) for each in agreement.areas}
    return {key: each for key, each in found.items() if each is not None}


def shape_within(
    areas: Iterable[str], agreement: Agreement, shapes: Mapping[str, BaseGeometry]
) -> tuple[str, BaseGeometry | None]:
    """Return the narrowest of the areas in which something surely is, and its shape where that is known."""
    area = narrowest(areas, regions_of(agreement))
    return area, shapes.get(area)


def point_of(where: Where | None) -> tuple[shapely.Point | None, int | None]:
    """Return a place's point, rounded to a town, with a radius no less than the rounding; None: none is told."""
    if where is None or where.lat is None or where.lon is None:
        return None, None
    digits = shown_digits(where)
    point = shapely.Point(round(where.lon, digits), round(where.lat, digits))
    return point, max(where.radius_m or 0, _ROUNDED_M[digits])


def _shape(area: Area) -> BaseGeometry | None:
    shape = area.shape
    if isinstance(shape, Polygon):
        return shapely.Polygon(shape.ring)
    if isinstance(shape, Circle):
        centre = (shape.lon, shape.lat)
        return _off_plane(shapely.Point(0, 0).buffer(shape.radius_m, quad_segs=_QUARTER), centre)
    if isinstance(shape, Line):
        origin = shape.points[0]
        line = shapely.LineString(_on_plane(np.array(shape.points), origin))
        if shape.side == "both":
            return _off_plane(line.buffer(shape.offset_m, quad_segs=_QUARTER), origin)
        signed = shape.offset_m if shape.side == "left" else -shape.offset_m
        return _off_plane(shapely.buffer(line, signed, single_sided=True, quad_segs=_QUARTER), origin)
    return None


def _on_plane(points: npt.NDArray[np.float64], origin: tuple[float, float]) -> npt.NDArray[np.float64]:
    scale = np.array([_DEGREE_M * math.cos(math.radians(origin[1])), _DEGREE_M])
    return np.asarray((points - np.array(origin)) * scale)


def _off_plane(shape: BaseGeometry, origin: tuple[float, float]) -> BaseGeometry:
    scale = np.array([_DEGREE_M * math.cos(math.radians(origin[1])), _DEGREE_M])
    return shapely.transform(shape, lambda points: np.round(points / scale + np.array(origin), 6))
