"""HXL: a table with a row of tags, as CSV or JSON. The tags are found and matched by libhxl."""

from __future__ import annotations

import importlib
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ceasefire.problems import Place, Problem, Refused
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
    model = _model(source)
    found = _table(source)
    columns, header = _tags(source, model, found)
    width = len(columns)
    padded = (
        (line, (row + [""] * width)[:width]) for line, row in found if any(cell.strip() for cell in row)
    )
    sample = list(itertools.islice(padded, SAMPLE))
    tags = [column.display_tag or "" for column in columns]

    def own(fields: Fields, shared: Shared, faults: Faults) -> Plan:
        if "columns" not in fields.value:
            guessed = suggest_columns(tags, [row for _, row in sample])
            fields = Fields({"columns": guessed}, faults)
        return read_columns(fields, shared)

    shared, plan = read_mapping(source, default_dataset(source), own)
    names = {name: _index(model, name, columns, tags, header) for name in [*plan.needs, *shared.only]}
    places = {tag: index for index, tag in reversed(list(enumerate(tags))) if tag}
    places |= {name: index for name, index in names.items() if index is not None}
    return take_rows(source, plan, places, width, itertools.chain(sample, padded))


def _model(source: Source) -> Any:
    try:
        return importlib.import_module("hxl.model")
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
        if isinstance(row, list):
            yield number, [_cell(cell) for cell in row]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


def _tags(source: Source, model: Any, found: Rows) -> tuple[Sequence[Any], list[str]]:
    previous: list[str] = []
    for _, row in itertools.islice(found, TAGS_WITHIN):
        columns = model.Column.parse_list(row, previous)
        if columns is not None:
            return columns, previous
        previous = row
    raise file_fault(source, "E-READ-009")


def _index(
    model: Any, name: str, columns: Sequence[Any], tags: Sequence[str], header: Sequence[str]
) -> int | None:
    """Return the column of a tag pattern, or of a header's text; None when there is none."""
    if name in tags:
        return tags.index(name)
    if not name.startswith("#"):
        clean = [each.strip() for each in header[: len(columns)]]
        return clean.index(name) if name in clean else None
    try:
        found: int | None = model.TagPattern.parse(name).find_column_index(columns)
    except ValueError:
        return None
    return found


HXL = Format(
    "hxl",
    "a table with HXL tags, as CSV or JSON; without a mapping the tags decide (extra: hxl)",
    "optional",
    read,
)
