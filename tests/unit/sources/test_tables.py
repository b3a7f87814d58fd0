import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import yaml

from ceasefire.problems import Refused, render
from ceasefire.records import Choice, Complaint, Count, Movement, Notice, Watch, Where, Who
from ceasefire.sources import ReadResult, read_source, shipped_mapping, suggest_mapping
from ceasefire.sources.tables import _hxl, _xlsx
from ceasefire.times import When

HEAD = "dataset: {id: d, source: gazette, standing: screened}\nzone: Asia/Damascus\n"
TABLE = 'Id,Day,Place,Who,Killed,Words\n1,2016-09-19,Aleppo,"North, South",at least 3,Words\n'
MAPPING = f"""{HEAD}
columns:
  id: Id
  when: {{day: Day}}
  where: {{scheme: {{value: ocha-pcode}}, code: {{column: Place, table: {{Aleppo: SY02}}, default: SY}}}}
  who: {{by: {{column: Who, separator: ",", table: {{North: northern-army}}}}}}
  what: {{value: shelling}}
  counts: {{killed: Killed}}
  text: Words
"""
DAY = When(1474232400, 1474318800, "sometime")


def table(text: str, mapping: str = MAPPING) -> ReadResult:
    """What the CSV reader makes of a text."""
    return read_source("csv", text.encode(), "t.csv", mapping, mapping_file="m.yaml")


def one(columns: str, header: str, row: str):
    """The record of one row under these columns."""
    result = table(f"{header}\n{row}\n", f"{HEAD}columns:\n  id: Id\n{columns}")
    assert [render(each) for each in result.problems] == []
    return result.records[0]


def faults(columns: str) -> list[tuple[str, str]]:
    """Code and field of each fault of a mapping's columns."""
    with pytest.raises(Refused) as refused:
        table(TABLE, f"{HEAD}columns:\n{columns}")
    return [(each.code, each.where.field) for each in refused.value.problems]


