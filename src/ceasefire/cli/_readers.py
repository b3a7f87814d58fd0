"""`ceasefire readers`: the formats that can be read, and a mapping to start from."""

from __future__ import annotations

import csv
import gzip
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from ceasefire.cli._options import lang_option, output_option
from ceasefire.problems import Place, Refused, problem

_ROWS = 50
_MOST_LINE = 1 << 20
_TAKES = {"required": "with a mapping", "optional": "mapping optional", "none": ""}


@click.command("readers")
@click.option("--suggest-mapping", "table", metavar="FILE", help="Guess a mapping for a table (CSV or XLSX).")
@output_option
@lang_option
def command(table: str | None, output: str | None, lang: str) -> None:
    """List the readers of records, or suggest a mapping for a table.

    A suggested mapping is a guess from the header and the first rows: check every line of it.
    """
    from ceasefire.cli._output import write

    del lang
    write(_listing() if table is None else _suggested(table), output)


def _listing() -> str:
    from ceasefire.sources import READERS, shipped_mappings

    width = max(map(len, READERS))
    lines = []
    for name, reader in READERS.items():
        takes = _TAKES[reader.mapping]
        lines.append(f"{name:<{width}}  {reader.description}{f' ({takes})' if takes else ''}")
    lines += ["", "Mappings that come with the program:", *(f"  {name}" for name in shipped_mappings())]
    return "\n".join(lines) + "\n"


def _suggested(name: str) -> str:
    from ceasefire.sources import suggest_mapping

    rows = _xlsx_rows(name) if name.lower().endswith(".xlsx") else _csv_rows(name)
    (header, *sample), delimiter = rows
    if tags := next((row for row in [header, *sample][:25] if _is_tags(row)), None):
        sample = sample[[header, *sample].index(tags) :]
        header = tags
    text = suggest_mapping(header, sample)
    return text if delimiter == "," else f'{text}delimiter: "{delimiter}"\n'.replace("\t", "\\t")


def _is_tags(row: Sequence[str]) -> bool:
    tags = [cell for cell in row if cell.startswith("#")]
    return bool(tags) and len(tags) == len([cell for cell in row if cell])


def _csv_rows(name: str) -> tuple[list[list[str]], str]:
    path = Path(name)
    try:
        with gzip.open(path, "rb") if name.lower().endswith(".gz") else path.open("rb") as stream:
            lines = list(itertools.islice(iter(lambda: stream.readline(_MOST_LINE), b""), _ROWS * 4))
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or "reading failed"
        raise Refused([problem("E-FILE-003", Place(name), reason=reason.lower())]) from None
    delimiter = max(",;\t|", key=lambda char: lines[0].count(char.encode())) if lines else ","
    return _some(_parsed(name, _decoded(name, lines), delimiter), name), delimiter


def _parsed(name: str, lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error as error:
        raise Refused([problem("E-SYNTAX-001", Place(name), format="CSV", reason=error)]) from None


def _decoded(name: str, lines: Iterable[bytes]) -> Iterator[str]:
    offset = 0
    for number, line in enumerate(lines, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            place = Place(name, number)
            raise Refused([problem("E-FILE-002", place, byte=offset + error.start + 1)]) from None
        offset += len(line)


def _xlsx_rows(name: str) -> tuple[list[list[str]], str]:
    try:
        import openpyxl
    except ImportError:
        raise Refused([problem("E-READ-004", Place(name), package="openpyxl", extra="xlsx")]) from None
    try:
        book = openpyxl.load_workbook(name, read_only=True, data_only=True)
        cells = itertools.islice(book.worksheets[0].iter_rows(values_only=True), _ROWS)
        rows = [["" if cell is None else str(cell) for cell in row] for row in cells]
    except FileNotFoundError:
        raise Refused([problem("E-FILE-003", Place(name), reason="no such file or directory")]) from None
    except Exception as error:  # noqa: BLE001  openpyxl has no class of its own for files that are broken
        raise Refused([problem("E-SYNTAX-001", Place(name), format="XLSX", reason=error)]) from None
    return _some(rows, name), ","


def _some(rows: Iterable[list[str]], name: str) -> list[list[str]]:
    found = list(itertools.islice((row for row in rows if any(row)), _ROWS))
    if not found:
        raise Refused([problem("E-FILE-001", Place(name))])
    return found
