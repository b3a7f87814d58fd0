"""Fifty readers and five writers at once on a centre with a large ledger, beside a bare view of Django as the floor.

    python -m benchmarks centre                                # 100,000 entries; SQLite and PostgreSQL
    python -m benchmarks centre --sizes 20000 --seconds 30     # smaller and shorter
    python -m benchmarks centre --quick                        # 2,200 entries, a few seconds, SQLite alone

The floor is served by the same server with as many threads, in the same run, to the same fifty readers at the same
pace. Every page was visited once in each role and language before; what that takes is printed. Only ratios within one
run mean anything. PostgreSQL takes part where it is installed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.centre.cluster import Cluster, binaries

from benchmarks._centre_load import OPEN, PAGES, Seen, load
from benchmarks._centre_server import READERS, environment, people, serve
from benchmarks._measure import ROOT, Report, machine

SIZE, SECONDS, PAUSE_S, THREADS = 100_000, 120.0, 5.0, 8
QUICK_SIZE, QUICK_S = 2_200, 3.0
_START_S, _WARM_S = 900, 5.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks centre", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, default=SIZE, help="entries")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each is under load")
    parser.add_argument("--pause", type=float, default=PAUSE_S, help="mean seconds a reader looks at a page")
    parser.add_argument("--no-postgresql", action="store_true", help="SQLite alone")
    parser.add_argument("--quick", action="store_true", help="2,200 entries, three seconds, SQLite alone")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON instead of tables")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=Path(), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.task in ("site", "floor"):
        serve(chosen.task, THREADS)
    elif chosen.task:
        _task(chosen.task, chosen.folder, chosen.sizes)
    else:
        size, seconds = (QUICK_SIZE, QUICK_S) if chosen.quick else (chosen.sizes, chosen.seconds)
        found = compare(size, seconds, chosen.pause, lite_alone=chosen.quick or chosen.no_postgresql)
        print(json.dumps(found) if chosen.json else text_of(found))


def compare(size: int, seconds: float, pause: float, *, lite_alone: bool) -> Report:
    """Return what was seen of the floor and of the site on each database."""
    readers = sum(READERS.values())
    with tempfile.TemporaryDirectory(prefix="centre-") as name:
        folder = Path(name)
        with _served("floor", None) as (port, process):
            found: Report = {
                "entries": size,
                "floor": _measured(port, process, ["floor"] * readers, [], seconds=seconds, pause=pause),
            }
        lite = str(folder / "centre.sqlite3")
        _run("fill", folder, environment(folder, lite), size)
        with _server(alone=lite_alone) as server:
            databases = {"SQLite": lite}
            if server is not None:
                databases["PostgreSQL"] = server.new_database()
                (folder / "target").write_text(databases["PostgreSQL"])
                _run("copy", folder, environment(folder, lite), size)
            for each, database in databases.items():
                own = environment(folder, database)
                who = json.loads(_run("people", folder, own, size).splitlines()[-1])
                cookies = [cookie for role in READERS for cookie in who[role]]
                cookies = ["" if at % 3 == 2 else cookie for at, cookie in enumerate(cookies)]
                with _served("site", own) as (port, process):
                    _warm(port, ["", *(who[role][0] for role in READERS)])
                    found[each] = _measured(port, process, cookies, who["writers"], seconds=seconds, pause=pause)
    return found


def _measured(
    port: int, process: subprocess.Popen[str], cookies: list[str], tokens: list[str], *, seconds: float, pause: float
) -> Report:
    if seconds > QUICK_S:
        load(port, cookies, [], seconds=_WARM_S, pause=pause)
    before = memory_mb(process.pid)
    seen = load(port, cookies, tokens, seconds=seconds, pause=pause)
    return {"pages": _figures(seen), "errors": dict(seen.errors), "memory_mb": [before, memory_mb(process.pid)]}


def _figures(seen: Seen) -> dict[str, dict[str, float]]:
    figures = {}
    for page, times in seen.times.items():
        times.sort()
        at = {f"p{part}": times[min(len(times) - 1, len(times) * part // 100)] for part in (50, 95, 99)}
        figures[page] = {"n": len(times), **at}
    return figures


def memory_mb(pid: int) -> float:
    """Return how much a process and its children hold now, in MB."""
    pids = [pid]
    for each in pids:
        listed = Path(f"/proc/{each}/task/{each}/children")
        pids += [int(child) for child in listed.read_text().split()] if listed.exists() else []
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in pids)
    return pages * 4096 / 1e6


@contextmanager
def _served(what: str, own: dict[str, str] | None) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Serve the site or the floor in a process of its own; yield its port and itself."""
    command = [sys.executable, "-m", "benchmarks", "centre", "--task", what]
    with subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline() if process.stdout else ""), process
        finally:
            process.terminate()