def workbook(*rows: list[object], title: str = "Sheet") -> bytes:
    """The bytes of a workbook with one sheet of rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_row_becomes_a_record():
    """Each part of the mapping ends in its part of the record."""
    (record,) = table(TABLE).records

    assert (record.key, record.standing, record.when) == ("gazette/1", "screened", DAY)
    assert record.where == Where(None, None, 100_000, "ocha-pcode", "SY02")
    assert record.who == Who(by=Choice("any_of", ("northern-army", "south")))
    assert record.what == Choice("all_of", ("shelling",))
    assert record.counts == (Count("killed", 3, None, None, "at least 3"),)
    assert record.text == (("en", "Words"),)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("7", Count("killed", 7, 7, 7)),
        ("12-15", Count("killed", 12, None, 15, "12-15")),
        ("12 – 15", Count("killed", 12, None, 15, "12 – 15")),
        ("at least 18", Count("killed", 18, None, None, "at least 18")),
        ("At Least 18", Count("killed", 18, None, None, "At Least 18")),
        ("≥18", Count("killed", 18, None, None, "≥18")),
        ("18+", Count("killed", 18, None, None, "18+")),
        ("up to 20", Count("killed", 0, None, 20, "up to 20")),
    ],
)
def test_counts_keep_their_words(text: str, count: Count):
    """Ranges and bounds are read as such, and their words kept."""
    record = one("  when: {day: Day}\n  counts: {killed: Killed}\n", "Id,Day,Killed", f"1,2016-09-19,{text}")

    assert record.counts == (count,)


@pytest.mark.parametrize("text", ["about 20", "-2", "1.5", "dozens", "15-12", "١٢", "9" * 13])
def test_a_count_that_says_something_else_refuses_its_row(text: str):
    """What cannot be put in bounds is not guessed."""
    result = table(TABLE.replace("at least 3", text))

    assert result.summary.refused == 1
    assert result.problems[0].code in ("E-READ-003", "E-REC-002")


def test_empty_cells_are_silence():
    """An empty cell gives no count, no place and no text; a default fills it where the mapping says so."""
    record = table("Id,Day,Place,Who,Killed,Words\n1,2016-09-19,,,,\n").records[0]

    assert (record.counts, record.text, record.who) == ((), (), Who())
    assert record.where == Where(None, None, 400_000, "ocha-pcode", "SY")


@pytest.mark.parametrize(
    ("when", "row", "expected"),
    [
        ("{day: A, format: '%d/%m/%Y'}", "19/09/2016", DAY),
        ("{day: A, format: ['%d %B %Y', '%Y-%m-%d']}", "2016-09-19", DAY),
        ("{day: A}", "2016-09-19 00:00:00.000", DAY),
        ("{day: A, zone: UTC, how: spread}", "2016-09-19", When(1474243200, 1474329600, "spread")),
        ("{day: A, begins: '19:00'}", "2016-09-19", When(DAY.earliest + 68_400, DAY.latest + 68_400)),
        ("{first: A, last: B}", "2016-09-19,2016-09-20", When(DAY.earliest, DAY.latest + 86_400, "spread")),
        ("{first: A, last: B}", "2016-09-19,", DAY),
        ("{from: A, to: B}", "2016-09-19T00:00:00+03:00,2016-09-20T00:00:00+03:00", DAY),
    ],
)
def test_days_and_instants(when: str, row: str, expected: When):
    """A day, two days or two instants make the interval, in the zone and format that the mapping names."""
    assert one(f"  when: {when}\n", "Id,A,B", f"1,{row}{',' * (row.count(',') == 0)}").when == expected


def test_points_and_radii():
    """A point takes its radius from a constant or a table; without a full point only the area counts."""
    radius = "{column: P, table: {near: 500}, default: 9}"
    columns = f"  when: {{day: Day}}\n  where: {{lat: Lat, lon: Lon, radius_m: {radius}}}\n"
    header = "Id,Day,Lat,Lon,P"

    assert one(columns, header, "1,2016-09-19,36.2,37.1,near").where == Where(37.1, 36.2, 500)
    assert one(columns, header, "1,2016-09-19,36.2,37.1,far").where == Where(37.1, 36.2, 9)
    assert one(columns, header, "1,2016-09-19,36.2,,near").where is None


def test_other_kinds_of_record():
    """Every key that a kind adds can come from a column or a constant."""
    movement = one(
        "  kind: {value: movement}\n  when: {day: Day}\n  convoy: C\n  status: {column: S, table: {Hit: attacked}}\n",
        "Id,Day,S,C",
        "1,2016-09-19,Turned back,Convoy 3",
    )
    complaint = one(
        "  kind: {value: complaint}\n  when: {day: Day}\n  number: N\n  addressee: {column: A, separator: '/'}\n",
        "Id,Day,N,A",
        "1,2016-09-19,17,US/Russia",
    )
    notice = one(
        "  kind: {value: notice}\n  purpose: P\n  recipients: {column: R, separator: ';'}\n  consent: C\n",
        "Id,P,R,C",
        "1,Aid,b;a,Yes",
    )

    assert movement.details == Movement("turned-back", "Convoy 3")
    assert complaint.details == Complaint("17", Choice("any_of", ("russia", "us")), "unknown")
    assert notice.details == Notice("aid", ("a", "b"), consent=True)


def test_when_the_source_says_it_said_so():
    """A civil day counts from its end, an instant as it stands."""
    columns = "  when: {day: Day}\n  claimed_recorded: {column: R, format: '%d.%m.%Y'}\n"

    assert one(columns, "Id,Day,R", "1,2016-09-19,19.09.2016").claimed_recorded == DAY.latest
    assert one(columns, "Id,Day,R", "1,2016-09-19,2016-09-20T09:00:00Z").claimed_recorded == 1474362000


def test_a_name_may_mean_one_of_several():
    """A table may give several ids for one name: any of them is meant; unknown among them leaves all open."""
    who = "{by: {column: W, separator: ',', table: {Either: [a, b], No idea: unknown}}}"
    columns = f"  when: {{day: Day}}\n  who: {who}\n"

    assert one(columns, "Id,Day,W", "1,2016-09-19,Either").who.by == Choice("any_of", ("a", "b"))
    assert one(columns, "Id,Day,W", '1,2016-09-19,"Either,No idea"').who.by == Choice("unknown")


def test_texts_in_languages_and_citations():
    """Words may stand in a column for each language, and where they can be read in others."""
    columns = "  when: {day: Day}\n  text: {en: E, ar: A}\n  cites: {title: T, url: {value: 'https://x'}}\n"
    record = one(columns, "Id,Day,E,A,T", "1,2016-09-19,Words,كلمات,Gazette")

    assert record.text == (("en", "Words"), ("ar", "كلمات"))
    assert (record.cites.title, record.cites.url) == ("Gazette", "https://x")


def test_actors_of_the_mapping_join_a_cells_own_table():
    """A name is looked up in the cell's table and in `actors`."""
    mapping = f"{HEAD}actors: {{North: northern}}\ncolumns:\n  id: Id\n  when: {{day: Day}}\n"
    mapping += "  who: {by: {column: Who, separator: ',', table: {South: southern}}, against: Place}\n"
    (record,) = table(TABLE, mapping).records

    assert record.who == Who(by=Choice("any_of", ("northern", "southern")), against=Choice("all_of", ("aleppo",)))


