"""The map: what is known of where, when and how sure, and where nobody watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from ceasefire.agreement import regions_of
from ceasefire.centre.basemap import CREDIT, Box, home, panned, zoomed
from ceasefire.centre.live import View, latest_moment, view_of
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.pages.map._picture import picture_of
from ceasefire.centre.pages.map._rows import area_rows, capped, incident_row, period_in_words, sign_words
from ceasefire.centre.seen.map.asked import AT_LEAST, EXACTLY, LAYERS, Asked, asked_from
from ceasefire.centre.seen.map.coverage import Cover, Watching, covers_of, told_until, watchings_in
from ceasefire.centre.seen.map.days import dates_between, dates_of, ordinals_of, span_of, strip_of
from ceasefire.centre.seen.map.found import Found, found_in
from ceasefire.centre.web import page, spoken
from ceasefire.publish.incidents._codes import STATES
from ceasefire.publish.words import EVENTS, LANGUAGES, STANDINGS, Language, names_of, word
from ceasefire.times import zone_from_text

_STEP = 0.4  # of the picture's size: how far a link moves it
_FACTOR = 1.6
_KEPT = 24
_kept: Kept[dict[str, Any]] = Kept(_KEPT)


def map_page(request: HttpRequest) -> HttpResponse:
    """Show the map, the strip of days, and the same in words; every filter stands in the address."""
    view, slider = view_of(request)
    language, query = spoken(request), request.GET
    made = _kept.get(view, lambda: _made(view, language, query), language.code, query.urlencode())
    link = _linker(made["keep"] | ({"known": slider.chosen} if slider.chosen else {}))
    return page(request, "map/map.html.j2", seen=view, slider=slider, link=link, **made)


def _made(view: View, language: Language, query: QueryDict) -> dict[str, Any]:
    """Return what the map shows of a view, as an address asks."""
    agreement = view.shown.agreement
    names = names_of(agreement, language.code)
    everything, watchings = found_in(view), watchings_in(view)
    kinds = _kinds(everything, watchings)
    asked = asked_from(query, [each.id for each in agreement.areas], kinds)
    zone = zone_from_text(agreement.zone)
    as_of = min(view.shown.asked.as_of, latest_moment(view.shown.recorded))  # no day to come was watched or quiet

    alike = [each for each in everything if each.is_as_asked(asked)]
    here = [each for each in alike if not asked.area or asked.area in each.sure]
    maybe = sum(each.may_be_in(asked.area) for each in alike) if asked.area else 0
    dates, earlier = dates_of(here, asked, zone, as_of)
    told = told_until(view)
    until = as_of if told is None else told
    strip = strip_of(here, watchings, asked.kind, dates, earlier=earlier, zone=zone, told=until)
    shown = [each for each in here if each.touches(*ordinals_of(asked))]
    timed = [each for each in shown if each.when] if asked.first or asked.last else shown
    covers = _covers(view, watchings, asked, dates, until) if "coverage" in asked.layers else None
    picture = picture_of(names, timed, asked, covers)
    listed = [each for each in timed if each.is_placed]
    rows, more = capped(names, listed)
    return {
        "keep": asked.keep() | _of_reader(query),
        "asked": asked,
        "picture": picture,
        "row": {each.found.incident.id: incident_row(names, each.found) for each in picture.points}
        | {
            one.incident.id: incident_row(names, one)
            for each in picture.tags
            for one in each.found[: len(each.tag.signs)]
        },
        "names": names,
        "moves": _moves(picture.box),
        "strip": strip,
        "rows": rows,
        "more": more,
        "shown": len(shown),
        "maybe": maybe,
        "unplaced": capped(names, [each for each in timed if not each.is_placed]),
        "untimed": capped(names, [each for each in shown if not each.when]),
        "areas": area_rows(names, timed, covers, is_mission=view.audience == "mission"),
        "kinds": _worded(language, kinds),
        "standings": _standings(language),
        "layers": LAYERS,
        "signs": sign_words(language),
        "period": period_in_words(language, asked.first, asked.last),
        "watched_for": word(language, EVENTS, asked.kind) if asked.kind else "",
        "credit": CREDIT,
    }


def _of_reader(query: QueryDict) -> dict[str, str]:
    """Return the language, where the address names one."""
    lang = query.get("lang", "")
    return {"lang": lang} if lang in LANGUAGES else {}


def _kinds(found: Sequence[Found], watchings: Sequence[Watching]) -> frozenset[str]:
    told = {kind for each in found for kind in each.kinds}
    return frozenset(told | {kind for each in watchings for kind in each.sees})


def _worded(language: Language, kinds: frozenset[str]) -> list[tuple[str, str]]:
    return sorted(((each, word(language, EVENTS, each)) for each in kinds), key=lambda each: each[1])


def _standings(language: Language) -> list[tuple[str, str]]:
    least = [(each, language.say("{standing} or more", standing=word(language, STANDINGS, each))) for each in AT_LEAST]
    return least + [(each, word(language, STATES, each)) for each in EXACTLY]


def _covers(
    view: View, watchings: Sequence[Watching], asked: Asked, dates: Sequence[Any], until: int
) -> dict[str, Cover]:
    """Return what was watched on the days asked for, else on those of the strip, as far as it is told."""
    zone = zone_from_text(view.shown.agreement.zone)
    first, last = asked.first or dates[0], asked.last or dates[-1]
    days = [span_of(each, zone) for each in dates_between(min(first, last), last)]
    told = [each for each in days if each[1] <= until]
    return covers_of(regions_of(view.shown.agreement), watchings, asked.kind, told)


def _linker(keep: dict[str, str]) -> Callable[..., str]:
    """Return what makes a link to the map with some filters changed; None or nothing takes one out."""

    def link(changes: dict[str, Any] | None = None, fragment: str = "") -> str:
        given = {key: value for key, value in (keep | (changes or {})).items() if value not in (None, "")}
        address = reverse("map") + (f"?{urlencode(given)}" if given else "")
        return f"{address}#{fragment}" if fragment else address

    return link


def _moves(box: Box) -> dict[str, str]:
    """Return the boxes that the links around the picture lead to."""
    return {
        "north": panned(box, north=_STEP).text,
        "south": panned(box, north=-_STEP).text,
        "west": panned(box, east=-_STEP).text,
        "east": panned(box, east=_STEP).text,
        "in": zoomed(box, _FACTOR).text,
        "out": zoomed(box, 1 / _FACTOR).text,
        "home": "" if box == home() else home().text,
    }
