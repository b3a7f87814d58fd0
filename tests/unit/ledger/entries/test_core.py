"""Cores: what all may know of a record, and that a verdict needs no more of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.ledger.making import REPORT, START

from ceasefire.agreement import agreement_from_text, regions_of
from ceasefire.ledger.entries import (
    canonical,
    core_from_dataset,
    core_from_record,
    dataset_from_core,
    object_from_canonical,
    record_from_core,
)
from ceasefire.ledger.entries._core import coarse_where
from ceasefire.places import POSSIBLY, Boundaries, Region, covers, place
from ceasefire.problems import Place, Refused
from ceasefire.records import Dataset, Record, Where, json_from_record, record_from_json, spot_of
from ceasefire.sources import read_source

AGREEMENTS = Path(__file__).resolve().parents[4] / "agreements"
NAMES = ("syria-2016-09", "two-valleys")
PCODE, VINTAGE = "ocha-pcode", "2016-09-05"
HERE, DATASET = Place("r.jsonl", 1), Dataset("d")
EVERYTHING = {
    **{key: value for key, value in REPORT.items() if key != "dataset"},
    "where": {"lat": 36.2049, "lon": 37.1342, "radius_m": 300, "scheme": PCODE, "code": "SY020001", "vintage": VINTAGE},
    "who": {"by": {"any_of": ["north", "south"]}, "against": "north"},
    "what": "shelling",
    "counts": {"killed": {"low": 3, "high": 5, "as_printed": "between three and five"}, "injured": 7},
    "text": {"en": "A shell fell beside the bakery.", "ar": "سقطت قذيفة بجانب المخبز"},
    "cites": {"title": "Daily log", "date": "12 September", "url": "https://register.example/2016/09/12"},
    "speaker": "p-abcdefghijklmnop",
    "carrier": "radio",
    "origin": "p-ponmlkjihgfedcba",
    "incident": "i1",
    "claimed_recorded": "2016-09-13T08:00:00Z",
}


@cache
def shipped(name: str) -> tuple[dict[str, Region], tuple[Record, ...]]:
    """Return (areas, records) of a shipped agreement."""
    folder = AGREEMENTS / name
    agreement = agreement_from_text((folder / "agreement.yaml").read_text("utf-8"), "agreement.yaml")
    records: list[Record] = []
    for path in sorted(folder.glob("records*.jsonl")):
        read = read_source("jsonl", path.read_bytes(), path.name, position=len(records))
        assert not read.problems
        records += read.records
    return regions_of(agreement), tuple(records)


def record(**changes: Any) -> Record:
    """Return a record with everything in it, changed."""
    return record_from_json(EVERYTHING | changes, HERE, DATASET, 0)


def keys_of(obj: Any) -> set[str]:
    """Return every key anywhere in a JSON value."""
    if isinstance(obj, dict):
        return set(obj).union(*(keys_of(each) for each in obj.values()))
    return set().union(*(keys_of(each) for each in obj)) if isinstance(obj, list) else set()


def words_of(each: Record) -> set[str]:
    """Return the words of a record that are for few: texts, citations, counts as printed, degrees."""
    whole = json_from_record(each)
    where, cites = whole.get("where", {}), whole.get("cites", {})
    printed = {count.as_printed for count in each.counts}
    found = {*whole.get("text", {}).values(), cites.get("title", ""), cites.get("url", ""), *printed}
    found |= {where.get("lat", ""), where.get("lon", "")}
    return found - {""}


@pytest.mark.parametrize("name", NAMES)
def test_a_core_holds_no_point_and_no_words(name):
    """Of every shipped record: no lat, lon, text, cites, url or as_printed in the core, neither as key nor as value."""
    regions, records = shipped(name)
    for each in records:
        core, _ = core_from_record(each, regions)
        data = canonical(core).decode()

        assert set() == keys_of(core) & {"lat", "lon", "text", "cites", "url", "title", "as_printed", "recorded"}, (
            each.key
        )
        assert [] == [word for word in words_of(each) if len(word) > 3 and word in data], each.key
    assert len(records) > 50


@pytest.mark.parametrize("name", NAMES)
def test_a_core_reads_back(name):
    """Every core is canonical, reads back to a record that has the same core, and is recorded when the ledger says."""
    regions, records = shipped(name)
    for position, each in enumerate(records, start=5):
        core, _ = core_from_record(each, regions)
        read = record_from_core(object_from_canonical(canonical(core)), position, START)

        assert (core, {}) == core_from_record(read, regions)
        assert (each.key, each.version, each.dataset) == (read.key, read.version, read.dataset)
        assert (position, START, each.claimed_recorded) == (read.position, read.recorded, read.claimed_recorded)
        assert (each.when, each.who, each.what, each.details) == (read.when, read.who, read.what, read.details)
        assert (each.standing, each.incidents, each.withdrawn) == (read.standing, read.incidents, read.withdrawn)
        assert [replace(count, as_printed="") for count in each.counts] == list(read.counts)
        assert (each.speaker, each.carrier, each.origin) == (read.speaker, read.carrier, read.origin)


@pytest.mark.parametrize("name", NAMES)
def test_core_and_parts_together_are_the_record(name):
    """Whoever may read all parts has the record as it was handed in, to the hash of its content."""
    regions, records = shipped(name)
    for each in (*records, record()):
        core, parts = core_from_record(each, regions)
        whole = {key: value for key, value in core.items() if key != "dataset"}
        for part in parts.values():
            whole |= object_from_canonical(canonical(part))

        assert {"position", "narrative"} >= set(parts)
        assert each.hash == record_from_json(whole, HERE, DATASET, 0).hash, each.key


@pytest.mark.parametrize("name", NAMES)
def test_every_area_gets_the_same_answer(name):
    """For every shipped record and every area of its agreement: place says of the core what it says of the whole."""
    regions, records = shipped(name)
    for each in records:
        read = record_from_core(core_from_record(each, regions)[0], 0, START)

        assert [place(spot_of(each.where), region) for region in regions.values()] == [
            place(spot_of(read.where), region) for region in regions.values()
        ], each.key


@pytest.mark.parametrize("name", NAMES)
def test_every_area_is_covered_or_not_as_before(name):
    """For every shipped record and every area of its agreement: covers says of the core what it says of the whole."""
    regions, records = shipped(name)
    for each in records:
        read = record_from_core(core_from_record(each, regions)[0], 0, START)

        assert [covers(spot_of(each.where), region) for region in regions.values()] == [
            covers(spot_of(read.where), region) for region in regions.values()
        ], each.key


@pytest.mark.parametrize("name", NAMES)
def test_data_sets_are_told_by_areas(name):
    """A data set's core reads back, and what it would have seen covers the same areas."""
    regions, _ = shipped(name)
    for path in sorted((AGREEMENTS / name).glob("records*.jsonl")):
        dataset = read_source("jsonl", path.read_bytes(), path.name).dataset
        core = core_from_dataset(dataset, regions)
        read = dataset_from_core(object_from_canonical(canonical(core)), 3)

        assert set() == keys_of(core) & {"lat", "lon"}
        assert replace(dataset, coverage=()) == replace(read, coverage=())
        for exact, coarse in zip(dataset.coverage, read.coverage, strict=True):
            assert (exact.watcher, exact.sees, exact.when) == (coarse.watcher, coarse.sees, coarse.when)
            assert [covers(spot_of(exact.where), each) for each in regions.values()] == [
                covers(spot_of(coarse.where), each) for each in regions.values()
            ]


