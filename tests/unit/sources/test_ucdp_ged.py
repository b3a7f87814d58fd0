import csv
import gzip
import hashlib
import io
import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ceasefire.problems import Refused, render
from ceasefire.records import UNKNOWN, Choice, Count, Where, Who
from ceasefire.sources import ReadResult, read_source, shipped_mapping
from ceasefire.times import When, day_start, zone_from_text

DAMASCUS = zone_from_text("Asia/Damascus")
ROW = {
    "id": "7",
    "year": "2016",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "side_a": "Government of Syria",
    "side_b": "Syrian insurgents",
    "source_office": "SOHR;Reuters;SOHR",
    "source_date": "2016-09-19",
    "source_headline": "Words",
    "source_original": "SOHR",
    "where_prec": "1",
    "adm_1": "Aleppo Governorate",
    "latitude": "36.2",
    "longitude": "37.1",
    "country_id": "652",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2016-09-19",
    "date_end": "2016-09-19",
    "deaths_civilians": "2",
    "low": "3",
    "best": "5",
    "high": "7",
}
# From the README of the data: day of September, events, best estimate; government and insurgents only.
README_TABLE = """
1 23 110 2 8 44 3 7 18 4 11 21 5 8 34 6 19 75 7 5 9 8 8 15 9 7 13 10 16 124 11 8 29 12 12 67 13 3 3
14 2 2 15 4 7 16 12 19 17 8 12 18 12 29 19 7 117 20 11 38 21 6 39 22 7 27 23 7 91 24 7 64 25 9 49
26 17 49 27 13 55 28 14 63 29 18 48 30 17 86
"""


def table(*rows: dict[str, str], without: str = "") -> bytes:
    """The bytes of a file with these rows."""
    text = io.StringIO()
    names = [name for name in ROW if name != without]
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(*rows: dict[str, str], mapping: str | None = None) -> ReadResult:
    """What the reader makes of these rows."""
    return read_source("ucdp-ged", table(*rows), "ged.csv", mapping)


def one(mapping: str | None = None, **changes: str):
    """The record of one row."""
    result = read(ROW | changes, mapping=mapping)
    assert [render(each) for each in result.problems if each.severity == "error"] == []
    return result.records[0]


@pytest.fixture(scope="module")
def whole(shared_data: Path) -> ReadResult:
    """All events of 2016 and 2017."""
    with (shared_data / "ucdp_ged_syria" / "ged_syria_2016_2017.csv.gz").open("rb") as data:
        return read_source("ucdp-ged", data, "ged.csv.gz", shipped_mapping("ucdp-ged-syria-2016-2017.yaml"))


def test_an_event_becomes_a_report():
    """Each column that is used ends where docs/readers.md says."""
    record = one()

    assert (record.kind, record.key, record.version, record.standing) == (
        "report",
        "ucdp/7",
        1,
        "corroborated",
    )
    assert record.when == When(1474243200, 1474329600, "sometime")
    assert record.where == Where(37.1, 36.2, 2000, "ocha-pcode", "SY02", "2016-09-05")
    sides = ("government", "syrian-insurgents")
    assert record.who == Who(by=Choice("any_of", sides), between=Choice("all_of", sides))
    assert record.what == Choice("all_of", ("state-based",))
    assert record.counts == (Count("killed", 3, 5, 7), Count("killed-civilians", 0, 2, 7))
    assert (record.text, record.origin, record.claimed_recorded) == ((("en", "Words"),), "sohr", None)
    assert (record.cites.title, record.cites.date) == ("SOHR;Reuters;SOHR", "2016-09-19")


def test_both_layouts_are_read():
    """Dates with a midnight, another order of columns and more columns change nothing."""
    newer = dict(
        reversed((ROW | {"date_start": "2016-09-19 00:00:00.000", "date_end": "2016-09-19 00:00:00.000"}).items())
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, [*newer, "relid", "gwnoa"], restval="x")
    writer.writeheader()
    writer.writerow(newer)

    result = read_source("ucdp-ged", gzip.compress(text.getvalue().encode()), "ged.csv.gz")

    assert result.records == (one(),)


@pytest.mark.parametrize(
    ("changes", "how"),
    [
        ({"event_clarity": "2"}, "spread"),
        ({"date_prec": "2"}, "spread"),
        ({"date_prec": "2", "date_end": "2016-09-21"}, "spread"),
        ({"date_prec": "0"}, "sometime"),
    ],
)
def test_an_event_is_spread_unless_it_has_one_clear_day(changes, how):
    """Only an event of one known day, clearly described, counts as one moment."""
    assert one(**changes).when.how == how


