"""What a mapping says of one cell: a column, or a constant, with a table of names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ceasefire.records import Fields
from ceasefire.sources._names import kebab
from ceasefire.sources.tables._values import ISO_DAY

Row = Callable[[str], str]
Part = Callable[[Row], Any]

_EXAMPLE = "COLUMN, {column: COLUMN, table: {…}} or {value: …}"
_OPERATORS = ("any_of", "all_of")
_DIRECTIVE = re.compile("%(.)", re.DOTALL)
_DIRECTIVES = frozenset("YymBbd")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, or a constant when `column` is empty.

    Attributes:
        column: Whose text it is.
        value: The constant.
        table: A text of the column to what it means: a name, or several of which any may be meant.
        default: What an empty cell means, and a text that a given table does not hold.
        separator: Between several names in one cell.
        operator: What several names are: any_of or all_of.
        formats: Of dates.
    """

    column: str = ""
    value: Any = None
    table: Mapping[str, str | list[str]] | None = None
    default: Any = None
    separator: str = ""
    operator: str = "any_of"
    formats: tuple[str, ...] = (ISO_DAY,)

    def part(self, convert: Callable[[str, str], Any], *, names: bool = False) -> Part:
        """Return the function from a row to this cell's value; `names` in the table are taken as they are."""
        if not self.column:
            return lambda _: self.value

        def part(row: Row) -> Any:
            text = row(self.column)
            known = self.looked_up(text)
            if known is not None:
                return known if names or not isinstance(known, str) else convert(self.column, known)
            return convert(self.column, text) if text else None

        return part

    def looked_up(self, text: str) -> Any:
        """Return what the table or the default says of a text, or None."""
        if self.table is not None and text in self.table:
            return self.table[text]
        return self.default if not text or self.table is not None else None

    def names(self, row: Row) -> list[str]:
        """Return the names in the cell as ids, sorted."""
        text = row(self.column)
        found: set[str] = set()
        whole = self.table is not None and text in self.table
        for each in text.split(self.separator) if self.separator and not whole else [text]:
            known = self.looked_up(each.strip())
            if isinstance(known, list):
                found.update(known)
            else:
                found.add(str(known) if known is not None else kebab(each))
        return sorted(found - {""})


def read_cell(fields: Fields, key: str, needs: list[str], names: Mapping[str, str] | None = None) -> Cell | None:
    """Return what stands at a key; the column is added to `needs`, `names` are known without a table."""
    if not fields.has(key):
        return None
    seen = fields.value[key]
    known: dict[str, str | list[str]] | None = dict(names) if names else None
    if isinstance(seen, str):
        needs.append(seen)
        return Cell(seen, table=known)
    if isinstance(seen, bool | int):
        return Cell(value=seen)
    return fields.inner_value(key, seen, lambda inner: _described(inner, needs, known), _EXAMPLE)


def _described(fields: Fields, needs: list[str], names: dict[str, str | list[str]] | None) -> Cell:
    if fields.has("value"):
        return Cell(value=fields.value["value"])
    column = fields.text("column", example="COLUMN")
    needs.extend([column] if column else [])
    table = fields.inner("table", _table, "{Aleppo: SY02}")
    if names and table is not None:
        table = names | table
    return Cell(
        column=column,
        table=names if table is None else table,
        default=fields.value["default"] if fields.has("default") else None,
        separator=fields.text("separator"),
        operator=fields.word("operator", _OPERATORS, "an operator", "any_of"),
        formats=read_formats(fields),
    )


def _table(fields: Fields) -> dict[str, str | list[str]]:
    fields.asked.extend(fields.value)
    found: dict[str, str | list[str]] = {}
    for text, meant in fields.value.items():
        if isinstance(meant, list) and all(isinstance(each, str) for each in meant):
            found[text] = meant
        elif isinstance(meant, str | int) and not isinstance(meant, bool):
            found[text] = str(meant)
        else:
            fields.wrong("", meant, "a name, or a list of names", "{Aleppo: SY02}")
    return found


def read_formats(fields: Fields) -> tuple[str, ...]:
    """Return the date formats at `format`: one, or a list to be tried in order."""
    if not fields.has("format"):
        return (ISO_DAY,)
    seen = fields.value["format"]
    formats = tuple(seen) if isinstance(seen, list) else (seen,)
    if formats and all(isinstance(each, str) and _is_date_format(each) for each in formats):
        return formats
    fields.wrong("format", seen, "a date's format, or a list of them", '"%d/%m/%Y"')
    return (ISO_DAY,)


def _is_date_format(text: str) -> bool:
    """Return whether a format has a year, a month and a day, each once, and no other part."""
    parts = _DIRECTIVE.findall(text)
    if len(parts) != 3 or len(set(parts)) != 3 or not _DIRECTIVES.issuperset(parts) or text.endswith("%"):
        return False
    day = dt.date(2016, 9, 27)
    try:
        return dt.datetime.strptime(day.strftime(text), text).date() == day  # noqa: DTZ007  a civil day
    except ValueError:
        return False
