"""HXL: a table with a row of tags, as CSV or JSON. The tags are found and matched by libhxl."""

from __future__ import annotations

import importlib
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.records import Faults, Fields
from ceasefire.sources._jsonl import json_line
from ceasefire.sources._lines import file_fault, rows, text_of, whole
from ceasefire.sources._mapping import Shared, default_dataset, read_mapping
from ceasefire.sources._result import Format, ReadResult, Source
from ceasefire.sources.tables._columns import Plan, read_columns
from ceasefire.sources.tables._csv import take_rows
from ceasefire.sources.tables._suggest import suggest_columns

TAGS_WITHIN = 25
SAMPLE = 20

Rows = Iterator[tuple[int, list[str]]]


def read(source: Source) -> ReadResult:
    """Return the records of an HXL file: CSV (plain or gzip), or JSON as a list of rows or of objects."""
    hxl = _libhxl(source)
    found = _table(source)
    columns, header, warnings = _tags(source, hxl, found)
    width = len(columns)
    padded = ((line, (row + [""] * width)[:width]) for line, row in found if any(cell.strip() for cell in row))
    sample = list(itertools.islice(padded, SAMPLE))
    heads = [*header, *[""] * width][:width]
    names = [column.display_tag if column else head for column, head in zip(columns, heads, strict=True)]

    def own(fields: Fields, shared: Shared, faults: Faults) -> Plan:
        if not fields.has("columns"):
            guessed = suggest_columns(names, [row for _, row in sample])
            fields = Fields({"columns": guessed}, faults)
        return read_columns(fields, shared)

    shared, plan = read_mapping(source, default_dataset(source), own)
    places = {name: index for index, name in reversed(list(enumerate(names))) if name}
    for name in (*plan.needs, *shared.only):
        if name not in places and (index := _index(hxl, name, columns, heads)) is not None:
            places[name] = index
    return take_rows(source, plan, places, width, itertools.chain(sample, padded), warnings)


def _libhxl(source: Source) -> Any:
    try:
        return importlib.import_module("hxl")
    except ImportError as error:
        package = error.name if error.name and error.name.partition(".")[0] != "hxl" else "libhxl"
        raise file_fault(source, "E-READ-004", package=package, extra="hxl") from None


def _table(source: Source) -> Rows:
    name = source.file.casefold()
    return _json_rows(source) if name.endswith((".json", ".json.gz")) else rows(source)


def _json_rows(source: Source) -> Rows:
    value = json_line(text_of(source, whole(source)), Place(source.file))
    if isinstance(value, Problem):
        raise Refused([value])
    if not isinstance(value, list) or not value:
        raise file_fault(source, "E-READ-009")
    if isinstance(value[0], dict):
        names = list(dict.fromkeys(key for row in value if isinstance(row, dict) for key in row))
        yield 1, names
        value = [[row.get(name, "") for name in names] if isinstance(row, dict) else row for row in value]
    for number, row in enumerate(value, start=1):
        if not isinstance(row, list):
            raise file_fault(
                source,
                "E-SYNTAX-004",
                number,
                seen="a row of another shape",
                expected="all alike",
                example="lists",
            )
        yield number, [_cell(cell) for cell in row]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


def _tags(source: Source, hxl: Any, found: Rows) -> tuple[list[Any], list[str], list[Problem]]:
    """Return the column of each cell of the tag row (None: no tag), the header above it, and malformed tags.

    A row is the tag row when at least half of its cells that hold anything are tags, as in libhxl.
    """
    header: list[str] = []
    for line, row in itertools.islice(found, TAGS_WITHIN):
        texts = [" ".join(cell.split()) for cell in row]
        columns = [hxl.model.Column.parse(text) if text else None for text in texts]
        tagged, filled = sum(map(bool, columns)), sum(map(bool, texts))
        if tagged and tagged * 2 >= filled:
            place = Place(source.file, line)
            bad = [text for text, column in zip(texts, columns, strict=True) if text and not column]
            return (
                [column or None for column in columns],
                header,
                [problem("W-READ-003", place, seen=t) for t in bad],
            )
        header = texts
    raise file_fault(source, "E-READ-009")


def _index(hxl: Any, name: str, columns: Sequence[Any], heads: Sequence[str]) -> int | None:
    """Return the first column of a tag pattern, or of a header's text; None when there is none."""
    if not name.startswith("#"):
        return heads.index(name) if name in heads else None
    try:
        pattern = hxl.model.TagPattern.parse(name)
    except (ValueError, hxl.HXLException):
        return None
    return next((index for index, column in enumerate(columns) if column and pattern.match(column)), None)


HXL = Format(
    "hxl",
    "a table with HXL tags, as CSV or JSON; without a mapping the tags decide (extra: hxl)",
    "optional",
    read,
)
