"""From bytes to lines and rows: gzip, UTF-8, and limits against files made to exhaust the machine."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator, Sequence

from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.sources._result import Source

CHUNK = 1 << 16
MAX_LINE = 4 << 20
MAX_UNPACKED = 8 << 30
MAX_WHOLE = 64 << 20

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_WITH_GZIP_HEADER = 31


def file_fault(source: Source, code: str, line: int = 0, **params: object) -> Refused:
    """Return the refusal of a whole file."""
    return Refused([problem(code, Place(source.file, line), **params)])


def chunks(source: Source) -> Iterator[bytes]:
    """Yield the file's bytes, unpacked when it is gzip, without a byte order mark.

    Raises:
        Refused: Empty, a broken or truncated gzip, or more than 8 GiB unpacked.
    """
    raw = iter(lambda: source.data.read(CHUNK), b"")
    head = next(raw, b"")
    if not head:
        raise file_fault(source, "E-FILE-001")
    parts = _joined(head, raw)
    if head.startswith(_GZIP):
        parts = _unpacked(source, parts)
    total = 0
    for part in parts:
        if total == 0:
            part = part.removeprefix(_BOM)  # noqa: PLW2901  only the first bytes differ
        total += len(part)
        if total > MAX_UNPACKED:
            raise file_fault(source, "E-READ-007", seen="more than 8 GiB unpacked", limit="8 GiB")
        yield part


def whole(source: Source, limit: int = MAX_WHOLE) -> bytes:
    """Return all bytes of a file that must be read as one.

    Raises:
        Refused: As `chunks`, or larger than the limit.
    """
    found = bytearray()
    for part in chunks(source):
        found += part
        if len(found) > limit:
            seen = f"more than {limit >> 20} MiB"
            raise file_fault(source, "E-READ-007", seen=seen, limit=f"{limit >> 20} MiB for this format")
    return bytes(found)


def text_of(source: Source, data: bytes) -> str:
    """Return the bytes as text.

    Raises:
        Refused: Not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise file_fault(source, "E-FILE-002", byte=error.start + 1) from None


def lines(source: Source) -> Iterator[str]:
    """Yield the lines of the file, each with its line break.

    Raises:
        Refused: As `chunks`; a line of more than 4 MiB; not UTF-8.
    """
    rest = b""
    number, offset = 0, 0
    for part in chunks(source):
        *full, rest = (rest + part).split(b"\n")
        for line in full:
            number += 1
            yield _decoded(source, line, number, offset) + "\n"
            offset += len(line) + 1
        if len(rest) > MAX_LINE:
            raise file_fault(source, "E-READ-007", number + 1, seen="a line of more than 4 MiB", limit="4 MiB a line")
    if rest:
        yield _decoded(source, rest, number + 1, offset)


def rows(source: Source, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file that hold anything, with the line on which each begins.

    Raises:
        Refused: As `lines`; no rows; a field so long that the rows after it cannot be told apart.
    """
    parser = csv.reader(lines(source), delimiter=delimiter)
    line, some = 1, False
    while True:
        try:
            row = next(parser, None)
        except csv.Error as error:
            if "field limit" in str(error):
                raise file_fault(source, "E-FILE-005", line, length="more than 131072", limit=100_000) from None
            raise file_fault(source, "E-SYNTAX-001", line, format="CSV", reason=error) from None
        if row is None:
            break
        if row:
            some = True
            yield line, row
        line = parser.line_num + 1
    if not some:
        raise file_fault(source, "E-FILE-001")


def columns_of(source: Source, header: Sequence[str], line: int = 1) -> dict[str, int]:
    """Return the place of each named column.

    Raises:
        Refused: A name stands twice.
    """
    found: dict[str, int] = {}
    faults: list[Problem] = []
    for index, name in enumerate(header):
        clean = name.strip()
        if clean in found:
            faults.append(problem("E-SYNTAX-005", Place(source.file, line), key=clean))
        elif clean:
            found[clean] = index
    if faults:
        raise Refused(faults)
    return found


def _joined(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _decoded(source: Source, line: bytes, number: int, offset: int) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise file_fault(source, "E-FILE-002", number, byte=offset + error.start + 1) from None


def _unpacked(source: Source, parts: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        for part in parts:
            data = part
            while data:
                if unpacker.eof:
                    if not data.strip(b"\0"):
                        break
                    unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
                if found := unpacker.decompress(data, CHUNK * 16):
                    yield found
                data = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        raise file_fault(source, "E-FILE-004", reason=f"the gzip data are broken ({error})") from None
    if not unpacker.eof:
        raise file_fault(source, "E-FILE-004", reason="the gzip data stop before their end")
