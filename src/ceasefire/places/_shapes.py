"""Shapes on the Earth: local planes in metres, distances, boundaries read from GeoJSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

_EARTH_M = 6_371_008.8
LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Polygons by code (lon/lat degrees, WGS 84) of one scheme and vintage; `version` is their SHA-256."""

    scheme: str
    vintage: str
    polygons: Mapping[str, BaseGeometry]
    version: str


def boundaries_from_geojson(
    document: Mapping[str, Any], code_property: str, scheme: str, vintage: str, version: str
) -> Boundaries:
    """Return the polygons of a GeoJSON FeatureCollection, by a property that holds the code.

    Raises:
        ValueError: Not such a document.
    """
    try:
        found = {
            str(each["properties"][code_property]): shapely.geometry.shape(each["geometry"])
            for each in document["features"]
            if each["properties"].get(code_property)
        }
    except (KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        message = f"not a FeatureCollection with the property {code_property}"
        raise ValueError(message) from error
    return Boundaries(scheme, vintage, found, version)


def distance_m(first: LonLat, second: LonLat) -> float:
    """Return the great-circle distance in metres between two (lon, lat) points.

    >>> round(distance_m((37.13, 36.20), (36.95, 36.15)))
    17086
    """
    lon_1, lat_1, lon_2, lat_2 = map(math.radians, (*first, *second))
    half = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * _EARTH_M * math.asin(min(1.0, math.sqrt(half)))


def on_plane(geometry: BaseGeometry, origin: LonLat) -> BaseGeometry:
    """Return the geometry in metres on a plane that touches the Earth at `origin` (equirectangular)."""
    scale_y = math.radians(1) * _EARTH_M
    scale_x = scale_y * math.cos(math.radians(origin[1]))

    def project(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        east = (points[:, 0] - origin[0] + 180) % 360 - 180  # the short way round, also over the date line
        return np.column_stack([east * scale_x, (points[:, 1] - origin[1]) * scale_y])

    return shapely.transform(geometry, project)
