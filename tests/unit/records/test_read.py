import datetime as dt
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.problems import Place, Refused
from ceasefire.records import (
    UNKNOWN,
    Act,
    Choice,
    Complaint,
    Count,
    Dataset,
    Finding,
    Watch,
    Where,
    canonical_json,
    dataset_from_json,
    default_radius_m,
    json_from_record,
    record_from_json,
    version_hash,
)
from ceasefire.times import When, text_from_instant

DOC = Path(__file__).resolve().parents[3] / "docs" / "records.md"
EXAMPLES = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)]
DATASET = Dataset("d", "gazette", standing="screened", absent_means_none=("trucks",))
HERE = Place("records.jsonl", 1)
DAY = {"day": "2031-03-01", "zone": "UTC"}
REPORT: dict[str, Any] = {"kind": "report", "id": "r1", "when": DAY}
EACH_KIND: list[dict[str, Any]] = [
    REPORT,
    {"kind": "tally", "id": "1", "when": DAY, "scope": "violations by all sides", "accused": "the others"},
    {
        "kind": "statement",
        "id": "1",
        "stance": "denies",
        "about": "gazette/r1",
        "term": "t",
        "instrument": "i",
    },
    {"kind": "determination", "id": "1", "when": DAY, "term": "t", "view": "partly-met"},
    {
        "kind": "complaint",
        "id": "1",
        "when": DAY,
        "number": 17,
        "addressee": {"any_of": ["a", "b"]},
        "admitted": "yes",
    },
    {"kind": "answer", "id": "1", "when": DAY, "complaint": "gazette/1", "who": {"by": "a"}},
    {"kind": "movement", "id": "1", "when": DAY, "status": "turned-back", "convoy": "c"},
    {
        "kind": "watch",
        "id": "1",
        "when": DAY,
        "where": {"scheme": "agreement", "code": "x"},
        "sees": ["b", "a"],
        "done": True,
    },
    {"kind": "notice", "id": "1", "purpose": "medical", "recipients": ["a"], "consent": False},
    {
        "kind": "finding",
        "id": "1",
        "incident": "i",
        "happened": "yes",
        "permitted": "no",
        "ground": "g",
        "identifiable": "no",
    },
    {"kind": "act", "id": "1", "act": "suspends", "instrument": "i", "effective": "2031-03-01T10:00:00Z"},
    {
        "kind": "act",
        "id": "2",
        "act": "extends",
        "instrument": "i",
        "effective": "2031-03-01T10:00:00Z",
        "until": "2031-03-03T10:00:00Z",
    },
    {"kind": "link", "id": "1", "first": "a/1", "second": "a/2", "state": "rejected"},
    {"kind": "standing", "id": "1", "record": "a/1", "to": "false"},
]

ids = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
names = ids.filter(lambda name: name != "unknown")
incidents = ids.filter(lambda name: "/" not in name)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
units = st.sampled_from(["killed", "injured", "killed-civilians", "trucks", "x1"])
choices = st.one_of(
    st.just("unknown"),
    names,
    st.builds(
        lambda key, members: {key: members},
        st.sampled_from(["any_of", "all_of"]),
        st.lists(names, min_size=1),
    ),
)
counts = st.one_of(
    st.integers(0, 10**12),
    st.fixed_dictionaries({}, optional={"low": st.integers(0, 9), "as_printed": words, "best": st.integers(0, 99)}),
    st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: {"low": min(pair), "high": max(pair)}),
)
lengths = st.tuples(st.integers(0, 2**31), st.integers(1, 2**30), st.sampled_from(["sometime", "spread", "throughout"]))
days = st.tuples(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 40))
whens = st.one_of(
    lengths.map(
        lambda part: {
            "from": text_from_instant(part[0]),
            "to": text_from_instant(sum(part[:2])),
            "how": part[2],
        }
    ),
    days.map(lambda part: {"days": [str(part[0]), str(part[0] + dt.timedelta(part[1]))], "zone": "Asia/Damascus"}),
)
degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
areas = st.fixed_dictionaries({"scheme": st.sampled_from(["ocha-pcode", "agreement", "x"]), "code": names})
wheres = st.one_of(
    areas,
    degrees.map(lambda pair: {"lat": pair[0], "lon": pair[1], "radius_m": 5}),
    st.tuples(degrees, areas).map(lambda both: both[1] | {"lat": both[0][0], "lon": both[0][1], "radius_m": 0}),
)
reports = st.fixed_dictionaries(
    {"kind": st.just("report"), "id": ids, "when": whens},
    optional={
        "version": st.integers(1, 99),
        "where": wheres,
        "who": st.fixed_dictionaries({}, optional={"by": choices, "against": choices, "between": choices}),
        "what": names,
        "counts": st.dictionaries(units, counts),
        "text": st.fixed_dictionaries({}, optional={"en": words, "ar": words, "ru": words}),
        "cites": st.fixed_dictionaries({}, optional={"title": words, "date": words, "url": words}),
        "incident": st.one_of(incidents, st.lists(incidents, min_size=1, unique=True)),
        "speaker": ids,
        "carrier": ids,
        "origin": ids,
        "withdrawn": st.booleans(),
        "recorded": st.just("2031-03-02T10:00:00+03:00"),
        "claimed_recorded": st.just("2031-03-02T09:00:00Z"),
        "standing": st.sampled_from(["received", "verified", "false"]),
        "absent_means_none": st.lists(units, unique=True),
    },
)