# Places of any kind, in areas of any kind.


def code(code_: str, **more: Any) -> Region:
    """Return an area by P-code."""
    return Region(code_.lower(), scheme=PCODE, code=code_, vintage=VINTAGE, codes=((PCODE, code_, VINTAGE),), **more)


AREAS = {
    each.id: each
    for each in (
        code("SY02"),
        code("SY0201"),
        code("SY020100"),
        code("SY"),
        Region(
            "town", circle=((37.1, 36.2), 9_000), codes=((PCODE, "SY0201", VINTAGE),), ancestors=frozenset({"sy0201"})
        ),
        Region("far", circle=((38.6, 35.1), 20_000)),
        Region("square", geometry=shapely.Polygon([(37, 36), (38, 36), (38, 37), (37, 37)])),
        Region(
            "wedge",
            geometry=shapely.Polygon([(36.5, 35.5), (37.4, 35.6), (37.1, 36.3)]),
            descendants=frozenset({"town"}),
        ),
        Region("strip", offset=(((36.8, 36.2), (37.6, 36.25)), 4_000, "left")),
        Region("road", offset=(((36.8, 36.0), (37.6, 36.4)), 2_000, "both"), apart=frozenset({"far"})),
    )
}

circles = st.builds(
    lambda lon, lat, radius: Region("any", circle=((lon, lat), radius)),
    st.floats(36, 39),
    st.floats(35, 37),
    st.integers(1, 80_000),
)


def hull(lon: float, lat: float, corners: list[tuple[float, float]]) -> Region:
    """Return the least convex area around some corners."""
    return Region("any", geometry=shapely.Polygon([(lon + x, lat + y) for x, y in corners]).convex_hull)


