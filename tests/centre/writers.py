"""Starting writers as processes of their own, and reading what they were told."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Writers:
    """Starts writers as processes, and reads what they were told."""

    nursery: subprocess.Popen[str]
    folder: Path
    started: int = 0

    def start(self, database: str, **task: Any) -> tuple[int, Path]:
        """Start a writer; return its process id and the file of its acknowledgements."""
        self.started += 1
        out = self.folder / f"writer-{self.started}.jsonl"
        task = {"database": database, "out": str(out), "name": f"w{self.started}", "batches": []} | task
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(json.dumps(task) + "\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline()), out


def told(out: Path) -> list[dict[str, Any]]:
    """Return what a writer was told so far; a line counts once it is whole, as a reader can see half of a write."""
    whole = out.read_bytes().rpartition(b"\n")[0] if out.exists() else b""
    return [json.loads(line) for line in whole.splitlines()]


def wait_for(out: Path, key: str, seconds: float = 60) -> list[dict[str, Any]]:
    """Return what a writer was told, once one of the lines has the key."""
    end = time.monotonic() + seconds
    while True:
        began = time.monotonic()
        lines = told(out)
        if any(key in each for each in lines):
            return lines
        assert time.monotonic() < end, (key, lines[-3:])
        time.sleep(max(0.005, 10 * (time.monotonic() - began)))  # looking must not take the time of writing
