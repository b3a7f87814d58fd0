"""A page as data: sections of facts, tables and items, printed as lines of text or as one HTML file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ceasefire.publish._html import style, template
from ceasefire.publish.words import Language, pad, width, wrap

COLUMNS = 100
_GAP = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a list: what it is, and what more there is to say about it."""

    head: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A question or a label, the answer to it, and what lies behind; `sign` is the shape of the answer, or empty."""

    label: str
    value: str
    details: tuple[str, ...] = ()
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every row has as many texts as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands under it: a note, facts, a table, items; each may be empty."""

    title: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    grid: Grid | None = None
    items: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything stands in it."""
        return bool(self.note or self.facts or (self.grid and self.grid.rows) or self.items)


@dataclass(frozen=True, slots=True)
class Page:
    """A title, what it is about in a sentence, the moment, the sections, and the foot."""

    language: Language
    title: str
    summary: str
    moment: tuple[Fact, ...]
    sections: tuple[Section, ...]
    notices: tuple[str, ...] = ()
    foot: tuple[str, ...] = field(default=())


def text_from_page(page: Page) -> str:
    """Return the page as lines of at most 100 columns.

    Args:
        page: In any language; parts that are empty are left out.
    """
    lines = [*wrap(page.title, COLUMNS), *wrap(page.summary, COLUMNS)]
    lines += [line for each in page.moment for line in _indented(f"{each.label}: {each.value}", 0)]
    lines += [line for each in page.notices for line in _indented(each, 0)]
    lines += sections_text(page.sections)
    if page.foot:
        lines += ["", *(line for each in page.foot for line in _indented(each, 0))]
    return "\n".join(lines) + "\n"


def sections_text(sections: Iterable[Section]) -> list[str]:
    """Return sections as lines of at most 100 columns, an empty one before each; empty sections are left out."""
    lines: list[str] = []
    for section in sections:
        if section:
            lines += ["", *wrap(section.title, COLUMNS), *_section(section)]
    return lines


def _section(section: Section) -> Iterable[str]:
    if section.note:
        yield from _indented(section.note, 2)
    for fact in section.facts:
        sign = f"{fact.sign} " if fact.sign else ""
        yield from _indented(f"{fact.label} {sign}{fact.value}", 2)
        for detail in fact.details:
            yield from _indented(detail, 4)
    if section.grid:
        yield from _grid(section.grid)
    for item in section.items:
        yield from _indented(item.head, 2)
        for detail in item.details:
            yield from _indented(detail, 4)


def _indented(text: str, indent: int) -> list[str]:
    first, *rest = wrap(text, COLUMNS - indent - 2) or [""]
    return [" " * indent + first, *(" " * (indent + 2) + each for each in rest)]


def _grid(grid: Grid) -> Iterable[str]:
    """Yield the table, or, where its words do not fit beside each other, each row as a paragraph."""
    rows = [grid.columns, *grid.rows]
    widths = _widths(rows)
    if sum(widths) > COLUMNS - 2 - _GAP * (len(widths) - 1):
        for row in grid.rows:
            yield from _indented(row[0], 2)
            pairs = zip(grid.columns[1:], row[1:], strict=True)
            yield from _indented("; ".join(f"{name}: {text}" for name, text in pairs if text not in ("", "–")), 4)
        return
    for row in rows:
        cells = [wrap(text, size) or [""] for text, size in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [
                pad(cell[number] if number < len(cell) else "", size) for cell, size in zip(cells, widths, strict=True)
            ]
            yield ("  " + (" " * _GAP).join(parts)).rstrip()


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column: its widest text, the widest columns cut until the line fits or a word breaks."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(width, column)) for column in columns]
    least = [max((width(word) for text in column for word in text.split()), default=1) for column in columns]
    room = COLUMNS - 2 - _GAP * (len(widths) - 1)
    while sum(widths) > room:
        free = [index for index in range(len(widths)) if widths[index] > least[index]]
        if not free:
            break
        widths[max(free, key=lambda index: widths[index])] -= 1
    return widths


def html_from_page(page: Page) -> str:
    """Return the page as one HTML file that needs nothing else: no script, no request.

    Args:
        page: In any language; Arabic runs from the right.
    """
    css = style("report.css") + style("page.css")
    return template("page.html.j2").render(page=page, language=page.language, css=css)
