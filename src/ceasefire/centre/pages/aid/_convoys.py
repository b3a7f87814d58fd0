"""Each convoy from request to delivery: what was told, in order, by whom; people and quantities as claimed by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.centre.seen.aid import AidSeen
from ceasefire.incidents.aid import SETBACKS, Convoy, Rung, convoys_of
from ceasefire.publish._evidence import bounds_in_words, place_in_words, who_in_words
from ceasefire.publish.words import STATUSES, UNITS, NameBook, mark, word
from ceasefire.records import Count, Record

MOST = 40  # of convoys on a page; the address asks for an older one by its name or its area
# Units in which people are counted stand first, then what was carried.
_PEOPLE = ("people-besieged", "people-intended", "people-reached", "people")
SEES = {
    "deliveries": mark("deliveries"),
    "un-deliveries": mark("United Nations deliveries"),
    "convoys": mark("convoys"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One account of one rung: when, which, where, who; who says it, who carried it, and its standing."""

    key: str
    status: str
    said: str
    when: str
    place: str
    who: str
    speaker: str
    carrier: str
    unscreened: bool
    own: bool
    incident: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source claims at one rung, unit by unit, in the order of the table's columns."""

    speaker: str
    said: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConvoyView:
    """A convoy in words. `claims` stand side by side under `units` and are never added."""

    name: str
    named: bool
    steps: tuple[Step, ...]
    setbacks: tuple[tuple[str, str], ...]
    over: bool
    units: tuple[str, ...]
    claims: tuple[Claim, ...]


def convoys_in_words(seen: AidSeen, source: str) -> tuple[tuple[ConvoyView, ...], int]:
    """Return the convoys that the address asks for, by when they began, and how many older ones are not shown.

    Args:
        seen: What the viewer sees.
        source: The viewer's own, which it may amend; empty: none.
    """
    area = seen.wanted.area
    found = [each for each in convoys_of(seen.rungs) if not area or any(area in one.possible for one in each.rungs)]
    return tuple(_convoy(seen, each, source) for each in found[-MOST:]), max(0, len(found) - MOST)


def elsewhere(seen: AidSeen) -> tuple[Step, ...]:
    """Return the newest movements that are surely in no row of the board: their places are not told finely enough."""
    found = [each for each in seen.rungs if not each.sure & {*seen.areas}]
    return tuple(_step(seen, each, "") for each in found[-MOST:])


def _convoy(seen: AidSeen, convoy: Convoy, source: str) -> ConvoyView:
    language = seen.names.language
    records = [seen.records[each.key] for each in convoy.rungs]
    units = _units(records)
    return ConvoyView(
        convoy.name,
        any(each.convoy for each in convoy.rungs),
        tuple(_step(seen, each, source) for each in convoy.rungs),
        tuple((each, word(language, STATUSES, each)) for each in convoy.setbacks),
        convoy.over,
        tuple(word(language, UNITS, each) for each in units),
        tuple(
            _claim(seen.names, rung, seen.records[rung.key], units)
            for rung in convoy.rungs
            if seen.records[rung.key].counts
        ),
    )


def _units(records: Iterable[Record]) -> list[str]:
    found = {count.unit for each in records for count in each.counts}
    people = [each for each in _PEOPLE if each in found]
    return [*people, *sorted(found - {*people})]


def _step(seen: AidSeen, rung: Rung, source: str) -> Step:
    names, record = seen.names, seen.records[rung.key]
    return Step(
        rung.key,
        rung.status,
        word(names.language, STATUSES, rung.status),
        names.language.interval(rung.when.earliest, rung.when.latest),
        place_in_words(names, record.where),
        _who(names, record, rung.status),
        names.actor(record.speaker),
        names.actor(record.carrier) if record.carrier not in ("", record.speaker) else "",
        rung.key in seen.unscreened,
        bool(source) and record.source == source,
        record.incidents[0] if record.incidents else "",
    )


def _who(names: NameBook, record: Record, status: str) -> str:
    """Return who did it to whom; whom a record of a setback merely names did not do it."""
    if status in SETBACKS and record.who.against is None and record.who.by is not None:
        return names.language.say("the record names {who}", who=names.choice(record.who.by))
    return who_in_words(names, record.who)


def _claim(names: NameBook, rung: Rung, record: Record, units: list[str]) -> Claim:
    by_unit = {each.unit: each for each in record.counts}
    return Claim(
        names.actor(record.speaker),
        word(names.language, STATUSES, rung.status),
        tuple(_bounds(names, by_unit[each]) if each in by_unit else "–" for each in units),
    )


def _bounds(names: NameBook, count: Count) -> str:
    """Return a claimed number: its best value with the bounds, or the bounds alone."""
    bounds = bounds_in_words(names, count)
    if count.best is None or count.low == count.high:
        return bounds
    return names.language.say("about {best} ({bounds})", best=names.language.number(count.best), bounds=bounds)
