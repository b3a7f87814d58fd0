"""Writers as processes of their own: `python -m tests.centre.writer` forks one for each line on its standard input.

A line is JSON: what to append where, and the file for the acknowledgements. Each is written there with one system call
before the next append begins, so what the file holds after a kill is what had been acknowledged. The answer is the
writer's process id. Forking spares the thousand kills a second each of importing.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from tests.centre.ledgers import LOG, NOW, opened, record, said_by

from ceasefire.centre import Store
from ceasefire.problems import Refused


@dataclass(slots=True)
class Writer:
    """One process that appends."""

    task: dict[str, Any]
    out: int
    nursery: int

    def tell(self, **said: Any) -> None:
        """Write a line to its file, at once and whole."""
        os.write(self.out, (json.dumps(said) + "\n").encode())

    def write(self) -> None:
        """Append until the entries are used up, or until it is killed; tell each acknowledgement."""
        if limit := self.task.get("file_limit"):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        while "go" in self.task and not Path(self.task["go"]).exists():
            time.sleep(0.002)
        if self.task.get("open"):
            refused = said_by(lambda: opened(self.task["database"]).close())
            self.tell(**({"refused": refused} if refused else {"opened": True}))
            return
        number = 0
        sizes: Iterable[int] = self.task["batches"] or chain.from_iterable(repeat((1, 1, 3)))
        with Store(self.task["database"]) as store:
            for size in sizes:
                self.append(store, number, size)
                number += size
        self.tell(done=True)

    def append(self, store: Store, number: int, size: int) -> None:
        """Append a batch, again and again where it is told to."""
        entries = [record(f"{self.task['name']}-{number + each}") for each in range(size)]
        while os.getppid() == self.nursery:  # else the tests have gone
            try:
                done = store.append(entries, LOG, NOW + self.task.get("clock", 0) + number)
            except Refused as refused:
                self.tell(refused=str(refused))
                if "E-LEDGER-014" in str(refused) or not self.task.get("again"):
                    return
                time.sleep(0.02)
            else:
                ids = [each.id.hex() for each in entries]
                self.tell(first=done.first, ids=ids, size=done.checkpoint.text.split("\n")[1])
                return
        os._exit(1)


def main() -> None:
    """Fork a writer for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    nursery = os.getpid()
    for line in sys.stdin:
        task = json.loads(line)
        child = os.fork()
        if child == 0:
            Writer(task, os.open(task["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), nursery).write()
            os._exit(0)
        print(child, flush=True)  # noqa: T201  the answer


if __name__ == "__main__":
    main()
