"""The map: what it shows to whom, and what it never shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from ceasefire.centre.basemap import Projection, home, names, parse_box
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import View
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.pages.map import _views
from ceasefire.centre.people.models import Person
from ceasefire.centre.seen.map.found import Found, found_in

Site = Callable[[str], Client]
READERS = ("reporter", "analyst", "verifier", "head", "co-chair-us", "co-chair-russia", "liaison", "access", "observer")
RECORDS = Path(__file__).parents[2] / "agreements" / "syria-2016-09" / "records.jsonl"
ALEPPO = "36.4,35.7,37.8,36.6"
COVERAGE = "/map/?layer=coverage&kind=un-deliveries&from=2016-09-13&to=2016-09-17&box=" + ALEPPO


def positions() -> Iterator[tuple[float, float]]:
    """Yield longitude and latitude of every shipped record that has them."""
    for line in RECORDS.read_text("utf-8").splitlines():
        where = json.loads(line).get("where") or {}
        if "lat" in where:
            yield where["lon"], where["lat"]


def text_of(client: Client, address: str) -> str:
    """Return a page, which must be there."""
    answer = client.get(address)
    assert 200 == answer.status_code, address
    return str(answer.content.decode())


def part(page: str, id_: str) -> str:
    """Return a section of the page."""
    return page.split(f'id="{id_}"', 1)[1].split("</section>", 1)[0]


def listed(page: str) -> set[str]:
    """Return the ids of the incidents in the list."""
    return set(re.findall(r"incidents/one/\?id=([^&\"]+)", part(page, "list")))


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "address", ["/map/", f"/map/?box={ALEPPO}", "/map/?layer=incidents,areas,coverage&size=narrow"]
)
def test_no_position_of_a_record_is_in_the_page(as_: Site, name: str, address: str):
    """For no role does the page hold the degrees of a shipped record, nor a dot where they would be drawn."""
    page = text_of(as_(name), address)
    seen = re.sub(r'box=[^"&]*|data-box="[^"]*"', "", page)
    box = parse_box(ALEPPO) if "box" in address else home()
    projection = Projection(box or home(), *((400, 460) if "narrow" in address else (960, 680)))
    drawn = set(re.findall(r'c?x="([\d.]+)" c?y="([\d.]+)"', seen))
    own = {projection.xy(each.lon, each.lat) for each in names()}
    own |= {projection.xy(lon, lat) for lon, lat in ((37.18, 36.20), (36.73, 34.84))}  # areas of the agreement

    assert 'class="point' not in seen
    for lon, lat in positions():
        for degrees in (lon, lat):
            assert not re.search(rf"(?<![\d.]){degrees:.2f}(?!\d)", seen), degrees
        x, y = projection.xy(lon, lat)
        assert (x, y) in own or (f"{x}", f"{y}") not in drawn, (lon, lat)


def test_an_incident_that_is_not_released_is_not_drawn(as_: Site):
    """The mission sees the attack on the convoy on the evening of the 19th; an observer finds no word of it yet."""
    assert "urum-al-kubra-convoy" in part(text_of(as_("analyst"), "/map/"), "map-picture")

    page = text_of(as_("observer"), "/map/")

    assert "convoy" not in page
    assert "not released to you" in page
    assert "al-mayadin" in part(page, "map-picture")


def test_every_mark_leads_to_its_incident_and_says_what_it_is(as_: Site):
    """Each sign in the picture is a link to the incident with a title of what, where and how sure."""
    picture = part(text_of(as_("analyst"), "/map/"), "map-picture")
    links = re.findall(r'<a href="(/incidents/one/[^"]+)"><title>([^<]+)</title>', picture)

    assert 15 == len(links)
    assert all(" · somewhere in " in title for _, title in links)
    assert any("jabal-tharda" in address and "corroborated" in title for address, title in links)


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("day=2016-09-17", "jabal-tharda", "al-mayadin"),
        ("from=2016-09-15&to=2016-09-15", "al-mayadin", "jabal-tharda"),
        ("kind=checkpoint", "russian-general-staff%2Fcastello-checkpoint-2016-09-15", "jabal-tharda"),
        ("standing=corroborated", "jabal-tharda", "al-mayadin"),
        ("standing=received", "quneitra-aircraft", "jabal-tharda"),
        ("area=deir-ez-zor", "al-mayadin", "quneitra-aircraft"),
        ("area=aleppo", "urum-al-kubra-convoy", "al-mayadin"),
        ("known=2016-09-16T00:00:00%2B03:00", "al-mayadin", "jabal-tharda"),
    ],
)
def test_filters_stand_in_the_address_and_go_on_in_its_links(as_: Site, query: str, there: str, gone: str):
    """A filter narrows list and picture alike, and the links that move the map keep it."""
    page = text_of(as_("analyst"), f"/map/?{query}")
    moves = re.findall(r'<a data-move href="([^"]+)"', part(page, "map-picture"))
    key, _, value = query.partition("&")[0].partition("=")

    assert there in listed(page)
    assert gone not in listed(page)
    assert gone not in part(page, "map-picture")
    assert moves
    assert all(f"{key}=" in each or key == "from" for each in moves), moves
    if key not in ("known", "from"):
        assert all(f"{key}={value}" in each for each in moves)


@pytest.mark.parametrize(
    "query",
    [
        "box=nan,0,inf,1e9",
        "box=170,10,175,12",
        "day=2016-02-30",
        "day=yesterday",
        "from=2016-09-18&to=2016-09-12",
        "kind=%3Cscript%3Ealert(1)%3C/script%3E",
        "standing=proven",
        "area=atlantis",
        "layer=satellite",
        "size=huge",
        "box=" + "9" * 5000,
    ],
)
def test_rubbish_in_the_address_is_left_out_and_said(as_: Site, query: str):
    """What an address cannot mean is named in a sentence; the map is there all the same, and nothing is echoed."""
    page = text_of(as_("observer"), f"/map/?{query}")

    assert "Not understood in this address" in page
    assert query.partition("=")[0] in part(page, "unheeded")[:300]
    assert "<script>alert" not in page
    assert 13 == len(listed(page))


def test_a_moment_that_is_none_shows_the_present(as_: Site):
    """Rubbish for "as known at" is no fault: the page shows what is known now."""
    assert 15 == len(listed(text_of(as_("analyst"), "/map/?known=soon&stop=%2B")))


def test_what_nobody_watched_looks_unlike_what_was_quiet(as_: Site):
    """Eastern Aleppo was watched for deliveries: plain. The towns beside it were not: hatched. Words say which is."""
    page = text_of(as_("analyst"), COVERAGE)
    picture = part(page, "map-picture")
    circles = re.findall(r'<circle class="area ?([^"]*)"[^>]*fill="([^"]*)"', picture)

    assert [("watched", "#fff")] == [each for each in circles if "watched" in each[0]]
    assert {("nobody", "url(#nobody)")} == set(circles) - {("watched", "#fff")}
    assert "hatched: nobody on record watched" in page
    assert "without a sign in it, quiet" in page
    assert re.search(r'Eastern Aleppo</a></th>.*?class="watched watched">the whole of each of 5 days', page, re.DOTALL)
    assert re.search(r'Foah</a></th>.*?class="watched nobody">nobody on record', page, re.DOTALL)


@pytest.mark.parametrize("name", ["observer", "liaison", "co-chair-us"])
def test_outside_the_mission_a_watch_shows_once_it_is_released(as_: Site, name: str):
    """The watch ended on the evening of the 19th; on the 20th no party and no observer reads of it."""
    page = text_of(as_(name), COVERAGE.replace("kind=un-deliveries&", ""))

    assert 'class="watched watched"' not in page
    assert 'class="watched partly"' not in page
    assert "nobody that is released to you" in page
    assert "un-deliveries" not in page


def test_an_incident_without_a_place_is_listed_beside_the_map(as_: Site):
    """A report that tells no place is in no box; it stands in the list of those that may lie in any area."""
    analyst = Person.objects.get(username="analyst").viewer(duress=False)
    when = {"from": "2016-09-19T10:00:00+03:00", "to": "2016-09-19T11:00:00+03:00", "how": "sometime"}
    said = {"kind": "report", "id": "nowhere-told", "version": 1, "what": {"any_of": ["shelling"]}, "when": when}
    file_contents(analyst, [said])
    browser = as_("analyst")

    page = text_of(browser, "/map/")

    assert "nowhere-told" not in part(page, "map-picture") + part(page, "list")
    assert "No place told" in part(page, "unplaced")
    assert "nowhere-told" in part(page, "unplaced")
    assert "1 more may lie in this area" in text_of(browser, "/map/?area=idleb")


def test_an_incident_without_a_time_is_on_every_day_and_surely_on_none(as_: Site, monkeypatch: pytest.MonkeyPatch):
    """Without a filter of days it is drawn; on a day asked for it is listed as one that may lie there."""

    def timeless(view: View) -> tuple[Found, ...]:
        kept = found_in(view)
        return tuple(replace(e, when=None, days=None) if e.incident.id == "talbiseh-delivery" else e for e in kept)

    monkeypatch.setattr(_views, "found_in", timeless)
    monkeypatch.setattr(_views, "_kept", Kept(2))  # not what another test saw of the same answer, nor the other way
    browser = as_("analyst")
    page, narrowed = text_of(browser, "/map/"), text_of(browser, "/map/?day=2016-09-17")

    assert "talbiseh-delivery" in part(page, "map-picture")
    assert "talbiseh-delivery" not in part(narrowed, "map-picture") + part(narrowed, "list")
    for each in (page, narrowed):
        assert "talbiseh-delivery" in part(each, "unplaced").split("No time told")[1]


def test_the_arabic_page_is_mirrored_and_names_places_in_arabic(as_: Site):
    """Names of places and areas come from the reviewed table, in the page's language; each text says its direction."""
    page = text_of(as_("liaison"), "/map/?lang=ar")
    picture = part(page, "map-picture")
    texts = re.findall(r"<text [^>]*>([^<]+)</text>", picture)

    assert 'dir="rtl"' in page
    assert {"طريق الكاستيلو", "دير الزور", "دمشق"} <= set(texts)
    assert not [each for each in texts if re.search("[A-Za-z]", each)]
    assert all('direction="rtl"' in each for each in re.findall(r"<text [^>]*", picture) if "more" not in each)
    assert "lang=ar" in part(page, "days")