def test_rows_of_another_width_and_silent_days_are_refused():
    """A row of another width is refused; so is one without a day, or with a strange truth."""
    text = "Id,A,B,W\n1,2016-09-19\n2,,,\n3,2016-09-19,,perhaps\n4,,2016-09-19,no\n"
    result = table(text, f"{HEAD}columns: {{id: Id, when: {{first: A, last: B}}, withdrawn: W}}\n")

    assert [each.code for each in result.problems] == ["E-READ-005", "E-SYNTAX-003", "E-READ-003"]
    assert [record.when for record in result.records] == [DAY]
    assert table("Id,A\n1,1016-09-19\n", f"{HEAD}columns: {{id: Id, when: {{day: A}}}}\n").summary.refused == 1


def test_cells_of_a_workbook():
    """Truths, times, fractions and long numbers become the text that a CSV would hold."""
    import datetime as dt

    cells = [True, False, dt.datetime(2016, 9, 19, 19, 0), dt.time(19, 0), 1.5, 1e20, "x"]

    assert [_xlsx.cell_text(cell) for cell in cells] == [
        *("true", "false", "2016-09-19T19:00:00", "19:00:00", "1.5", "1e+20", "x"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "E-SYNTAX-001"),
        ("{}", "E-READ-009"),
        ("[]", "E-READ-009"),
        ('[["#date"], {"a": 1}]', "E-SYNTAX-004"),
        ('[["#date"], [1]]', ""),
        ('[{"#date": null}, {"#date": "2016-09-19"}]', ""),
    ],
)
def test_hxl_as_json(text: str, expected: str):
    """JSON that is no table is refused; numbers and nulls become text."""
    if expected:
        with pytest.raises(Refused, match=expected):
            read_source("hxl", text.encode(), "f.json")
    else:
        assert read_source("hxl", text.encode(), "f.json").summary.read == 1


def test_hxl_columns_that_are_not_there():
    """A pattern that fits no column, or is none, and a header that is not there, are told."""
    for name in ("#adm1", "# +", "#date+a!-b", "Header"):
        with pytest.raises(Refused, match="E-READ-002"):
            read_source(
                "hxl",
                b"#date\n2016-09-19\n",
                "f",
                f"{HEAD}columns: {{id: '{name}', when: {{day: '#date'}}}}\n",
            )