def test_the_mapping_may_spread_single_days_and_name_the_zone():
    """`single_day: spread` and `zone` change the when and nothing else."""
    record = one("single_day: spread\nzone: Asia/Damascus\n")

    assert record.when == When(1474243200 - 10800, 1474329600 - 10800, "spread")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"where_prec": "4"}, Where(37.1, 36.2, 100_000, "ocha-pcode", "SY02", "2016-09-05")),
        ({"where_prec": "5"}, Where(37.1, 36.2, 150_000, "ocha-pcode", "SY", "2016-09-05")),
        ({"where_prec": "6"}, Where(None, None, 400_000, "ocha-pcode", "SY", "2016-09-05")),
        ({"where_prec": "7"}, Where(37.1, 36.2, 400_000)),
        ({"adm_1": ""}, Where(37.1, 36.2, 2000, "ocha-pcode", "SY", "2016-09-05")),
        ({"country_id": "645", "adm_1": "Nineveh"}, Where(37.1, 36.2, 2000)),
        ({"country_id": "645", "where_prec": "6"}, Where(37.1, 36.2, 400_000)),
    ],
)
def test_a_place_is_as_vague_as_its_precision(changes, where):
    """The radius follows where_prec; a governorate is named only where the point surely lies in it."""
    assert one(**changes).where == where


def test_the_mapping_may_bring_other_countries_areas():
    """Areas, country code, scheme and vintage of another country come from the mapping."""
    mapping = "country_id: 645\nareas: {Nineveh governorate: IQ15}\ncountry_code: IQ\nvintage: '2020'\n"

    assert one(mapping, country_id="645", adm_1="Nineveh").where == Where(
        37.1, 36.2, 2000, "ocha-pcode", "IQ15", "2020"
    )


def test_the_mappings_areas_are_of_its_country_alone():
    """Areas need a country; rows of Syria keep their own, a country without a code its point."""
    mapping = "country_id: 645\nareas: {Aleppo: IQ15}\n"

    assert one(mapping).where == Where(37.1, 36.2, 2000, "ocha-pcode", "SY02", "2016-09-05")
    assert one(mapping, country_id="645", where_prec="6").where == Where(37.1, 36.2, 400_000)
    with pytest.raises(Refused, match="country_id"):
        one("areas: {Aleppo: IQ15}\n")


def test_a_side_without_a_name_is_unknown():
    """When neither side is named, anybody may have done it."""
    assert one(side_a="", side_b="").who == Who(by=UNKNOWN, between=UNKNOWN)


def test_the_sides_become_actors():
    """Lists of groups become several members, new names new ids, one-sided violence has a target."""
    listed = one(side_a="Ahrar al-Sham, HTS", side_b="IS")
    one_sided = one(type_of_violence="3", side_a="IS", side_b="Civilians")
    mapped = one("actors: {Ahrar al-Sham: ahrar}\n", side_a="Ahrar al-Sham", side_b="IS")

    assert listed.who.between == Choice("all_of", ("islamic-state", "jabhat-fatah-al-sham", "ucdp-ahrar-al-sham"))
    assert one_sided.who == Who(
        by=Choice("all_of", ("islamic-state",)),
        against=Choice("all_of", ("civilians",)),
        between=Choice("all_of", ("civilians", "islamic-state")),
    )
    assert mapped.who.by == Choice("any_of", ("ahrar", "islamic-state"))


def test_reversed_bounds_are_kept_and_told():
    """A low above the high, as in 37 real rows, is put in order, kept as printed, and a warning says so."""
    result = read(ROW | {"low": "8", "best": "15", "high": "7"})

    assert result.records[0].counts[0] == Count("killed", 7, 15, 8, "low 8, best 15, high 7")
    (problem,) = result.problems
    assert render(problem).startswith("W-READ-001 ged.csv:2: the low 8 of killed is above the high 7 in the source.")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", "7a"),
        ("id", "٧"),
        ("type_of_violence", "4"),
        ("where_prec", "0"),
        ("where_prec", "²"),
        ("latitude", "91"),
        ("longitude", "east"),
        ("longitude", "nan"),
        ("date_start", "2016-02-30"),
        ("date_start", "0016-02-01"),
        ("date_end", "2016-09-18"),
        ("low", "-1"),
        ("best", ""),
        ("high", "1.5"),
        ("deaths_civilians", "10000000000"),
        ("source_headline", "x" * 100_001),
    ],
)
def test_a_bad_cell_refuses_its_row_alone(column, value):
    """The row is refused with the column named; the next one is read."""
    result = read(ROW | {column: value}, ROW | {"id": "8"})

    assert [each.code for each in result.problems] == ["E-READ-003"]
    assert dict(result.problems[0].params)["column"] == column
    assert result.problems[0].where.line == 2
    assert (result.summary.read, result.summary.used, result.summary.refused) == (2, 1, 1)


