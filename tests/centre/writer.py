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
from itertools import count
from typing import Any

from tests.centre.ledgers import LOG, NOW, opened, record

from ceasefire.centre import Store
from ceasefire.problems import Refused, render


def write(task: dict[str, Any]) -> None:
    """Append until the entries are used up, or for ever; tell each acknowledgement."""
    out = os.open(task["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(**said: Any) -> None:
        os.write(out, (json.dumps(said) + "\n").encode())

    while not os.path.exists(task.get("go", task["out"])):  # noqa: PTH110  nothing but a start signal
        time.sleep(0.002)
    if limit := task.get("file_limit"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    store = Store(task["database"])
    if task.get("open"):
        try:
            opened(task["database"])
        except Refused as refused:
            tell(refused=render(refused.problems[0]))
        else:
            tell(opened=True)
        return
    number = 0
    for batch in task["batches"] if task["batches"] else ([1, 1, 3][each % 3] for each in count()):
        entries = [record(f"{task['name']}-{number + each}") for each in range(batch)]
        while os.getppid() == task["parent"]:  # else the tests have gone
            try:
                done = store.append(entries, LOG, NOW + task.get("clock", 0) + number)
            except Refused as refused:
                tell(refused=render(refused.problems[0]))
                if "E-LEDGER-014" in str(refused) or not task.get("again"):
                    break
                time.sleep(0.02)
            else:
                ids = [each.id.hex() for each in entries]
                tell(first=done.first, ids=ids, size=done.checkpoint.text.split("\n")[1], at=done.recorded)
                break
        number += batch
        if os.getppid() != task["parent"]:
            return
    tell(done=True)
    store.close()


def main() -> None:
    """Fork a writer for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        task = json.loads(line) | {"parent": os.getpid()}
        child = os.fork()
        if child == 0:
            write(task)
            os._exit(0)
        print(child, flush=True)  # noqa: T201  the answer


if __name__ == "__main__":
    main()
