"""Linking suggests pairs with reasons; it never decides, and the order of the accounts changes nothing."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.incidents.linking import (
    PROVISIONAL,
    SUGGESTED,
    TEMPLATES,
    Account,
    BackEndMissing,
    DuckDBLinker,
    Linker,
    Marks,
    SplinkLinker,
    account_from_record,
    account_is_round_up,
)
from ceasefire.problems import Place
from ceasefire.records import Dataset, record_from_json

DAY = 86_400
MARKS = Marks(1, 700)
DISTINCT = frozenset({"ngo", "un"})
HALL = Account(
    key="ngo/1",
    source="ngo",
    dataset="ngo",
    earliest=0,
    latest=DAY,
    lon=37.0,
    lat=36.0,
    radius_m=2_000,
    kinds=("shelling",),
    actors=("north", "south"),
    counts=(("killed", 12, 12),),
    text="Twelve killed by shells on the market hall of Zamalka",
)
OTHER = replace(
    HALL,
    key="un/7",
    source="un",
    dataset="un",
    lon=37.02,
    radius_m=5_000,
    counts=(("killed", 10, None),),
    text="Shelling of Zamalka: the market hall burns, at least ten dead",
)


def suggest(*accounts, marks=MARKS, linker=DuckDBLinker, distinct=DISTINCT):
    """Return what a back end suggests."""
    return linker(duckdb.connect()).suggest(accounts, marks, distinct)


def codes(suggestion):
    """Return the weights of a suggestion's reasons, by code."""
    return {each.code: each.weight for each in suggestion.reasons}


def pairs(found):
    """Return the pairs of keys."""
    return {(each.first, each.second) for each in found}


@pytest.mark.parametrize("linker", [DuckDBLinker, SplinkLinker])
def test_two_reports_of_one_incident_are_suggested_with_reasons(linker):
    """Time, place, kind, actors, counts and words speak for it, each by a code that has words, in whole numbers."""
    (found,) = suggest(HALL, OTHER, linker=linker)

    assert (found.first, found.second, found.state) == ("ngo/1", "un/7", PROVISIONAL)
    assert isinstance(found.score, int)
    assert 700 <= found.score <= 1000
    assert {"same-day", "near", "same-kind", "same-actors", "counts-agree", "same-words"} <= set(codes(found))
    for reason in found.reasons:
        named = dict(reason.params)
        for name in [part.split("}")[0] for part in TEMPLATES[reason.code].split("{")[1:]]:
            assert name in named or f"{name}_low" in named
    weights = [abs(each.weight) for each in found.reasons]
    assert weights == sorted(weights, reverse=True)


def test_the_parameters_say_what_was_compared():
    """Distance, precision and counts as each source left them stand in the reasons; an open count is -1."""
    (found,) = suggest(HALL, OTHER)
    params = {each.code: dict(each.params) for each in found.reasons}

    assert params["near"] == {"distance_m": 1_800, "first_m": 2_000, "second_m": 5_000}
    assert params["counts-agree"] == {
        "unit": "killed",
        "first_low": 12,
        "first_high": 12,
        "second_low": 10,
        "second_high": -1,
    }
    assert params["same-kind"] == {"kinds": "shelling"}
    assert "zamalka" in params["same-words"]["words"]


def test_below_the_high_mark_it_is_only_suggested_and_below_the_low_mark_not_at_all():
    """The marks alone decide the state, and no state is a decision."""
    (found,) = suggest(HALL, OTHER)

    assert suggest(HALL, OTHER, marks=Marks(found.score, found.score))[0].state == PROVISIONAL
    assert suggest(HALL, OTHER, marks=Marks(1, found.score + 1))[0].state == SUGGESTED
    assert suggest(HALL, OTHER, marks=Marks(found.score + 1, 1000)) == ()


@pytest.mark.parametrize("marks", [(-1, 5), (600, 500), (0, 1002)])
def test_marks_out_of_order_are_refused(marks):
    """Marks are thousandths, the low one first."""
    with pytest.raises(ValueError, match="marks are thousandths"):
        Marks(*marks)


MIXED = [
    HALL,
    OTHER,
    replace(HALL, key="press/1", source="press", dataset="press", earliest=DAY, latest=2 * DAY),
    replace(HALL, key="press/2", source="press", dataset="press", counts=(("killed", 2, 2),), text="Two dead"),
    replace(OTHER, key="un/8", lat=36.1, kinds=("clash",), text="Clashes near Duma"),
    Account(key="radio/1", source="radio", text="Shells on the market hall of Zamalka"),
]


@settings(max_examples=15)
@given(order=st.permutations(MIXED))
def test_order_changes_nothing(order):
    """The same accounts in any order give the same suggestions."""
    assert suggest(*order) == suggest(*MIXED)


def test_order_changes_nothing_on_splink():
    """The other back end does not look at the order either."""
    assert suggest(*MIXED[::-1], linker=SplinkLinker) == suggest(*MIXED, linker=SplinkLinker)


