"""What every benchmark shares: contenders as processes of their own, their figures, and the machine in words."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Report = dict[str, Any]


def child(*arguments: str) -> str:
    """Return what `python -m benchmarks` prints, run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def timed(work: Callable[[], Any], *, warm: bool = True) -> tuple[Report, Any]:
    """Return wall and processor seconds of one run, after one that fills what is remembered."""
    if warm:
        work()
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}, result


def best(runs: Sequence[Report]) -> Report:
    """Return the best of every figure: the least time, the most memory, and whatever is the same in all runs."""
    return {key: _best(key, [each[key] for each in runs]) for key in runs[0]}


def peak_mb() -> float:
    """Return how much memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> str:
    """Return the machine in words, and how busy it is."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    about = f"{os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.machine()}, Python {platform.python_version()}"
    return f"{about}; load {os.getloadavg()[0]:.1f}"


def _best(key: str, values: list[Any]) -> Any:
    if key == "peak_mb":
        return max(values)
    if isinstance(values[0], dict):
        return best(values)
    return min(values) if isinstance(values[0], float) else values[0]