steps = st.floats(0.01, 1)
polygons = st.builds(
    hull, st.floats(36, 39), st.floats(35, 37), st.lists(st.tuples(steps, steps), min_size=4, max_size=6, unique=True)
).filter(lambda region: region.geometry is not None and region.geometry.area > 1e-4)
points = st.builds(Where, st.floats(36, 39), st.floats(35, 37), st.integers(0, 150_000))
codes = st.sampled_from(
    [
        "SY",
        "SY02",
        "SY09",
        "SY0201",
        "SY0202",
        "SY020100",
        "SY020101",
        "SY090000",
        "TR",
        "TR02",
        "C1007",
        "SY-X",
        "0201",
    ]
)
coded = st.builds(
    lambda scheme, found, vintage: Where(None, None, 40_000, scheme, found, vintage),
    st.sampled_from([PCODE, PCODE, PCODE, "geonames", "agreement"]),
    codes | st.sampled_from([*AREAS, "nowhere"]),
    st.sampled_from([VINTAGE, VINTAGE, "", "2023"]),
)
both = st.builds(lambda one, two: replace(two, lon=one.lon, lat=one.lat, radius_m=one.radius_m), points, coded)


def areas_with(region: Region) -> dict[str, Region]:
    """Return the areas with one more."""
    return AREAS | {region.id: region}


def cored(where: Where, regions: dict[str, Region], boundaries: tuple[Boundaries, ...] = ()) -> Where | None:
    """Return the place as it is read back from a core."""
    core, _ = core_from_record(replace(record(), where=where), regions, boundaries)
    return record_from_core(object_from_canonical(canonical(core)), 0, START).where


@given(st.one_of(points, coded, both), circles | polygons)
def test_any_place_in_any_area_gets_the_same_answer(where, region):
    """A point, a code or both; a circle, a polygon, a line, a code: the grade by the core is the grade by all."""
    regions = areas_with(region)
    coarse = spot_of(cored(where, regions))
    exact = spot_of(where)

    assert {each: place(exact, region) for each, region in regions.items()} == {
        each: place(coarse, region) for each, region in regions.items()
    }


@given(points, circles | polygons)
def test_a_watch_around_a_point_covers_the_same_areas(where, region):
    """What a watch around a point covers whole, it covers by its core too, and nothing else."""
    regions = areas_with(region)
    coarse = spot_of(cored(where, regions))
    exact = spot_of(where)

    assert {each: covers(exact, region) for each, region in regions.items()} == {
        each: covers(coarse, region) for each, region in regions.items()
    }


@given(coded | both, circles | polygons)
@example(Where(None, None, 40_000, PCODE, "SY0201", VINTAGE), Region("any", circle=((37.1, 36.2), 9_000)))
def test_a_watch_by_code_covers_the_same_areas(where, region):
    """What a watch over a code covers whole, with a point or without, it covers by its core too, and nothing else."""
    regions = areas_with(region)
    coarse = spot_of(cored(where, regions))
    exact = spot_of(where)

    assert {each: covers(exact, region) for each, region in regions.items()} == {
        each: covers(coarse, region) for each, region in regions.items()
    }


@pytest.mark.parametrize("where", [
    Where(None, None, 40_000, PCODE, "SY0201", VINTAGE), Where(37.1, 36.2, 300, PCODE, "SY02", VINTAGE),
    Where(37.1, 36.2, 300, "agreement", "sy02"),
])  # fmt: skip
def test_a_watch_over_a_part_does_not_become_one_over_the_whole(where):
    """A watch over a district, or around a point, in a governorate: its core does not cover the governorate."""
    assert not covers(spot_of(where), AREAS["sy02"])
    assert not covers(spot_of(coarse_where(where, AREAS)), AREAS["sy02"])


@pytest.mark.parametrize(
    "polygon", [shapely.box(40, 35, 41, 36), shapely.box(35, 34, 39, 38)], ids=["beside", "around"]
)
def test_boundaries_of_governorates_alone_never_contradict(polygon):
    """With boundaries that hold governorates and no districts a core says as much as its code did, or more: never the
    opposite.
    """
    boundaries = (Boundaries(PCODE, VINTAGE, {"SY02": shapely.box(36, 35, 38, 37)}, "test"),)
    region = Region("any", geometry=polygon)
    where = Where(None, None, 40_000, PCODE, "SY0201", VINTAGE)
    coarse = spot_of(cored(where, {"any": region}, boundaries))

    assert place(spot_of(where), region, boundaries) in (POSSIBLY, place(coarse, region, boundaries))


