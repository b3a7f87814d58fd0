"""ACLED's terms forbid passing rows on: the layout is theirs, every value here is invented."""

import csv
import io

import pytest

from ceasefire.problems import Refused
from ceasefire.records import Choice, Count, Where, Who
from ceasefire.sources import ReadResult, read_source
from ceasefire.times import When

ROW = {
    "event_id_cnty": "XXX1",
    "event_date": "2031-03-10",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Northland",
    "assoc_actor_1": "",
    "actor2": "South Front",
    "assoc_actor_2": "Allies; Others",
    "civilian_targeting": "",
    "iso": "999",
    "country": "Two Valleys",
    "admin1": "East",
    "latitude": "1.5",
    "longitude": "2.5",
    "geo_precision": "1",
    "source": "Gazette; Radio",
    "notes": "Invented for this test.",
    "fatalities": "3",
    "timestamp": "1930990000",
}


def read(*rows: dict[str, str], mapping: str | None = None) -> ReadResult:
    """What the reader makes of these rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(ROW))
    writer.writeheader()
    writer.writerows(rows)
    return read_source("acled", text.getvalue().encode(), "acled.csv", mapping)


def one(mapping: str | None = None, **changes: str):
    """The record of one row."""
    result = read(ROW | changes, mapping=mapping)
    assert result.problems == ()
    return result.records[0]


def test_an_event_becomes_a_report():
    """Each column that is used ends where docs/readers.md says."""
    record = one()
    everybody = ("acled-allies", "acled-military-forces-of-northland", "acled-others", "acled-south-front")

    assert (record.key, record.dataset, record.standing) == ("acled/XXX1", "acled", "screened")
    assert record.when == When(1930867200, 1930953600, "sometime")
    assert record.where == Where(2.5, 1.5, 2000)
    assert record.who == Who(by=Choice("any_of", everybody), between=Choice("all_of", everybody[1::2]))
    assert record.what == Choice("all_of", ("armed-clash",))
    assert record.counts == (Count("killed", 3, 3, None),)
    assert (record.claimed_recorded, record.carrier) == (1930990000, "gazette")
    assert (record.cites.title, record.text) == ("Gazette; Radio", (("en", "Invented for this test."),))


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("2", When(1930867200 - 6 * 86_400, 1930953600 + 6 * 86_400, "spread")),
        ("3", When(1930089600, 1932768000, "spread")),
    ],
)
def test_a_vague_date_becomes_an_interval(precision: str, expected: When):
    """A week is any day within six of it, a month the whole month; both spread, the weaker claim."""
    assert one(time_precision=precision).when == expected


def test_places_and_governorates():
    """The radius follows geo_precision; governorates are coded for Syria, elsewhere by the mapping."""
    syria = one(iso="760", country="Syria", admin1="Rural Damascus", geo_precision="3")
    mapped = one("areas: {East: XX01}\n", geo_precision="2")

    assert syria.where == Where(2.5, 1.5, 100_000, "ocha-pcode", "SY03", "2016-09-05")
    assert mapped.where == Where(2.5, 1.5, 25_000, "ocha-pcode", "XX01")


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        (
            {"event_type": "Violence against civilians", "actor2": "Civilians (Two Valleys)"},
            Who(by=Choice("all_of", ("north",)), against=Choice("all_of", ("civilians",))),
        ),
        (
            {"civilian_targeting": "Civilian targeting", "actor2": ""},
            Who(by=Choice("all_of", ("north",)), against=Choice("all_of", ("civilians",))),
        ),
        ({"actor2": "", "assoc_actor_2": ""}, Who(by=Choice("all_of", ("north",)))),
        ({"actor1": "", "actor2": "", "assoc_actor_2": ""}, Who()),
    ],
)
def test_who_did_it(changes: dict[str, str], who: Who):
    """Violence against civilians has a doer and a target; one actor alone is not between anybody."""
    assert one("actors: {Military Forces of Northland: north}\n", **changes).who == who


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event_date", "10-13-2031"),
        ("time_precision", "4"),
        ("geo_precision", ""),
        ("latitude", "100"),
        ("fatalities", "-1"),
        ("notes", "x" * 100_001),
    ],
)
def test_a_bad_cell_refuses_its_row_alone(column: str, value: str):
    """The row is refused with the column named; the next one is read."""
    result = read(ROW | {column: value}, ROW | {"event_id_cnty": "XXX2"})

    assert [dict(each.params)["column"] for each in result.problems] == [column]
    assert (result.summary.used, result.summary.refused) == (1, 1)


def test_files_and_filters():
    """A missing column refuses the file; rows outside the filter are set aside; short rows are refused."""
    with pytest.raises(Refused, match="lacks the column"):
        read_source("acled", b"event_id_cnty,event_date\n1,2\n", "acled.csv")
    result = read(ROW, mapping="only: {country: [Elsewhere]}\n")
    assert (result.summary.used, result.summary.set_aside) == (0, 1)
    text = ",".join(ROW) + "\nXXX1,2031-03-10\n"
    assert [each.code for each in read_source("acled", text.encode(), "f").problems] == ["E-READ-005"]
