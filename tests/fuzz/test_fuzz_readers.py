"""Readers against damaged files: whatever the bytes, a result or a refusal, never a traceback.

With FUZZ_LONG=1 each format meets 5,000 damaged files.
"""

import csv
import gzip
import io
import json
import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.problems import Refused, render
from ceasefire.sources import READERS, ReadResult, read_source

GED_HEADER = (
    "id,year,active_year,code_status,type_of_violence,side_a,side_b,source_office,source_date,source_headline,"
    "source_original,where_prec,adm_1,latitude,longitude,country_id,event_clarity,date_prec,date_start,date_end,"
    "deaths_civilians,best,high,low"
)
GED = (
    f"{GED_HEADER}\n"
    '1,2016,1,Clear,1,Government of Syria,"A, B",SOHR,2016-09-19,"Words, and ""more""",SOHR,1,'
    "Aleppo Governorate,36.2,37.1,652,1,1,2016-09-19,2016-09-19 00:00:00.000,2,5,7,3\n"
    "2,2016,1,Clear,3,IS,Civilians,SOHR;BBC,2016-09-20,Ещё слова,,6,,35.0,38.0,652,2,5,"
    "2016-01-01,2016-12-31,0,9,9,9\n"
).encode()
# The layout of an ACLED export; every value is invented, since its terms forbid passing rows on.
ACLED = (
    b"event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,"
    b"assoc_actor_2,iso,country,admin1,latitude,longitude,geo_precision,source,notes,fatalities,timestamp\n"
    b"XXX1,2031-03-01,1,Battles,Armed clash,North,,South,Allies; Others,999,Two Valleys,East,1.5,2.5,1,"
    b'Gazette,"Invented, for tests",3,1930000000\n'
    b"XXX2,05 March 2031,3,Violence against civilians,Attack,South,,Civilians (Two Valleys),,999,"
    b"Two Valleys,East,1.5,2.5,3,Gazette,Invented,0,\n"
)
TABLE = (
    "Id;Day;Lat;Lon;Who;Killed;Words\n1;2031-03-01;1.5;2.5;north, south;at least 3;x\n2;02/03/2031;;;;12-15;ещё\n"
).encode()
TABLE_MAPPING = """
dataset: {id: table, source: gazette}
zone: UTC
delimiter: ";"
columns:
  id: Id
  when: {day: Day, format: ["%Y-%m-%d", "%d/%m/%Y"]}
  where: {lat: Lat, lon: Lon, radius_m: 5000}
  who: {by: {column: Who, separator: ",", table: {north: northern-army}}}
  counts: {killed: Killed}
  text: Words
"""
HXL = (
    b"When,Who,Where,,Dead\n#date,#group+perp,#adm1+code,#description,#affected+killed\n"
    b'2031-03-01,North,XX01,Words,3\n2031-03-02,South,XX02,"More\nwords",0\n'
)
RECORDS = [
    {
        "kind": "report",
        "source": "gazette",
        "id": "1",
        "when": {"from": "2031-03-01T10:00:00Z", "to": "2031-03-01T14:00:00+03:00", "how": "spread"},
        "where": {"lat": 1.5, "lon": "2.5", "radius_m": 10, "scheme": "agreement", "code": "east"},
        "who": {"by": {"any_of": ["north", "south"]}, "against": "unknown"},
        "counts": {"killed": {"low": 3, "as_printed": "at least 3"}, "trucks": 2},
    },
    {"kind": "complaint", "source": "north", "id": "2", "number": 4, "addressee": "south", "admitted": "yes"}
    | {"when": {"days": ["2031-03-01", "2031-03-02"], "zone": "Asia/Damascus", "begins": "19:00"}},
    {
        "kind": "act",
        "source": "north",
        "id": "3",
        "act": "extends",
        "instrument": "a",
        "effective": "2031-03-01T10:00Z",
    },
]
JSONL = "\n".join(
    [
        json.dumps({"kind": "dataset", "id": "d", "standing": "screened"}),
        *(json.dumps(each) for each in RECORDS),
    ]
).encode()
YAML = yaml.safe_dump({"dataset": {"id": "d"}, "records": RECORDS}, sort_keys=False).encode() + b"# a comment\n"


