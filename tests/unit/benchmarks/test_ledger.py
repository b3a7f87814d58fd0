"""The benchmark of the ledger itself: it runs, and what it compares is equal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.ledger import ratios, text_of
from tests.centre.cluster import binaries

ROOT = Path(__file__).resolve().parents[3]
ENTRIES = 1_000


def test_every_contender_finds_the_same_tree() -> None:
    """Over a thousand entries this tree, pymerkle and the textbook's recursion have one root, which a folder and the
    database verify to; every figure of the tables is there.
    """
    command = [sys.executable, "-m", "benchmarks", "ledger", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    (result,) = json.loads(done.stdout)
    roots = {result[each]["root"] for each in ("hashing", "pymerkle", "hashlib", "verify", "verify-database")}
    assert len(roots) == 1
    sizes = {result[each]["size"] for each in ("proofs", "signatures", "verify", "verify-database")}
    assert sizes == {ENTRIES}
    assert ("PostgreSQL" in result) == (binaries() is not None)
    assert all(wall > 0 for wall, _ in ratios(result).values())
    assert "1,000" in text_of([result], 1)
