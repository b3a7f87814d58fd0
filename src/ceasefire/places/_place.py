"""Placement: a spot against a region, as surely, possibly or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from ceasefire.places._shapes import Boundaries, LonLat, distance_m, on_plane

SURELY, POSSIBLY, NOT = 2, 1, 0
_PREFIX_SCHEMES = {"ocha-pcode": re.compile(r"[A-Z]{2}(\d\d){0,3}")}


@dataclass(frozen=True, slots=True)
class Placement:
    """A place told by areas of the agreement alone, for those who may not know it: a ledger's core holds no more.

    Attributes:
        sure: Ids of the areas in which it surely is, sorted.
        apart: Ids of those in which it surely is not. In any other it possibly is.
        covers: Ids of those that lie in it whole; for a watch.
    """

    sure: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something was: a point with a radius in metres, a (scheme, code, vintage), a placement, or several."""

    point: LonLat | None = None
    radius_m: int = 0
    scheme: str = ""
    code: str = ""
    vintage: str = ""
    areas: Placement | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """An area to place spots in.

    Attributes:
        id: The area's id in the agreement.
        geometry: Its shape in lon/lat degrees, or None where only a code is known.
        circle: (centre, radius in metres) for circles, whose geometry stays None.
        scheme, code, vintage: Its code, if it has one.
        offset: (points, distance in metres, side) for lines, whose geometry stays None.
        codes: (scheme, code, vintage) of itself and of every area that contains it.
        ancestors: Ids of the agreement's areas that contain it.
        descendants: Ids of the agreement's areas that it contains.
        apart: Ids of the agreement's areas that share no point with it, as far as their codes tell.
    """

    id: str
    geometry: BaseGeometry | None = None
    circle: tuple[LonLat, int] | None = None
    scheme: str = ""
    code: str = ""
    vintage: str = ""
    codes: tuple[tuple[str, str, str], ...] = ()
    ancestors: frozenset[str] = frozenset()
    descendants: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    offset: tuple[tuple[LonLat, ...], int, str] | None = None

    def shape(self, boundaries: tuple[Boundaries, ...]) -> BaseGeometry | None:
        """Return the polygon in lon/lat degrees, its own or the boundary of its code; None where unknown."""
        return self.geometry or boundary_of(self.scheme, self.code, self.vintage, boundaries)


def within_code(inner: str, outer: str, scheme: str) -> bool:
    """Return whether `inner` equals `outer` or, in a scheme that nests by prefix, lies in it.

    Source: OCHA COD-AB P-codes (SY, SY02, SY0201, SY020100).

    >>> within_code("SY0201", "SY02", "ocha-pcode")
    True
    """
    return inner == outer or (nests(inner, scheme) and nests(outer, scheme) and inner.startswith(outer))


def nests(code: str, scheme: str) -> bool:
    """Return whether a code says by itself in which areas of its scheme it lies.

    P-codes of countries, governorates, districts and sub-districts do; those of settlements and neighbourhoods do not.

    >>> nests("SY02", "ocha-pcode"), nests("C1007", "ocha-pcode")
    (True, False)
    """
    pattern = _PREFIX_SCHEMES.get(scheme)
    return pattern is not None and pattern.fullmatch(code) is not None


def are_apart(first: tuple[tuple[str, str, str], ...], second: tuple[tuple[str, str, str], ...]) -> bool:
    """Return whether two areas, each given by codes that contain it, can share no point.

    Source: OCHA COD-AB: areas of one level of one vintage do not overlap.
    """
    return any(
        (scheme, vintage) == (other, when)
        and nests(code, scheme)
        and nests(one, scheme)
        and not within_code(code, one, scheme)
        and not within_code(one, code, scheme)
        for scheme, code, vintage in first
        for other, one, when in second
    )


