"""How vague a place is when its source names only an area: a radius by the level of the code."""

from __future__ import annotations

import re

from ceasefire.places import Spot
from ceasefire.records._model import Where

LEVEL_RADIUS_M = (400_000, 100_000, 40_000, 20_000)
POINT_RADIUS_M = 5_000
AGREEMENT_SCHEME = "agreement"
PCODE_SCHEME = "ocha-pcode"

_PCODE = re.compile(r"[A-Z]{2}(\d{2}){0,3}")
_PCODE_POINT = re.compile(r"[A-Z]{1,2}\d{4,10}")


def pcode_level(code: str) -> int | None:
    """Return the level of an OCHA P-code: country 0, governorate 1, district 2, sub-district 3.

    Other codes (settlements, neighbourhoods) have no level here.

    >>> [pcode_level(code) for code in ("SY", "SY02", "SY0201", "SY020100", "C1007")]
    [0, 1, 2, 3, None]
    """
    return (len(code) - 2) // 2 if _PCODE.fullmatch(code) else None


def default_radius_m(scheme: str, code: str) -> int | None:
    """Return the vagueness of an area that is named by code alone; None when it is not vague at all.

    An area of the agreement is exactly itself. A code of a scheme that is not known here counts as a whole
    country, which can only make answers weaker.

    >>> default_radius_m("ocha-pcode", "SY02"), default_radius_m("agreement", "aleppo")
    (100000, None)
    """
    if scheme == AGREEMENT_SCHEME:
        return None
    if scheme == PCODE_SCHEME:
        level = pcode_level(code)
        if level is not None:
            return LEVEL_RADIUS_M[level]
        if _PCODE_POINT.fullmatch(code):
            return POINT_RADIUS_M
    return LEVEL_RADIUS_M[0]


def spot_of(where: Where | None) -> Spot | None:
    """Return where a record puts it as a spot to place in areas; None where the source gives no place."""
    if where is None:
        return None
    point = None if where.lon is None or where.lat is None else (where.lon, where.lat)
    return Spot(point, where.radius_m or 0, where.scheme, where.code, where.vintage, where.areas)
