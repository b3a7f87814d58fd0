"""The same in words: incidents, areas, what has no place or no time; for those who do not see the picture."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.agreement import Code
from ceasefire.centre.basemap import names as table_of_names
from ceasefire.centre.pages.map._shapes import box_around
from ceasefire.centre.seen.map.coverage import Cover
from ceasefire.centre.seen.map.found import Found
from ceasefire.publish.incidents._codes import STATE_SIGNS, STATES
from ceasefire.publish.incidents._dossier import title_of
from ceasefire.publish.words import Language, NameBook, word

MOST_ROWS = 200
# How a sign is drawn, by where "did it happen?" stands.
SIGNS = {
    "verified": "full",
    "corroborated": "full",
    "screened": "half",
    "received": "empty",
    "unverifiable": "broken",
    "not-locatable": "broken",
    "false": "crossed",
    "taken-back": "crossed",
}


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in words. `sign` is its shape in the picture, `state` that shape in words, with its text sign."""

    id: str
    title: str
    when: str
    where: str
    sign: str
    state: str
    accounts: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in words: `shape` says how it is on the map, `box` shows it there; `watched` is empty if not asked."""

    id: str
    name: str
    shape: str
    box: str
    incidents: int
    possible: int
    state: str
    watched: str

    @property
    def is_told(self) -> bool:
        """Return whether an incident shown is in it, or may be."""
        return bool(self.incidents or self.possible)


def incident_row(names: NameBook, found: Found) -> IncidentRow:
    """Return an incident in words."""
    language, say = names.language, names.language.say
    sign = STATE_SIGNS.get(found.state, "")
    state = word(language, STATES, found.state)
    return IncidentRow(
        found.incident.id,
        title_of(names, found.incident),
        language.interval(*found.when) if found.when else say("no time told"),
        where_in_words(names, found),
        SIGNS.get(found.state, "empty"),
        f"{sign} {state}" if sign else state,
        language.count("{n} account", "{n} accounts", len(found.incident.accounts)),
    )


def where_in_words(names: NameBook, found: Found) -> str:
    """Return how exactly it is known where it was."""
    say = names.language.say
    if found.point is not None:
        km = max(1, round(found.radius_m / 1000))
        near = say("at a point, to within {n} km", n=names.language.number(km))
        return say("{area}: {how}", area=names.area(found.area), how=near) if found.area else near
    if not found.area:
        return say("no place told") if not found.sure else names.area("")
    somewhere = say("somewhere in {area}", area=names.area(found.area))
    return say("{where}; its accounts place it differently", where=somewhere) if found.at_odds else somewhere


def area_rows(
    names: NameBook, found: Sequence[Found], covers: Mapping[str, Cover] | None, *, is_mission: bool
) -> tuple[AreaRow, ...]:
    """Return every area of the agreement, in its order, with the incidents known only to it."""
    say = names.language.say
    own = Counter(each.area for each in found)
    alike = Counter((each.sure, each.apart) for each in found)  # few places are told by very many
    table = {each.id for each in table_of_names()}
    rows = []
    for area in names.agreement.areas:
        box = box_around(area)
        if not isinstance(area.shape, Code):
            shape = say("outline")
        else:
            shape = say("box at its name") if area.id in table else say("listed only")
        cover = covers[area.id] if covers else None
        rows.append(
            AreaRow(
                area.id,
                names.area(area.id),
                shape,
                box.text if box else "",
                own[area.id],
                sum(n for (sure, apart), n in alike.items() if area.id not in sure and area.id not in apart),
                cover.state if cover else "",
                cover_in_words(names.language, cover, is_mission=is_mission) if cover else "",
            )
        )
    return tuple(rows)


def cover_in_words(language: Language, cover: Cover, *, is_mission: bool) -> str:
    """Return how much was watched, in words; outside the mission a watch that is not released is not known of."""
    if cover.state == "untold":
        return language.say("not told yet")
    if cover.state == "nobody":
        return language.say("nobody on record") if is_mission else language.say("nobody that is released to you")
    if cover.state == "watched":
        return language.count("the whole of {n} day", "the whole of each of {n} days", cover.days)
    days = language.count("{n} day", "{n} days", cover.days)
    return language.say(
        "of {days}: {whole} whole, {part} in part",
        days=days,
        whole=language.number(cover.whole),
        part=language.number(cover.part),
    )


def sign_words(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the legend of the signs: shape, and what it says."""
    say = language.say
    return (
        ("full", say("corroborated or verified")),
        ("half", say("screened")),
        ("empty", say("received, not looked at yet")),
        ("broken", say("unverifiable, or not locatable")),
        ("crossed", say("false, or taken back")),
    )


def period_in_words(language: Language, first: dt.date | None, last: dt.date | None) -> str:
    """Return the days asked for, in words."""
    if first and last:
        return language.dates(first, last)
    if first:
        return language.say("From {date}", date=language.date(first))
    return language.say("Until {date}", date=language.date(last)) if last else language.say("Every day on record")


def capped(names: NameBook, found: Iterable[Found]) -> tuple[tuple[IncidentRow, ...], int]:
    """Return the first rows, and how many more there are."""
    kept = tuple(found)
    return tuple(incident_row(names, each) for each in kept[:MOST_ROWS]), max(0, len(kept) - MOST_ROWS)