def test_lists_may_be_constants():
    """What a watch sees may be the same for the whole file."""
    columns = "  kind: {value: watch}\n  when: {day: Day}\n  sees: {value: [shelling]}\n  done: {value: true}\n"
    columns += "  where: {scheme: {value: agreement}, code: {value: bridge}}\n"

    assert one(columns, "Id,Day", "1,2016-09-19").details == Watch(("shelling",), done=True)


def test_ids_may_be_made_of_columns():
    """Several columns joined, or a hash of them, name a record that has no id."""
    rows = "Id,Day\n1,2016-09-19\n2,2016-09-19\n"
    joined = table(rows, f"{HEAD}columns: {{id: [Id, Day], when: {{day: Day}}}}\n")
    hashed = table(rows, f"{HEAD}columns: {{id: {{hash: [Id, Day]}}, when: {{day: Day}}}}\n")

    assert [record.id for record in joined.records] == ["1-2016-09-19", "2-2016-09-19"]
    assert len({record.id for record in hashed.records}) == 2
    assert all(len(record.id) == 16 for record in hashed.records)


def test_only_and_delimiter():
    """Rows outside `only` are set aside; another delimiter may be named."""
    mapping = f"{HEAD}delimiter: ';'\nonly: {{Id: [1]}}\ncolumns: {{id: Id, when: {{day: Day}}}}\n"
    result = table("Id;Day\n1;2016-09-19\n2;2016-09-19\n", mapping)

    assert (result.summary.used, result.summary.set_aside) == (1, 1)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("  when: {day: Day}\n", [("E-SYNTAX-003", "columns.id")]),
        ("  id: 3\n", [("E-SYNTAX-004", "columns.id")]),
        ("  id: Id\n  when: {day: Day, to: Day}\n", [("E-SYNTAX-004", "columns.when")]),
        ("  id: Id\n  when: {day: Day, format: '%Q'}\n", [("E-SYNTAX-004", "columns.when.format")]),
        ("  id: Id\n  when: {day: Day, format: '%Y-%m'}\n", [("E-SYNTAX-004", "columns.when.format")]),
        ("  id: Id\n  when: {day: Day, format: '%d%d%Y'}\n", [("E-SYNTAX-004", "columns.when.format")]),
        ('  id: Id\n  when: {day: Day, format: "%d\\0%m%Y"}\n', [("E-SYNTAX-004", "columns.when.format")]),
        ("  id: Id\n  colour: Id\n", [("E-SYNTAX-002", "columns")]),
        (
            "  id: Id\n  what: {colunm: Id}\n",
            [("E-SYNTAX-003", "columns.what.column"), ("E-SYNTAX-002", "columns.what")],
        ),
        ("  id: Id\n  what: [Id]\n", [("E-SYNTAX-004", "columns.what")]),
        ("  id: Id\n  what: {column: Id, table: {a: {b: c}}}\n", [("E-SYNTAX-004", "columns.what.table")]),
        ("  id: Id\n  counts: {killed: {low: Id, hihg: Id}}\n", [("E-SYNTAX-002", "columns.counts.killed")]),
    ],
)
def test_faults_of_a_mapping(columns: str, expected: list[tuple[str, str]]):
    """A mapping that means nothing is refused, with the field."""
    assert faults(columns) == expected


def test_a_mapping_must_fit_its_table():
    """Columns that the table lacks, a bad delimiter and a missing source are told before any row is read."""
    with pytest.raises(Refused, match=r'lacks the column Killed.*Did you mean "Kiled"'):
        table(TABLE.replace("Killed", "Kiled"))
    with pytest.raises(Refused, match=r"E-SYNTAX-004 m.yaml delimiter"):
        table(TABLE, MAPPING + "delimiter: ab\n")
    with pytest.raises(Refused, match=r"E-SYNTAX-003 m.yaml dataset"):
        table(TABLE, MAPPING.replace("source: gazette, ", ""))


