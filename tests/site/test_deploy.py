"""What docs/deploy.md says of running a centre is so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT, missing

GUIDE = (ROOT / "docs" / "deploy.md").read_text("utf-8")
CENTRE = ROOT / "src" / "ceasefire" / "centre"


def block(kind: str, holding: str) -> str:
    """Return the fenced block of a kind that holds a text."""
    return next(each for each in re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL) if holding in each)


def test_every_variable_is_in_the_table_and_no_other():
    """The table names what the centre reads from the environment, neither more nor less."""
    read = {
        name
        for path in CENTRE.rglob("*.py")
        for name in re.findall(r'"(CEASEFIRE_[A-Z_]+|DATABASE_URL)"', path.read_text("utf-8"))
    }
    rows = [line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("| `")]

    assert read == set(re.findall(r"`([A-Z_]+)`", " ".join(rows)))


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path):
    """The verifier finds nothing wrong with the unit, but that the program is not installed here."""
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        missing("there is no systemd-analyze; install systemd")
    unit = tmp_path / "ceasefire@.service"
    unit.write_text(block("ini", "[Service]").replace("/opt/ceasefire/bin/ceasefire", sys.executable))
    done = subprocess.run([verifier, "verify", str(unit)], capture_output=True, text=True, check=False)

    assert [line for line in done.stderr.splitlines() if "ceasefire" in line] == []


@pytest.mark.parametrize(
    ("arguments", "more", "said"),
    [
        (("--demo", "--host", "192.0.2.1"), {}, "this machine alone"),
        ((), {"CEASEFIRE_DEMO": "1"}, "only the demonstration"),
        ((), {}, "E-SITE-001"),
        ((), {"DATABASE_URL": "postgres:///none?host=/nowhere"}, "E-LEDGER-032"),
    ],
)
def test_it_does_not_start_and_says_why(tmp_path: Path, arguments: tuple[str, ...], more: dict[str, str], said: str):
    """What would be unsafe, or is missing, is told in words; no file is made."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("CEASEFIRE", "DJANGO", "DATABASE"))}
    command = [sys.executable, "-c", "from ceasefire.cli import main; main()", "serve", "--port", "0", *arguments]
    done = subprocess.run(
        command, cwd=tmp_path, env=own | more, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
