"""YAML: a list of records, or `dataset:` and `records:`."""

from __future__ import annotations

from ceasefire.problems import Place, Refused, did_you_mean, problem
from ceasefire.records import Dataset, dataset_from_json
from ceasefire.sources._jsonl import id_from_file, take_record
from ceasefire.sources._lines import file_fault, text_of, whole
from ceasefire.sources._result import Collector, Format, ReadResult, Source
from ceasefire.sources._yaml_text import Document, yaml_from_text

_KEYS = ("dataset", "records")


def read(source: Source) -> ReadResult:
    """Return the records of a YAML file."""
    document = yaml_from_text(text_of(source, whole(source)), source.file)
    if document.value is None:
        raise file_fault(source, "E-FILE-001")
    collector = Collector(source, Dataset(id_from_file(source.file)))
    records = document.value
    if isinstance(records, dict):
        records = _parts(source, document, collector)
    if not isinstance(records, list):
        example = "a list of records, or dataset: and records:"
        raise file_fault(source, "E-SYNTAX-004", 1, seen="something else", expected="records", example=example)
    for obj in records:
        take_record(collector, obj, Place(source.file, document.line(obj, document.line(records))))
    return collector.result()


def _parts(source: Source, document: Document, collector: Collector) -> object:
    top: dict[str, object] = document.value
    unknown = [key for key in top if key not in _KEYS]
    if unknown:
        raise Refused(
            problem(
                "E-SYNTAX-002",
                Place(source.file, 1),
                seen=key,
                expected=", ".join(_KEYS),
                suggestion=did_you_mean(key, _KEYS),
            )
            for key in unknown
        )
    described = top.get("dataset")
    if described is not None:
        place = Place(source.file, document.line(described), "dataset")
        collector.dataset = dataset_from_json(described, place, id_from_file(source.file))
    return top.get("records") or []


YAML = Format("yaml", "records as YAML: a list, or dataset: and records: (docs/records.md)", "none", read)