def test_a_workbook_gives_what_the_same_table_gives():
    """Dates, whole numbers and blank ends of rows in a workbook read like their CSV."""
    import datetime as dt

    rows: list[list[object]] = [
        ["Id", "Day", "Place", "Who", "Killed", "Words"],
        [1.0, dt.datetime(2016, 9, 19), "Aleppo", "North, South", "at least 3", "Words"],
    ]
    result = read_source("xlsx", workbook([], *rows, title="Data"), "t.xlsx", MAPPING + "sheet: Data\n")

    assert result.records == table(TABLE).records


def test_workbooks_that_cannot_be_read_are_refused(monkeypatch: pytest.MonkeyPatch):
    """No zip, an unknown sheet, an empty sheet, a broken part and a bomb are refused."""
    good = workbook(["Id", "Day"], ["1", "2016-09-19"])
    mapping = f"{HEAD}columns: {{id: Id, when: {{day: Day}}}}\n"
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.namelist():
            new.writestr(part, b"<broken" if part.endswith("sheet1.xml") else old.read(part))

    for data, text, expected in (
        (b"PK no zip", mapping, "E-SYNTAX-001"),
        (good, mapping + "sheet: Other\n", "E-ASK-001"),
        (workbook(), mapping, "E-FILE-001"),
        (broken.getvalue(), mapping, "E-SYNTAX-001"),
        (workbook(["Id", "Day", *map(str, range(1000))]), mapping, "E-READ-007"),
    ):
        with pytest.raises(Refused, match=expected):
            read_source("xlsx", data, "t.xlsx", text)
    monkeypatch.setattr(_xlsx, "MAX_UNPACKED", 100)
    with pytest.raises(Refused, match="E-READ-007"):
        read_source("xlsx", good, "t.xlsx", mapping)


def test_readers_say_which_extra_they_need(monkeypatch: pytest.MonkeyPatch):
    """Without libhxl or openpyxl the reader names the package and how to install it."""

    def missing(name: str) -> None:
        raise ImportError(name, name=name)

    for module, reader, extra in ((_hxl, "hxl", "hxl"), (_xlsx, "xlsx", "xlsx")):
        monkeypatch.setattr(module.importlib, "import_module", missing)
        with pytest.raises(Refused, match=f"ceasefire.{extra}"):
            read_source(reader, b"x", "t", MAPPING)


def test_hxl_is_read_by_its_tags():
    """Without a mapping the tags say what each column is; untagged columns may be named by their header."""
    text = (
        "Title,,,,,\nDay,Who,Lat,Lon,Dead,Number\n#date,#group+perp,#geo+lat,#geo+lon,#affected+killed,\n"
        "2016-09-19,North,36.2,37.1,3,17\n"
    )
    (record,) = read_source("hxl", text.encode(), "attacks.csv").records
    (mapped,) = read_source(
        "hxl",
        text.encode(),
        "f",
        f"{HEAD}columns: {{id: Number, when: {{day: '#date'}}, counts: {{killed: '#affected'}}}}\n",
    ).records

    assert (record.source, record.who.by) == ("attacks", Choice("all_of", ("north",)))
    assert record.where == Where(37.1, 36.2, 25_000)
    assert record.counts == (Count("killed", 3, 3, 3),)
    assert (mapped.key, mapped.when, mapped.count("killed")) == ("gazette/17", DAY, (3, 3))


