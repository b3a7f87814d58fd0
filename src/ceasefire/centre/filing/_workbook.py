"""A workbook's first sheet as rows of text, or refused before a parser is let at it: bombs, entities, endless rows."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator

from ceasefire.problems import Place, Refused, problem
from ceasefire.sources.tables._xlsx import cell_text

MOST_PARTS = 200
MOST_UNPACKED = 32 << 20
MOST_COLUMNS = 200
_ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]{0,300}?\br\s*=\s*[\"'](\d+)")
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]{0,300}?\br\s*=\s*[\"']([A-Za-z]+)\d")
_MOST_LETTERS = 2  # ZZ is the 702nd column


def rows_of_workbook(name: str, data: bytes, most_rows: int) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, empty ones too, so that the number of each is its place.

    Args:
        name: The file's name, for the problems.
        data: Its bytes.
        most_rows: More are refused.

    Raises:
        Refused: E-SYNTAX-001, it is no workbook; E-READ-007, it unpacks to more than it may, or has too many rows.
    """
    _look_over(name, data, most_rows)
    import openpyxl  # noqa: PLC0415  slow to import; with defusedxml beside it, it refuses entities itself

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            found = [
                [" ".join(cell_text(cell).split()) for cell in row]
                for row in sheet.iter_rows(values_only=True, max_row=most_rows, max_col=MOST_COLUMNS + 1)
            ]
        except Exception as error:  # noqa: BLE001  a broken workbook fails in the parser in any way it likes
            raise _broken(name, f"{type(error).__name__} in the workbook") from None
    for row in found:
        while row and not row[-1]:
            row.pop()
        yield row


def _look_over(name: str, data: bytes, most_rows: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
            size = sum(each.file_size for each in listed)
            if len(listed) > MOST_PARTS or size > MOST_UNPACKED:
                seen = f"{len(listed)} parts of {size >> 20} MiB unpacked"
                raise _too_much(name, seen, f"{MOST_PARTS} parts of {MOST_UNPACKED >> 20} MiB")
            for each in listed:
                if each.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _look_into(name, each.filename, parts.read(each), most_rows)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _broken(name, f"no zip archive ({type(error).__name__})") from None


def _look_into(name: str, part: str, data: bytes, most_rows: int) -> None:
    plain = data.replace(b"\0", b"")  # UTF-16 would hide it
    if _ENTITY.search(plain):
        raise _broken(name, "it defines entities, which no workbook needs")
    if "worksheets/" not in part:
        return
    last = max((int(each[1][:12]) for each in _ROW.finditer(plain)), default=0)
    if last > most_rows:
        raise _too_much(name, f"{last} rows", f"{most_rows} rows")
    if any(len(each[1]) > _MOST_LETTERS for each in _CELL.finditer(plain)):
        raise _too_much(name, "more than 702 columns", f"{MOST_COLUMNS} columns")


def _broken(name: str, reason: str) -> Refused:
    return Refused([problem("E-SYNTAX-001", Place(name), format="XLSX", reason=reason)])


def _too_much(name: str, seen: str, limit: str) -> Refused:
    return Refused([problem("E-READ-007", Place(name), seen=seen, limit=limit)])
