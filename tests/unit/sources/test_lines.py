import gzip
import io

import pytest

from ceasefire.problems import Refused
from ceasefire.sources import _lines, read_source
from ceasefire.sources._lines import MAX_LINE, chunks, lines, rows, whole
from ceasefire.sources._result import Source

TEXT = "one\ntwo\r\nثلاثة\n".encode()


def source(data: bytes) -> Source:
    """A file of these bytes."""
    return Source(io.BytesIO(data), "file")


def code(call, data: bytes) -> str:
    """The code of the refusal of these bytes."""
    with pytest.raises(Refused) as refused:
        list(call(source(data)))
    return refused.value.problems[0].code


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        b"\xef\xbb\xbf" + TEXT,
        gzip.compress(TEXT),
        gzip.compress(TEXT[:5]) + gzip.compress(TEXT[5:]),
        gzip.compress(b"\xef\xbb\xbf" + TEXT) + b"\0" * 10,
    ],
    ids=["plain", "mark", "gzip", "gzip-parts", "gzip-padded"],
)
def test_the_same_lines_come_out_of_every_wrapping(data: bytes):
    """Plain, with a byte order mark, gzip in one part or several, padded: the lines are the same."""
    assert list(lines(source(data))) == ["one\n", "two\r\n", "ثلاثة\n"]
    assert whole(source(data)) == TEXT


def test_a_last_line_needs_no_line_break():
    """The last line is read with or without its break."""
    assert list(lines(source(b"one\ntwo"))) == ["one\n", "two"]


def test_damaged_files_are_refused():
    """Empty, truncated, corrupted, not UTF-8: each is told apart, and nothing of it is used."""
    packed = gzip.compress(b"x" * 100_000)

    assert code(lines, b"") == "E-FILE-001"
    assert code(lines, packed[:-9]) == "E-FILE-004"
    assert code(lines, packed[:40] + b"\xff\xff" + packed[42:]) == "E-FILE-004"
    assert code(lines, packed + b"tail") == "E-FILE-004"
    assert code(lines, b"good\nbad \xff") == "E-FILE-002"
    assert code(rows, b"\n\n\n") == "E-FILE-001"


def test_the_byte_that_is_not_utf_8_is_counted_from_the_start():
    """The message names the byte of the file, from 1, and its line."""
    with pytest.raises(Refused) as refused:
        list(lines(source(b"good\nbad \xff")))

    (problem,) = refused.value.problems
    assert dict(problem.params) == {"byte": "10"}
    assert problem.where.line == 2


def test_a_file_made_to_exhaust_the_machine_is_refused():
    """A line without end, also inside gzip, and a file beyond its limit are refused while they are read."""
    assert code(lines, b"x" * (MAX_LINE + 70_000)) == "E-READ-007"
    assert code(lines, gzip.compress(b"x" * (MAX_LINE * 4))) == "E-READ-007"
    with pytest.raises(Refused, match="1 MiB for this format"):
        whole(source(gzip.compress(b"\n" * (2 << 20))), 1 << 20)


def test_unpacking_has_an_end(monkeypatch: pytest.MonkeyPatch):
    """Short lines without end are refused too, once they pass the limit."""
    monkeypatch.setattr(_lines, "MAX_UNPACKED", 1000)

    assert code(lines, gzip.compress(b"x\n" * 1000)) == "E-READ-007"


def test_unpacking_goes_in_small_parts():
    """A small gzip that unpacks to much comes in parts of at most one mebibyte."""
    assert max(map(len, chunks(source(gzip.compress(bytes(8 << 20)))))) <= 1 << 20


def test_rows_know_their_first_line():
    """A quoted line break belongs to its row; blank lines count as lines but are no rows."""
    assert list(rows(source(b'a,b\n\n"1\n2",3\n4,5\n'))) == [
        (1, ["a", "b"]),
        (3, ["1\n2", "3"]),
        (5, ["4", "5"]),
    ]


def test_a_field_beyond_the_parsers_limit_refuses_the_file():
    """After such a field rows cannot be told from text, so that nobody can smuggle rows in it."""
    assert code(rows, b'a,b\n"' + b"x" * 140_000 + b'\n7,8",9\n') == "E-FILE-005"
    assert code(rows, b"a\rb\rc") == "E-SYNTAX-001"


def test_a_stream_that_fails_is_refused():
    """An error of the disk or the pipe is a refusal, not a traceback."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(Refused, match="E-FILE-003"):
        read_source("jsonl", Broken(), "file")
