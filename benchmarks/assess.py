"""Assess a made world of up to ten million record versions, side by side with the floor and with pandas.

    python -m benchmarks                      # 0.1, 1 and 10 million versions
    python -m benchmarks --rows 1000000       # one size
    python -m benchmarks --quick              # 0.1 million, one round: what the tests run

Every contender runs in a process of its own, one after the other in turns, so that a busy machine slows all alike.
Nothing is timed against the clock of another day: only ratios within one run mean anything.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks._measure import Report, best, child, machine

SIZES = (100_000, 1_000_000, 10_000_000)
CONTENDERS = ("floor", "engine", "evaluate", "pandas")
ROUNDS = 3
AIMS = (("engine / floor", "at most 3"), ("pandas / engine", "at least 10"), ("late / engine", "at most 0.1"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, action="append", help="record versions; may be given several times")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns; the best of each contender counts")
    parser.add_argument("--quick", action="store_true", help="0.1 million versions, one round")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON instead of a table")
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.make:
        return _make(chosen.make, chosen.file)
    if chosen.contender:
        from benchmarks._contenders import run

        print(json.dumps(run(chosen.contender, chosen.file)))
        return None
    sizes = chosen.rows or (SIZES[:1] if chosen.quick else SIZES)
    rounds = 1 if chosen.quick else chosen.rounds
    results = [compare(rows, rounds) for rows in sizes]
    print(json.dumps(results) if chosen.json else text_of(results, rounds))
    return None


def compare(rows: int, rounds: int) -> Report:
    """Return the best figures of each contender for one size; raises if two of them answer differently."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.arrow"
        child("--make", str(rows), "--file", str(path))
        runs: dict[str, list[Report]] = {name: [] for name in CONTENDERS}
        for number in range(rounds):
            for name in CONTENDERS:
                if name == "evaluate" and number:  # it takes longest and is no part of the aims
                    continue
                print(f"{rows:>12,} versions, round {number + 1} of {rounds}: {name}", file=sys.stderr)
                runs[name].append(json.loads(child("--contender", name, "--file", str(path))))
    for what in ("days", "clocks", "outcomes"):
        answers = {name: {str(each[what]) for each in runs[name]} for name in CONTENDERS if what in runs[name][0]}
        if len(set().union(*answers.values())) != 1:
            raise SystemExit(f"the contenders disagree on {what}: {answers}")
    figures = {name: best(runs[name]) for name in CONTENDERS}
    return {"rows": rows, **figures}


def _make(rows: int, path: Path) -> None:
    import pyarrow as pa

    from benchmarks._world import make_rows

    made = make_rows(rows)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, made.schema) as writer:
        writer.write_table(made, max_chunksize=1 << 20)


def text_of(results: list[Report], rounds: int) -> str:
    """Return the figures as words and a table for people."""
    lines = [
        machine(),
        f"1,000 areas x 3,650 days, hold of 7 days; best of {rounds}; wall seconds (processor seconds)",
        "",
        f"{'versions':>12} {'floor':>16} {'engine':>16} {'evaluate':>16} {'pandas':>16} {'late record':>16}",
    ]
    for each in results:
        cells = [f"{each[name]['wall']:.2f} ({each[name]['cpu']:.2f})" for name in CONTENDERS]
        cells.append(f"{each['engine']['late']:.3f} ({each['engine']['late_cpu']:.3f})")
        lines.append(f"{each['rows']:>12,} " + " ".join(f"{cell:>16}" for cell in cells))
    lines += ["", f"{'versions':>12} " + " ".join(f"{name + ': ' + aim:>28}" for name, aim in AIMS)]
    for each in results:
        cells = [f"{wall:.2f} ({cpu:.2f})" for wall, cpu in ratios(each)]
        lines.append(f"{each['rows']:>12,} " + " ".join(f"{cell:>28}" for cell in cells))
    lines += ["", f"{'versions':>12} {'peak memory, MB':>40} {'loading the engine, s':>24}"]
    for each in results:
        memory = ", ".join(f"{name} {each[name]['peak_mb']:,.0f}" for name in CONTENDERS)
        lines.append(f"{each['rows']:>12,} {memory:>64} {each['engine']['load']:>12.1f}")
    lines += ["", "Days of every area, and both clocks, are equal between engine, evaluate and pandas."]
    return "\n".join(lines)


def ratios(result: Report) -> list[tuple[float, float]]:
    """Return (wall, processor) of engine / floor, pandas / engine and late record / engine."""
    engine, floor, pandas = result["engine"], result["floor"], result["pandas"]
    return [
        (engine["wall"] / floor["wall"], engine["cpu"] / floor["cpu"]),
        (pandas["wall"] / engine["wall"], pandas["cpu"] / engine["cpu"]),
        (engine["late"] / engine["wall"], engine["late_cpu"] / engine["cpu"]),
    ]