def workbook() -> bytes:
    """The bytes of a workbook with the table above."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in TABLE.decode().splitlines():
        book.active.append(line.split(";"))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


WORKBOOK = workbook()
XLSX_MAPPING = TABLE_MAPPING.replace('delimiter: ";"\n', "")
CASES: list[tuple[str, bytes, str, str | None]] = [
    ("ucdp-ged", GED, "ged.csv", None),
    ("ucdp-ged", gzip.compress(GED, mtime=0), "ged.csv.gz", None),
    ("acled", ACLED, "acled.csv", None),
    ("csv", TABLE, "table.csv", TABLE_MAPPING),
    ("xlsx", WORKBOOK, "table.xlsx", XLSX_MAPPING),
    ("hxl", HXL, "hxl.csv", None),
    ("hxl", json.dumps(list(csv.reader(io.StringIO(HXL.decode())))).encode(), "hxl.json", None),
    ("jsonl", JSONL, "records.jsonl", None),
    ("yaml", YAML, "records.yaml", None),
]
NAMES = [f"{case[0]}-{case[2].rpartition('.')[2]}" for case in CASES]
SHORT_MAPPING = "dataset: {id: d, source: s}\nzone: UTC\nonly: {x: [1]}\nactors: {a: b}\n"
MAPPED = {
    "csv": (TABLE, TABLE_MAPPING),
    "ucdp-ged": (GED, SHORT_MAPPING),
    "acled": (ACLED, SHORT_MAPPING),
    "hxl": (HXL, SHORT_MAPPING),
}
TOKENS = (
    *(
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\0",
        b"{",
        b"[" * 2000,
        b"-1",
        b"1e999",
        b"NaN",
        b"9" * 5000,
        b"\xff",
        b"#",
    ),
    *(b"\xed\xa0\x80", b"&a [*a]", b"\\ud800", b"2016-02-30", b"9999-12-31", b"0001-01-01", b"\x1f\x8b"),
    *("٣".encode(), "²".encode(), b"%", b"true", b"null", b"!!python/name:os.system"),
)


def damaged(data: bytes, seed: int, times: int) -> bytes:
    """Bytes flipped, cut, doubled, swapped and put in, a number of times."""
    chance = random.Random(seed)  # noqa: S311  damage, not secrets
    found = bytearray(data)
    for _ in range(times):
        at = chance.randrange(len(found) + 1)
        to = min(len(found), at + chance.choice((1, 1, 2, 8, 64)))
        match chance.randrange(6):
            case 0 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 1:
                del found[at:to]
            case 2:
                found[at:at] = found[at:to]
            case 3:
                found[at:at] = chance.choice(TOKENS)
            case 4:
                found[at:to] = chance.choice(TOKENS)
            case _:
                del found[at + chance.randrange(200) :]
    return bytes(found)


def must_answer(reader: str, data: bytes, file: str, mapping: str | None) -> None:
    """Read the bytes; the rows must add up and every message must be one line."""
    try:
        result = read_source(reader, data, file, mapping)
    except Refused as refused:
        problems = refused.problems
    else:
        assert isinstance(result, ReadResult)
        rows = result.summary
        assert rows.read == rows.used + rows.set_aside + rows.refused
        assert rows.used == len(result.records)
        problems = result.problems
    for each in problems:
        assert "\n" not in render(each)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_whole_file_is_read(case: tuple[str, bytes, str, str | None]):
    """Each file that is to be damaged holds records before it is."""
    result = read_source(*case)

    assert result.summary.used > 0
    assert result.problems == ()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 12))
def test_a_damaged_file_gives_a_result_or_a_refusal(case: tuple[str, bytes, str, str | None], seed: int, times: int):
    """However a file is damaged, reading it raises nothing but a refusal."""
    reader, data, file, mapping = case

    must_answer(reader, damaged(data, seed, times), file, mapping)


@pytest.mark.parametrize("reader", sorted(READERS))
@given(data=st.binary(max_size=300))
def test_noise_gives_a_result_or_a_refusal(reader: str, data: bytes):
    """Whatever the bytes, reading them raises nothing but a refusal."""
    must_answer(reader, data, "noise", TABLE_MAPPING if reader in ("csv", "xlsx") else None)


@given(
    seed=st.integers(0, 2**32),
    times=st.integers(1, 6),
    reader=st.sampled_from(["csv", "ucdp-ged", "acled", "hxl"]),
)
def test_a_damaged_mapping_gives_a_result_or_a_refusal(seed: int, times: int, reader: str):
    """However a mapping is damaged, reading a good file by it raises nothing but a refusal."""
    data = {"csv": TABLE, "ucdp-ged": GED, "acled": ACLED, "hxl": HXL}[reader]
    own = (
        TABLE_MAPPING if reader == "csv" else "dataset: {id: d, source: s}\nzone: UTC\nonly: {x: [1]}\nactors: {a: b}\n"
    )
    mapping = damaged(own.encode(), seed, times).decode(errors="replace")

    must_answer(reader, data, "file", mapping)