def place(spot: Spot | None, region: Region, boundaries: tuple[Boundaries, ...] = ()) -> int:
    """Return SURELY, POSSIBLY or NOT: whether all, some or no points the spot allows lie in the region.

    A spot that is None (no place given) is possibly everywhere. Placement, code and point each are true of the spot, so
    any one alone may prove "surely" or "not".

    Source: DESIGN, "Meaning: where".
    """
    if spot is None:
        return POSSIBLY
    if spot.areas is not None and region.id in (*spot.areas.sure, *spot.areas.apart):
        return SURELY if region.id in spot.areas.sure else NOT
    by_code = _place_code(spot, region, boundaries) if spot.code else POSSIBLY
    if by_code != POSSIBLY or spot.point is None:
        return by_code
    return _place_point(spot.point, spot.radius_m, region, boundaries)


def may_coincide(first: Spot | None, second: Spot | None) -> bool:
    """Return whether two spots allow one and the same point; True where it is not known."""
    if first is None or second is None:
        return True
    if first.point and second.point and distance_m(first.point, second.point) > first.radius_m + second.radius_m:
        return False
    if first.areas and second.areas and _share_no_area(first.areas, second.areas):
        return False
    if first.code and second.code and (first.scheme, first.vintage) == (second.scheme, second.vintage):
        nested = within_code(first.code, second.code, first.scheme) or within_code(
            second.code, first.code, first.scheme
        )
        return nested or not (nests(first.code, first.scheme) and nests(second.code, second.scheme))
    return True


def _share_no_area(first: Placement, second: Placement) -> bool:
    return bool(set(first.sure) & set(second.apart) or set(second.sure) & set(first.apart))


def _place_code(spot: Spot, region: Region, boundaries: tuple[Boundaries, ...]) -> int:  # noqa: PLR0911  one return a rule
    if spot.scheme == "agreement":
        if spot.code == region.id or spot.code in region.descendants:
            return SURELY
        return NOT if spot.code in region.apart else POSSIBLY
    if (spot.scheme, spot.vintage) == (region.scheme, region.vintage):
        if within_code(spot.code, region.code, spot.scheme):
            return SURELY
        if nests(spot.code, spot.scheme) and nests(region.code, spot.scheme):
            return POSSIBLY if within_code(region.code, spot.code, spot.scheme) else NOT
    shape = boundary_of(spot.scheme, spot.code, spot.vintage, boundaries)
    target = region.shape(boundaries)
    if shape is None or target is None:
        return POSSIBLY
    if target.covers(shape):
        return SURELY
    return POSSIBLY if target.intersects(shape) else NOT


def _place_point(point: LonLat, radius_m: int, region: Region, boundaries: tuple[Boundaries, ...]) -> int:
    if region.circle:
        centre, reach_m = region.circle
        apart_m = distance_m(point, centre)
        return _grade(apart_m + radius_m <= reach_m, apart_m - radius_m <= reach_m)
    if region.offset:
        points, offset_m, side = region.offset
        return _place_by_line(point, radius_m, points, offset_m, side)
    target = region.shape(boundaries)
    if target is None:
        return POSSIBLY
    plane = on_plane(target, point)
    here = shapely.Point(0, 0)
    inside = plane.covers(here)
    edge_m = plane.boundary.distance(here)
    return _grade(inside and edge_m >= radius_m, inside or edge_m <= radius_m)


def _place_by_line(point: LonLat, radius_m: int, points: tuple[LonLat, ...], offset_m: int, side: str) -> int:
    line = on_plane(shapely.LineString(points), point)
    here = shapely.Point(0, 0)
    if side == "both":
        apart_m = line.distance(here)
        return _grade(apart_m + radius_m <= offset_m, apart_m - radius_m <= offset_m)
    strip = shapely.buffer(line, offset_m if side == "left" else -offset_m, single_sided=True, quad_segs=64)
    inside = strip.covers(here)
    edge_m = strip.boundary.distance(here)
    return _grade(inside and edge_m >= radius_m, inside or edge_m <= radius_m)


def _grade(surely: bool, possibly: bool) -> int:  # noqa: FBT001  two facts, named by position
    return SURELY if surely else POSSIBLY if possibly else NOT


def boundary_of(scheme: str, code: str, vintage: str, boundaries: tuple[Boundaries, ...]) -> BaseGeometry | None:
    """Return the boundary of a code, or None where no boundaries hold it."""
    for each in boundaries:
        if (each.scheme, each.vintage) == (scheme, vintage) and code in each.polygons:
            return each.polygons[code]
    return None
