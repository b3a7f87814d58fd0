"""Positions on Earth, written as [longitude, latitude] in decimal degrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import yaml

from ceasefire.agreement._fields._kinds import Json
from ceasefire.agreement._fields._nodes import Field
from ceasefire.agreement._fields._scalars import Scalar

_DECIMAL = r"-?[0-9]{1,3}(\.[0-9]{1,15})?"


def _degrees(text: str) -> float:
    if not re.fullmatch(_DECIMAL, text):
        raise ValueError(text)
    return float(text) + 0.0  # -0.0 becomes 0.0


def _degrees_to(limit: int, example: str) -> Scalar:
    json: Json = {"type": "number", "minimum": -limit, "maximum": limit}
    return Scalar(_degrees, "decimal degrees", example, json, tags=frozenset({"int", "float"}))


# What lies beyond the limits is read all the same, so that a swapped pair is noted as a pair.
LONGITUDE = _degrees_to(180, "37.13")
LATITUDE = _degrees_to(90, "36.20")


def text_from_degrees(value: float) -> str:
    """Return the shortest decimal text of a coordinate, never with an exponent.

    >>> text_from_degrees(0.00001)
    '0.00001'
    """
    return f"{Decimal(repr(value)):f}"


def check_position(here: Field, lon: float | None, lat: float | None) -> None:
    """Note a position that is not on Earth, and suggest the other order where that is one."""
    if lon is None or lat is None or (abs(lon) <= 180 and abs(lat) <= 90):
        return
    swapped = abs(lat) <= 180 and abs(lon) <= 90
    here.fault(
        "E-AGR-006",
        seen=f"[{text_from_degrees(lon)}, {text_from_degrees(lat)}]",
        suggestion=f"Did you mean [{text_from_degrees(lat)}, {text_from_degrees(lon)}]?" if swapped else "",
    )


@dataclass(frozen=True, slots=True)
class Position:
    """One point; the value is (longitude, latitude)."""

    wanted: str = "[longitude, latitude]"
    example: str = "[37.13, 36.20]"

    def read(self, here: Field) -> tuple[float, float] | None:
        """Return (longitude, latitude), or None."""
        items = list(here.items())
        if not isinstance(here.node, yaml.SequenceNode) or len(items) != 2:
            here.refuse(self.wanted, self.example, seen=f"a list of {len(items)}" if items else "")
            return None
        before = len(here.notes.faults)
        lon, lat = LONGITUDE.read(items[0]), LATITUDE.read(items[1])
        check_position(here, lon, lat)
        return (lon, lat) if len(here.notes.faults) == before else None

    def schema(self) -> Json:
        """Return the JSON Schema of a point."""
        pair = [LONGITUDE.schema(), LATITUDE.schema()]
        return {"type": "array", "prefixItems": pair, "minItems": 2, "maxItems": 2}


@dataclass(frozen=True, slots=True)
class Points:
    """At least `least` different points; a ring loses its first point where it is repeated at the end."""

    least: int
    example: str = "[[37.0, 36.0], [37.1, 36.0], [37.1, 36.1]]"

    @property
    def wanted(self) -> str:
        """What it is, in words."""
        return f"a list of at least {self.least} different points"

    def read(self, here: Field) -> tuple[tuple[float, float], ...] | None:
        """Return the points, or None."""
        if not isinstance(here.node, yaml.SequenceNode):
            here.refuse(self.wanted, self.example)
            return None
        points = [Position().read(item) for item in here.items()]
        if len(points) < self.least or (None not in points and len(set(points)) < self.least):
            here.refuse(self.wanted, self.example, seen=f"{len(set(points))} of them")
            return None
        sound = [point for point in points if point is not None]
        if len(sound) < len(points):
            return None
        if self.least > 2 and sound[0] == sound[-1]:
            sound.pop()
        return tuple(sound)

    def schema(self) -> Json:
        """Return the JSON Schema of the points."""
        return {"type": "array", "items": Position().schema(), "minItems": self.least}
