"""Compare records with the agreement and with each other: what no reader of one file can see."""

from __future__ import annotations

import contextlib
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ceasefire.agreement import Agreement
from ceasefire.cli._inputs._files import RecordFile
from ceasefire.desk import against, strangers_to
from ceasefire.problems import Place, Problem, problem
from ceasefire.records import Record, check_versions

_LISTED = 12


def compare(agreement: Agreement | None, files: Sequence[RecordFile]) -> tuple[Problem, ...]:
    """Return what is wrong between records, and between records and agreement.

    Args:
        agreement: None: the records are compared with each other alone.
        files: What was read; refused files are passed over.

    Returns:
        Errors: a version twice, a record named but not read, an area, term or instrument that the
        agreement does not define, an unknown actor in an own file, two descriptions of one data set.
        Warnings: the unknown actors of other files, one warning a file.
    """
    read = [each for each in files if each.result is not None]
    places = _Places(read)
    records = [record for each in read for record in _records(each)]
    found = [*check_versions(records, places.of), *_twice_described(read)]
    if agreement is not None:
        for each in read:
            found += _against(agreement, each, places.of)
    return tuple(found)


def _records(file: RecordFile) -> Sequence[Record]:
    return file.result.records if file.result else ()


def _against(agreement: Agreement, file: RecordFile, place_of: Callable[[Record], Place]) -> Iterator[Problem]:
    for record, fault in against(agreement, _records(file), actors=file.is_own):
        place = place_of(record)
        yield replace(fault, where=Place(place.file, place.line, fault.where.field) if place.line else place)
    if not file.is_own and (strangers := strangers_to(agreement, _records(file))):
        names = ", ".join(strangers[:_LISTED]) + (" …" if len(strangers) > _LISTED else "")
        yield problem("W-CLI-001", Place(file.spec.path), seen=names)


def _twice_described(files: Sequence[RecordFile]) -> Iterator[Problem]:
    first: dict[str, RecordFile] = {}
    for file in files:
        if file.result is None:
            continue
        dataset = file.result.dataset
        other = first.setdefault(dataset.id, file)
        if other.result is not None and other.result.dataset != dataset:
            yield problem("E-CLI-003", Place(file.spec.path), seen=dataset.id, first=other.spec.path)


@dataclass(slots=True)
class _Places:
    """Where a record stands: file and line for JSONL, file and source/id for the rest; looked up late."""

    files: Sequence[RecordFile]
    lines: dict[str, dict[tuple[str, int], list[tuple[int, str]]]] = field(default_factory=dict)

    def of(self, record: Record) -> Place:
        """Return the place of a record."""
        file = next((each for each in reversed(self.files) if each.first <= record.position), None)
        if file is None:
            return Place(field=record.key)
        path = file.spec.path
        if file.spec.reader != "jsonl" or path == "-":
            return Place(path, 0, record.key)
        if path not in self.lines:
            self.lines[path] = _lines_by_identity(path)
        found = self.lines[path].get((record.id, record.version), [])
        line = next((number for number, source in found if source in ("", record.source)), 0)
        return Place(path, line, "" if line else record.key)


def _lines_by_identity(path: str) -> dict[tuple[str, int], list[tuple[int, str]]]:
    """Return the lines on which each (id, version) of a JSONL file stands, with the source given there."""
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    with contextlib.suppress(OSError, EOFError, ValueError, AttributeError, TypeError):
        packed = path.lower().endswith(".gz")
        with gzip.open(path, "rb") if packed else Path(path).open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    value = json.loads(line)
                    identity = (str(value.get("id", "")), int(value.get("version", 1)))
                    found.setdefault(identity, []).append((number, str(value.get("source", ""))))
    return found
