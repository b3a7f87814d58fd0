"""One fault a file of records: what is said, word for word. BLESS=1 rewrites the .txt; read the diff."""

import os
from pathlib import Path

import pytest

from ceasefire.problems import Refused, render
from ceasefire.sources import read_source

BAD = Path(__file__).parent / "bad_records"
FILES = sorted(BAD.glob("*.jsonl"))
ROWS = [path for path in FILES if not path.stem.startswith("file-")]


def messages(path: Path) -> list[str]:
    """Return the rendered problems of a file."""
    try:
        problems = read_source("jsonl", path.read_bytes(), path.name).problems
    except Refused as refused:
        problems = refused.problems
    return [render(each) for each in problems]


def test_there_are_enough_bad_files():
    """At least 70 kinds of fault are shown, each with its expectation and no expectation without its file."""
    assert len(FILES) >= 70
    assert {path.stem for path in BAD.glob("*.txt")} == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_messages_are_exact(path: Path):
    """Each bad file gives its expected messages, word for word."""
    expected = path.with_suffix(".txt")
    text = "".join(f"{line}\n" for line in messages(path))
    if os.environ.get("BLESS"):
        expected.write_text(text, "utf-8")

    assert expected.read_text("utf-8") == text


@pytest.mark.parametrize("path", [path for path in FILES if path.stem != "many-faults"], ids=lambda path: path.stem)
def test_one_fault_is_one_problem(path: Path):
    """A file with one fault gives one problem: no fault draws others after it."""
    assert 1 == len(messages(path))


@pytest.mark.parametrize("path", ROWS, ids=lambda path: path.stem)
def test_a_bad_row_leaves_the_others_alone(path: Path):
    """The good record after a bad one is read all the same, and the bad one gives none."""
    result = read_source("jsonl", path.read_bytes(), path.name)

    assert result.records[-1].id == "good"
    assert result.summary.refused == 1


def test_all_faults_of_a_row_come_at_once():
    """A row with many faults gives all of them, each with its field."""
    found = messages(BAD / "many-faults.jsonl")

    assert len(found) >= 8
    assert all("many-faults.jsonl:1" in each for each in found)
