"""XLSX by a mapping: the rows of one sheet, the first that holds anything being the header."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from ceasefire.problems import Refused
from ceasefire.records import Faults, Fields
from ceasefire.sources._lines import columns_of, file_fault, whole
from ceasefire.sources._mapping import Shared, default_dataset, read_mapping
from ceasefire.sources._result import Format, ReadResult, Source
from ceasefire.sources.tables._columns import Plan, read_columns
from ceasefire.sources.tables._csv import take_rows

MAX_PARTS = 1_000
MAX_UNPACKED = 512 << 20
MAX_COLUMNS = 1_000


def read(source: Source) -> ReadResult:
    """Return the records of one sheet of a workbook."""

    def own(fields: Fields, shared: Shared, faults: Faults) -> tuple[Plan, str]:
        del faults
        return read_columns(fields, shared), fields.text("sheet")

    _, (plan, sheet) = read_mapping(source, default_dataset(source), own, required=True)
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ImportError:
        raise file_fault(source, "E-READ-004", package="openpyxl", extra="xlsx") from None
    data = _checked(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(data, read_only=True, data_only=True)
            return _taken(source, plan, _rows(source, _sheet(source, book, sheet)))
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001  a broken workbook fails in the parser in any way it likes
            reason = f"{type(error).__name__} in the workbook"
            raise file_fault(source, "E-SYNTAX-001", format="XLSX", reason=reason) from None


def _taken(source: Source, plan: Plan, found: Iterator[tuple[int, list[str]]]) -> ReadResult:
    line, header = next(found, (0, []))
    if not line:
        raise file_fault(source, "E-FILE-001")
    width = len(header)
    padded = ((number, row + [""] * (width - len(row))) for number, row in found)
    return take_rows(source, plan, columns_of(source, header, line), width, padded)


def _checked(source: Source) -> io.BytesIO:
    """Return the bytes of a zip that will not unpack to more than the limit."""
    data = io.BytesIO(whole(source))
    try:
        with zipfile.ZipFile(data) as parts:
            listed = parts.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise file_fault(source, "E-SYNTAX-001", format="XLSX", reason=f"no zip archive ({error})") from None
    size = sum(part.file_size for part in listed)
    if len(listed) > MAX_PARTS or size > MAX_UNPACKED:
        seen = f"{len(listed)} parts of {size >> 20} MiB"
        limit = f"{MAX_PARTS} parts of {MAX_UNPACKED >> 20} MiB"
        raise file_fault(source, "E-READ-007", seen=seen, limit=limit)
    data.seek(0)
    return data


def _sheet(source: Source, book: Any, name: str) -> Any:
    if name and name not in book.sheetnames:
        wanted = ", ".join(book.sheetnames)
        raise file_fault(source, "E-ASK-001", wanted="sheet", seen=name, expected=wanted)
    return book[name or book.sheetnames[0]]


def _rows(source: Source, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if len(row) > MAX_COLUMNS:
            seen = f"{len(row)} columns"
            raise file_fault(source, "E-READ-007", number, seen=seen, limit=f"{MAX_COLUMNS} columns")
        cells = [cell_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def cell_text(value: object) -> str:
    """Return a cell as the text that a CSV file would hold.

    >>> cell_text(18.0), cell_text(dt.datetime(2016, 9, 19)), cell_text(None), cell_text(True)
    ('18', '2016-09-19', '', 'true')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


XLSX = Format("xlsx", "one sheet of an Excel workbook, by a mapping of its columns (extra: xlsx)", "required", read)
