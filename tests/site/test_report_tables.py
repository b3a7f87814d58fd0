"""Reports from a table: mapped, looked at row by row, the good ones filed once, the others listed without harm."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ceasefire.centre.filing.models import Draft, HeldFile
from ceasefire.centre.live import shown, store
from ceasefire.records import Choice

Site = Callable[[str], Client]
ROWS = [
    ["Event ID", "Date", "City", "Perpetrator", "Event type", "Killed", "Description"],
    ["a-1", "2016-09-17", "Aleppo", "Russian Federation", "Shelling", "at least 3", "First."],
    ["a-2", "2016-09-18", "Aleppo", "Government or Russia", "Air strike", "12-15", "Second."],
    ["a-3", "2016-02-30", "Aleppo", "Russian Federation", "Shelling", "1", "=HYPERLINK(1)"],
    ["a-4", "2016-09-18", "Aleppo", "Martians", "Shelling", "many", "Fourth."],
    ["a-5", "2016-09-19", "Atlantis", "Russian Federation", "Shelling", "1", "Fifth."],
]


def _csv(rows=ROWS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _xlsx(rows=ROWS) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for each in rows:
        sheet.append(each)
    book.save(out)
    return out.getvalue()


def _upload(browser: Client, data: bytes, name: str = "week.csv"):
    return browser.post("/report/import/", {"step": "upload", "table": SimpleUploadedFile(name, data)})


def _check(browser: Client, key: str, **changed):
    """Take what the form proposes, with changes, as somebody would who presses its button."""
    values = _chosen(browser.get(f"/report/import/?key={key}").content.decode())
    chosen = {name: each for name, each in values.items() if name[:2] in ("m_", "n_")}
    return browser.post("/report/import/", chosen | changed | {"key": key, "step": "check"})


def _chosen(page: str) -> dict[str, str]:
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        name, found, option = "", {}, None

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "select":
                self.name = given["name"]
            elif tag == "option" and "selected" in given:
                self.option = given.get("value")
                self.found[self.name] = given.get("value", "")
            elif tag == "input" and given.get("name", "")[:2] == "m_":
                self.found[given["name"]] = given.get("value", "")

        def handle_data(self, data):
            if self.name and self.found.get(self.name) == "" and self.option is None and data.strip():
                self.found[self.name] = data.strip()

        def handle_endtag(self, tag):
            if tag == "select":
                self.name = ""

    reader = Reader()
    reader.found = {}
    reader.feed(page)
    return reader.found


@pytest.mark.parametrize(
    ("data", "name"), [(_csv(), "week.csv"), (_xlsx(), "week.xlsx"), (_csv().replace(b",", b";"), "w.csv")]
)
def test_good_rows_are_filed_and_bad_ones_told_with_row_and_field(as_: Site, data: bytes, name: str):
    """Two of five rows can be filed, one with either-or; three are told by row, field and what was seen."""
    browser, before = as_("analyst"), store().size()
    key = _upload(browser, data, name)["Location"].rsplit("=", 1)[1]

    page = _check(browser, key, n_by_1="government", n_by_1_or="russia").content.decode()
    answer = browser.post("/report/import/", {"key": key, "step": "file"})

    assert "2 rows can be filed." in page
    assert "3 rows cannot." in page
    for words in ('"2016-02-30" is not a date', '"many" is not a count', 'the area "Atlantis" is defined nowhere'):
        assert words.replace('"', "&#34;") in page
    assert before + 2 == store().size()
    filed = {each.id: each for each in shown().inputs.records if each.source == "editors" and each.id[:2] == "a-"}
    assert {"a-1", "a-2"} == set(filed)
    assert Choice("any_of", ("government", "russia")) == filed["a-2"].who.by
    assert [(12, 15), (3, None)] == sorted(
        ((each.counts[0].low, each.counts[0].high) for each in filed.values()), reverse=True
    )
    assert {"received"} == {each.standing for each in filed.values()}
    assert "2 rows are filed." in browser.get(answer["Location"]).content.decode()


def test_the_rows_not_filed_come_back_as_a_table_without_formulas(as_: Site):
    """What cannot be filed is downloaded with its row number and reason; a cell that begins like a formula is text."""
    browser = as_("analyst")
    key = _upload(browser, _csv())["Location"].rsplit("=", 1)[1]
    _check(browser, key)

    answer = browser.post("/report/import/", {"key": key, "step": "bad"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["Row", "What is wrong", "Event ID"] == rows[0][:3]
    assert "attachment" in answer["Content-Disposition"]
    by_id = {row[2]: row for row in rows[1:]}
    assert ("4", "'=HYPERLINK(1)") == (by_id["a-3"][0], by_id["a-3"][-1])
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_the_same_table_again_files_nothing_twice(as_: Site):
    """A table handed in a second time is said to stand in the ledger, and nothing of it is entered."""
    browser, good = as_("analyst"), _csv(ROWS[:2])
    key = _upload(browser, good)["Location"].rsplit("=", 1)[1]
    _check(browser, key)
    browser.post("/report/import/", {"key": key, "step": "file"})
    before = store().size()

    again = _upload(browser, good)["Location"].rsplit("=", 1)[1]
    page = _check(browser, again).content.decode()
    browser.post("/report/import/", {"key": again, "step": "file"})
    second = browser.post("/report/import/", {"key": key, "step": "file"})

    assert "1 row stands in the ledger already" in page
    assert before == store().size()
    assert f"/report/filed/{key}/" in second["Location"]
    changed = [ROWS[0], [*ROWS[1][:5], "4", "First."]]
    third = _upload(browser, _csv(changed))["Location"].rsplit("=", 1)[1]
    assert "stands twice" in _check(browser, third).content.decode()


def test_a_table_is_its_owners_alone_and_gone_once_filed(as_: Site):
    """Nobody else reads, maps, files or throws away a table; after filing nothing of it is kept."""
    browser, other = as_("analyst"), as_("head")
    key = _upload(browser, _csv(ROWS[:2]))["Location"].rsplit("=", 1)[1]
    held = HeldFile.objects.get()

    assert 404 == other.get(f"/report/import/?key={key}").status_code
    for step in ("check", "file", "bad", "drop"):
        assert 404 == other.post("/report/import/", {"key": key, "step": step}).status_code
    assert b"Aleppo" not in bytes(held.body)
    _check(browser, key)
    browser.post("/report/import/", {"key": key, "step": "file"})
    assert not Draft.objects.exists()
    assert not HeldFile.objects.exists()


@pytest.mark.parametrize("name", ["liaison", "co-chair-us", "observer", "administrator"])
def test_sides_hand_in_no_tables(as_: Site, name: str):
    """Only those who report for the mission hand in tables."""
    assert 403 == _upload(as_(name), _csv()).status_code


def _with_part(part: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_xlsx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != part:
                new.writestr(each, old.read(each))
        new.writestr(part, data)
    return out.getvalue()


_SHEET = "xl/worksheets/sheet1.xml"
_OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    + _OPEN
    + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_with_part("xl/media/bomb.bin", b"\0" * (40 << 20)), "MiB unpacked"),
        (_with_part(_SHEET, _LAUGHS), "entities"),
        (_with_part(_SHEET, _LAUGHS.decode().encode("utf-16")), "entities"),
        (_with_part(_SHEET, _OPEN + b'<row r="999999999"><c r="A1"/></row></sheetData></worksheet>'), "999999999 rows"),
        (_with_part(_SHEET, _OPEN + b'<row r="1"><c r="XFD1"/></row></sheetData></worksheet>'), "702 columns"),
        (_with_part(_SHEET, b"<worksheet"), "in the workbook"),
        (b"PK\x03\x04 nothing", "no zip archive"),
        (b"\x1f\x8b\x08\x00packed", "packed"),
        (b"a" * (6 << 20), "MiB"),
        (_csv([ROWS[0], *([ROWS[1]] * 1001)]), "1000 rows"),
        (b"a,a\n1,2\n", "twice"),
        ("a,b\n1,\xe9\n".encode("latin-1"), "UTF-8"),
        (b"", "empty"),
        (b"only,a,header\n", "empty"),
    ],
)
def test_what_would_exhaust_the_machine_or_is_no_table_is_refused_in_words(as_: Site, data: bytes, words: str):
    """Bombs, entities, endless rows and what is no table at all are refused before anything is read, and said so."""
    answer = _upload(as_("analyst"), data, "bad.xlsx")

    assert 422 == answer.status_code
    assert words in answer.content.decode()
    assert not HeldFile.objects.exists()


def test_a_shipped_mapping_is_taken_for_its_publishers_table(as_: Site):
    """A known publisher's table is read by the mapping that comes with the program; a lacking column is said."""
    browser = as_("analyst")
    key = _upload(browser, _csv())["Location"].rsplit("=", 1)[1]

    answer = _check(browser, key, m_shipped="attacks-on-health-care-syria.yaml")

    assert 422 == answer.status_code
    assert "SiND Event ID" in answer.content.decode()