def read(obj, dataset=DATASET, position=0):
    """The record of a JSON object."""
    return record_from_json(obj, HERE, dataset, position)


def codes(obj):
    """The codes of the faults of a JSON object."""
    with pytest.raises(Refused) as refused:
        read(obj)
    return [each.code for each in refused.value.problems]


@given(obj=reports)
def test_reading_what_was_printed_gives_an_equal_record(obj):
    """A record is the same after printing and reading, hash and all."""
    record = read(obj, position=7)

    assert record == read(json.loads(json.dumps(json_from_record(record))), position=7)


@pytest.mark.parametrize("obj", EACH_KIND, ids=lambda obj: obj["kind"])
def test_every_kind_is_read_and_printed(obj):
    """A record of each kind keeps all that its kind adds."""
    record = read(obj)
    printed = json_from_record(record)

    assert record == read(printed)
    assert {key for key in obj if key != "when"} <= {*printed}


@given(obj=reports)
def test_the_hash_is_that_of_the_rfc_8785_bytes(obj):
    """The fast way to the hash and the package rfc8785 agree on every record."""
    record = read(obj)
    content = {key: value for key, value in json_from_record(record).items() if key != "recorded"}

    assert hashlib.sha256(rfc8785.dumps(content)).hexdigest() == record.hash
    assert hashlib.sha256(canonical_json(content)).hexdigest() == record.hash


def test_the_hash_depends_on_the_content_alone():
    """Position, data set and the ledger's instant leave the hash alone; content changes it."""
    record = read(REPORT)
    moved = replace(record, position=9, recorded=5, dataset="other", hash="")

    assert version_hash(moved) == record.hash
    assert version_hash(replace(record, version=2)) != record.hash
    assert version_hash(replace(record, standing="false")) != record.hash


def test_canonical_json_refuses_floats():
    """No float reaches a hash, however deep it stands."""
    with pytest.raises(ValueError, match="floats"):
        canonical_json({"a": [{"b": 1.5}]})


def test_the_examples_of_the_documentation_are_read():
    """The record and the data set of docs/records.md are read without a fault."""
    record, dataset = EXAMPLES

    described = dataset_from_json(dataset, HERE)

    assert described.standing == "screened"
    assert described.coverage[0].when.how == "throughout"
    assert described.coverage[0].where.radius_m == 400_000
    assert read(record, described).count("killed") == (18, None)


def test_the_data_set_gives_the_defaults():
    """Source, standing and absent_means_none come from the data set when a record is silent."""
    record = read(REPORT | {"absent_means_none": ["killed", "trucks"]})

    assert (record.source, record.speaker, record.standing) == ("gazette", "gazette", "screened")
    assert record.absent_means_none == ("trucks", "killed")
    assert record.count("killed") == (0, 0)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("shelling", Choice("all_of", ("shelling",))),
        ({"any_of": ["shelling"]}, Choice("all_of", ("shelling",))),
        ({"any_of": ["b", "a", "b"]}, Choice("any_of", ("a", "b"))),
        ("unknown", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_a_set_has_one_form(what, expected):
    """Sets that mean the same are equal: one member is all_of it, members are sorted and stand once."""
    assert read(REPORT | {"what": what}).what == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (18, Count("killed", 18, 18, 18)),
        ({"low": 18, "as_printed": "at least 18"}, Count("killed", 18, None, None, "at least 18")),
        ({"best": 5}, Count("killed", 0, 5, None)),
        ({"low": 1, "high": None}, Count("killed", 1, None, None)),
        ({"low": 3, "best": 1, "high": 4}, Count("killed", 3, 1, 4)),
    ],
)
def test_a_count_keeps_its_bounds(count, expected):
    """A count is kept as said; a best outside the bounds is no fault."""
    assert read(REPORT | {"counts": {"killed": count}}).counts == (expected,)


