"""Tags: what is known only to an area stands in a box beside its outline, or at its name, never as a dot in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ceasefire.centre.basemap import Projection, Rect
from ceasefire.centre.basemap._room import width_of

SIGN_PX = 13
_PAD, _GAP = 5, 4
_TYPE = {"wide": {"en": 12, "ru": 12, "ar": 14}, "narrow": {"en": 11, "ru": 11, "ar": 13}}
_MOST = {"wide": 6, "narrow": 4}  # signs in one tag
_CLEAR_PX = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tag to be placed: of which area, at (x, y), whose outline reaches so far (0: it has no outline).

    `signs` is how many incidents there are, `swatch` whether it shows what was watched.
    """

    area: str
    name: str
    x: float
    y: float
    reach: float
    signs: int
    swatch: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in its place, in pixels.

    Attributes:
        area: Whose it is.
        room: The box.
        name: Its text; empty where there was no room for it. `name_x` is its middle, `base_y` the line it stands on.
        size: Of the type.
        swatch_x: Left edge of the swatch; None: there is none.
        signs: Left edges of the signs, one for each incident drawn.
        more: How many are not drawn one by one; their number stands around `more_x`.
        leader: From the tag to what it belongs to, (x1, y1, x2, y2), where it stands apart from it.
    """

    area: str
    room: Rect
    name: str
    name_x: float
    base_y: float
    size: int
    swatch_x: float | None
    signs: tuple[float, ...]
    more: int
    more_x: float
    leader: tuple[float, float, float, float] | None

    @property
    def top(self) -> float:
        """Return the upper edge of signs and swatch."""
        return round((self.room.top + self.room.bottom - SIGN_PX) / 2, 1)


def placed(wanted: Sequence[Wanted], projection: Projection, lang: str, size: str) -> tuple[Tag, ...]:
    """Return the tags that have room, in the order given; without its name where that alone does not fit.

    Args:
        wanted: The more important first.
        projection: The picture.
        lang: `en`, `ar` or `ru`; in Arabic a tag runs from the right.
        size: Of the picture: wide or narrow.
    """
    frame = Rect(1, 1, projection.width - 1, projection.height - 1)
    taken: list[Rect] = []
    found: list[Tag] = []
    outlines = [Rect(e.x - e.reach, e.y - e.reach, e.x + e.reach, e.y + e.reach) for e in wanted if e.reach]
    for each in wanted:
        tag = next((one for one in _choices(each, lang, size, outlines) if _fits(one.room, frame, taken)), None)
        if tag is not None:
            taken.append(tag.room)
            found.append(tag)
    return tuple(found)


def _choices(wanted: Wanted, lang: str, size: str, outlines: Sequence[Rect]) -> Iterator[Tag]:
    """Yield the places of a tag, the best first: with its name and clear of outlines, at last without either."""
    for is_named in (True, False):
        if not is_named and not wanted.signs:
            return
        made = _Made(wanted, lang, size, is_named=is_named)
        places = list(_places(wanted, made.width, made.height))
        clear = [each for each in places if not any(each.overlaps(one) for one in outlines)]
        for room in (*clear, *(places if not is_named else ())):
            yield made.at(room)


def _places(wanted: Wanted, width: float, height: float) -> Iterator[Rect]:
    x, y, reach = wanted.x, wanted.y, wanted.reach
    if not reach:
        yield _around(x, y, width, height)
    near = min(reach, 60) + _CLEAR_PX
    for far in (near, near + height * 0.8, near + height * 2, near + height * 3.5, near + height * 5):
        run, rise = far + width / 2, far + height / 2
        for across, down in ((run, 0), (-run, 0), (0, -rise), (0, rise)):
            yield _around(x + across, y + down, width, height)
        for across, down in ((1, -1), (-1, -1), (1, 1), (-1, 1)):
            yield _around(x + across * run * 0.75, y + down * rise, width, height)


def _around(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(round(x - width / 2, 1), round(y - height / 2, 1), round(x + width / 2, 1), round(y + height / 2, 1))


def _fits(room: Rect, frame: Rect, taken: Sequence[Rect]) -> bool:
    inside = frame.left <= room.left and room.right <= frame.right and frame.top <= room.top
    roomy = Rect(room.left - 2, room.top - 2, room.right + 2, room.bottom + 2)
    return inside and room.bottom <= frame.bottom and not any(roomy.overlaps(each) for each in taken)


class _Made:
    """The parts of a tag and how wide each is, before it has a place."""

    def __init__(self, wanted: Wanted, lang: str, size: str, *, is_named: bool) -> None:
        """Measure the parts."""
        self.wanted = wanted
        self.rtl = lang == "ar"
        self.type = _TYPE[size][lang]
        self.name = wanted.name if is_named else ""
        most = _MOST[size]
        self.signs = wanted.signs if wanted.signs <= most else most - 1
        self.more = wanted.signs - self.signs
        self.parts: list[tuple[str, float]] = [("swatch", SIGN_PX)] if wanted.swatch else []
        if self.name:
            self.parts.append(("name", width_of(self.name, lang, self.type)))
        self.parts += [("sign", SIGN_PX)] * self.signs
        if self.more:
            self.parts.append(("more", width_of(f"+{self.more}", "en", self.type) + 2))
        self.width = round(sum(each for _, each in self.parts) + _GAP * (len(self.parts) - 1) + 2 * _PAD, 1)
        self.height = self.type + 10

    def at(self, room: Rect) -> Tag:
        """Return the tag in a place."""
        left = room.left + _PAD
        edges: dict[str, list[tuple[float, float]]] = {}
        for part, width in reversed(self.parts) if self.rtl else self.parts:
            edges.setdefault(part, []).append((round(left, 1), width))
            left += width + _GAP
        name = edges.get("name", [(room.left, 0.0)])[0]
        more = edges.get("more", [(room.left, 0.0)])[0]
        signs = tuple(each for each, _ in edges.get("sign", ()))
        return Tag(
            self.wanted.area,
            room,
            self.name,
            round(name[0] + name[1] / 2, 1),
            round((room.top + room.bottom) / 2 + self.type * 0.35, 1),
            self.type,
            edges["swatch"][0][0] if "swatch" in edges else None,
            tuple(reversed(signs)) if self.rtl else signs,
            self.more,
            round(more[0] + more[1] / 2, 1),
            self._leader(room),
        )

    def _leader(self, room: Rect) -> tuple[float, float, float, float] | None:
        wanted = self.wanted
        x = min(max(wanted.x, room.left), room.right)
        y = min(max(wanted.y, room.top), room.bottom)
        apart = math.hypot(x - wanted.x, y - wanted.y)
        if apart <= wanted.reach + _CLEAR_PX + 1 or apart == 0:
            return None
        share = wanted.reach / apart
        return (
            round(x, 1),
            round(y, 1),
            round(wanted.x + (x - wanted.x) * share, 1),
            round(wanted.y + (y - wanted.y) * share, 1),
        )