def test_the_credit_is_printed_and_the_same_is_said_in_words(as_: Site):
    """Where the map comes from stands under it; the image has a text alternative and every incident drawn is listed."""
    page = text_of(as_("observer"), "/map/")
    picture = part(page, "map-picture")

    assert "Natural Earth · GeoNames (CC BY 4.0)" in picture
    assert '<g role="img" aria-label="Base map' in picture
    assert set(re.findall(r"incidents/one/\?id=([^&\"]+)", picture)) == listed(page)
    assert "style=" not in page


def test_moving_the_map_stays_on_it(as_: Site):
    """Following one link again and again ends at the edge of the map and never off it."""
    browser, address = as_("observer"), "/map/"
    for _ in range(6):
        page = text_of(browser, address)
        address = re.findall(r'<a data-move href="([^"#]+)', part(page, "map-picture"))[5].replace("&amp;", "&")

    box = re.search(r'data-box="([^"]+)"', text_of(browser, address))

    assert box is not None
    assert box[1].endswith(",45.0000,37.8000")


def test_a_day_says_how_many_surely_and_how_many_perhaps(as_: Site):
    """The strip counts an incident known to two days on both, as possible; it is a link that names the day."""
    days = part(text_of(as_("analyst"), "/map/"), "days")

    assert "10 Sept 2016: surely 2, perhaps 0 more" in days
    assert "16 Sept 2016: surely 0, perhaps 2 more" in days
    assert 'href="/map/?day=2016-09-16#map-picture"' in days


def test_who_may_not_see_the_substance_does_not_see_the_map(as_: Site):
    """The administrator is refused, and somebody who has not signed in is sent to do so."""
    assert 403 == as_("administrator").get("/map/").status_code
    assert 302 == as_("").get("/map/").status_code
