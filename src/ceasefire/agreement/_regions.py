"""The agreement's areas as regions: shapes, codes and nesting, ready to place records in."""

from __future__ import annotations

import shapely

from ceasefire.agreement._model import Agreement, Area, Circle, Code, Line, Polygon
from ceasefire.places import Region, are_apart


def regions_of(agreement: Agreement) -> dict[str, Region]:
    """Return every area of the agreement as a region, by id.

    Source: DESIGN, "Areas may nest; what holds for a whole is computed from records".
    """
    areas = {each.id: each for each in agreement.areas}
    chains = {each.id: _chain(each, areas) for each in agreement.areas}
    inside: dict[str, set[str]] = {each.id: set() for each in agreement.areas}
    for inner, chain in chains.items():
        for outer in chain:
            inside[outer].add(inner)
    codes = {each.id: _codes(each, chains[each.id], areas) for each in agreement.areas}
    apart = {one: frozenset(other for other in codes if are_apart(codes[one], codes[other])) for one in codes}
    return {
        each.id: _region(each, chains[each.id], frozenset(inside[each.id]), codes[each.id], apart[each.id])
        for each in agreement.areas
    }


def _chain(area: Area, areas: dict[str, Area]) -> tuple[str, ...]:
    chain: list[str] = []
    here = area
    while here.within and here.within not in chain:
        chain.append(here.within)
        here = areas[here.within]
    return tuple(chain)


def _codes(area: Area, chain: tuple[str, ...], areas: dict[str, Area]) -> tuple[tuple[str, str, str], ...]:
    shapes = [area.shape, *(areas[each].shape for each in chain)]
    return tuple((each.scheme, each.code, each.vintage) for each in shapes if isinstance(each, Code))


def _region(
    area: Area,
    chain: tuple[str, ...],
    inside: frozenset[str],
    codes: tuple[tuple[str, str, str], ...],
    apart: frozenset[str],
) -> Region:
    shape = area.shape
    own = shape if isinstance(shape, Code) else Code("", "")
    return Region(
        id=area.id,
        geometry=shapely.Polygon(shape.ring) if isinstance(shape, Polygon) else None,
        circle=((shape.lon, shape.lat), shape.radius_m) if isinstance(shape, Circle) else None,
        offset=(shape.points, shape.offset_m, shape.side) if isinstance(shape, Line) else None,
        scheme=own.scheme,
        code=own.code,
        vintage=own.vintage,
        codes=codes,
        ancestors=frozenset(chain),
        descendants=inside,
        apart=apart,
    )