def test_a_best_outside_widens_the_bounds():
    """Record.count takes a best below the low as the low, one above the high as the high."""
    below = read(REPORT | {"counts": {"killed": {"low": 3, "best": 1, "high": 4}}})
    above = read(REPORT | {"counts": {"killed": {"low": 3, "best": 9, "high": 4}}})

    assert below.count("killed") == (1, 4)
    assert above.count("killed") == (3, 9)


def test_civil_days_begin_where_their_source_says():
    """A civil day is cut at its zone's midnight, or at the time named, and lasts until the next."""
    midnight = read(REPORT | {"when": {"day": "2016-09-12", "zone": "Asia/Damascus"}}).when
    evening = read(
        REPORT | {"when": {"days": ["2016-09-12", "2016-09-13"], "zone": "Asia/Damascus", "begins": "19:00"}}
    ).when

    assert midnight == When(1473627600, 1473714000, "sometime")
    assert evening == When(1473696000, 1473868800, "spread")


@pytest.mark.parametrize(
    ("kind", "more", "how"),
    [
        ("tally", {"scope": "all"}, "spread"),
        ("determination", {"term": "t", "view": "met"}, "throughout"),
        ("watch", {"sees": ["a"], "where": {"scheme": "agreement", "code": "a"}}, "throughout"),
        ("report", {}, "sometime"),
    ],
)
def test_how_has_a_default_for_each_kind(kind, more, how):
    """A day's tally is spread over it, a watch and a view hold throughout, an event is at some moment."""
    when = read({"kind": kind, "id": "1", "when": DAY} | more).when

    assert when is not None
    assert when.how == how


def test_instants_more_than_a_day_apart_are_spread():
    """Without a word on how, a long interval gets the weaker claim."""
    when = read(REPORT | {"when": {"from": "2031-03-01T00:00:00Z", "to": "2031-03-03T00:00:00Z"}}).when

    assert when is not None
    assert when.how == "spread"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"scheme": "ocha-pcode", "code": "SY02"}, Where(None, None, 100_000, "ocha-pcode", "SY02")),
        ({"scheme": "agreement", "code": "aleppo"}, Where(None, None, None, "agreement", "aleppo")),
        ({"scheme": "atlas", "code": "9"}, Where(None, None, 400_000, "atlas", "9")),
        ({"lat": "36.20", "lon": -0.0, "radius_m": 0}, Where(0.0, 36.2, 0)),
        (
            {"lat": 36, "lon": 37.5, "radius_m": 9, "scheme": "agreement", "code": "a"},
            Where(37.5, 36.0, 9, "agreement", "a"),
        ),
    ],
)
def test_a_place_is_as_vague_as_its_source_left_it(where, expected):
    """An area by code alone gets the radius of its level; degrees may be numbers or decimal texts."""
    assert read(REPORT | {"where": where}).where == expected


def test_small_degrees_are_printed_without_an_exponent():
    """Degrees in canonical content are plain decimals, whatever their size."""
    record = read(REPORT | {"where": {"lat": 1e-07, "lon": 179.9999999, "radius_m": 1}})

    assert json_from_record(record)["where"] == {"lat": "0.0000001", "lon": "179.9999999", "radius_m": 1}


def test_the_details_are_values():
    """What a kind adds becomes the value of that kind."""
    complaint, watch, finding, act = (read(EACH_KIND[index]).details for index in (4, 7, 9, 11))

    assert complaint == Complaint("17", Choice("any_of", ("a", "b")), "yes")
    assert watch == Watch(("b", "a"), done=True)
    assert finding == Finding("i", "yes", "no", "g", "no")
    assert act == Act("extends", "i", 1930125600, 1930298400)


def test_a_finding_tells_of_its_incident():
    """The incident of a finding is also the record's incident, so that it is linked."""
    assert read(EACH_KIND[9]).incidents == ("i",)


