"""Find and read the files that a command names."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from ceasefire.agreement import Agreement, agreement_from_bytes
from ceasefire.problems import Place, Problem, Refused, did_you_mean, problem
from ceasefire.sources import READERS, ReadResult, read_source, shipped_mapping, shipped_mappings

OWN = frozenset({"jsonl", "yaml"})

_AGREEMENT_NAMES = ("agreement.yaml", "agreement.yml")
_MAPPING = ".mapping.yaml"
_READER_OF_ENDING = {
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".csv.gz": "csv",
    ".xlsx": "xlsx",
}
_MOST_BYTES = 64 << 20
_LONG_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Spec:
    """A file of records as asked for; `path` - is stdin, `mapping` a file or the name of a shipped one."""

    reader: str
    path: str
    mapping: str = ""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of records and what it held; `result` is None where the whole file was refused.

    `first` is the position of its first record.
    """

    spec: Spec
    first: int
    result: ReadResult | None
    problems: tuple[Problem, ...]

    @property
    def is_own(self) -> bool:
        """Return whether it is written in a format of the program's own."""
        return self.spec.reader in OWN

    @property
    def is_usable(self) -> bool:
        """Return whether an answer may rest on it: an own file whole, another if any row of it was read."""
        if self.result is None:
            return False
        return not self.result.summary.refused or (not self.is_own and self.result.summary.used > 0)


def agreement_at(name: str) -> tuple[Agreement, tuple[Spec, ...]]:
    """Return the agreement in a file or folder, and the records that lie beside it in the folder.

    Raises:
        Refused: With every fault of the agreement.
    """
    path = Path(name)
    if not path.is_dir():
        return agreement_from_bytes(bytes_of(path), name), ()
    found = next((path / each for each in _AGREEMENT_NAMES if (path / each).is_file()), None)
    if found is None:
        raise Refused([problem("E-FILE-006", Place(name), wanted=_AGREEMENT_NAMES[0])])
    return agreement_from_bytes(bytes_of(found), str(found)), specs_in(path)


def specs_in(folder: Path) -> tuple[Spec, ...]:
    """Return the files of a folder whose names begin with `records`, by name.

    A table is read by the mapping `NAME.mapping.yaml` beside it.

    Raises:
        Refused: No reader is known for one of them.
    """
    specs = []
    for path in sorted(folder.glob("records*")):
        if not path.name.endswith(_MAPPING):
            mapping = path.with_name(path.name + _MAPPING)
            specs.append(Spec(_reader_for(str(path)), str(path), str(mapping) if mapping.is_file() else ""))
    return tuple(specs)


def spec_from_text(text: str) -> Spec:
    """Return the file that `[READER:]FILE[+MAPPING]` names; - is stdin, JSONL unless a reader is named.

    Raises:
        Refused: No such reader, or none is named and none known for the ending.
    """
    reader, colon, rest = text.partition(":")
    if not colon or Path(text).exists() or (reader not in READERS and any(each in reader for each in "/\\.")):
        reader, rest = "", text
    elif reader not in READERS:
        expected, near = ", ".join(READERS), did_you_mean(reader, READERS)
        raise Refused([problem("E-READ-001", Place(rest), seen=reader, expected=expected, suggestion=near)])
    path, mapping = rest, ""
    if "+" in rest and not Path(rest).exists():
        path, _, mapping = rest.rpartition("+")
    return Spec(reader or ("jsonl" if path == "-" else _reader_for(path)), path, mapping)


def read_files(specs: Iterable[Spec], tell: Callable[[RecordFile], None]) -> tuple[RecordFile, ...]:
    """Return what the files hold, positions running through all; `tell` is handed each as it is read."""
    files: list[RecordFile] = []
    position = 0
    for spec in specs:
        read = read_file(spec, position)
        tell(read)
        files.append(read)
        position += len(read.result.records) if read.result else 0
    return tuple(files)


def read_file(spec: Spec, position: int = 0) -> RecordFile:
    """Return what a file holds, or why it was refused."""
    try:
        mapping, mapping_name = _mapping_of(spec)
        with _opened(spec.path) as stream, _progress(spec.path, stream) as progress:
            result = read_source(spec.reader, stream, spec.path, mapping, position, progress, mapping_name)
    except Refused as refused:
        return RecordFile(spec, position, None, refused.problems)
    return RecordFile(spec, position, result, result.problems)


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes, or at most the first 64 MiB and one byte: readers refuse far less.

    Raises:
        Refused: E-FILE-003.
    """
    with _opened(str(path)) as stream:
        return stream.read(_MOST_BYTES + 1)


@contextlib.contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    path = Path(name)
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Refused([problem("E-FILE-003", Place(name), reason=reason, suggestion=_neighbour(path))]) from None
    except ValueError:  # a name with a NUL in it
        raise Refused([problem("E-FILE-003", Place(name), reason="no such name")]) from None


def _neighbour(path: Path) -> str:
    if path.exists():
        return ""
    try:
        return did_you_mean(path.name, [each.name for each in path.parent.iterdir()])
    except OSError:
        return ""


def _mapping_of(spec: Spec) -> tuple[str | None, str]:
    if not spec.mapping:
        return None, ""
    path = Path(spec.mapping)
    shipped = next((each for each in shipped_mappings() if spec.mapping in (each, each.removesuffix(".yaml"))), "")
    if shipped and not path.exists():
        return shipped_mapping(shipped), shipped
    if not path.exists() and path.name == spec.mapping and not path.suffix:
        shipped_mapping(spec.mapping)  # raises, and says which there are
    data = bytes_of(path)
    try:
        return data.decode("utf-8-sig"), spec.mapping
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused([problem("E-FILE-002", Place(spec.mapping, line), byte=error.start)]) from None


def _reader_for(path: str) -> str:
    name = Path(path).name.lower()
    for ending, reader in _READER_OF_ENDING.items():
        if name.endswith(ending):
            return reader
    raise Refused([problem("E-CLI-002", Place(path), seen=Path(path).name, expected=", ".join(READERS))])


@contextlib.contextmanager
def _progress(name: str, stream: BinaryIO) -> Iterator[Callable[[int], None] | None]:
    """Show a bar on stderr while a long file is read, if a person is looking."""
    size = Path(name).stat().st_size if name != "-" else 0
    if size < _LONG_BYTES or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=size, label=Path(name).name, file=sys.stderr) as bar:

        def advance(rows: int) -> None:
            del rows
            bar.update(max(0, stream.tell() - bar.pos))

        yield advance
