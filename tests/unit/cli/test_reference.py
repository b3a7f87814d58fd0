"""docs/cli.md says what `--help` says, of every command."""

import subprocess
import sys
from pathlib import Path

from ceasefire.cli._main import COMMANDS

ROOT = Path(__file__).resolve().parents[3]


def test_the_reference_is_up_to_date():
    """The page holds the help of each command as it is now; scripts/cli_reference.py writes it."""
    script = ROOT / "scripts" / "cli_reference.py"

    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


def test_every_command_has_its_part():
    """No command is missing from the page."""
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")

    assert [] == [name for name in COMMANDS if f"<!-- help: {name} -->" not in page]