def _warm(port: int, cookies: Sequence[str]) -> None:
    """Ask for the board until the first answer has been computed, then once for each page in each role and language."""
    began = time.perf_counter()
    for at, cookie in enumerate(cookies):
        for page in PAGES if cookie else OPEN:
            for lang in ("en", "ar", "ru"):
                headers = {"Accept-Language": lang} | ({"Cookie": cookie} if cookie else {})
                asked = urllib.request.Request(f"http://127.0.0.1:{port}{PAGES[page]}", headers=headers)
                with urllib.request.urlopen(asked, timeout=_START_S) as answer:  # noqa: S310
                    answer.read()
                if not at and lang == "en":
                    print(f"the first board took {time.perf_counter() - began:.1f} s", file=sys.stderr)
                    began = time.perf_counter()
    print(f"the first visit of every page took {time.perf_counter() - began:.1f} s in all", file=sys.stderr)


def _run(task: str, folder: Path, own: dict[str, str], size: int) -> str:
    command = [sys.executable, "-m", "benchmarks", "centre", "--task", task, "--folder", str(folder)]
    done = subprocess.run(
        [*command, "--sizes", str(size)], cwd=ROOT, env=own, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{task} failed:\n{done.stderr}")
    return done.stdout


def _task(task: str, folder: Path, size: int) -> None:
    from benchmarks._centre_world import world
    from benchmarks._ledger_world import copy_database, fill
    from ceasefire.times import instant_from_text

    lite = str(folder / "centre.sqlite3")
    if task == "fill":
        fill(lite, size, world, instant_from_text("2016-09-10T00:00:00Z"))
    elif task == "copy":
        copy_database(lite, (folder / "target").read_text())
    elif task == "people":
        print(json.dumps(people(folder)))


@contextmanager
def _server(*, alone: bool) -> Iterator[Cluster | None]:
    found = None if alone else binaries()
    server = Cluster.new(found) if found else None
    try:
        yield server
    finally:
        if server:
            server.gone()


def text_of(found: Report) -> str:
    """Return the figures as a table for people."""
    floor: dict[str, Any] = found["floor"]["pages"]["floor"]
    lines = [
        f"{machine()}. {found['entries']:,} entries; {sum(READERS.values())} readers, 5 writers; {THREADS} threads.",
        "Milliseconds; in brackets how many times the floor's p95. Aim: the board's at most 5.",
        "",
        "| page | " + " | ".join(f"{each}: n, p50, p95, p99" for each in found if each != "entries") + " |",
        "| --- | " + " | ".join("---" for each in found if each != "entries") + " |",
    ]
    for page in ("floor", *PAGES, "sending a report"):
        cells = []
        for each in (each for each in found if each != "entries"):
            one = found[each]["pages"].get(page)
            ratio = f" ({one['p95'] / floor['p95']:.1f})" if one and page != "floor" else ""
            text = f"{one['n']:,}: {one['p50']:.1f}, {one['p95']:.1f}{ratio}, {one['p99']:.1f}" if one else ""
            cells.append(text)
        lines.append(f"| {page} | " + " | ".join(cells) + " |")
    for each in (each for each in found if each != "entries"):
        first, last = found[each]["memory_mb"]
        lines.append(f"{each}: errors {found[each]['errors'] or 'none'}; memory {first:.0f} MB, then {last:.0f} MB")
    return "\n".join(lines)
