"""Pages as text and HTML; and the printed table, which is the table."""

from __future__ import annotations

import re
from pathlib import Path

from ceasefire.incidents import MOVES
from ceasefire.incidents.linking import TEMPLATES
from ceasefire.publish.incidents import PAIRS, Fact, Grid, Item, Page, Section, html_from_page, text_from_page
from ceasefire.publish.words import language_for
from ceasefire.times import zone_from_text

ROOT = Path(__file__).resolve().parents[4]
ENGLISH = language_for("en", zone_from_text("UTC"))
NEEDS = {
    "": "",
    "two-origins": "two independent origins, or one direct observation by the mission",
    "not-own": "none of them told of it",
}


def page(*sections: Section) -> Page:
    """Return a page of some sections."""
    return Page(ENGLISH, "A title", "A summary.", (Fact("When", "now"),), sections)


def test_the_printed_table_is_the_table() -> None:
    """docs/incidents.md prints the table of moves row by row."""
    text = (ROOT / "docs" / "incidents.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([a-z-]+) \| ([a-z-]+) \| (\d) \| ?([^|]*?) ?\|$", text, re.MULTILINE)

    assert rows == [
        (", ".join(each.origins), each.to, each.role, str(each.people), NEEDS[each.needs]) for each in MOVES
    ]


def test_reasons_of_pairs_are_worded() -> None:
    """Every reason that a linker gives has its words, the same as its English template; two are counted instead."""
    counted = {"days-apart", "same-media"}

    assert {code: text for code, text in TEMPLATES.items() if code not in counted} == PAIRS


def test_a_table_that_fits_is_a_table() -> None:
    """Columns stand under each other, and no word is broken."""
    grid = Grid(("Source", "killed"), (("A rather long name of a source " * 3, "12"), ("B", "“at least 18”")))
    lines = text_from_page(page(Section("Counts", grid=grid))).splitlines()

    assert max(map(len, lines)) <= 100
    start = next(line for line in lines if line.startswith("  Source")).index("killed")
    assert [line[start:].strip() for line in lines if line[start:].strip() in ("12", "“at least 18”")] == [
        "12",
        "“at least 18”",
    ]


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    """Where words would have to be broken each row becomes a paragraph, and dashes are left out."""
    grid = Grid(("Source", *"abcd"), (("x" * 60, "y" * 30, "–", "z" * 30, "w"),))
    text = text_from_page(page(Section("Counts", grid=grid)))

    assert f"a: {'y' * 30}" in text
    assert "b:" not in text


def test_empty_sections_are_left_out() -> None:
    """A section in which nothing stands has no heading, in text and in HTML."""
    made = page(Section("Nothing here"), Section("Something", items=(Item("x"),)))

    for text in (text_from_page(made), html_from_page(made)):
        assert "Nothing here" not in text
        assert "Something" in text


def test_html_escapes_what_sources_say() -> None:
    """A source's words are text, never markup."""
    text = html_from_page(page(Section("X", items=(Item("<script>alert(1)</script>", ("<b>",)),))))

    assert "<script>" not in text
    assert "&lt;script&gt;" in text
