"""Where, when and how sure: each incident of a view, put in the narrowest area in which its accounts agree."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.agreement import regions_of
from ceasefire.centre.live import View
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.seen.map.asked import AT_LEAST, Asked
from ceasefire.incidents.dossier import Incident, Situation, happened_state
from ceasefire.places import NOT, SURELY, Region, place
from ceasefire.publish._evidence import shown_digits
from ceasefire.records import Where, spot_of
from ceasefire.times import zone_from_text

_ROUNDED_M = {1: 10_000, 2: 1_000}  # how far rounding may move a point
_KEPT = 6
_ORDER = ("received", *AT_LEAST)


@dataclass(frozen=True, slots=True)
class Found:
    """One incident on the map.

    Attributes:
        incident: What it is.
        state: Whether it happened: a standing, or taken-back.
        area: Id of the narrowest area of the agreement in which it surely is; empty: in none that is known.
        sure, apart: Ids of the areas in which it surely is, and surely is not; in any other it may be.
        at_odds: Its accounts place it differently; `area` is where they agree.
        point: Longitude and latitude, no finer than a town, where a core tells a point; else None.
        radius_m: Of the point, no less than its rounding may have moved it.
        when: [earliest, latest), the narrowest that an account gives; None: no time told.
        days: The civil days that it touches at the agreement's clock, first and last, as ordinals; None: no time told.
        kinds: Of event, as its accounts name them.
    """

    incident: Incident
    state: str
    area: str
    sure: frozenset[str]
    apart: frozenset[str]
    at_odds: bool
    point: tuple[float, float] | None
    radius_m: int
    when: tuple[int, int] | None
    days: tuple[int, int] | None
    kinds: frozenset[str]

    @property
    def is_placed(self) -> bool:
        """Return whether anything is known of where it was."""
        return bool(self.area) or self.point is not None

    def may_be_in(self, area: str) -> bool:
        """Return whether it may be in an area, without surely being in it."""
        return area not in self.sure and area not in self.apart

    def touches(self, first: int | None, last: int | None) -> bool:
        """Return whether it may lie in some days, as ordinals; one without a time may lie on any."""
        if self.days is None:
            return True
        return (last is None or self.days[0] <= last) and (first is None or self.days[1] >= first)

    def is_as_asked(self, asked: Asked) -> bool:
        """Return whether it is of the kind and the standing asked for."""
        if asked.kind and asked.kind not in self.kinds:
            return False
        if asked.standing in AT_LEAST:
            return self.state in _ORDER and _ORDER.index(self.state) >= _ORDER.index(asked.standing)
        return not asked.standing or self.state == asked.standing


_found: Kept[tuple[Found, ...]] = Kept(_KEPT)


def found_in(view: View) -> tuple[Found, ...]:
    """Return every incident of a view, in its order; kept for the views that were last asked for."""
    return _found.get(view, lambda: found_of(view.desk.incidents, view.desk.situation))


def found_of(incidents: Iterable[Incident], situation: Situation) -> tuple[Found, ...]:
    """Return where, when and how sure incidents are, in their order; like places and days are worked out once."""
    regions = regions_of(situation.agreement)
    zone = zone_from_text(situation.agreement.zone)
    placed: dict[Where, _Placed] = {}
    days: dict[int, int] = {}
    return tuple(_one(each, situation, regions, placed, (zone, days)) for each in incidents)


@dataclass(frozen=True, slots=True)
class _Placed:
    sure: frozenset[str]
    apart: frozenset[str]


def _one(
    incident: Incident,
    situation: Situation,
    regions: Mapping[str, Region],
    placed: dict[Where, _Placed],
    clock: tuple[zoneinfo.ZoneInfo, dict[int, int]],
) -> Found:
    wheres = [each.where for each in incident.counted if each.where is not None]
    told = [_placing(each, regions, placed) for each in dict.fromkeys(wheres)]
    apart = frozenset().union(*(each.apart for each in told))
    sure = frozenset().union(*(each.sure for each in told))
    agreed = sure - apart
    point, radius_m = _point(wheres)
    timed = [each.when for each in incident.counted if each.when]
    narrow = min(timed, key=lambda each: (each.latest - each.earliest, each.earliest), default=None)
    return Found(
        incident,
        happened_state(incident, situation),
        narrowest(agreed, regions),
        agreed,
        apart,
        bool(sure & apart),
        point,
        radius_m,
        (narrow.earliest, narrow.latest) if narrow else None,
        (_day(narrow.earliest, *clock), _day(max(narrow.earliest, narrow.latest - 1), *clock)) if narrow else None,
        frozenset(each for record in incident.counted for each in record.what.members),
    )


def _day(instant: int, zone: zoneinfo.ZoneInfo, known: dict[int, int]) -> int:
    """Return the civil day of an instant as an ordinal, worked out once for each."""
    if instant not in known:
        known[instant] = dt.datetime.fromtimestamp(instant, zone).toordinal()
    return known[instant]


def _placing(where: Where, regions: Mapping[str, Region], placed: dict[Where, _Placed]) -> _Placed:
    """Return in which areas a place is and is not; what lies in an area in which it is not, is closed to it as well."""
    if where not in placed:
        grades = {key: place(spot_of(where), region) for key, region in regions.items()}
        sure = frozenset(key for key, grade in grades.items() if grade == SURELY)
        out = {key for key, grade in grades.items() if grade == NOT}
        apart = out | {key for key, region in regions.items() if region.ancestors & out}
        placed[where] = _Placed(sure, frozenset(apart) - sure)
    return placed[where]


def narrowest(areas: Iterable[str], regions: Mapping[str, Region]) -> str:
    """Return the area that holds no other of them, one with a shape before one with a code; empty if there is none."""
    kept = frozenset(areas)
    holding = [each for each in kept if not regions[each].descendants & kept]
    return min(holding, key=lambda each: (bool(regions[each].code), each), default="")


def _point(wheres: Iterable[Where]) -> tuple[tuple[float, float] | None, int]:
    points = [each for each in wheres if each.lat is not None and each.lon is not None]
    best = min(points, key=lambda each: (each.radius_m or 0, each.lat or 0.0, each.lon or 0.0), default=None)
    if best is None or best.lat is None or best.lon is None:
        return None, 0
    digits = shown_digits(best)
    return (round(best.lon, digits), round(best.lat, digits)), max(best.radius_m or 0, _ROUNDED_M[digits])