def test_rows_of_a_distinct_data_set_are_never_paired():
    """What a data set declares distinct stays apart, however alike; without the declaration it is suggested."""
    twin = replace(HALL, key="ngo/2")

    assert suggest(HALL, twin) == ()
    assert pairs(suggest(HALL, twin, distinct=frozenset())) == {("ngo/1", "ngo/2")}


def test_one_to_one_for_each_pair_of_sources():
    """Of two rows of one source the better one is linked with another source's, and the weaker one is not."""
    worse = replace(OTHER, key="un/8", text="Some dead in Zamalka", counts=(("killed", 40, 40),))

    assert pairs(suggest(HALL, OTHER, worse)) == {("ngo/1", "un/7")}


def test_a_report_may_be_linked_over_several_sources():
    """One to one holds for two sources, not for all of them together."""
    third = replace(OTHER, key="press/1", source="press", dataset="press")

    assert pairs(suggest(HALL, OTHER, third)) == {("ngo/1", "press/1"), ("ngo/1", "un/7"), ("press/1", "un/7")}


def test_what_a_source_tells_twice_is_linked_both_times():
    """A source that is not distinct and comes back to an incident keeps both links with another source."""
    again = replace(OTHER, key="press/2", source="press", dataset="press")
    first = replace(again, key="press/1")

    assert pairs(suggest(HALL, first, again)) == {("ngo/1", "press/1"), ("ngo/1", "press/2"), ("press/1", "press/2")}


def test_a_round_up_keeps_several_links():
    """A report that tells of several incidents is exempt from one to one, and the reason says so."""
    elsewhere = replace(HALL, key="ngo/2", lon=37.3, text="Three dead in Harasta", counts=(("killed", 3, 3),))
    summary = Account(
        key="radio/1",
        source="radio",
        earliest=0,
        latest=DAY,
        lon=37.15,
        lat=36.0,
        radius_m=60_000,
        kinds=("shelling",),
        text="Shells on the market hall of Zamalka and on Harasta",
        counts=(("killed", 15, 15),),
    )
    found = suggest(HALL, elsewhere, summary)

    assert account_is_round_up(summary)
    assert pairs(found) == {("ngo/1", "radio/1"), ("ngo/2", "radio/1")}
    assert all("round-up" in codes(each) for each in found)
    assert not any("counts-differ" in codes(each) for each in found)


@pytest.mark.parametrize(
    ("changed", "is_one"),
    [
        ({}, False),
        ({"text": "78 people were killed yesterday"}, True),
        ({"latest": 3 * DAY}, False),
        ({"latest": 4 * DAY}, True),
        ({"radius_m": 30_000}, True),
    ],
)
def test_what_a_round_up_is(changed, is_one):
    """A wide place, a long time, or words that sum up a period."""
    assert account_is_round_up(replace(HALL, **changed)) is is_one


def test_without_a_time_a_link_is_never_provisional():
    """An account that tells no time is compared by its rarest words and its pictures, and only ever suggested."""
    timeless = replace(OTHER, earliest=None, latest=None)
    (found,) = suggest(HALL, timeless, marks=Marks(1, 2))

    assert found.state == SUGGESTED
    assert codes(found)["no-time"] == 0


def test_without_a_place_the_rest_decides():
    """An account without a place is linked by time, words and the rest; the place weighs nothing."""
    placeless = replace(OTHER, lon=None, lat=None, radius_m=None)
    (found,) = suggest(HALL, placeless)

    assert codes(found)["no-place"] == 0


def test_without_time_place_words_and_media_nothing_is_suggested():
    """What cannot be compared is not suggested, not even with its like."""
    empty = Account(key="radio/1", source="radio")

    assert suggest(HALL, empty, replace(empty, key="radio/2")) == ()
    assert suggest() == suggest(HALL) == ()


def test_precision_keeps_distance_from_speaking_against():
    """Fifteen kilometres off is no evidence against where one is known to twenty, and is where both are precise."""
    far = replace(OTHER, lon=37.17)
    vague = replace(far, radius_m=20_000)
    weights = [codes(suggest(HALL, each)[0]) for each in (far, vague)]

    assert weights[1]["near"] >= 0
    assert weights[0].get("far", weights[0].get("near")) < weights[1]["near"]


def test_areas_are_compared_by_code():
    """Equal codes speak for a pair, nested ones hardly, different ones against."""
    areas = ("ocha-pcode:SY020100", "ocha-pcode:SY0201", "ocha-pcode:SY0202")
    here, nested, apart = (replace(OTHER, lon=None, lat=None, area=each) for each in areas)
    coded = replace(HALL, lon=None, lat=None, area=areas[0])
    found = [codes(suggest(coded, each)[0]) for each in (here, nested, apart)]

    assert found[0]["same-place"] > found[1]["same-area"] > 0 > found[2]["other-area"]


def test_rare_words_weigh_more_than_common_ones():
    """A word that half of the reports use says less than one that only two use."""
    crowd = [
        replace(HALL, key=f"press/{each}", source=f"press{each}", text=f"Shelling of Zamalka, {each} report", lat=33.0)
        for each in range(10, 60)
    ]
    alone = codes(suggest(HALL, OTHER)[0])["same-words"]
    among = {(each.first, each.second): codes(each) for each in suggest(HALL, OTHER, *crowd)}["ngo/1", "un/7"]

    assert 0 < among["same-words"]
    assert among["same-words"] - alone < 150  # market and hall stay rare, Zamalka adds nothing
    assert crowd


