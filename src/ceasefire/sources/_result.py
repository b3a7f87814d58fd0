"""What reading a file gives, and the collector that every reader fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from ceasefire.problems import Place, Problem, problem
from ceasefire.records import Dataset, Record

MAX_PROBLEMS = 1_000
PROGRESS_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows of a file: `read` = `used` + `set_aside` (by the mapping's `only`) + `refused` (by a fault)."""

    read: int = 0
    used: int = 0
    set_aside: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a file holds: data set, records, at most 1,000 of its problems, and the counts of its rows."""

    dataset: Dataset
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class Source:
    """A file handed to a reader.

    Attributes:
        data: Its bytes; read once, from where it stands, to its end. Never closed.
        file: Its name, for the messages and, without a data set, for the data set's id.
        mapping: The text of the mapping file, or None.
        mapping_file: Its name, for the messages.
        position: The position of the first record.
        progress: Called with the number of rows read so far, every 1,000 rows.
    """

    data: BinaryIO
    file: str
    mapping: str | None = None
    mapping_file: str = ""
    position: int = 0
    progress: Callable[[int], None] | None = None


class Reader(Protocol):
    """One outside format."""

    @property
    def name(self) -> str:
        """The name by which it is asked for."""
        ...

    @property
    def description(self) -> str:
        """One line on what it reads."""
        ...

    @property
    def mapping(self) -> str:
        """Whether it takes a mapping: `required`, `optional` or `none`."""
        ...

    @property
    def read(self) -> Callable[[Source], ReadResult]:
        """Read a file; faults of the whole file are raised as `Refused`, those of a row are in the result."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A `Reader` made of a function."""

    name: str
    description: str
    mapping: str
    read: Callable[[Source], ReadResult]


@dataclass(slots=True)
class Collector:
    """Gathers the records and problems of one file, row by row, and counts them."""

    source: Source
    dataset: Dataset
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    set_aside: int = 0
    refused: int = 0
    seen: dict[tuple[str, str, int], int] = field(default_factory=dict)

    @property
    def position(self) -> int:
        """Return the position of the next record."""
        return self.source.position + len(self.records)

    def place(self, line: int, column: str = "") -> Place:
        """Return a place in this file."""
        return Place(self.source.file, line, column)

    def use(self, record: Record, line: int) -> None:
        """Keep a record, unless this version of it stood in an earlier row."""
        identity = (record.source, record.id, record.version)
        if identity in self.seen:
            self.refuse([problem("E-REC-003", self.place(line), seen=record.key, first=self.seen[identity])])
            return
        self.seen[identity] = line
        self.records.append(record)
        self._report()

    def put_aside(self) -> None:
        """Count a row that the mapping leaves out."""
        self.set_aside += 1
        self._report()

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Count a row that gives no record, and keep why."""
        self.refused += 1
        self.note(problems)
        self._report()

    def note(self, problems: Iterable[Problem]) -> None:
        """Keep problems, the first thousand of them; the others are counted."""
        for each in problems:
            if len(self.problems) < MAX_PROBLEMS:
                self.problems.append(each)
            else:
                self.left_out += 1

    def result(self) -> ReadResult:
        """Return what was gathered."""
        problems = tuple(self.problems)
        if self.left_out:
            problems += (problem("W-READ-002", Place(self.source.file), count=self.left_out),)
        summary = Summary(self._rows(), len(self.records), self.set_aside, self.refused)
        return ReadResult(self.dataset, tuple(self.records), problems, summary)

    def _rows(self) -> int:
        return len(self.records) + self.set_aside + self.refused

    def _report(self) -> None:
        if self.source.progress is not None and (rows := self._rows()) % PROGRESS_EVERY == 0:
            self.source.progress(rows)
