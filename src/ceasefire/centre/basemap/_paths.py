"""Land and lines as SVG path data, cut to what a picture shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from ceasefire.centre.basemap._files import shapes
from ceasefire.centre.basemap._projection import Projection

MARGIN_PX = 8  # drawn beyond the picture's edge, so that no cut end is seen


@dataclass(frozen=True, slots=True)
class Path:
    """All shapes of one class as the `d` of one SVG path.

    Classes, in the order of drawing: neighbour, open (land that the map gives to no state), focus; coast, boundary,
    disputed (drawn dashed).
    """

    kind: str
    d: str


@lru_cache(maxsize=64)
def base_paths(projection: Projection) -> tuple[Path, ...]:
    """Return the base map of a picture, at most one path of each class, in the order of drawing.

    The paths of the last 64 projections are kept.
    """
    west, north = projection.lon_lat(-MARGIN_PX, -MARGIN_PX)
    east, south = projection.lon_lat(projection.width + MARGIN_PX, projection.height + MARGIN_PX)
    found = []
    for kind, group in groupby(shapes(), key=lambda each: each.kind):
        seen = [shapely.clip_by_rect(each.geometry, west, south, east, north) for each in group]
        d = "".join(path_data(part, projection) for geometry in seen for part in parts_of(geometry))
        if d:
            found.append(Path(kind, d))
    return tuple(found)


def parts_of(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the single lines and polygons of a geometry."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "GeometryCollection":
            yield from parts_of(part)
        else:
            yield part


def path_data(part: BaseGeometry, projection: Projection) -> str:
    """Return a line or a polygon with its holes as path data, to a tenth of a pixel."""
    if isinstance(part, Polygon):
        rings = [part.exterior, *part.interiors]
        return "".join(f"{line_data(ring, projection)}Z" for ring in rings)
    return line_data(part, projection) if isinstance(part, LineString) else ""


def line_data(line: BaseGeometry, projection: Projection) -> str:
    """Return the points of a line; points that fall on the same tenth of a pixel are written once."""
    points = [projection.xy(lon, lat) for lon, lat in shapely.get_coordinates(line)]
    kept = [key for key, _ in groupby(points)]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept)
