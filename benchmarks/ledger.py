"""Append to, hash, prove, export and verify a ledger of up to a million entries, side by side with the floors.

    python -m benchmarks ledger                         # 10,000, 100,000 and 1,000,000 entries
    python -m benchmarks ledger --sizes 10000,100000    # some sizes
    python -m benchmarks ledger --quick                 # 1,000 entries, one round: what the tests run

Every contender runs in a process of its own, one after the other in turns, so that a busy machine slows all alike.
Nothing is timed against the clock of another day: only ratios within one run mean anything. PostgreSQL takes part
where it is installed, as a server of the benchmark's own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks._ledger_contenders import CONTENDERS, DATABASE, MANY, run
from benchmarks._measure import Report, best, child, machine

SIZES, QUICK = (10_000, 100_000, 1_000_000), (1_000,)
ROUNDS = 3
HASHING, VERIFYING, PROVING_US = 3.0, 1.5, 1_000.0  # the aims: at most


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks ledger", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=_sizes, default=(), help="entries, as 10000,100000")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns; the best of each contender counts")
    parser.add_argument("--quick", action="store_true", help="1,000 entries, one round")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON instead of tables")
    parser.add_argument("--task", choices=(*CONTENDERS, "append", "make", "copy"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=Path(), help=argparse.SUPPRESS)
    parser.add_argument("--database", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.task in {"make", "copy"}:
        return _made(chosen.folder, *chosen.sizes, copy_to=chosen.database)
    if chosen.task:
        print(json.dumps(run(chosen.task, chosen.folder, chosen.database, quick=chosen.quick)))
        return None
    sizes, rounds = chosen.sizes or (QUICK if chosen.quick else SIZES), 1 if chosen.quick else chosen.rounds
    results = []
    for size in sizes:
        results.append(compare(size, rounds, quick=chosen.quick))
        if not chosen.json:  # a million takes long: what is known is shown
            print(text_of(results[-1:], rounds), file=sys.stderr)
    print(json.dumps(results) if chosen.json else text_of(results, rounds))
    return None


def compare(size: int, rounds: int, *, quick: bool) -> Report:
    """Return the best figures of each contender for one size; raises if two of them answer differently."""
    with tempfile.TemporaryDirectory() as name, _databases(Path(name), size) as databases:
        runs: dict[str, list[Report]] = {each: [] for each in (*CONTENDERS, *databases)}
        for each in runs:  # appending comes last: it changes what the others read
            appends = each in databases
            for number in range(rounds) if appends else ():
                _say(size, f"round {number + 1} of {rounds}: append, {each}")
                options = ["--database", databases[each], *(["--quick"] if quick else [])]
                runs[each].append(json.loads(child("ledger", "--task", "append", *options)))
    return {}


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))