def test_a_short_row_and_a_copy_are_refused():
    """A row of another width and an id that stood before are refused, with their lines."""
    result = read_source("ucdp-ged", table(ROW, ROW) + b"8,2016\n", "ged.csv")

    assert [(each.code, each.where.line) for each in result.problems] == [("E-REC-003", 3), ("E-READ-005", 4)]


def test_a_header_that_lacks_columns_is_refused():
    """The whole file is refused when a column is missing, stands twice, or is asked for in vain."""
    with pytest.raises(Refused, match="lacks the column low"):
        read_source("ucdp-ged", table(ROW, without="low"), "ged.csv")
    with pytest.raises(Refused, match="stands twice"):
        read_source("ucdp-ged", table(ROW).replace(b"year", b"id", 1), "ged.csv")
    with pytest.raises(Refused, match="colour"):
        read(ROW, mapping="only: {colour: [red]}")


def test_rows_outside_the_filter_are_set_aside():
    """`only` keeps the rows it names and counts the others."""
    result = read(ROW, ROW | {"id": "8", "type_of_violence": "2"}, mapping="only: {type_of_violence: [2]}")

    assert [record.id for record in result.records] == ["8"]
    assert result.summary.set_aside == 1


def test_an_unclear_status_lowers_the_standing():
    """A row that UCDP has not cleared is screened only."""
    assert one(code_status="Check").standing == "screened"


def test_all_real_events_are_read(whole: ReadResult):
    """All 11,757 events of 2016 and 2017 give a record; 37 with reversed bounds give a warning too."""
    assert (whole.summary.used, whole.summary.refused) == (11_757, 0)
    assert {each.code for each in whole.problems} == {"W-READ-001"}
    assert len(whole.problems) == 37
    assert whole.dataset.released == 1578614400
    assert whole.dataset.coverage[0].sees == ("killed",)


def test_september_2016_agrees_with_the_readme(whole: ReadResult):
    """Events and best estimates by day, between government and insurgents, are those of the data's README."""
    sides = Choice("all_of", ("government", "syrian-insurgents"))
    days = {day_start(date(2016, 9, 1) + timedelta(n), DAMASCUS, 0): n + 1 for n in range(30)}
    number, best = Counter[int](), Counter[int]()
    for record in whole.records:
        if record.who.between == sides and record.when is not None and record.when.earliest in days:
            day = days[record.when.earliest]
            number[day] += 1
            best[day] += record.counts[0].best or 0
    found = [value for day in days.values() for value in (day, number[day], best[day])]

    assert found == [int(each) for each in README_TABLE.split()]


def test_the_oddities_of_the_real_rows_are_kept(whole: ReadResult):
    """Year-wide rows, estimates outside their bounds, missing governorates, wrong source dates: all stay."""
    year = [r for r in whole.records if r.when is not None and r.when.latest - r.when.earliest >= 365 * 86_400]
    outside = [r for r in whole.records if r.counts[0].best not in range(r.counts[0].low, (r.counts[0].high or 0) + 1)]
    country = [r for r in whole.records if r.where is not None and r.where.code == "SY"]
    early = [r for r in whole.records if r.id == "214797"]

    assert all(record.when is not None and record.when.how == "spread" for record in year)
    assert "233200" in {record.id for record in year}
    assert len(outside) == 30  # of 66: the bounds of 36 were reversed and now hold their best
    assert all(record.count("killed")[0] <= (record.counts[0].best or 0) for record in outside)
    assert Counter(r.where.radius_m for r in country if r.where) == {25_000: 2, 150_000: 372, 400_000: 201}
    assert early[0].cites.date == "2015-01-01"


def test_reading_is_fast(shared_data: Path):
    """Reading the 11,757 events takes less than six times what it takes to parse, print and hash their rows.

    Both are taken in turn and the best of five is compared: seconds alone say more of the machine than of us.
    """
    data = (shared_data / "ucdp_ged_syria" / "ged_syria_2016_2017.csv.gz").read_bytes()

    def floor() -> None:
        for row in csv.DictReader(io.StringIO(gzip.decompress(data).decode())):
            hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()

    def spent(work: Callable[[], object]) -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    pairs = [(spent(lambda: read_source("ucdp-ged", data, "ged.csv.gz")), spent(floor)) for _ in range(5)]
    ours, least = (min(each) for each in zip(*pairs, strict=True))

    assert ours < 6 * least
