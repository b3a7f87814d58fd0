"""A table as data: columns with their HXL tags, rows, the shape of each row, and what it was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from ceasefire.centre.live import View
from ceasefire.times import text_from_instant

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name (docs/glossary.md), its HXL tag, and what its values are."""

    name: str
    tag: str
    holds: Literal["text", "whole", "number", "flag"] = "text"


@dataclass(frozen=True, slots=True)
class Cite:
    """What a table was computed from."""

    origin: str
    size: int
    root: str
    digest: str
    as_of: str

    @property
    def values(self) -> tuple[Value, ...]:
        """Return it in the order of CITED."""
        return (self.origin, self.size, self.root, self.digest, self.as_of)


CITED = (
    Column("ledger", "#meta+ledger"),
    Column("ledger_size", "#meta+ledger+size", "whole"),
    Column("ledger_root", "#meta+ledger+root"),
    Column("digest", "#meta+digest"),
    Column("as_known_at", "#date+known"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Every row has as many values as there are columns, and a shape; None: no place is known.

    Attributes:
        name: incidents, records, aid, days.
        shapes: Longitude and latitude, degrees, WGS 84; as many as rows.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    shapes: tuple[BaseGeometry | None, ...]
    cite: Cite

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Return the columns, and those that cite."""
        return (*self.columns, *CITED)

    @property
    def all_rows(self) -> tuple[tuple[Value, ...], ...]:
        """Return the rows, each with what it was computed from."""
        return tuple((*each, *self.cite.values) for each in self.rows)


def cite_of(view: View) -> Cite:
    """Return what a view was computed from."""
    cited, answer = view.answer.cited, view.answer
    as_of = text_from_instant(view.shown.asked.as_of)
    if cited is None:
        return Cite("", 0, "", answer.digest, as_of)
    return Cite(cited.origin, cited.size, cited.root, answer.digest, as_of)
