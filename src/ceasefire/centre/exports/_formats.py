"""A table as a file: CSV, HXL, XLSX, GeoJSON, GeoPackage."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ceasefire.centre.exports._table import Column, Table, Value

_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")
_CELL = 32_767  # characters of a cell of XLSX


def harmless(text: str) -> str:
    """Return a text that no spreadsheet computes: what begins like a formula gets an apostrophe before it.

    >>> harmless("=1+1"), harmless("a=b")
    ("'=1+1", 'a=b')
    """
    return f"'{text}" if text.startswith(_COMPUTED) else text


def csv_from_table(table: Table) -> bytes:
    """Return a table as CSV: UTF-8, a header, a row for each."""
    return _csv(table, [[each.name for each in table.all_columns]])


def hxl_from_table(table: Table) -> bytes:
    """Return a table as HXL: CSV with a row of tags under the header.

    Source: HXL standard 1.1, "Hashtag row".
    """
    return _csv(table, [[each.name for each in table.all_columns], [each.tag for each in table.all_columns]])


def _csv(table: Table, heads: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows(heads)
    writer.writerows([_in_words(value) for value in row] for row in table.all_rows)
    return out.getvalue().encode()


def _in_words(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else str(value)


def xlsx_from_table(table: Table) -> bytes:
    """Return a table as a workbook: the table, and on a second sheet what it was computed from."""
    from openpyxl import Workbook  # noqa: PLC0415  a tenth of a second that only this format pays
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)

    def cell(value: Value) -> Any:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, value=_CONTROL.sub("�", harmless(value))[:_CELL])
        made.data_type = "s"  # text, whatever it looks like
        return made

    sheet.append([cell(each.name) for each in table.all_columns])
    for row in table.all_rows:
        sheet.append([cell(each) for each in row])
    source = book.create_sheet("source")
    for key, value in asdict(table.cite).items():
        source.append([cell(key), cell(value)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def geojson_from_table(table: Table) -> bytes:
    """Return a table as GeoJSON; where no place is known, there is no geometry.

    Source: RFC 7946, 3.2 and 6.1.
    """
    names = [each.name for each in table.columns]
    features = [
        {
            "type": "Feature",
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
            "properties": dict(zip(names, row, strict=True)),
        }
        for row, shape in zip(table.rows, table.shapes, strict=True)
    ]
    whole = {"type": "FeatureCollection", "source": asdict(table.cite), "features": features}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def geopackage_from_table(table: Table) -> bytes:
    """Return a table as a layer of a GeoPackage; points and areas in one, rows without a place have no geometry.

    Source: OGC 12-128r19, GeoPackage 1.4.
    """
    import pyogrio.raw  # noqa: PLC0415  an extra, and heavy

    columns = list(table.all_columns)
    rows = table.all_rows
    values, masks = [], []
    for at, column in enumerate(columns):
        held = [row[at] for row in rows]
        values.append(_array(column, held))
        masks.append(np.array([each is None for each in held], dtype=bool))
    shapes = np.array([None if each is None else shapely.to_wkb(each) for each in table.shapes], dtype=object)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table.name}.gpkg"
        pyogrio.raw.write(
            str(path),
            shapes,
            values,
            [each.name for each in columns],
            field_mask=masks,
            layer=table.name,
            driver="GPKG",
            geometry_type="Unknown",
            crs="EPSG:4326",
            layer_metadata={key: str(value) for key, value in asdict(table.cite).items()},
        )
        return path.read_bytes()


def _array(column: Column, held: list[Value]) -> Any:
    if column.holds == "whole":
        return np.array([0 if each is None else each for each in held], dtype=np.int64)
    if column.holds == "number":
        return np.array([0.0 if each is None else each for each in held], dtype=np.float64)
    if column.holds == "flag":
        return np.array([bool(each) for each in held], dtype=bool)
    return np.array([None if each is None else str(each) for each in held], dtype=object)


# Ending -> (what prints it, media type, ending of the file's name).
FORMATS: Mapping[str, tuple[Callable[[Table], bytes], str, str]] = {
    "csv": (csv_from_table, "text/csv; charset=utf-8", "csv"),
    "hxl": (hxl_from_table, "text/csv; charset=utf-8", "hxl.csv"),
    "xlsx": (xlsx_from_table, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "geojson": (geojson_from_table, "application/geo+json", "geojson"),
    "gpkg": (geopackage_from_table, "application/geopackage+sqlite3", "gpkg"),
}
