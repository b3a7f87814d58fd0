"""CSV by a mapping: each row is a record as `columns:` says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ceasefire.problems import Place, Problem, problem
from ceasefire.records import Faults, Fields
from ceasefire.sources._jsonl import take_record
from ceasefire.sources._lines import columns_of, rows
from ceasefire.sources._mapping import Shared, default_dataset, lacking_columns, read_mapping
from ceasefire.sources._result import Collector, Format, ReadResult, Source
from ceasefire.sources.tables._columns import Plan, read_columns
from ceasefire.sources.tables._values import Fault

LAYOUT = "the mapping"


def read(source: Source) -> ReadResult:
    """Return the records of a CSV file, plain or gzip."""

    def own(fields: Fields, shared: Shared, faults: Faults) -> tuple[Plan, str]:
        del faults
        return read_columns(fields, shared), _delimiter(fields)

    _, (plan, delimiter) = read_mapping(source, default_dataset(source), own, required=True)
    found = rows(source, delimiter)
    line, header = next(found)
    return take_rows(source, plan, columns_of(source, header, line), len(header), found)


def take_rows(  # noqa: PLR0917  in the order in which a table is read
    source: Source,
    plan: Plan,
    columns: Mapping[str, int],
    width: int,
    found: Iterable[tuple[int, Sequence[str]]],
    warnings: Iterable[Problem] = (),
) -> ReadResult:
    """Return the records of a table's rows.

    Args:
        source: The file.
        plan: What becomes of the columns.
        columns: The place of each column.
        width: How many fields each row has.
        found: Line and fields of each row.
        warnings: Of the header.

    Raises:
        Refused: The plan needs a column that the table lacks.
    """
    collector = Collector(source, plan.shared.dataset)
    collector.note(warnings)
    lacking_columns(source, [*plan.needs, *plan.shared.only], list(columns), LAYOUT)
    kept = [(columns[name], values) for name, values in plan.shared.only.items()]
    for line, row in found:
        if len(row) != width:
            collector.refuse([problem("E-READ-005", collector.place(line), seen=len(row), expected=width)])
        elif any(row[index].strip() not in values for index, values in kept):
            collector.put_aside()
        else:
            _take(collector, plan, columns, row, line)
    return collector.result()


def _take(collector: Collector, plan: Plan, columns: Mapping[str, int], row: Sequence[str], line: int) -> None:
    place = Place(collector.source.file, line)
    try:
        obj = plan.json(lambda name: row[columns[name]].strip())
    except Fault as fault:
        collector.refuse([fault.problem(place)])
    else:
        take_record(collector, obj, place)


def _delimiter(fields: Fields) -> str:
    text = fields.text("delimiter") or ","
    if len(text) != 1 or text in '"\r\n':
        fields.wrong("delimiter", text, "one character", '";"')
        return ","
    return text


CSV = Format("csv", "any table as CSV, plain or gzip, by a mapping of its columns", "required", read)
