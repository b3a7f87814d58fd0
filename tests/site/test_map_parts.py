"""The map's parts: what an address asks for, points and their uncertainty, coverage, tags, days."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from ceasefire.agreement import regions_of
from ceasefire.centre.access import Viewer, released
from ceasefire.centre.basemap import Projection, home, parse_box
from ceasefire.centre.live import View, moment_from_text, shown, view_for
from ceasefire.centre.pages.map._picture import MOST_POINTS, picture_of
from ceasefire.centre.pages.map._rows import where_in_words
from ceasefire.centre.pages.map._shapes import LEAST_PX
from ceasefire.centre.seen.map.asked import SIZES, Asked, asked_from
from ceasefire.centre.seen.map.coverage import Watching, cover_of, covers_of, told_until
from ceasefire.centre.seen.map.days import strip_of
from ceasefire.centre.seen.map.found import Found, found_in, found_of
from ceasefire.places import Placement
from ceasefire.publish.words import names_of
from ceasefire.records import Where
from ceasefire.times import zone_from_text

DAY = (1_473_800_400, 1_473_886_800)  # 14 September 2016 in Damascus
ANALYST = Viewer("analyst", person=1)


@pytest.fixture
def view(site: object) -> View:
    """Return what an analyst sees."""
    return view_for(ANALYST, shown())


def moved(view: View, *wheres: Where | None) -> tuple[Found, ...]:
    """Return one incident of the view as the map has it, if its accounts were at other places."""
    first = next(each for each in view.desk.incidents if len(each.counted) >= len(wheres))
    accounts = tuple(replace(one, where=where) for one, where in zip(first.counted, wheres, strict=False))
    return found_of([replace(first, accounts=accounts, counted=accounts)], view.desk.situation)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(first=dt.date(2016, 9, 12), last=dt.date(2016, 9, 12), kind="shelling"),
        Asked(first=dt.date(2016, 9, 12), standing="false", size="narrow"),
        Asked(last=dt.date(2016, 9, 12), area="aleppo", layers=("coverage",), box=parse_box("36.4,35.7,37.8,36.6")),
    ],
)
def test_what_is_asked_and_its_address_are_inverse(asked: Asked):
    """The filters that an address carries are read back as they were."""
    assert asked == asked_from(QueryDict(urlencode(asked.keep())), ["aleppo"], ["shelling"])


@pytest.mark.parametrize(
    ("radius_m", "is_vague", "least"), [(800, True, 10_000), (3_000, False, 3_000), (30_000, True, 30_000)]
)
def test_a_point_is_drawn_as_wide_as_it_is_uncertain(view: View, radius_m: int, is_vague: bool, least: int):
    """Where a core tells a point, the mission sees a circle of its radius, no finer than a town, dashed when vague."""
    found = moved(view, Where(36.987654, 36.123456, radius_m))
    names = names_of(view.shown.agreement, "en")

    (point,) = picture_of(names, found, Asked(), None).points
    projection = Projection(home(), *SIZES["wide"])

    assert point.radius == pytest.approx(max(LEAST_PX, projection.px_from_m(least, 36.12)), abs=0.1)
    assert is_vague is point.is_vague
    assert found[0].point in ((36.99, 36.12), (37.0, 36.1))
    assert "to within" in where_in_words(names, found[0])


def test_outside_the_mission_a_point_is_gone(view: View):
    """The same record, released to observers, tells its area and no point: there is nothing to draw a dot from."""
    record = replace(
        next(each for each in view.records if each.kind == "report"),
        where=Where(36.95, 36.15, 3_000, "ocha-pcode", "SY02", "2016-09-05", Placement(("aleppo", "syria"))),
    )
    seen = released(record, "observers", 0, 1 << 40)

    assert seen is not None
    (found,) = moved(view, seen.where)

    assert found.point is None
    assert "aleppo" == found.area


def test_accounts_that_place_it_differently_leave_where_they_agree(view: View):
    """One says Eastern Aleppo, one says elsewhere in the governorate: it stands in that, and the page says so."""
    one = Where(scheme="agreement", code="eastern-aleppo")
    other = Where(
        scheme="ocha-pcode", code="SY02", vintage="2016-09-05", areas=Placement(("aleppo",), ("eastern-aleppo",))
    )

    (found,) = moved(view, one, other)

    assert "aleppo" == found.area
    assert found.at_odds
    assert "differently" in where_in_words(names_of(view.shown.agreement, "en"), found)
    assert moved(view, one, None)[0].area == "eastern-aleppo"
    assert not moved(view, None)[0].is_placed


def _watch(code: str, start: int, end: int, *, whole: bool = True) -> Watching:
    return Watching(("flight",), Where(scheme="agreement", code=code), start, end, whole)


@pytest.mark.parametrize(
    ("watches", "kind", "state"),
    [
        ([], "flight", "nobody"),
        ([_watch("eastern-aleppo", *DAY)], "flight", "watched"),
        ([_watch("eastern-aleppo", *DAY)], "shelling", "nobody"),
        ([_watch("eastern-aleppo", *DAY)], "", "watched"),
        ([_watch("aleppo", *DAY)], "flight", "watched"),
        ([_watch("idleb", *DAY)], "flight", "nobody"),
        ([_watch("eastern-aleppo", *DAY, whole=False)], "flight", "partly"),
        ([_watch("eastern-aleppo", DAY[0], DAY[1] - 60)], "flight", "partly"),
        (
            [_watch("eastern-aleppo", DAY[0], DAY[0] + 50_000), _watch("aleppo", DAY[0] + 40_000, DAY[1])],
            "flight",
            "watched",
        ),
        ([_watch("eastern-aleppo", DAY[1], DAY[1] + 60)], "flight", "nobody"),
    ],
)
def test_an_area_is_watched_only_whole_and_all_day(view: View, watches: list[Watching], kind: str, state: str):
    """Half a day, half a proof, another kind or a neighbouring area make no watched day."""
    region = regions_of(view.shown.agreement)["eastern-aleppo"]

    assert state == cover_of(region, watches, kind, [DAY]).state


def test_a_larger_area_is_watched_in_part_where_a_town_in_it_was(view: View):
    """A watch over a town says something of the governorate, but not that the whole was watched."""
    regions = regions_of(view.shown.agreement)
    covers = covers_of(regions, [_watch("eastern-aleppo", *DAY)], "flight", [DAY])

    assert ("partly", "partly", "nobody") == (covers["aleppo"].state, covers["syria"].state, covers["homs"].state)
    assert "untold" == cover_of(regions["aleppo"], [], "flight", []).state


def test_a_moment_to_come_tells_no_coverage_earlier(site: object):
    """However late the moment that an observer names, what was watched is told by the centre's clock."""
    late, present = shown(moment_from_text("2016-12-01T00:00:00+03:00")), shown()
    observer = Viewer("observer", person=1)
    told = told_until(view_for(observer, late))

    assert told is not None
    assert told <= present.asked.as_of - 48 * 3_600 + 60
    assert told_until(view_for(ANALYST, late)) is None


