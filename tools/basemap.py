"""Make the base map of the centre's map page out of Natural Earth data, as the npm package world-atlas carries it.

    python tools/basemap.py                                   # the map of Syria that is shipped
    python tools/basemap.py --box 21.8,8.6,38.7,22.3 --focus 729 --out sudan.geojson

What is drawn dashed is decided by tools/basemap-policy.json alone; docs/basemap.md gives it in words.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "world-atlas@2.0.2"
OUT = ROOT / "src" / "ceasefire" / "centre" / "basemap" / "natural-earth.geojson"
POLICY = Path(__file__).with_name("basemap-policy.json")
GRID = 0.001  # degrees; the package's own grid is coarser, 0.0036 by 0.0017
TOUCHING = 0.002  # degrees; a line closer than this to an area runs along it

Line = list[tuple[float, float]]


def topology(scale: str, package: Path | None) -> dict[str, Any]:
    """Return the countries of a scale ("10m", "50m", "110m") as TopoJSON, out of a packed package or the registry."""
    with tempfile.TemporaryDirectory() as folder:
        if package is None:
            subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            package = next(Path(folder).glob("*.tgz"))
        with tarfile.open(package) as archive:
            member = archive.extractfile(f"package/countries-{scale}.json")
            if member is None:
                raise SystemExit(f"{package} has no countries-{scale}.json")
            found: dict[str, Any] = json.load(member)
            return found


def arcs_of(topo: dict[str, Any], tolerance: float) -> list[Line]:
    """Return the arcs in degrees: sums undone, simplified, on the grid. Neighbours share arcs, so they still fit."""
    (scale_x, scale_y), (move_x, move_y) = topo["transform"]["scale"], topo["transform"]["translate"]
    arcs = []
    for deltas in topo["arcs"]:
        x = y = 0
        points = []
        for delta in deltas:
            x, y = x + delta[0], y + delta[1]
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        line = shapely.simplify(LineString(points), tolerance)
        arcs.append([(round(px, 3), round(py, 3)) for px, py in line.coords])
    return arcs


def ring_of(indices: list[int], arcs: list[Line]) -> Line:
    """Return a ring from its arcs; ~i is arc i backwards, and the end of one is the beginning of the next."""
    points: Line = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def rings_of(country: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a country, each a list of rings of arc numbers."""
    arcs = country.get("arcs", [])
    return list(arcs) if country["type"] == "MultiPolygon" else [arcs]


def polygon_of(country: dict[str, Any], arcs: list[Line], box: Polygon) -> BaseGeometry:
    """Return a country as one valid geometry inside the box; possibly empty."""
    shells = []
    for rings in rings_of(country):
        lines = [line for ring in rings if len(set(line := ring_of(ring, arcs))) >= 3]
        if lines and LineString(lines[0]).intersects(box):
            shells.append(shapely.make_valid(Polygon(lines[0], lines[1:])))
        elif lines and Polygon(lines[0]).contains(box):
            shells.append(box)
    return polygons_in(shapely.union_all(shells).intersection(box))