@pytest.mark.parametrize("where", [
    Where(37.13, 36.2, 100), Where(None, None, 40_000, PCODE, "SY02", VINTAGE), Where(36.9, 36.0, 90_000),
    Where(None, None, 400_000, PCODE, "SY", VINTAGE), Where(38.0, 36.0, 0, PCODE, "SY02", VINTAGE),
])  # fmt: skip
def test_boundaries_that_were_there_are_told_by_areas(where):
    """What boundaries say of a place when it is entered, its core says without the point."""
    boundaries = (
        Boundaries(PCODE, VINTAGE, {"SY02": shapely.box(36, 35, 38, 37), "SY": shapely.box(35, 32, 42, 37)}, "test"),
    )
    regions = {each: region for each, region in AREAS.items() if each != "sy0201"}
    coarse = spot_of(cored(where, regions, boundaries))

    assert [place(spot_of(where), each, boundaries) for each in regions.values()] == [
        place(coarse, each, boundaries) for each in regions.values()
    ]


@pytest.mark.parametrize(("found", "kept"), [
    ("SY", "SY"), ("SY02", "SY02"), ("SY0201", "SY02"), ("SY020100", "SY02"), ("C1007", ""), ("SY-X", ""), ("", ""),
])  # fmt: skip
def test_a_code_is_cut_to_the_governorate(found, kept):
    """A district's or sub-district's code is cut to its governorate, a settlement's is left out; so beside a point."""
    for lon, lat in ((None, None), (37.13, 36.2)):
        coarse = coarse_where(Where(lon, lat, 500, PCODE if found else "", found, VINTAGE if found else ""), AREAS)

        assert coarse is not None
        assert (kept, PCODE if kept else "", VINTAGE if kept else "") == (coarse.code, coarse.scheme, coarse.vintage)
        assert (None, None) == (coarse.lon, coarse.lat)


def test_a_code_of_an_unknown_scheme_is_left_out():
    """How fine a foreign code is nobody knows, so it is not in the core; an area of the agreement is."""
    foreign = coarse_where(Where(None, None, 40_000, "geonames", "170064", ""), AREAS)
    own = Where(None, None, None, "agreement", "town")

    assert foreign is not None
    assert ("", "") == (foreign.scheme, foreign.code)
    assert own == coarse_where(own, AREAS)
    assert None is coarse_where(None, AREAS)


def test_no_finer_place_is_anywhere_in_the_core():
    """Placed by a point and a sub-district, the core's bytes hold the governorate and the areas, and no more."""
    data = canonical(core_from_record(record(), AREAS)[0]).decode()

    assert '"where":{"areas":{' in data
    assert '"code":"SY02"' in data
    assert [] == [word for word in ("SY0200", "SY020001", "36.2", "37.1") if word in data]


def test_the_parts_of_a_record():
    """Its place is in `position`, words and counts as printed in `narrative`; a record without either has neither
    part.
    """
    core, parts = core_from_record(record(), AREAS)
    bare, none = core_from_record(
        record(where={"scheme": "agreement", "code": "town"}, text={}, cites={}, counts={"killed": 3}), AREAS
    )

    assert {"position", "narrative"} == set(parts)
    assert {"where"} == set(parts["position"])
    assert {"text", "cites", "counts"} == set(parts["narrative"])
    assert {"injured": 7, "killed": {"low": 3, "high": 5}} == core["counts"]
    assert {} == none
    assert {"scheme": "agreement", "code": "town"} == bare["where"]


def test_two_areas_that_no_place_shares_keep_two_records_apart():
    """A place surely in an area in which another surely is not cannot coincide with it, by cores as by points."""
    from ceasefire.places import may_coincide

    one, two, third = (Where(lon, lat, 100) for lon, lat in ((37.1, 36.2), (38.6, 35.1), (37.1, 36.21)))

    assert not may_coincide(spot_of(cored(one, AREAS)), spot_of(cored(two, AREAS)))
    assert may_coincide(spot_of(cored(one, AREAS)), spot_of(cored(third, AREAS)))


@pytest.mark.parametrize(
    "core", [{}, {"kind": "report"}, REPORT | {"when": "yesterday"}, REPORT | {"dataset": 1, "kind": 1}]
)
def test_a_core_that_is_no_record_is_refused(core):
    """What is no record is refused with the problems of a record, and the entry they are of."""
    with pytest.raises(Refused) as caught:
        record_from_core(core, 7, START)

    assert {"entry 7"} == {each.where.field.partition(".")[0] for each in caught.value.problems}


def test_a_core_that_is_no_data_set_is_refused():
    """What is no data set is refused."""
    with pytest.raises(Refused):
        dataset_from_core({"kind": "dataset"}, 7)
