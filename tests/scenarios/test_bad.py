"""One fault a file: what is said about it, word for word. BLESS=1 rewrites the .txt; read the diff."""

import os
from pathlib import Path

import pytest

from ceasefire.agreement import agreement_from_bytes
from ceasefire.problems import Refused, render

BAD = Path(__file__).parent / "bad"
FILES = sorted(BAD.glob("*.yaml"))


def messages(path: Path) -> list[str]:
    """Return the rendered problems of a file that must be refused."""
    with pytest.raises(Refused) as refused:
        agreement_from_bytes(path.read_bytes(), path.name)
    return [render(each) for each in refused.value.problems]


def test_there_are_enough_bad_files():
    """At least 35 kinds of fault are shown, each with its expectation and no expectation without its file."""
    assert len(FILES) >= 35
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


def test_all_faults_come_at_once():
    """A file with many faults gives all of them, in the order of its lines."""
    lines = [int(each.split(":")[1].split(" ")[0]) for each in messages(BAD / "many-faults.yaml")]

    assert len(lines) >= 20
    assert sorted(lines) == lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_message_has_a_place_and_no_gap(path: Path):
    """Each message names the file, and the line wherever there is one; no parameter is left unfilled."""
    for each in messages(path):
        assert f" {path.name}" in each
        assert "{" not in each.split(": ", 1)[0]
        assert "  " not in each
        assert '""' not in each
