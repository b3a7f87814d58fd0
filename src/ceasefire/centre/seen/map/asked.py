"""What the address of the map asks for; what it cannot mean is left out and said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from ceasefire.centre.basemap import Box, parse_box
from ceasefire.centre.web._typed import day_from_typed

LAYERS = ("incidents", "areas", "coverage")
USUAL = ("incidents", "areas")
AT_LEAST = ("screened", "corroborated", "verified")
EXACTLY = ("received", "unverifiable", "not-locatable", "false", "taken-back")
SIZES = {"wide": (960, 680), "narrow": (400, 460)}
_MOST = 200  # characters of a value; longer is none of ours


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the map.

    Attributes:
        first, last: Civil days at the agreement's clock, both included; None: open on that side.
        kind: Of event; empty: any.
        standing: Whether it happened: one of AT_LEAST or EXACTLY; empty: any.
        area: Id of an area of the agreement; empty: any.
        layers: What is drawn, of LAYERS.
        box: What the picture shows; None: home.
        size: Of the picture, of SIZES.
        unheeded: Parts of the address that were not understood and are left out.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    kind: str = ""
    standing: str = ""
    area: str = ""
    layers: tuple[str, ...] = USUAL
    box: Box | None = None
    size: str = "wide"
    unheeded: tuple[str, ...] = ()

    @property
    def day(self) -> dt.date | None:
        """Return the one day asked for, if it is one."""
        return self.first if self.first == self.last else None

    @property
    def has_filter(self) -> bool:
        """Return whether anything narrows what is shown."""
        return bool(self.first or self.last or self.kind or self.standing or self.area)

    def keep(self) -> dict[str, str]:
        """Return the filters as an address carries them, without those that ask for nothing."""
        period = {
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
        }
        if self.day:
            period = {"day": self.day.isoformat()}
        given = period | {
            "kind": self.kind,
            "standing": self.standing,
            "area": self.area,
            "layer": ",".join(self.layers) if self.layers != USUAL else "",
            "box": self.box.text if self.box else "",
            "size": self.size if self.size != "wide" else "",
        }
        return {key: value for key, value in given.items() if value}


def asked_from(query: QueryDict, areas: Collection[str], kinds: Collection[str]) -> Asked:
    """Return what an address asks for.

    Args:
        query: Its values.
        areas: Ids of the agreement's areas.
        kinds: Kinds of event that the reader's records tell of.
    """
    unheeded: list[str] = []

    def one_of(name: str, choices: Collection[str]) -> str:
        said = query.get(name, "").strip()
        if said and said not in choices:
            unheeded.append(name)
            return ""
        return said

    first, last = _period(query, unheeded)
    box_text = query.get("box", "").strip()
    box = parse_box(box_text) if box_text and len(box_text) <= _MOST else None
    if box_text and box is None:
        unheeded.append("box")
    return Asked(
        first,
        last,
        one_of("kind", kinds),
        one_of("standing", (*AT_LEAST, *EXACTLY)),
        one_of("area", areas),
        _layers(query.getlist("layer"), unheeded),
        box,
        one_of("size", SIZES) or "wide",
        tuple(unheeded),
    )


def _period(query: QueryDict, unheeded: list[str]) -> tuple[dt.date | None, dt.date | None]:
    if query.get("day", "").strip():
        day = _date(query, "day", unheeded)
        return day, day
    first, last = _date(query, "from", unheeded), _date(query, "to", unheeded)
    if first and last and first > last:
        unheeded += ["from", "to"]
        return None, None
    return first, last


def _date(query: QueryDict, name: str, unheeded: list[str]) -> dt.date | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    day = day_from_typed(text)
    if day is None:
        unheeded.append(name)
    return day


def _layers(given: Sequence[str], unheeded: list[str]) -> tuple[str, ...]:
    said = {part.strip() for each in given[:8] for part in each[:_MOST].split(",")} - {""}
    if said - set(LAYERS):
        unheeded.append("layer")
    return tuple(each for each in LAYERS if each in said) or USUAL