@pytest.mark.parametrize("question", [None, "why"])
def test_a_view_of_no_question_is_a_fault_and_nothing_worse(question):
    """A determination about an incident that names no question, or none that there is, is refused for that alone."""
    told = {"kind": "determination", "source": "a", "id": "b", "incident": "c", "view": "yes"}
    found = codes(told | {"when": DAY} | ({"question": question} if question else {}))

    assert found == ["E-REC-006" if question else "E-SYNTAX-003"]


def test_null_is_absent():
    """A key with null counts as absent, as programs write it that have no value."""
    assert read(REPORT | {"where": None, "counts": {}, "text": None}) == read(REPORT)
    assert codes(REPORT | {"id": None}) == ["E-SYNTAX-003"]


def test_a_correction_follows_what_it_corrects():
    """A version may name the lower version that it corrects, and no other."""
    assert read(REPORT | {"version": 3, "corrects": 1}).version == 3
    assert codes(REPORT | {"version": 3, "corrects": 3}) == ["E-REC-004"]
    assert codes(REPORT | {"corrects": 2}) == ["E-REC-004"]


@pytest.mark.parametrize("obj", [None, 3, "x", [], [REPORT], {1: 2}])
def test_what_is_no_object_is_no_record(obj):
    """Only an object with text keys is a record, or a data set."""
    assert codes(obj) == ["E-SYNTAX-004"]
    with pytest.raises(Refused):
        dataset_from_json(obj, HERE)


def test_a_data_set_has_all_its_faults_reported():
    """Every fault of a data set comes at once."""
    bad = {
        "id": "x y ",
        "released": "2031",
        "standing": "so-so",
        "coverage": [{"watcher": "w"}, 3],
        "rows": 1,
    }
    with pytest.raises(Refused) as refused:
        dataset_from_json(bad, HERE)

    fields = [each.where.field for each in refused.value.problems]
    assert fields[:3] == ["id", "released", "standing"]
    assert fields[3:] == ["coverage.0.sees", "coverage.0.where", "coverage.0.when", "coverage.1", ""]


def test_a_settlement_is_less_vague_than_its_district():
    """P-codes of settlements have no level and five kilometres."""
    assert [default_radius_m("ocha-pcode", code) for code in ("C1007", "SY0201", "aleppo")] == [
        5_000,
        40_000,
        400_000,
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"text": {"en": 3}}, "E-SYNTAX-004"),
        ({"when": {"day": "1666-09-02", "zone": "UTC"}}, "E-SYNTAX-004"),
        (
            {"when": {"day": "2031-03-01", "days": ["2031-03-01", "2031-03-01"], "zone": "UTC"}},
            "E-SYNTAX-004",
        ),
        ({"when": {"days": ["2031-03-01", "x"], "zone": "UTC"}}, "E-TIME-002"),
        ({"when": {"days": "2031-03-01", "zone": "UTC"}}, "E-SYNTAX-004"),
        (
            {"when": {"from": "2031-03-01T10:00:00Z", "to": "2031-03-01T11:00:00Z", "zone": "UTC"}},
            "E-SYNTAX-004",
        ),
        ({"version": 10**20}, "E-SYNTAX-004"),
        ({"where": {"lat": float("inf"), "lon": 3, "radius_m": 1}}, "E-SYNTAX-004"),
        ({"where": {"lat": 1e300, "lon": 3, "radius_m": 1}}, "E-REC-005"),
        ({"who": {"by": {}}}, "E-SYNTAX-004"),
    ],
)
def test_one_fault_gives_one_problem(change, expected):
    """Faults too rare for a file of their own give one problem each."""
    assert codes(REPORT | change) == [expected]


def test_a_complaint_needs_a_number():
    """Without a number, or with a truth for one, a complaint is refused."""
    complaint = dict(EACH_KIND[4])
    del complaint["number"]

    assert codes(complaint) == ["E-SYNTAX-003"]
    assert codes(complaint | {"number": True}) == ["E-SYNTAX-004"]


def test_a_data_set_needs_a_name():
    """A data set without an id takes the one it is given, or is refused."""
    assert dataset_from_json({}, HERE, "file").id == "file"
    with pytest.raises(Refused):
        dataset_from_json({}, HERE)
    with pytest.raises(Refused):
        dataset_from_json({"id": "a", "coverage": {}}, HERE)
