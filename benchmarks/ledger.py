"""Append to, hash, prove, export and verify a ledger of up to a million entries, side by side with the floors.

    python -m benchmarks ledger                         # 10,000, 100,000 and 1,000,000 entries
    python -m benchmarks ledger --sizes 10000,100000    # some sizes
    python -m benchmarks ledger --quick                 # 1,000 entries, one round, one process: what the tests run

Every contender runs in a process of its own, one after the other in turns, so that a busy machine slows all alike.
Nothing is timed against the clock of another day: only ratios within one run mean anything. PostgreSQL takes part
where it is installed, as a server of the benchmark's own.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.centre.cluster import Cluster, binaries

from benchmarks._ledger_contenders import CONTENDERS, DATABASE, MANY, TASKS, run
from benchmarks._measure import Report, best, child, machine

SIZES, QUICK = (10_000, 100_000, 1_000_000), (1_000,)
ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks ledger", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=_sizes, default=(), help="entries, as 10000,100000")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns; the best of each contender counts")
    parser.add_argument("--quick", action="store_true", help="1,000 entries, one round")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON instead of tables")
    parser.add_argument("--task", choices=(*CONTENDERS, *TASKS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=Path(), help=argparse.SUPPRESS)
    parser.add_argument("--database", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.task:
        print(json.dumps(run(chosen.task, chosen.folder, chosen.database, sum(chosen.sizes), quick=False)))
        return
    sizes, rounds = chosen.sizes or (QUICK if chosen.quick else SIZES), 1 if chosen.quick else chosen.rounds
    results = []
    for size in sizes:
        results.append(compare(size, rounds, quick=chosen.quick))
        if not chosen.json:  # a million takes long: what is known is shown
            print(text_of(results[-1:], rounds), file=sys.stderr)
    print(json.dumps(results) if chosen.json else text_of(results, rounds))


def compare(size: int, rounds: int, *, quick: bool) -> Report:
    """Return the best figures of each contender for one size; raises if two of them answer differently."""
    with tempfile.TemporaryDirectory(prefix="ledger-") as name, _server() as server:
        folder, databases = Path(name), {"SQLite": str(Path(name) / DATABASE)}
        _run("make", folder, "", size, quick=False)
        if server is not None:
            databases["PostgreSQL"] = server.new_database()
            _run("copy", folder, databases["PostgreSQL"], size, quick=quick)
        runs: dict[str, list[Report]] = {each: [] for each in (*CONTENDERS, *databases)}
        for _, each in itertools.product(range(rounds), CONTENDERS):
            runs[each].append(_run(each, folder, "", size, quick=quick))
        for _, each in itertools.product(range(rounds), databases):  # last: it changes what the others read
            runs[each].append(_run("append", folder, databases[each], size, quick=quick))
    for what in ("root", "size"):
        answers = {each: {one[what] for one in made} for each, made in runs.items() if what in made[0]}
        if len(set().union(*answers.values())) != 1:
            raise SystemExit(f"the contenders disagree on the {what}: {answers}")
    return {"entries": size} | {each: best(made) for each, made in runs.items()}


def _run(task: str, folder: Path, database: str, size: int, *, quick: bool) -> Report:
    """Return what a contender reports, run in a process of its own, or here where it has to be quick."""
    print(f"{size:>12,} entries: {task} {database.partition('?')[0]}".rstrip(), file=sys.stderr)
    if quick:
        return run(task, folder, database, size, quick=quick)
    options = ("--folder", str(folder), "--database", database, "--sizes", str(size))
    report: Report = json.loads(child("ledger", "--task", task, *options))
    return report


@contextmanager
def _server() -> Iterator[Cluster | None]:
    """Yield a PostgreSQL server of the benchmark's own, as the tests make theirs, or None where there is none."""
    found = binaries()
    server = Cluster.new(found) if found else None
    try:
        yield server
    finally:
        if server:
            server.gone()


