"""Prose with commands and their exact output: the README and every .md beside this file.

A block ```LANGUAGE file=NAME is written to a folder made for the document. In a block ```console each line after `$ `
is run there, and what follows is what stdout and stderr show, with `[exit N]` at the end where the code is not 0. The
shipped agreements lie in `agreements/`. scripts/bless rewrites the outputs: read the diff.
"""

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from ceasefire.cli import main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DOCUMENTS = [*sorted(HERE.glob("*.md")), ROOT / "README.md"]
BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def replayed(text: str) -> str:
    """Return the document with the output of each command as it is now; runs in the current folder."""
    return BLOCK.sub(lambda block: f"```{block['info']}\n{_body(block['info'], block['body'])}```", text)


def _body(info: str, body: str) -> str:
    name = re.search(r"\bfile=(\S+)", info)
    if name:
        path = Path(name[1])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")
    if info != "console" or "$ ceasefire" not in body:
        return body
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{line}\n{_output(line)}" for line in commands)


def _output(line: str) -> str:
    program, *arguments = shlex.split(line[2:])
    assert "ceasefire" == program
    result = CliRunner().invoke(main, arguments, prog_name="ceasefire", terminal_width=96)
    text = result.output.replace(f"{ROOT}{os.sep}", "")
    if text and not text.endswith("\n"):
        text += "\n"
    return text + (f"[exit {result.exit_code}]\n" if result.exit_code else "")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_output_is_what_the_document_says(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Every command in the document prints exactly what stands under it."""
    (tmp_path / "agreements").symlink_to(ROOT / "agreements")
    monkeypatch.chdir(tmp_path)
    before = path.read_text("utf-8")

    now = replayed(before)
    if os.environ.get("BLESS"):
        path.write_text(now, "utf-8")
        before = now

    assert before == now


def test_there_are_transcripts():
    """Each command is shown at least once."""
    shown = {
        line.split()[2]
        for path in DOCUMENTS
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("$ ceasefire ")
    }

    assert {"check", "explain", "history", "validate", "readers", "demo"} <= shown
