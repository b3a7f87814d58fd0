"""The benchmark itself: it runs, and what it compares is equal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.assess import ratios, text_of

ROOT = Path(__file__).resolve().parents[3]


def test_every_contender_gives_equal_days_and_clocks() -> None:
    """On a tenth of a million versions the engine, the whole evaluation and the pandas script agree on every day and
    both clocks, and a re-assessment after a late record touches one area of a thousand.
    """
    command = [sys.executable, "-m", "benchmarks", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    (result,) = json.loads(done.stdout)
    assert result["engine"]["days"] == result["evaluate"]["days"] == result["pandas"]["days"]
    assert result["engine"]["clocks"] == result["evaluate"]["clocks"] == result["pandas"]["clocks"]
    assert result["engine"]["outcomes"] == result["evaluate"]["outcomes"]
    assert len(result["engine"]["outcomes"]) == 3
    assert result["engine"]["touched"] == 1
    assert all(wall > 0 for wall, _ in ratios(result))
    assert "100,000" in text_of([result], 1)
