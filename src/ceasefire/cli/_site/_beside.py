"""The demonstration's site in a process of its own: served until stopped, or asked once for its board."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

from ceasefire.problems import Place, Refused, problem

_PROGRAM = (sys.executable, "-c", "from ceasefire.cli import main; main()")
_ADDRESS = re.compile(r"http://[0-9.]+:[0-9]+/")
_SECONDS = 60


def serve_demo(folder: Path, port: int, lang: str) -> int:
    """Serve the demonstration's site until it is stopped; return the exit code."""
    try:
        return subprocess.call([*_PROGRAM, *_served(folder, port, lang)])  # noqa: S603  our own program
    except KeyboardInterrupt:
        return 0


def ask_for_board(folder: Path, lang: str) -> None:
    """Serve the site at a free port, ask it for its board, and stop it.

    Raises:
        Refused: E-CLI-001, it did not start, or its board was not there.
    """
    command = [*_PROGRAM, *_served(folder, 0, lang)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as site:  # noqa: S603  our own program
        told: list[str] = []
        try:
            for line in site.stderr or ():
                told.append(line.strip())
                if found := _ADDRESS.search(line):
                    with urllib.request.urlopen(found[0], timeout=_SECONDS) as answer:  # noqa: S310  our own site
                        answer.read()
                    return
        except OSError as error:
            told.append(str(error))
        finally:
            site.terminate()
        raise Refused([problem("E-CLI-001", Place("serve --demo"), reason=" ".join(told[-3:]) or "it did not start")])


def _served(folder: Path, port: int, lang: str) -> list[str]:
    return ["serve", "--demo", "--port", str(port), "--output", str(folder), "--lang", lang]
