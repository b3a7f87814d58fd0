"""Names on the map: the more important first, each where it covers nothing; what has no room is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ceasefire.centre.basemap._files import LANGS, Name, names
from ceasefire.centre.basemap._projection import Projection
from ceasefire.centre.basemap._room import Rect, width_of

# Pixels in a degree of longitude from which names of a rank are shown at all.
NEAR_ENOUGH = {1: 0, 2: 40, 3: 95, 4: 180, 5: 350, 6: 2500}
SIZE_PX = {"country": 15, "sea": 13, "area": 12, "city": 13, "town": 12}
# Words set wider: with room between their letters, or, in the first rank of cities, bold.
WIDER = {"country": 1.2, "sea": 1.12, "city": 1.06}
LARGER_PX = {"ar": 2}  # Arabic letters are small for their type size
POINTS = ("city", "town")
DOT_PX = 3
GAP_PX = 7
RESERVED_RANK = 3  # names give way to the dots of places up to this rank where they can

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place.

    The text belongs at (text_x, text_y), its baseline, with `text-anchor` as given and with `direction` of its own
    ("rtl" for Arabic), which the page must write on it: an anchor means another side where a script runs the other way.
    A dot belongs at (x, y) where `has_dot`.
    """

    id: str
    kind: str
    rank: int
    text: str
    direction: Literal["ltr", "rtl"]
    anchor: Anchor
    x: float
    y: float
    text_x: float
    text_y: float
    size: int
    room: Rect

    @property
    def has_dot(self) -> bool:
        """Tell whether the place is a point: a city or a town."""
        return self.kind in POINTS

    @property
    def dot(self) -> Rect:
        """The room of the place's dot."""
        return Rect(self.x - DOT_PX, self.y - DOT_PX, self.x + DOT_PX, self.y + DOT_PX)


@lru_cache(maxsize=192)
def labels(projection: Projection, lang: str, taken: tuple[Rect, ...] = ()) -> tuple[Label, ...]:
    """Return the names that have room, the more important first; no two overlap, none is shown twice.

    Args:
        projection: The picture.
        lang: "en", "ar" or "ru".
        taken: Rectangles that names must leave free, such as those of marks the page draws itself.

    Complexity: O(n²) rectangles for n names, n about 100.
    """
    if lang not in LANGS:
        raise ValueError(f"no names in {lang!r}; there are {', '.join(LANGS)}")
    shown = [name for name in names() if is_near_enough(name, projection)]
    choices = {name.id: tuple(candidates(name, projection, lang)) for name in shown}
    reserved = {n.id: choices[n.id][0].dot for n in shown if n.kind in POINTS and n.rank <= RESERVED_RANK}
    placed: list[Label] = []
    for name in shown:
        if any(label.text == name.text(lang) for label in placed):
            continue
        fitting = [each for each in choices[name.id] if fits(each, placed, taken, projection)]
        others = [dot for id_, dot in reserved.items() if id_ != name.id]
        clear = [each for each in fitting if not any(each.room.overlaps(dot) for dot in others)]
        placed.extend((clear or fitting)[:1])
    return tuple(placed)


def is_near_enough(name: Name, projection: Projection) -> bool:
    """Tell whether a name is in the picture and its rank is shown at this scale."""
    return projection.px_per_degree >= NEAR_ENOUGH[name.rank] and projection.seen.holds(name.lon, name.lat)


def fits(label: Label, placed: list[Label], taken: tuple[Rect, ...], projection: Projection) -> bool:
    """Tell whether a label lies in the picture, its text over nothing and its dot under no text."""
    room = label.room
    if room.left < 0 or room.right > projection.width or room.top < 0 or room.bottom > projection.height:
        return False
    texts = [*taken, *(each.room for each in placed)]
    dots = [each.dot for each in placed if each.has_dot]
    is_hidden = label.has_dot and any(label.dot.overlaps(each.room) for each in placed)
    return not is_hidden and not any(room.overlaps(each) for each in [*texts, *dots])


def candidates(name: Name, projection: Projection, lang: str) -> Iterator[Label]:
    """Yield the places a name may take, the best first: beside its dot as the script runs, then over and under it."""
    size = SIZE_PX[name.kind] + LARGER_PX.get(lang, 0)
    width = width_of(name.text(lang), lang, size) * WIDER.get(name.kind, 1.0)
    x, y = projection.xy(name.lon, name.lat)
    middle = size * 0.35  # from the middle of the letters down to the baseline
    over, under = -GAP_PX, GAP_PX + size * 0.7
    if name.kind in POINTS:
        onward = -1 if lang == "ar" else 1
        sides = ((onward, middle), (-onward, middle), (0, over), (0, under))
        corners = ((onward, over), (onward, under), (-onward, over), (-onward, under))
        shifts: tuple[tuple[int, float], ...] = sides + corners
    else:
        shifts = ((0, middle), (0, middle - size), (0, middle + size))
    for side, down in shifts:
        is_beside = down == middle
        text_x, text_y = round(x + side * (GAP_PX if is_beside else 0), 1), round(y + down, 1)
        left = text_x - width / 2 + side * width / 2
        room = Rect(left - 1, text_y - size * 0.85, left + width + 1, text_y + size * 0.35)
        yield Label(
            id=name.id,
            kind=name.kind,
            rank=name.rank,
            text=name.text(lang),
            direction="rtl" if lang == "ar" else "ltr",
            anchor=anchor_of(side, lang),
            x=x,
            y=y,
            text_x=text_x,
            text_y=text_y,
            size=size,
            room=room,
        )


def anchor_of(side: int, lang: str) -> Anchor:
    """Return the anchor of a text that lies to the right (1), to the left (-1) or about its point (0)."""
    if side == 0:
        return "middle"
    return "start" if (side == 1) == (lang != "ar") else "end"
