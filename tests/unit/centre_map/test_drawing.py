import csv
import json
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from ceasefire.agreement import agreement_from_text
from ceasefire.centre import basemap
from ceasefire.centre.basemap import LANGS, Box, Projection, Rect, base_paths, home, labels, limits, names

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "src" / "ceasefire" / "centre" / "basemap"
GEOJSON = json.loads((FOLDER / "natural-earth.geojson").read_text("utf-8"))
VIEWS = [
    Projection(home(), 1280, 900),
    Projection(home(), 360, 330),
    Projection(limits(), 1600, 800),
    Projection(Box(36.4, 35.7, 37.8, 36.6), 1280, 900),
    Projection(Box(35.6, 32.6, 37.2, 34.0), 640, 640),
    Projection(Box(37.0, 36.2, 37.25, 36.32), 900, 600),
]


def features(**wanted):
    """Return the features whose properties are these."""
    return [each for each in GEOJSON["features"] if wanted.items() <= each["properties"].items()]


def test_the_file_is_small():
    """The base map adds less than 150 kB to the package."""
    assert (FOLDER / "natural-earth.geojson").stat().st_size < 150_000


def test_everything_lies_in_the_box():
    """No coordinate lies beyond the limits that the file itself states, and every shape is valid."""
    box = shapely.box(*GEOJSON["bbox"])

    assert list(GEOJSON["bbox"]) == [limits().west, limits().south, limits().east, limits().north]
    for each in GEOJSON["features"]:
        assert shape(each["geometry"]).is_valid, each["properties"]
        assert box.covers(shape(each["geometry"])), each["properties"]


def test_land_does_not_overlap():
    """No place belongs to two countries: what the map gives to no state has been taken out of its neighbour."""
    land = [(each["properties"]["id"], shape(each["geometry"])) for each in features(kind="land")]

    for (one, first), (other, second) in combinations(land, 2):
        assert first.intersection(second).area < 0.002, (one, other)


def test_golan_is_given_to_no_state_and_all_around_it_is_dashed():
    """The policy holds where it matters most: its own land, in no country's colour, within dashed lines only."""
    (golan,) = features(kind="land", id="golan")
    around = [each for each in features(kind="boundary") if "golan" in each["properties"]["between"]]
    lines = shapely.union_all([shape(each["geometry"]) for each in around])

    assert golan["properties"]["role"] == "open"
    assert {"376", "400", "422", "760"} == {s for each in around for s in each["properties"]["between"]} - {"golan"}
    assert all(each["properties"]["disputed"] for each in around)
    assert shape(golan["geometry"]).boundary.difference(lines.buffer(0.005)).length < 0.01
    assert 1000 < shape(golan["geometry"]).area * 111.2 * 93.3 < 1300  # square kilometres


@pytest.mark.parametrize(
    ("between", "disputed"),
    [
        (["376", "422"], True),
        (["275", "376"], True),
        (["275", "400"], True),
        (["760", "792"], False),
        (["422", "760"], False),
        (["368", "760"], False),
        (["400", "760"], False),
    ],
)
def test_each_boundary_says_whether_it_is_disputed(between, disputed):
    """The lines around Syria carry what docs/basemap.md says of them."""
    found = features(kind="boundary", between=between)

    assert [disputed] == [each["properties"]["disputed"] for each in found]


