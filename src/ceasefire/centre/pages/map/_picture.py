"""The picture: base map, areas, incidents and names laid out in pixels, ready to be printed as one SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ceasefire.centre.basemap import Box, Label, Path, Projection, Rect, base_paths, home, labels
from ceasefire.centre.pages.map._shapes import LEAST_PX, Outline, anchors_of, outlines_of
from ceasefire.centre.pages.map._tags import Tag, Wanted, placed
from ceasefire.centre.seen.map.asked import SIZES, Asked
from ceasefire.centre.seen.map.coverage import Cover
from ceasefire.centre.seen.map.found import Found
from ceasefire.publish.words import NameBook

MOST_POINTS = 250
VAGUE_M = 5_000  # from here on a circle is dashed: it says about where


@dataclass(frozen=True, slots=True)
class Point:
    """An incident whose account tells a point: a circle as large as its uncertainty; dashed where that is vague."""

    found: Found
    x: float
    y: float
    radius: float
    is_vague: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A tag with the incidents that it stands for; as many of them are drawn as it has signs."""

    tag: Tag
    found: tuple[Found, ...]
    cover: Cover | None
    has_outline: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn.

    Attributes:
        box: What was asked for.
        projection: The picture.
        paths, labels: The base map.
        outlines: Areas with a shape, the largest first, and how much of each was watched (None: not asked).
        points: Incidents at points.
        tags: Incidents by area, and what was watched of areas that have no shape.
        undrawn: Incidents in the picture for which there was no room one by one.
        outside: Incidents that lie beside the picture.
    """

    box: Box
    projection: Projection
    paths: tuple[Path, ...]
    labels: tuple[Label, ...]
    outlines: tuple[tuple[Outline, Cover | None, bool], ...]
    points: tuple[Point, ...]
    tags: tuple[Marked, ...]
    undrawn: int
    outside: int


def picture_of(names: NameBook, found: Sequence[Found], asked: Asked, covers: Mapping[str, Cover] | None) -> Picture:
    """Return the picture.

    Args:
        names: The agreement's names in the page's language.
        found: Incidents to draw; those without a place are not drawn.
        asked: The filters: box, size, layers.
        covers: How much of each area was watched; None where that layer is off.
    """
    agreement, lang = names.agreement, names.language.code
    box = asked.box or home()
    projection = Projection(box, *SIZES[asked.size])
    groups = _groups(found) if "incidents" in asked.layers else {}
    points, beyond = _points(found, projection) if "incidents" in asked.layers else ((), 0)
    outlines = outlines_of(agreement.areas, projection)
    if not {"areas", "coverage"} & set(asked.layers):
        outlines = tuple(each for each in outlines if each.area in groups)
    anchors = _in_picture(anchors_of(agreement.areas, projection), projection)
    wanted = _wanted(names, groups, outlines, anchors, covers)
    tags = placed(wanted, projection, lang, asked.size)
    marked = tuple(
        Marked(each, groups.get(each.area, ()), covers.get(each.area) if covers else None, each.area not in anchors)
        for each in tags
    )
    at_hand = {each.area for each in wanted}
    drawn = sum(len(each.tag.signs) for each in marked)
    inside = sum(len(group) for area, group in groups.items() if area in at_hand)
    taken = [each.room for each in tags]
    taken += [Rect(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for p in points if p.radius < 40]
    tagged = {each.area for each in tags if each.name}
    said = {each.name for each in tags}
    return Picture(
        box,
        projection,
        base_paths(projection),
        tuple(
            each
            for each in labels(projection, lang, tuple(taken))
            if each.id not in tagged
            and (each.has_dot or each.text not in said)
            and not (each.has_dot and any(each.dot.overlaps(one.room) for one in tags))
        ),
        tuple((each, covers.get(each.area) if covers else None, each.area in groups) for each in outlines),
        points[:MOST_POINTS],
        marked,
        inside - drawn + max(0, len(points) - MOST_POINTS),
        sum(len(group) for area, group in groups.items() if area not in at_hand) + beyond,
    )


def _groups(found: Sequence[Found]) -> dict[str, tuple[Found, ...]]:
    groups: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        if each.area and each.point is None:
            groups[each.area].append(each)
    return {area: tuple(group) for area, group in groups.items()}


def _points(found: Sequence[Found], projection: Projection) -> tuple[tuple[Point, ...], int]:
    points, beyond = [], 0
    for each in found:
        if each.point is None:
            continue
        lon, lat = each.point
        if not projection.seen.holds(lon, lat):
            beyond += 1
            continue
        x, y = projection.xy(lon, lat)
        radius = round(max(projection.px_from_m(each.radius_m, lat), LEAST_PX), 1)
        points.append(Point(each, x, y, radius, each.radius_m >= VAGUE_M))
    return tuple(sorted(points, key=lambda each: -each.radius)), beyond


def _in_picture(anchors: Mapping[str, tuple[float, float]], projection: Projection) -> dict[str, tuple[float, float]]:
    return {
        area: (x, y) for area, (x, y) in anchors.items() if 0 <= x <= projection.width and 0 <= y <= projection.height
    }


def _wanted(
    names: NameBook,
    groups: Mapping[str, tuple[Found, ...]],
    outlines: Sequence[Outline],
    anchors: Mapping[str, tuple[float, float]],
    covers: Mapping[str, Cover] | None,
) -> list[Wanted]:
    """Return the tags to place: of areas with incidents first, the fuller ones before; then of what was watched."""
    found = []
    for each in outlines:
        if each.area in groups:
            name = names.area(each.area)
            found.append(Wanted(each.area, name, each.x, each.y, each.reach, len(groups[each.area]), swatch=False))
    for area, (x, y) in anchors.items():
        if area in groups or covers is not None:
            signs = len(groups.get(area, ()))
            found.append(Wanted(area, names.area(area), x, y, 0, signs, swatch=covers is not None))
    return sorted(found, key=lambda each: (not each.signs, bool(each.reach), -each.signs, each.area))
