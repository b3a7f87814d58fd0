"""Exports: the same release rules as the pages, files that others can read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import hxl
import pyogrio.raw
import pytest
from django.test import Client
from openpyxl import load_workbook

from ceasefire.centre.exports._formats import FORMATS, csv_from_table, harmless, hxl_from_table, xlsx_from_table
from ceasefire.centre.exports._table import Cite, Column, Table

Site = Callable[[str], Client]
WHATS = ("incidents", "records", "aid", "days")
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://a.example","x")')


def rows_of(answer: Any) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def evil() -> Table:
    """Return a table whose every text would be computed."""
    rows = tuple((each, 1, None) for each in EVIL)
    columns = (
        Column("record", "#meta+record"),
        Column("killed_low", "#affected+low", "whole"),
        Column("lat", "#geo+lat", "number"),
    )
    return Table("records", columns, rows, (None,) * len(rows), Cite("=origin", 1, "+root", "@digest", "-as-of"))


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_file_is_handed_out_and_cites_what_it_was_computed_from(as_: Site, what: str, ending: str):
    """Each export in each format is a file that names ledger, size, root, digest and moment, for whoever reads."""
    name = "analyst" if what == "aid" else "observer"  # every convoy is still under way: none is released outside
    answer = as_(name).get(f"/exports/{what}.{ending}")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{what}-2016-09-19T')
    if ending in ("csv", "hxl"):
        row = rows_of(answer)[-1]
        assert row["ledger"] == "demo.ceasefire.example/syria-2016-09"
        assert row["ledger_size"] == "206"
        assert row["digest"].startswith("sha256:")


@pytest.mark.parametrize("what", WHATS)
def test_the_administrator_and_whoever_is_not_signed_in_get_no_file(as_: Site, what: str):
    """Administering shows nothing of the substance, and the public board comes without files."""
    assert as_("administrator").get(f"/exports/{what}.csv").status_code == 403
    assert as_("").get(f"/exports/{what}.csv").status_code == 302


def test_a_file_holds_what_the_audience_may_see_and_nothing_else(as_: Site):
    """The observer's records are fewer than the mission's, and those withheld are named in no file."""
    mission = {each["record"] for each in rows_of(as_("analyst").get("/exports/records.csv"))}
    seen = {each["record"] for each in rows_of(as_("observer").get("/exports/records.csv"))}
    withheld = mission - seen

    assert seen < mission
    assert withheld
    for what in WHATS:
        text = as_("observer").get(f"/exports/{what}.csv").content.decode()
        cells = {word for line in csv.reader(io.StringIO(text, newline="")) for cell in line for word in cell.split()}
        assert not withheld & cells, what


def test_what_was_not_known_yet_is_not_in_a_file_of_an_earlier_moment(as_: Site):
    """A file of an earlier moment holds fewer records, and says of which moment it is."""
    now = rows_of(as_("analyst").get("/exports/records.csv"))
    then = rows_of(as_("analyst").get("/exports/records.csv?known=2016-09-15T00:00:00Z"))

    assert 0 < len(then) < len(now)
    assert {each["as_known_at"] for each in then} == {"2016-09-15T00:00:00Z"}


def test_no_place_no_geometry(as_: Site):
    """An incident of which no place is known has no geometry; a point comes with its radius."""
    whole = json.loads(as_("analyst").get("/exports/incidents.geojson").content)
    features = whole["features"]

    assert whole["source"]["size"] == 206
    assert any(each["geometry"] is None for each in features)
    assert any(each["geometry"] is not None for each in features)
    for each in features:
        if each["geometry"] and each["geometry"]["type"] == "Point":
            assert each["properties"]["radius_m"] >= 1_000
        if each["properties"]["area"] == "" and each["properties"]["lat"] is None:
            assert each["geometry"] is None


def test_the_geopackage_is_read_back(as_: Site, tmp_path):
    """Another program reads as many rows as the CSV has, with its columns, in WGS 84."""
    path = tmp_path / "incidents.gpkg"
    path.write_bytes(as_("analyst").get("/exports/incidents.gpkg").content)
    expected = rows_of(as_("analyst").get("/exports/incidents.csv"))

    meta, _, geometry, fields = pyogrio.raw.read(path)

    assert [*meta["fields"]] == [*expected[0]]
    assert meta["crs"] == "EPSG:4326"
    assert len(geometry) == len(expected)
    assert sorted(fields[0]) == sorted(each["incident"] for each in expected)


@pytest.mark.parametrize("what", WHATS)
def test_libhxl_reads_the_hxl_back(as_: Site, what: str):
    """Libhxl finds the row of tags, and under it as many rows as the CSV has."""
    data = as_("analyst").get(f"/exports/{what}.hxl").content
    expected = rows_of(as_("analyst").get(f"/exports/{what}.csv"))

    with hxl.data(io.BytesIO(data)) as source:
        columns, rows = source.columns, list(source)

    assert len(rows) == len(expected)
    assert all(each.display_tag.startswith("#") for each in columns)
    assert [each.header for each in columns] == [*expected[0]]


@pytest.mark.parametrize("text", EVIL)
def test_what_a_spreadsheet_would_compute_is_neutralised(text: str):
    """A text that begins like a formula gets an apostrophe before it; others stay as they are."""
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"


def test_no_format_for_spreadsheets_lets_a_formula_through():
    """Neither CSV, HXL nor XLSX holds a cell that begins like a formula; in XLSX every one of them is a text."""
    for print_ in (csv_from_table, hxl_from_table):
        cells = [cell for row in csv.reader(io.StringIO(print_(evil()).decode(), newline="")) for cell in row]
        assert not [each for each in cells if each[:1] in ("=", "+", "-", "@", "\t", "\r")]
    book = load_workbook(io.BytesIO(xlsx_from_table(evil())))
    held = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert held
    assert {each.data_type for each in held} == {"s"}
    assert not [each for each in held if str(each.value)[:1] in ("=", "+", "-", "@", "\t")]


def test_an_unknown_export_is_no_page(as_: Site):
    """People are exported never, and a format that there is not is no page."""
    assert as_("head").get("/exports/people.csv").status_code == 404
    assert as_("head").get("/exports/incidents.shp").status_code == 404


def test_who_took_what_is_on_record(as_: Site):
    """The journal names the file and its rows."""
    from ceasefire.centre.people.models import Journal

    as_("analyst").get("/exports/aid.csv")

    assert Journal.objects.filter(what="exported", about__startswith="aid-2016-09-19T").exists()
