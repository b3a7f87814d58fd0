"""A table that somebody hands in: its rows, a mapping to start from, and what becomes of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ceasefire.agreement import Agreement, regions_of
from ceasefire.centre.access import Viewer
from ceasefire.centre.filing._workbook import MOST_COLUMNS, rows_of_workbook
from ceasefire.centre.filing.entering import faults_of
from ceasefire.centre.live import store
from ceasefire.ledger.entries import File, OpenPart, core_from_record
from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.records import Record
from ceasefire.sources import ReadResult, Source, read_source
from ceasefire.sources._lines import columns_of, rows

MOST_BYTES = 5 << 20
MOST_ROWS = 1_000
_ZIP, _GZIP = b"PK", b"\x1f\x8b"
State = Literal["good", "already", "bad"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, its rows as (number, cells), and all of it as CSV, for the reader.

    The number of a row is the line, or the row of the sheet, on which it stands in the file.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str
    data: bytes

    def values_in(self, column: str) -> tuple[str, ...]:
        """Return what stands in a column, each text once, in order."""
        at = self.header.index(column)
        texts = (row[at].strip() for _, row in self.rows if at < len(row))
        return tuple(dict.fromkeys(each for each in texts if each))


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of a row: it can be filed, stands in the ledger already, or has faults."""

    number: int
    state: State
    problems: tuple[Problem, ...] = ()
    record: Record | None = None


def csv_from_upload(file: File) -> File:
    """Return an uploaded table as CSV; a workbook's first sheet keeps the numbers of its rows.

    Raises:
        Refused: Too large, packed, or a workbook that is broken or made to exhaust the machine.
    """
    if len(file.data) > MOST_BYTES:
        raise _too_much(file.name, f"{len(file.data) >> 20} MiB", f"{MOST_BYTES >> 20} MiB")
    if file.data.startswith(_GZIP):
        raise Refused([problem("E-SYNTAX-001", Place(file.name), format="CSV", reason="it is packed: unpack it first")])
    if not file.data.startswith(_ZIP):
        return file
    out, width = io.StringIO(), 0
    writer = csv.writer(out, lineterminator="\n")
    for each in rows_of_workbook(file.name, file.data, MOST_ROWS * 2):
        if each:
            width = width or len(each)
            writer.writerow(each + [""] * (width - len(each)))
        else:
            out.write("\n")
    return File(file.name, out.getvalue().encode())


def table_from_csv(file: File) -> Table:
    """Return the table that a CSV file holds; its delimiter is the one that its first line has most of.

    Raises:
        Refused: Not UTF-8, empty, a column twice, too many rows or columns.
    """
    first = file.data.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0]
    delimiter = max(",;\t|", key=lambda each: first.count(each.encode()))
    source = Source(io.BytesIO(file.data), file.name)
    found = rows(source, delimiter)
    line, header = next(found)
    if len(header) > MOST_COLUMNS:
        raise _too_much(file.name, f"{len(header)} columns", f"{MOST_COLUMNS} columns")
    columns_of(source, header, line)
    kept: list[tuple[int, tuple[str, ...]]] = []
    for number, row in found:
        if len(kept) >= MOST_ROWS:
            raise _too_much(file.name, f"more than {MOST_ROWS} rows", f"{MOST_ROWS} rows")
        kept.append((number, tuple(row)))
    if not kept:
        raise Refused([problem("E-FILE-001", Place(file.name))])
    return Table(file.name, tuple(each.strip() for each in header), tuple(kept), delimiter, file.data)


def judged(viewer: Viewer, table: Table, mapping: str, only: Mapping[str, Any], agreement: Agreement) -> list[Row]:
    """Return what becomes of each row of a table, in its order.

    Args:
        viewer: Who would file it: all records become the viewer's own, and wait to be looked at.
        table: What was handed in.
        mapping: The text of the mapping by which it is read.
        only: The mapping's `only`: rows with other values are set aside and not listed.
        agreement: What the records may name.

    Raises:
        Refused: The mapping or the whole file has a fault.
    """
    result = read_source("csv", table.data, table.name, mapping, 0, None, "mapping")
    told: dict[int, list[Problem]] = {}
    for each in result.problems:
        if each.severity == "error" and each.where.line:
            told.setdefault(each.where.line, []).append(each)
    if len(told) != result.summary.refused:
        raise _too_much(table.name, "more faults than can be listed", "1000 faults: mend the mapping first")
    taken = [number for number, row in table.rows if number not in told and _is_meant(table, row, only)]
    records = _own(viewer, result)
    if len(taken) != len(records):
        raise _too_much(table.name, "rows that cannot be told apart", "one row a line")
    good = _good(viewer, dict(zip(taken, records, strict=True)), agreement)
    found = [Row(number, "bad", tuple(problems)) for number, problems in told.items()]
    return sorted((*found, *good), key=lambda each: each.number)


def _own(viewer: Viewer, result: ReadResult) -> list[Record]:
    return [replace(each, source=viewer.source, dataset="", standing="received") for each in result.records]


def _is_meant(table: Table, row: Sequence[str], only: Mapping[str, Any]) -> bool:
    for column, values in only.items():
        wanted = {str(each) for each in (values if isinstance(values, list) else [values])}
        if row[table.header.index(column)].strip() not in wanted:
            return False
    return True


def _good(viewer: Viewer, records: Mapping[int, Record], agreement: Agreement) -> list[Row]:
    numbers, regions = list(records), regions_of(agreement)
    faults: dict[int, list[Problem]] = {}
    for fault in faults_of(viewer, list(records.values()), agreement):
        at, _, field = fault.where.field.partition(".")
        faults.setdefault(numbers[int(at) - 1], []).append(replace(fault, where=Place(field=field)))
    standing = store().standing_at((each.source, each.id, each.version) for each in records.values())
    rows_ = []
    for number, each in records.items():
        stands = standing.get((each.source, each.id, each.version))
        if number in faults:
            rows_.append(Row(number, "bad", tuple(faults[number])))
        elif stands is None:
            rows_.append(Row(number, "good", (), each))
        elif _same(core_from_record(each, regions)[0], stands[0]):
            rows_.append(Row(number, "already"))
        else:
            twice = problem("E-REC-003", Place(field="id"), seen=each.key, first=f"entry {stands[0]}")
            rows_.append(Row(number, "bad", (twice,)))
    return rows_


def _same(core: Mapping[str, Any], position: int) -> bool:
    """Return whether an entry holds this core, whenever it was said."""
    _, (first, *_) = store().entry(position)
    apart = {"claimed_recorded", "dataset"}
    held = first.content() if isinstance(first, OpenPart) else {}
    return {key: value for key, value in core.items() if key not in apart} == {
        key: value for key, value in held.items() if key not in apart
    }


def _too_much(name: str, seen: str, limit: str) -> Refused:
    return Refused([problem("E-READ-007", Place(name), seen=seen, limit=limit)])
