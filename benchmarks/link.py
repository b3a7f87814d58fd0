"""Link reports that tell of one incident: how well, against a simple rule and plain Splink, and how fast.

    python -m benchmarks link              # (a) made up, (b) headlines, (c) UCDP and health care, speed at 100,000
    python -m benchmarks link --million    # and speed at a million
    python -m benchmarks link --only a     # one of a, b, c, speed
    python -m benchmarks link --quick      # (a) at 20 % noise, 1,500 reports, without Splink: what the tests run

All contenders see the same accounts in the same run. The low mark of ours, for (a) and for (b), is chosen on other data
than is reported: another seed, and 2016 for 2017. For (c) nothing is tuned: the mark is that of (a). Plain Splink is
shown at its three usual thresholds, the simple rule has none.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks._link_contenders import CONTENDERS, Scored, timed_links
from benchmarks._link_data import folder, headlines, health_care
from benchmarks._link_measure import Pair, Quality, measure
from benchmarks._link_world import World, make
from benchmarks._measure import Report, child, machine, peak_mb
from ceasefire.incidents.linking import account_is_round_up

TUNED_ON, REPORTED_ON = 7, 2016
NOISES = (0.0, 0.10, 0.15, 0.20, 0.30)
REPORTS, QUICK = 5_000, 1_500
THRESHOLDS = (500, 900, 990)
MARKS = (5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900)
OURS = ("built-in", "on Splink")
CHECKED = Path(__file__).parent / "checked" / "health_care_2016_09.csv"
A_DAY = 270


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks link", description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("a", "b", "c", "speed"), help="one part")
    parser.add_argument("--million", action="store_true", help="speed at a million reports too")
    parser.add_argument("--quick", action="store_true", help="a small part of (a)")
    parser.add_argument("--task", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.task:
        print(json.dumps(_speed_of(chosen.task, chosen.size)))
        return
    print(f"{machine()}. Thousandths; B3 is B-cubed. One run.", end="\n\n")
    if chosen.quick:
        print(text_of("quick", made_up((0.2,), QUICK, ("simple rule", "built-in"))))
        return
    parts = (chosen.only,) if chosen.only else ("a", "b", "c", "speed")
    if "a" in parts:
        print(text_of("(a) made-up reports, by noise", made_up(NOISES, REPORTS, tuple(CONTENDERS))))
    if "b" in parts:
        print(text_of("(b) headlines: tuned on 2016, reported on 2017", real_headlines(folder())))
    if "c" in parts:
        print(text_of("(c) UCDP and attacks on health care, September 2016", checked_by_hand(folder())))
    if "speed" in parts:
        print(speed_text([speed(size) for size in ((100_000, 1_000_000) if chosen.million else (100_000,))]))


def made_up(noises: Sequence[float], reports: int, names: Sequence[str]) -> list[Report]:
    """Return the quality of every contender on made-up reports, at each noise; marks from another seed at 15 %."""
    marks = _tuned(make(reports, 0.15, TUNED_ON), names)
    found = []
    for noise in noises:
        world = make(reports, noise, REPORTED_ON)
        found += _rows(f"{noise:.0%}", world, names, marks)
    return found


def real_headlines(data: Path) -> list[Report]:
    """Return the quality of every contender on the headlines of 2017, marks from those of 2016."""
    marks = _tuned(headlines(data, 2016), tuple(CONTENDERS))
    return _rows("2017", headlines(data, 2017), tuple(CONTENDERS), marks)


def checked_by_hand(data: Path) -> list[Report]:
    """Return the quality of every contender on the pairs checked by hand; those nobody can tell count for nothing."""
    world, _ = health_care(data)
    verdicts = checked(CHECKED)
    marks = dict.fromkeys(OURS, 200)
    rows = []
    for name, threshold, links, seconds in _links(world, tuple(CONTENDERS), marks):
        judged = {pair for pair in links if verdicts.get(pair) != "cannot-tell"}
        unchecked = sum(pair not in verdicts for pair in judged)
        real = {pair for pair, verdict in verdicts.items() if verdict == "same"}
        truth = _truth(world, real)
        quality = measure(judged, truth, _round_ups(world))
        note = f"{len(judged & real)} of {len(real)} found, {len(judged - real)} wrong"
        note += f", {unchecked} of them unchecked" if unchecked else ""
        rows.append(_row("Sept. 2016", name, threshold, quality, seconds) | {"note": note})
    return rows


def checked(path: Path) -> dict[Pair, str]:
    """Return the verdict on every pair that was checked, by the keys of the accounts."""
    with path.open(encoding="utf-8") as file:
        return {(f"aohc/{row['attack_id']}", f"ged/{row['ged_id']}"): row["verdict"] for row in csv.DictReader(file)}


def _truth(world: World, real: set[Pair]) -> dict[str, frozenset[int]]:
    truth = {each.key: {number} for number, each in enumerate(world.accounts)}
    for one, other in real:
        truth[one] |= truth[other]
    return {key: frozenset(numbers) for key, numbers in truth.items()}


def _tuned(world: World, names: Sequence[str]) -> dict[str, int]:
    """Return the low mark of each of ours that gives the best F1 over pairs."""
    marks = {}
    for name in OURS:
        if name in names:
            found, _ = timed_links(name, world, MARKS[0])
            marks[name] = max(MARKS, key=lambda mark: measure(_from(found, mark), world.truth, frozenset()).f1)
    return marks


def _rows(label: str, world: World, names: Sequence[str], marks: Mapping[str, int]) -> list[Report]:
    several = _round_ups(world)
    return [
        _row(label, name, threshold, measure(links, world.truth, several), seconds)
        for name, threshold, links, seconds in _links(world, names, marks)
    ]


def _links(world: World, names: Sequence[str], marks: Mapping[str, int]) -> list[tuple[str, int, set[Pair], float]]:
    found = []
    for name in names:
        print(f"{len(world.accounts):,} accounts: {name}", file=sys.stderr)
        scored, seconds = timed_links(name, world, marks.get(name, 0))
        thresholds = THRESHOLDS if name == "plain Splink" else (marks.get(name, 0),)
        found += [(name, each, _from(scored, each), seconds) for each in thresholds]
    return found


def _from(found: Scored, least: int) -> set[Pair]:
    return {pair for pair, score in found if score >= least}


def _round_ups(world: World) -> frozenset[str]:
    return frozenset(each.key for each in world.accounts if account_is_round_up(each))


def _row(label: str, name: str, threshold: int, quality: Quality, seconds: float) -> Report:
    return {"data": label, "contender": name, "from": threshold, "seconds": seconds} | asdict(quality)


def text_of(title: str, rows: Sequence[Report]) -> str:
    """Return a table for people."""
    columns = ("data", "contender", "from", "precision", "recall", "f1", "b_precision", "b_recall", "b_f1", "seconds")
    named = (*columns, "note") if any("note" in row for row in rows) else columns
    heads = {"from": "from score", "f1": "F1", "b_precision": "B3 precision", "b_recall": "B3 recall", "b_f1": "B3 F1"}
    lines = [title, "", _line([heads.get(each, each) for each in named]), _line(["---"] * len(named))]
    for row in rows:
        cells = [f"{row[each]:.1f}" if each == "seconds" else str(row.get(each, "")) for each in named]
        lines.append(_line(cells))
    return "\n".join([*lines, ""])


def speed(size: int) -> Report:
    """Return how long ours and plain Splink take for so many made-up reports, each in a process of its own."""
    names = ("plain Splink", "built-in")
    return {"reports": size} | {name: json.loads(child("link", "--task", name, "--size", str(size))) for name in names}


def _speed_of(name: str, size: int) -> Report:
    world = make(size, 0.15, REPORTED_ON, a_day=A_DAY)
    found, seconds = timed_links(name, world, 250)
    return {"seconds": seconds, "links": len(found), "peak_mb": peak_mb()}


def speed_text(results: Sequence[Report]) -> str:
    """Return the speeds as a table for people."""
    heads = (
        "reports",
        "plain Splink, s",
        "built-in, s",
        "built-in / plain Splink (aim: under 2)",
        "peak MB: Splink, built-in",
    )
    lines = ["Speed: from accounts in memory to links in memory", "", _line(heads), _line(["---"] * len(heads))]
    for each in results:
        plain, ours = each["plain Splink"], each["built-in"]
        ratio = f"{ours['seconds'] / plain['seconds']:.2f}"
        memory = f"{plain['peak_mb']:,.0f}, {ours['peak_mb']:,.0f}"
        lines.append(
            _line([f"{each['reports']:,}", f"{plain['seconds']:.1f}", f"{ours['seconds']:.1f}", ratio, memory])
        )
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
