"""What the pages on aid are asked for, and the values that they are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.agreement import regions_of
from ceasefire.centre.live import View
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.web._typed import day_from_typed
from ceasefire.incidents.aid import AidScope, Rung, Vigil, aid_scope, rungs_of, vigils_of
from ceasefire.publish._evidence import latest
from ceasefire.publish.words import NameBook
from ceasefire.records import Record
from ceasefire.times import Calendar, calendar_for, zone_from_text

MOST_DAYS = 14
_DAY_S = 86_400
_KEPT = 8
_read: Kept[tuple[tuple[Rung, ...], tuple[Vigil, ...]]] = Kept(_KEPT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: one area, one convoy, civil days instead of the agreement's, days until a date."""

    area: str = ""
    convoy: str = ""
    days: str = ""
    until: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """Return the parts that ask for something, as they go into links."""
        told = {"area": self.area, "convoy": self.convoy, "days": self.days, "until": self.until}
        return {key: value for key, value in told.items() if value}


def wanted_of(address: Mapping[str, str]) -> Wanted:
    """Return what an address asks for; what is none is left out."""
    until = address.get("until", "")
    until = until if day_from_typed(until) else ""
    days = "civil" if address.get("days") == "civil" else ""
    return Wanted(address.get("area", ""), address.get("convoy", ""), days, until)


@dataclass(frozen=True, slots=True)
class AidSeen:
    """Movements and watches as one audience sees them.

    Attributes:
        names: In the page's language.
        wanted: By the address.
        scope: What the agreement says about aid.
        rungs: Movements of the convoy that is asked for, or of all.
        every: Movements of all convoys: a gap ends by whichever delivery.
        vigils: Who would have seen a delivery.
        records: By key.
        areas: Ids of the rows: the terms' areas, and the narrowest others in which a movement surely was.
        calendar: The days from the beginning until now.
        now: The moment that is shown, seconds UTC.
        unscreened: Keys of movements that nobody has looked at.
        outside: Something may be held back: what is not known here may be known to the mission.
    """

    names: NameBook
    wanted: Wanted
    scope: AidScope
    rungs: tuple[Rung, ...]
    every: tuple[Rung, ...]
    vigils: tuple[Vigil, ...]
    records: Mapping[str, Record]
    areas: tuple[str, ...]
    calendar: Calendar
    now: int
    unscreened: frozenset[str]
    outside: bool


def aid_seen(view: View, names: NameBook, wanted: Wanted, *, outside: bool) -> AidSeen:
    """Return what a page on aid is made from.

    Args:
        view: What the viewer sees; movements that were not released to it are not there.
        names: In the page's language.
        wanted: By the address.
        outside: Say that something may be held back.
    """
    situation, agreement = view.desk.situation, view.shown.agreement
    known, scope = situation.known, aid_scope(agreement)
    every, vigils = _told(view, scope)
    first = (
        scope.since if scope.since is not None else min((each.when.earliest for each in every), default=situation.now)
    )
    begins_s = 0 if wanted.days == "civil" else agreement.day_begins_s
    calendar = calendar_for(
        zone_from_text(agreement.zone),
        begins_s,
        max(min(first, situation.now), situation.now - 400 * _DAY_S),
        situation.now,
    )
    return AidSeen(
        names=names,
        wanted=wanted,
        scope=scope,
        rungs=tuple(each for each in every if wanted.convoy in ("", each.convoy or each.key)),
        every=every,
        vigils=vigils,
        records=latest(view.records),
        areas=_rows(names, scope, every),
        calendar=calendar,
        now=situation.now,
        unscreened=frozenset(
            each.key for each in known.records if each.kind == "movement" and known.standing_of(each) == "received"
        ),
        outside=outside,
    )


def _told(view: View, scope: AidScope) -> tuple[tuple[Rung, ...], tuple[Vigil, ...]]:
    """Return the movements and watches of a view, read once: placing thousands in every area takes its time."""

    def read() -> tuple[tuple[Rung, ...], tuple[Vigil, ...]]:
        desk = view.desk
        known, regions, boundaries = desk.situation.known, regions_of(desk.inputs.agreement), desk.inputs.boundaries
        return rungs_of(known, regions, boundaries), vigils_of(known, regions, scope.sees, boundaries)

    return _read.get(view, read)


def _rows(names: NameBook, scope: AidScope, rungs: tuple[Rung, ...]) -> tuple[str, ...]:
    """Return the terms' areas, and the narrowest area of each movement that is surely in none of them.

    An area that holds one of the terms' areas is no row: what is told of the whole says nothing of its parts.
    """
    within = {each.id: each.within for each in names.agreement.areas}
    holding = set()
    for each in scope.areas:
        outer = within[each]
        while outer:
            holding.add(outer)
            outer = within[outer]
    rows = set(scope.areas)
    for rung in rungs:
        if not rung.sure & rows:
            rows |= rung.sure - {within[area] for area in rung.sure} - holding
    return tuple(each.id for each in names.agreement.areas if each.id in rows)
