"""Write the help of every command into docs/cli.md, between the words that people wrote.

python scripts/cli_reference.py            replace the block after each `<!-- help: COMMAND -->`
python scripts/cli_reference.py --check    say whether that would change anything (exit code 1)
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from click.testing import CliRunner

from ceasefire.cli import main as program

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
BLOCK = re.compile(r"(?P<mark><!-- help:(?P<name>[a-z ]*)-->\n)```text\n.*?```\n", re.DOTALL)


def help_of(command: str) -> str:
    """Return what `ceasefire COMMAND --help` prints at 96 columns."""
    arguments = [*command.split(), "--help"]
    return CliRunner().invoke(program, arguments, prog_name="ceasefire", terminal_width=96).stdout


def with_help(text: str) -> str:
    """Return the page with the help of each command as it is now."""
    return BLOCK.sub(lambda found: f"{found['mark']}```text\n{help_of(found['name'])}```\n", text)


def main() -> int:
    """Write the page, or compare it."""
    before = PAGE.read_text("utf-8")
    after = with_help(before)
    if "--check" not in sys.argv:
        PAGE.write_text(after, "utf-8")
        return 0
    if before != after:
        print("docs/cli.md is not what --help says. Run: python scripts/cli_reference.py", file=sys.stderr)
    return int(before != after)


if __name__ == "__main__":
    sys.exit(main())
