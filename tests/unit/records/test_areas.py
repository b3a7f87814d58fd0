"""A record's `where` that is told by the agreement's areas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.places import Placement
from ceasefire.problems import Place, Refused
from ceasefire.records import Dataset, Where, json_from_record, record_from_json, spot_of

DAY = {"day": "2031-03-01", "zone": "UTC"}
ids = st.lists(st.sampled_from(["a", "b", "c", "north-bank", "zone 4"]), unique=True, max_size=3)


def read(where):
    """Return the record of a report with this place."""
    return record_from_json(
        {"kind": "report", "source": "s", "id": "1", "when": DAY, "where": where}, Place("r", 1), Dataset("d"), 0
    )


@given(ids, ids, ids, st.booleans())
def test_areas_read_back(sure, apart, over, coded):
    """Areas in which it surely is, is not, and that it covers, are read sorted, written, and read back."""
    apart = [each for each in apart if each not in sure]
    areas = {"sure": sure, "apart": apart, "covers": over}
    where = {"areas": areas} | ({"scheme": "ocha-pcode", "code": "SY02"} if coded else {})
    record = read(where)
    again = record_from_json(json_from_record(record), Place("r", 1), Dataset("d"), 0)

    assert record.where is not None
    assert Placement(tuple(sorted(sure)), tuple(sorted(apart)), tuple(sorted(over))) == record.where.areas
    assert (record, record.hash) == (again, again.hash)


def test_they_are_part_of_the_spot():
    """The spot to be placed has them, and neither point nor code where none is given."""
    spot = spot_of(read({"areas": {"sure": ["b", "a"]}}).where)

    assert spot is not None
    assert (None, "", Placement(("a", "b"))) == (spot.point, spot.code, spot.areas)
    assert Where(areas=Placement(("a", "b"))) == read({"areas": {"sure": ["b", "a"]}}).where


def test_no_areas_at_all_are_a_place_that_may_be_anywhere():
    """An empty `areas` is a place of which nothing is told, and reads back as that."""
    record = read({"areas": {}})

    assert Where(areas=Placement()) == record.where
    assert {"areas": {}} == json_from_record(record)["where"]


def test_the_hash_depends_on_them():
    """Two versions that differ in their areas have two hashes."""
    seen = {
        read({"areas": each}).hash
        for each in ({}, {"sure": ["a"]}, {"apart": ["a"]}, {"covers": ["a"]}, {"sure": ["b"]})
    }

    assert 5 == len(seen)


@pytest.mark.parametrize("areas", [
    [], "a", 1, {"sure": "a"}, {"sure": [1]}, {"sure": [""]}, {"sure": ["a"], "apart": ["a"]}, {"within": ["a"]},
])  # fmt: skip
def test_areas_that_are_none(areas):
    """No object, no lists of names, one area both in and out, a key that is none: refused, at `where`."""
    with pytest.raises(Refused) as caught:
        read({"areas": areas})

    assert all(each.where.field.startswith("where") for each in caught.value.problems)