@pytest.mark.parametrize("lang", ["en", "ar", "ru"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("box", ["", "36.4,35.7,37.8,36.6", "35.5,32.3,37,34.2"])
def test_tags_lie_in_the_picture_and_cover_nothing(view: View, lang: str, size: str, box: str):
    """No tag covers another or a name, none leaves the picture, and each incident is drawn, or counted as not drawn."""
    names, found = names_of(view.shown.agreement, lang), found_in(view)
    covers = covers_of(regions_of(view.shown.agreement), [], "", [DAY])
    picture = picture_of(names, found, Asked(size=size, box=parse_box(box)), covers)
    rooms = [each.tag.room for each in picture.tags]
    drawn = sum(len(each.tag.signs) for each in picture.tags)

    assert drawn
    assert not any(one.overlaps(other) for one, other in itertools.combinations(rooms, 2))
    assert not any(each.overlaps(label.room) for each in rooms for label in picture.labels)
    width, height = SIZES[size]
    assert all(0 <= each.left < each.right <= width and 0 <= each.top < each.bottom <= height for each in rooms)
    assert len(found) == drawn + picture.undrawn + picture.outside


def test_of_very_many_the_rest_is_counted(view: View):
    """A thousand incidents in one area draw a handful of signs, and a thousand points no more than the most."""
    names = names_of(view.shown.agreement, "en")
    one = found_in(view)[0]
    picture = picture_of(names, [one] * 1000, Asked(), None)
    points = picture_of(names, [replace(one, point=(37.0, 36.0), radius_m=2_000)] * 1000, Asked(), None)

    assert 1000 == picture.undrawn + sum(len(each.tag.signs) for each in picture.tags)
    assert picture.tags[0].tag.more > 900
    assert (MOST_POINTS, 1000 - MOST_POINTS) == (len(points.points), points.undrawn)


def test_a_bar_counts_surely_only_within_one_day(view: View):
    """An incident within a day is sure there; over midnight, possible on both days; without a time, on none."""
    zone, one = zone_from_text("Asia/Damascus"), found_in(view)[0]
    first = dt.date(2016, 9, 14)

    def at(*days: int) -> Found:
        return replace(one, days=(first.toordinal() + days[0], first.toordinal() + days[1]) if days else None)

    strip = strip_of(
        [at(0, 0), at(0, 1), at(-5, 0), at(3, 3), at()],
        [_watch("aleppo", *DAY)],
        "",
        (first, first + dt.timedelta(days=1)),
        earlier=0,
        zone=zone,
        told=DAY[1],
    )

    assert [(1, 2, True), (0, 1, None)] == [(each.sure, each.possible, each.watched) for each in strip.days]
