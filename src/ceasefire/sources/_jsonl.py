"""JSONL: one record a line; the first line may describe the data set."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.records import Dataset, dataset_from_json, record_from_json
from ceasefire.sources._lines import lines
from ceasefire.sources._result import Collector, Format, ReadResult, Source


class _UnreadableError(ValueError):
    """A line that is no JSON, as a code of the catalogue."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read(source: Source) -> ReadResult:
    """Return the records of a JSONL file, plain or gzip."""
    collector = Collector(source, Dataset(id_from_file(source.file)))
    for number, line in enumerate(lines(source), start=1):
        if not line.strip():
            continue
        place = Place(source.file, number)
        obj = json_line(line, place)
        if isinstance(obj, Problem):
            collector.refuse([obj])
        elif isinstance(obj, dict) and obj.get("kind") == "dataset":
            if collector.position > source.position or collector.refused:
                seen, example = "a data set after records", '{"kind": "dataset", …} on line 1'
                fault = problem("E-SYNTAX-004", place, seen=seen, expected="it first", example=example)
                collector.refuse([fault])
            else:
                collector.dataset = dataset_from_json(obj, place, id_from_file(source.file))
        else:
            take_record(collector, obj, place)
    return collector.result()


def take_record(collector: Collector, obj: Any, place: Place) -> None:
    """Read one record into the collector, or its faults."""
    try:
        record = record_from_json(obj, place, collector.dataset, collector.position)
    except Refused as refused:
        collector.refuse(refused.problems)
    else:
        collector.use(record, place.line)


def json_line(line: str, place: Place) -> Any:
    """Return the JSON value of a text, or the `Problem` that keeps it from having one."""
    try:
        return json.loads(line, object_pairs_hook=_object, parse_constant=_no_constant)
    except _UnreadableError as error:
        return problem(error.code, place, **error.params)
    except json.JSONDecodeError as error:
        reason = f"{error.msg} at character {error.pos + 1}"
    except RecursionError:
        reason = "it is nested too deeply"
    except ValueError:
        reason = "a number has too many digits"
    return problem("E-SYNTAX-001", place, format="JSON", reason=reason)


def id_from_file(file: str) -> str:
    """Return the name of a data set that has none: the file's, without folder and endings.

    >>> id_from_file("data/reports.jsonl.gz"), id_from_file("-")
    ('reports', 'input')
    """
    name = file.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    clean = "".join(char for char in name if char.isalnum() or char in "-_")[:100].strip("-_")
    return clean or "input"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _UnreadableError("E-SYNTAX-005", key=next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(text: str) -> NoReturn:
    raise _UnreadableError("E-SYNTAX-001", format="JSON", reason=f"{text} is not JSON")


JSONL = Format("jsonl", "records as JSON, one a line, plain or gzip (docs/records.md)", "none", read)
