"""The two files of the base map, read once: the lines of Natural Earth, and the reviewed table of names."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ceasefire.centre.basemap._box import Box

LANGS = ("en", "ar", "ru")
KINDS = ("country", "sea", "city", "town", "area")
CREDIT = "Natural Earth · GeoNames (CC BY 4.0)"
"""What the page must say of where the map comes from, in any language: they are proper names."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A piece of land, a coast or a boundary, and the class that it is drawn in."""

    kind: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Name:
    """A place's names, its position, and how soon it may be left out: rank 1 last, rank 6 first."""

    id: str
    kind: str
    rank: int
    lon: float
    lat: float
    en: str
    ar: str
    ru: str
    reviewed: str

    def text(self, lang: str) -> str:
        """Return the name in one of the three languages."""
        return {"en": self.en, "ar": self.ar, "ru": self.ru}[lang]


@cache
def collection() -> dict[str, Any]:
    """Return the GeoJSON file."""
    found: dict[str, Any] = json.loads((files(__package__) / "natural-earth.geojson").read_text("utf-8"))
    return found


@cache
def limits() -> Box:
    """Return the box beyond which the map has no data."""
    west, south, east, north = collection()["bbox"]
    return Box(west, south, east, north)


@cache
def home() -> Box:
    """Return the box that the page shows when it is asked for none."""
    west, south, east, north = collection()["home"]
    return Box(west, south, east, north)


@cache
def shapes() -> tuple[Shape, ...]:
    """Return every shape in the order of drawing: land below coasts, coasts below boundaries."""
    found = [Shape(kind_of(each["properties"]), shape(each["geometry"])) for each in collection()["features"]]
    for each in found:
        shapely.prepare(each.geometry)
    order = ("neighbour", "open", "focus", "coast", "boundary", "disputed")
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def kind_of(properties: dict[str, Any]) -> str:
    """Return the class of a feature: a role for land; coast, boundary or disputed for a line."""
    if properties["kind"] == "land":
        return str(properties["role"])
    return "disputed" if properties["disputed"] else str(properties["kind"])


@cache
def names() -> tuple[Name, ...]:
    """Return the table of names, by rank; rows of a rank stand in the order in which they are placed."""
    text = (files(__package__) / "names.csv").read_text("utf-8")
    rows = [
        Name(
            id=row["id"],
            kind=row["kind"],
            rank=int(row["rank"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            en=row["en"],
            ar=row["ar"],
            ru=row["ru"],
            reviewed=row["reviewed"],
        )
        for row in csv.DictReader(text.splitlines())
    ]
    return tuple(sorted(rows, key=lambda name: name.rank))