def text_of(results: Sequence[Report], rounds: int) -> str:
    """Return the figures as tables for people, the aims beside them."""
    lines = [
        f"{machine()}. Best of {rounds}; wall time, processor time in brackets.",
        "Leaves are alike in all; roots are equal: this tree, pymerkle, the textbook's recursion, both copies.",
    ]
    for title, (columns, row) in TABLES.items():
        lines += ["", title, "", _row(["entries", *columns]), _row(["---"] * (len(columns) + 1))]
        lines += [_row([f"{each['entries']:,}", *row(each)]) for each in results]
    for name in ("SQLite", "PostgreSQL"):
        if name not in results[0]:
            lines += ["", f"{name}: not installed, not measured."]
            continue
        lines += ["", f"Append to {name}: entries a second; p50 and p95 of a call, ms"]
        lines += ["", _row(["entries before", *(f"in batches of {width:,}" for width in MANY)])]
        lines += [_row(["---"] * (len(MANY) + 1))]
        lines += [_row([f"{each['entries']:,}", *_appended(each[name])]) for each in results]
    return "\n".join(lines)


def ratios(result: Report) -> dict[str, tuple[float, float]]:
    """Return (wall, processor) of what has an aim, each against its floor."""
    pairs = {
        "hashing": ("hashing", "hashlib"),
        "pymerkle": ("pymerkle", "hashing"),
        "verify": ("verify", "signatures"),
        "verify-database": ("verify-database", "signatures"),
    }
    return {key: (_ratio(result, pair, "wall"), _ratio(result, pair, "cpu")) for key, pair in pairs.items()}


def _ratio(result: Report, pair: tuple[str, str], key: str) -> float:
    return float(result[pair[0]][key] / result[pair[1]][key])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _hashed(each: Report) -> list[str]:
    speeds = [f"{each['entries'] / each[name]['wall']:,.0f}" for name in ("hashlib", "hashing", "pymerkle")]
    found = ratios(each)
    return [f"{each['hashing']['leaf_bytes']:,}", *speeds, _pair(*found["hashing"]), _pair(*found["pymerkle"])]


def _proved(each: Report) -> list[str]:
    made = [each["proofs"][name] for name in ("inclusion", "consistency", "checking")]
    return [_pair(one["wall"], one["cpu"], 0) for one in (*made, each["prove"]["proving"])]


def _verified(each: Report) -> list[str]:
    times = [_pair(each[name]["wall"], each[name]["cpu"], 1) for name in ("signatures", "verify", "verify-database")]
    memory = [f"{each[name]['peak_mb']:,.0f}" for name in ("verify", "verify-database")]
    found = ratios(each)
    return [*times, _pair(*found["verify"]), _pair(*found["verify-database"]), ", ".join(memory)]


def _exported(each: Report) -> list[str]:
    own = each["export"]
    speed = own["mb"] / own["wall"]
    return [
        _pair(own["wall"], own["cpu"], 1),
        f"{own['files']:,}",
        f"{own['mb']:,}",
        f"{speed:.1f}",
        f"{own['peak_mb']:,.0f}",
    ]


def _appended(own: Report) -> list[str]:
    cells = []
    for width in MANY:
        if f"{width} each" not in own:
            cells.append("not measured")
            continue
        p50, p95 = own[f"{width} p50"] * 1e3, own[f"{width} p95"] * 1e3
        cells.append(f"{1 / own[f'{width} each']:,.0f}; {p50:,.1f}, {p95:,.1f}")
    return cells


def _pair(wall: float, cpu: float, digits: int = 2) -> str:
    return f"{wall:,.{digits}f} ({cpu:,.{digits}f})"


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Report], list[str]]]] = {
    "Hashing: leaves a second": (
        (
            "bytes a leaf",
            "hashlib (floor)",
            "this tree",
            "pymerkle",
            "this / floor (aim: at most 3)",
            "pymerkle / this",
        ),
        _hashed,
    ),
    "Proofs at random places: microseconds (aim: inclusion under 1,000 at a million)": (
        ("inclusion, from tiles", "consistency, from tiles", "checking an inclusion", "proof file, from SQLite"),
        _proved,
    ),
    "Verifying: seconds": (
        (
            "signature checks alone (floor)",
            "folder",
            "SQLite",
            "folder / floor (aim: at most 1.5)",
            "SQLite / floor",
            "peak MB: folder, SQLite",
        ),
        _verified,
    ),
    "Export from SQLite for one team: seconds": (("seconds", "files", "MB", "MB a second", "peak MB"), _exported),
}
