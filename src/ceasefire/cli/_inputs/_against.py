"""Compare records with the agreement and with each other: what no reader of one file can see."""

from __future__ import annotations

import contextlib
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ceasefire.agreement import Agreement
from ceasefire.cli._inputs._files import RecordFile
from ceasefire.problems import Place, Problem, did_you_mean, problem
from ceasefire.records import Act, Complaint, Determination, Record, Statement, check_versions

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
            found += _against(_Defined(agreement), each, places.of)
    return tuple(found)


class _Defined:
    """The names that records may use."""

    def __init__(self, agreement: Agreement) -> None:
        groups = (
            agreement.parties,
            agreement.guarantors,
            agreement.excluded,
            agreement.actors,
            agreement.collectives,
        )
        self.actors = tuple(each.id for group in groups for each in group)
        self.areas = tuple(each.id for each in agreement.areas)
        self.terms = tuple(each.id for each in agreement.terms)
        self.instruments = tuple(each.id for each in agreement.instruments)


def _records(file: RecordFile) -> Sequence[Record]:
    return file.result.records if file.result else ()


def _against(defined: _Defined, file: RecordFile, place_of: Callable[[Record], Place]) -> Iterator[Problem]:
    strangers: dict[str, None] = {}
    for record in _records(file):
        for key, actor in _actors(record):
            if actor in defined.actors:
                continue
            strangers[actor] = None
            if file.is_own:
                yield _undefined("E-REC-009", _at(place_of(record), key), actor, defined.actors)
        yield from _undefined_names(defined, record, place_of)
    if strangers and not file.is_own:
        names = ", ".join(list(strangers)[:_LISTED]) + (" …" if len(strangers) > _LISTED else "")
        yield problem("W-CLI-001", Place(file.spec.path), seen=names)


def _undefined_names(defined: _Defined, record: Record, place_of: Callable[[Record], Place]) -> Iterator[Problem]:
    where = record.where
    if where is not None and where.scheme == "agreement" and where.code not in defined.areas:
        yield _undefined("E-REC-007", _at(place_of(record), "where"), where.code, defined.areas)
    if where is not None and where.areas is not None:
        named = (*where.areas.sure, *where.areas.apart, *where.areas.covers)
        yield from (
            _undefined("E-REC-007", _at(place_of(record), "where.areas"), each, defined.areas)
            for each in sorted(set(named) - set(defined.areas))
        )
    details = record.details
    if isinstance(details, Statement | Determination | Complaint) and details.term not in (
        "",
        *defined.terms,
    ):
        yield _undefined("E-AGR-001", _at(place_of(record), "term"), details.term, defined.terms, "a term")
    if isinstance(details, Statement | Act) and details.instrument not in ("", *defined.instruments):
        place = _at(place_of(record), "instrument")
        yield _undefined("E-AGR-001", place, details.instrument, defined.instruments, "an instrument")


def _undefined(code: str, place: Place, seen: str, known: Sequence[str], wanted: str = "") -> Problem:
    expected = ", ".join(known[:_LISTED]) + (" …" if len(known) > _LISTED else "") or "none"
    return problem(code, place, seen=seen, wanted=wanted, expected=expected, suggestion=did_you_mean(seen, known))


def _at(place: Place, key: str) -> Place:
    return Place(place.file, place.line, key) if place.line else place


def _actors(record: Record) -> Iterator[tuple[str, str]]:
    for key in ("by", "against", "between"):
        choice = getattr(record.who, key)
        if choice is not None:
            yield from ((f"who.{key}", each) for each in choice.members)
    if isinstance(record.details, Complaint):
        yield from (("addressee", each) for each in record.details.addressee.members)


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