@pytest.mark.parametrize(
    ("file", "used", "expected"),
    [
        ("input-valid.csv", 1, ""),
        ("input-valid.json", 1, ""),
        ("input-valid-objects.json", 1, ""),
        ("input-date.csv", 4, "E-READ-003"),
        ("input-fuzzy.csv", 0, "W-READ-003"),
        ("input-multiline.csv", 0, "E-SYNTAX-003"),
        ("input-multiple-headers.csv", 0, "E-SYNTAX-003"),
        ("input-status.csv", 0, "E-SYNTAX-003"),
        ("input-invalid.csv", None, "E-READ-009"),
        ("input-untagged.csv", None, "E-READ-009"),
        ("wide-tagging-test.csv", None, "E-READ-009"),
        ("input-valid-latin1.csv", None, "E-FILE-002"),
    ],
)
def test_the_hxl_samples(shared_data: Path, file: str, used: int | None, expected: str):
    """Libhxl's own samples are read, or refused with a reason; dates that are not ISO are never guessed."""
    data = (shared_data / "hxl_samples" / file).read_bytes()
    mapping = f"{HEAD}columns: {{id: Registro, when: {{day: '#date', format: '%d %B %Y'}}}}\n"
    text = mapping if file in ("input-valid.csv", "input-valid.json") else None
    if used is None:
        with pytest.raises(Refused, match=expected):
            read_source("hxl", data, file, text)
        return
    result = read_source("hxl", data, file, text)

    assert result.summary.used == used
    assert expected in {each.code for each in result.problems} | {""}


def test_attacks_on_health_care(shared_data: Path):
    """Real HXL: 8,854 rows in the world, 904 in Syria, the same ones from the copy without tags."""
    folder = shared_data / "attacks_on_health_care"
    tagged = (folder / "attacks_on_health_care_2016_2023_hxl.csv.gz").read_bytes()
    plain = (folder / "attacks_on_health_care_syria_2016_2023.csv").read_bytes()
    mapping = shipped_mapping("attacks-on-health-care-syria.yaml")
    world = read_source("hxl", tagged, "w.csv.gz", shipped_mapping("attacks-on-health-care.yaml"))
    syria = read_source("hxl", tagged, "s.csv.gz", mapping)
    copy = read_source("csv", plain, "s.csv", mapping)

    assert (world.summary.used, world.problems) == (8_854, ())
    assert (syria.summary.used, syria.summary.set_aside) == (904, 7_950)
    assert {r.hash for r in copy.records} == {r.hash for r in syria.records}
    either = Choice("any_of", ("government", "russia"))
    assert sum(record.who.by == either for record in syria.records) == 121
    september = [r for r in syria.records if r.when and 1472677200 <= r.when.earliest < 1475269200]
    assert len(september) == 36


def test_a_suggested_mapping_is_a_mapping(shared_data: Path):
    """What is suggested for a real table reads it once it is given a source, and says what it leaves out."""
    data = (shared_data / "attacks_on_health_care" / "attacks_on_health_care_syria_2016_2023.csv").read_bytes()
    lines = [line.split(",") for line in data.decode("utf-8-sig").splitlines()[:1]]
    text = suggest_mapping(lines[0], [])
    columns = yaml.safe_load(text)["columns"]

    assert columns["when"] == {"day": "Date"}
    assert columns["counts"]["killed"] == "Health Workers Killed"
    assert "#   Country ISO\n" in text
    assert read_source("csv", data, "t.csv", text).summary.read == 904


def test_a_suggestion_guesses_formats_and_pairs():
    """Dates that stand day first, starts and ends, codes and ids are found by their names and values."""
    header = ["event_id", "start_date", "end_date", "admin1_pcode", "actor1", "fatalities", "link", ""]
    text = suggest_mapping(header, [["a", "13/09/2016", "14/09/2016", "SY02", "x", "1", "http://…", ""]])
    columns = yaml.safe_load(text)["columns"]

    assert columns["id"] == "event_id"
    assert columns["when"] == {"first": "start_date", "last": "end_date", "format": "%d/%m/%Y"}
    assert columns["where"] == {"scheme": {"value": "ocha-pcode"}, "code": "admin1_pcode"}
    assert columns["counts"] == {"killed": "fatalities"}
    assert columns["cites"] == {"url": "link"}
    assert yaml.safe_load(suggest_mapping(["a", "b"], [["1", "2"]]))["columns"]["id"] == {"hash": ["a", "b"]}