def test_the_table_of_names_is_whole():
    """Each row has an id of its own, three names in their scripts, a place on the map, a known kind and rank."""
    with (FOLDER / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len({row["id"] for row in rows}) == len(rows) == len(names())
    for row in rows:
        assert row["kind"] in {"country", "sea", "city", "town", "area"}, row
        assert row["rank"] in set("123456"), row
        assert re.fullmatch(r"\d\d\.\d\d", row["lon"]), row
        assert re.fullmatch(r"\d\d\.\d\d", row["lat"]), row
        assert re.fullmatch(r"[A-Za-z0-9 '(),-]+", row["en"]), row
        assert re.fullmatch(r"[\u0600-\u06ff0-9 ()]+", row["ar"]), row
        assert re.fullmatch(r"[А-Яа-яё0-9 (),-]+", row["ru"]), row
        assert row["reviewed"], row
        assert limits().holds(float(row["lon"]), float(row["lat"])), row


def test_every_area_of_the_agreement_has_its_name_in_three_languages():
    """The map names an area exactly as the agreement does."""
    text = (ROOT / "agreements" / "syria-2016-09" / "agreement.yaml").read_text("utf-8")
    areas = {area.id: area.names for area in agreement_from_text(text).areas}
    table = {name.id: name for name in names()}

    assert areas.keys() <= table.keys()
    for id_, name in areas.items():
        for lang in LANGS:
            assert name.in_language(lang) == table[id_].text(lang), (id_, lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", VIEWS)
def test_labels_do_not_overlap(view, lang):
    """No name covers another or another's dot, none is cut by the edge, none stands twice."""
    found = labels(view, lang)

    assert found
    assert len({label.text for label in found}) == len(found)
    for label in found:
        assert 0 <= label.room.left < label.room.right <= view.width
        assert 0 <= label.room.top < label.room.bottom <= view.height
    for one, other in combinations(found, 2):
        assert not one.room.overlaps(other.room), (one.text, other.text)
        assert not (one.has_dot and one.dot.overlaps(other.room)), (one.text, other.text)
        assert not (other.has_dot and other.dot.overlaps(one.room)), (one.text, other.text)


@pytest.mark.parametrize("lang", LANGS)
def test_the_capital_and_the_places_of_the_agreement_are_on_the_first_picture(lang):
    """Collisions leave out small places, not those that the agreement is about."""
    found = {label.id for label in labels(Projection(home(), 1280, 900), lang)}
    named = "damascus-city aleppo-city syria madaya zabadani foah kefraya moadamiya urum-al-kubra"

    assert set(named.split()) <= found


def test_nearer_shows_more():
    """A town left out from afar is named from near, and the lines of the Castello Road from very near."""
    far = {label.id for label in labels(VIEWS[0], "en")}
    near = {label.id for label in labels(VIEWS[3], "en")}
    very_near = {label.id for label in labels(VIEWS[5], "en")}

    assert "afrin" in near - far
    assert {each for each in very_near if each.startswith("castello")} == {
        "castello-road",
        "castello-north-1000",
        "castello-north-2500",
        "castello-north-3500",
        "castello-south-500",
    }


def test_names_leave_room_for_what_the_page_draws():
    """A name moves away from a mark that was there first."""
    view = VIEWS[0]
    free = {label.id: label for label in labels(view, "en")}["aleppo-city"]
    mark = Rect(free.x + 5, free.y - 10, free.x + 80, free.y + 10)
    moved = {label.id: label for label in labels(view, "en", (mark,))}["aleppo-city"]

    assert free.room.overlaps(mark)
    assert not moved.room.overlaps(mark)


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ru", "ltr")])
def test_an_anchor_is_meant_in_the_direction_of_its_own_script(lang, direction):
    """A name to the left of its dot ends there in English and starts there in Arabic."""
    for label in labels(VIEWS[0], lang):
        assert label.direction == direction
        if label.anchor != "middle":
            is_right = label.room.left + label.room.right > 2 * label.x
            assert is_right == ((label.anchor == "start") == (direction == "ltr")), label


def test_other_languages_have_no_names():
    """A language that the table lacks is refused, not shown empty."""
    with pytest.raises(ValueError, match="no names in 'fr'"):
        labels(VIEWS[0], "fr")


@pytest.mark.parametrize("view", VIEWS)
def test_paths_are_plain_and_near_the_picture(view):
    """Path data hold only moves, lines and closes, each begins with a move, and nothing is drawn far outside."""
    for path in base_paths(view):
        assert re.fullmatch(r"(M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+)*Z?)+", path.d), path.kind
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", path.d)]
        assert -9 <= min(numbers)
        assert max(numbers[::2]) <= view.width + 9
        assert max(numbers[1::2]) <= view.height + 9


def test_paths_come_in_the_order_of_drawing():
    """Land lies under coasts, coasts under boundaries, and there is one path of a class."""
    order = ["neighbour", "open", "focus", "coast", "boundary", "disputed"]

    assert order == [path.kind for path in base_paths(VIEWS[0])]
    assert [path.kind for path in base_paths(VIEWS[5])] == ["focus"]


def test_a_picture_is_worked_out_once():
    """The same projection gives the same paths, kept; the whole stays small enough for a page."""
    view = Projection(home(), 1280, 900)

    assert base_paths(view) is base_paths(Projection(home(), 1280, 900))
    assert sum(len(path.d) for path in base_paths(view)) < 60_000


def test_the_base_map_needs_no_django_of_its_own():
    """The modules import nothing of Django: the package could be moved anywhere."""
    for path in FOLDER.glob("*.py"):
        assert "django" not in path.read_text("utf-8").lower(), path.name


def test_who_made_the_data_is_said():
    """The credit names both sources, one of which asks for it."""
    assert "Natural Earth" in basemap.CREDIT
    assert "GeoNames" in basemap.CREDIT
    assert "CC BY 4.0" in basemap.CREDIT


def test_the_sample_page_can_be_made(tmp_path):
    """The tool that shows the map writes a page with paths and names in it."""
    out = tmp_path / "map.html"
    subprocess.run([sys.executable, ROOT / "tools" / "basemap_sample.py", "ar", out], check=True, capture_output=True)

    assert "<path" in out.read_text("utf-8")
    assert "دير الزور" in out.read_text("utf-8")