def polygons_in(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry without the points and lines that a clip leaves behind."""
    parts = shapely.get_parts(shapely.set_precision(geometry, GRID))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"], grid_size=GRID)


def lines_in(geometry: BaseGeometry) -> BaseGeometry:
    """Return the lines of a geometry, end joined to end."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.union_all(parts))


def neighbours_by_arc(countries: list[dict[str, Any]]) -> dict[int, set[str]]:
    """Return for each arc who lies along it: one at a coast, two at a boundary."""
    found: dict[int, set[str]] = defaultdict(set)
    for country in countries:
        for index in (i for rings in rings_of(country) for ring in rings for i in ring):
            found[index if index >= 0 else ~index].add(code_of(country))
    return found


def code_of(country: dict[str, Any]) -> str:
    """Return the ISO 3166-1 numeric code, or, where there is none, the name after a "-"."""
    return country.get("id") or f"-{country['properties']['name']}"


def is_without_code(code: str) -> bool:
    """Tell whether Natural Earth has a piece of land that ISO 3166 gives no code: by our policy it is left open."""
    return code.startswith("-")


def cut_areas(land: dict[str, BaseGeometry], policy: dict[str, Any]) -> Iterator[tuple[str, str, BaseGeometry]]:
    """Take the policy's areas out of the countries; yield the area, whom it was taken from, and the line between."""
    for area in policy["areas"]:
        country = land.get(area["out_of"])
        if country is None:
            continue
        line = LineString(area["line"])
        pieces = [piece for part in shapely.get_parts(country) for piece in cut(part, line)]
        inside = [piece for piece in pieces if piece.contains(shapely.Point(area["inside"]))]
        if inside:
            land[area["id"]] = polygons_in(inside[0])
            land[area["out_of"]] = polygons_in(country.difference(inside[0]))
            yield area["id"], area["out_of"], lines_in(line.intersection(country))


def cut(polygon: BaseGeometry, line: LineString) -> list[BaseGeometry]:
    """Return the pieces of a polygon that a line cuts it into."""
    drawn = shapely.union_all([polygon.boundary, line])
    faces = shapely.get_parts(shapely.polygonize([drawn]))
    return [face for face in faces if polygon.contains(face.representative_point())]


def features(topo: dict[str, Any], focus: str, box: Polygon, tolerance: float) -> Iterator[dict[str, Any]]:
    """Yield the land of each country and area, then the coasts and boundaries."""
    policy = json.loads(POLICY.read_text("utf-8"))
    named = {frozenset(line["between"]) for line in policy["lines"]}
    arcs = arcs_of(topo, tolerance)
    countries = topo["objects"]["countries"]["geometries"]
    land = {code_of(each): polygon_of(each, arcs, box) for each in countries}
    land = {code: geometry for code, geometry in land.items() if not geometry.is_empty}
    cuts = list(cut_areas(land, policy))
    areas = {area for area, _, _ in cuts}
    for code, geometry in sorted(land.items()):
        role = "focus" if code == focus else "open" if code in areas or is_without_code(code) else "neighbour"
        yield feature(geometry, kind="land", id=code, role=role)
    lines: dict[frozenset[str], list[BaseGeometry]] = defaultdict(list)
    for index, sides in neighbours_by_arc(countries).items():
        inside = LineString(arcs[index]).intersection(box)
        if inside.is_empty:
            continue
        for area, owner, _ in cuts:
            if owner in sides:
                along = inside.intersection(land[area].buffer(TOUCHING))
                lines[frozenset(sides - {owner} | {area})].append(along)
                inside = inside.difference(land[area].buffer(TOUCHING))
        lines[frozenset(sides)].append(inside)
    for area, owner, line in cuts:
        lines[frozenset({area, owner})].append(line)
    for between, parts in sorted(lines.items(), key=lambda item: sorted(item[0])):
        merged = lines_in(shapely.union_all(parts))
        if merged.is_empty:
            continue
        unsettled = (
            any(pair <= between for pair in named) or bool(between & areas) or any(map(is_without_code, between))
        )
        kind = "boundary" if len(between) > 1 else "coast"
        yield feature(merged, kind=kind, between=sorted(between), disputed=kind == "boundary" and unsettled)


def feature(geometry: BaseGeometry, **properties: object) -> dict[str, Any]:
    """Return a GeoJSON feature with coordinates to three decimals, about 100 m."""
    rounded = shapely.transform(geometry, lambda points: points.round(3))
    return {"type": "Feature", "properties": properties, "geometry": mapping(rounded)}


def box_from_text(text: str) -> list[float]:
    """Return west, south, east, north in degrees, from "35.0,31.8,43.0,37.8"."""
    west, south, east, north = (float(part) for part in text.split(","))
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        raise ValueError(text)
    return [west, south, east, north]


def main() -> None:
    """Read the arguments, write the file, say what it holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--box", type=box_from_text, default=[35.0, 31.8, 43.0, 37.8], help="west,south,east,north")
    parser.add_argument("--margin", type=float, default=2.0, help="degrees of land kept around the box")
    parser.add_argument("--focus", default="760", help="ISO 3166-1 numeric code of the country the map is of")
    parser.add_argument("--scale", choices=("10m", "50m", "110m"), default="10m")
    parser.add_argument("--tolerance", type=float, default=0.002, help="degrees by which a line may be simplified")
    parser.add_argument("--package", type=Path, help="world-atlas as packed by npm, if it is at hand")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()

    west, south, east, north = asked.box
    bbox = [west - asked.margin, south - asked.margin, east + asked.margin, north + asked.margin]
    found = list(features(topology(asked.scale, asked.package), asked.focus, shapely.box(*bbox), asked.tolerance))
    head = {
        "type": "FeatureCollection",
        "source": f"Natural Earth 4.1.0, 1:{asked.scale} countries, public domain, from {PACKAGE}",
        "bbox": [round(value, 3) for value in bbox],
        "home": asked.box,
    }
    body = ",\n".join(json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in found)
    text = json.dumps(head, separators=(",", ":"))[:-1] + ',"features":[\n' + body + "\n]}\n"
    asked.out.write_text(text, "utf-8")
    points = sum(shapely.get_num_coordinates(shape(each["geometry"])) for each in found)
    dashed = sum(bool(each["properties"].get("disputed")) for each in found)
    sys.stdout.write(f"{asked.out.name}: {len(text):,} bytes, {points:,} points, {dashed} lines drawn dashed\n")


if __name__ == "__main__":
    main()