def test_the_same_picture_links_whatever_the_time():
    """One picture in two reports pairs them over any time and place."""
    picture = ("ab" * 32,)
    old = replace(HALL, media=picture)
    new = Account(key="radio/1", source="radio", earliest=90 * DAY, latest=91 * DAY, media=picture)
    (found,) = suggest(old, new)

    assert codes(found)["same-media"] > 300
    assert codes(found)["days-apart"] < 0


def test_a_third_report_that_fits_both_adds_to_a_pair():
    """Two that both fit a third are likelier to be one; the reason names the third."""
    late = replace(OTHER, earliest=DAY, latest=2 * DAY, text="The mosque of Omar was hit, says minister Khalil")
    words = HALL.text + " near the mosque of Omar, says minister Khalil"
    bridge = replace(
        HALL, key="press/1", source="press", dataset="press", earliest=DAY // 2, latest=3 * DAY // 2, text=words
    )
    alone = {(each.first, each.second): each.score for each in suggest(HALL, late)}
    found = {(each.first, each.second): each for each in suggest(HALL, late, bridge)}["ngo/1", "un/7"]
    third = next(each for each in found.reasons if each.code == "third-report")

    assert dict(third.params) == {"key": "press/1"}
    assert found.score > alone["ngo/1", "un/7"]


def test_nonsense_is_refused():
    """Two accounts of one key, half a time, half a point and a time that ends before it begins."""
    with pytest.raises(ValueError, match="two accounts have the key ngo/1"):
        suggest(HALL, HALL)
    for wrong in ({"latest": None}, {"lat": None}, {"earliest": 2 * DAY}):
        with pytest.raises(ValueError, match="un/7"):
            suggest(HALL, replace(OTHER, **wrong))


def test_without_splink_the_back_end_says_which_extra_is_missing(monkeypatch):
    """The error names the package and the extra that brings it."""
    monkeypatch.setitem(sys.modules, "splink", None)

    with pytest.raises(BackEndMissing, match=r"splink is not installed; it comes with ceasefire\[link\]") as caught:
        suggest(HALL, OTHER, linker=SplinkLinker)
    assert (caught.value.package, caught.value.extra) == ("splink", "link")


def test_both_back_ends_have_one_interface():
    """Either can stand for the other."""
    linkers: list[Linker] = [DuckDBLinker(duckdb.connect()), SplinkLinker(duckdb.connect())]

    assert [each.name for each in linkers] == ["duckdb", "splink"]


def test_nothing_is_left_on_the_connection():
    """The temporary tables are dropped, so that a connection may be used again."""
    connection = duckdb.connect()
    for linker in (DuckDBLinker(connection), SplinkLinker(connection), DuckDBLinker(connection)):
        assert linker.suggest([HALL, OTHER], MARKS, DISTINCT)
    assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)


def test_a_few_hundred_accounts_take_under_a_second():
    """Three hundred reports are linked in well under a second of processor time, planning included."""
    draw = random.Random(1)  # noqa: S311  places to try, no secret
    accounts = [
        replace(
            HALL,
            key=f"s{each % 5}/{each}",
            source=f"s{each % 5}",
            lon=36 + draw.random(),
            earliest=each * 3_600,
            latest=each * 3_600 + DAY,
        )
        for each in range(300)
    ]
    suggest(HALL, OTHER)
    spent = []
    for _ in range(3):
        begins = time.process_time()
        suggest(*accounts)
        spent.append(time.process_time() - begins)

    assert min(spent) < 1


def test_an_account_holds_what_a_record_tells():
    """Time, place with its precision, kinds, everybody named, counts as bounds, words and pictures."""
    record = record_from_json(
        {
            "kind": "report",
            "source": "ngo",
            "id": "1",
            "standing": "received",
            "when": {"from": "1970-01-02T00:00:00Z", "to": "1970-01-03T00:00:00Z", "how": "sometime"},
            "where": {"lon": 37.0, "lat": 36.0, "radius_m": 2000},
            "who": {"by": {"any_of": ["north", "south"]}, "against": {"any_of": ["civilians"]}},
            "what": {"any_of": ["shelling"]},
            "counts": {"killed": {"low": 12}},
            "text": {"en": "Shells on Zamalka"},
        },
        Place("test.jsonl", 1),
        Dataset("ngo"),
        0,
    )
    account = account_from_record(record)

    assert (account.key, account.earliest, account.latest) == ("ngo/1", DAY, 2 * DAY)
    assert (account.lon, account.lat, account.radius_m, account.area) == (37.0, 36.0, 2_000, "")
    assert account.kinds == ("shelling",)
    assert account.actors == ("civilians", "north", "south")
    assert account.counts == (("killed", 12, None),)
    assert (account.text, account.media) == ("Shells on Zamalka", ())
