"""A disk that is full, at every place in turn: a clear problem, nothing half written, the ledger sound.

The kernel refuses writes beyond a size (RLIMIT_FSIZE): with each limit another file is the first that does not fit.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from ceasefire.cli import main

LIMITS = (0, 200, 2_000, 9_000, 40_000, 150_000, 400_000, 1_200_000, 20_000_000)
COMMANDS = {
    "keys new": ("keys", "new", "other", "-o", "other.key", "--no-passphrase"),
    "vault new": ("vault", "new", "v", "--vault-key", "v.key", "--no-passphrase"),
    "export a folder": ("ledger", "export", "new-folder", "--for", "uplands"),
    "export a zip": ("ledger", "export", "new.zip"),
    "cosign": ("ledger", "cosign", "for-uplands", "--key", "uplands.key", "--log", "LOG"),
    "take a cosignature in": ("ledger", "checkpoint", "--cosignature", "cosigned"),
    "append": ("ledger", "append", "--records", "more.jsonl", "--key", "mission.key", "--receipts", "more-receipts"),
    "redact": (
        *("ledger", "redact", "5", "--part", "narrative", "--approved-by", "head", "--ground", "x"),
        *("--purge", "--key", "mission.key"),
    ),
}


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str


def run(folder: Path, limit: int, *arguments: str) -> Done:
    """Run a command in a process of its own that may write no file longer than the limit."""
    answer, ask = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.environ["CEASEFIRE_LOG_KEY"] = "log.key"
        os.environ.pop("DATABASE_URL", None)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        result = CliRunner().invoke(main, arguments, prog_name="ceasefire")
        os.write(ask, json.dumps([result.exit_code, result.stdout, result.stderr]).encode())
        os._exit(0)
    os.close(ask)
    with os.fdopen(answer, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    return Done(*json.loads(told))


def unlimited(folder: Path, *arguments: str) -> str:
    """Run a command that must succeed; return what it prints."""
    done = run(folder, resource.RLIM_INFINITY, *arguments)
    assert 0 == done.code, done.stderr
    return done.stdout


def outputs(folder: Path) -> dict[str, str]:
    """Return the hashes of all files but the database's, which is judged by verifying it."""
    files = (each for each in folder.rglob("*") if each.is_file() and ".sqlite3" not in each.name)
    return {str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


@pytest.fixture
def prepared(made: Path, tmp_path: Path) -> Path:
    """A copy of the ledger with a cosigned folder and records that are not in it yet."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    log = unlimited(tmp_path, "keys", "show", "log.key").removeprefix("log: ").strip()
    shutil.copytree(tmp_path / "for-uplands", tmp_path / "cosigned")
    unlimited(tmp_path, "ledger", "cosign", "cosigned", "--key", "uplands.key", "--log", log, "--state", "w")
    record = (tmp_path / "two-valleys" / "records-register.jsonl").read_text("utf-8").splitlines()
    lines = [line.replace('"id": "', '"id": "x-') for line in record if '"kind": "movement"' in line]
    (tmp_path / "more.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_is_full_leaves_nothing_half_done(prepared: Path, name: str) -> None:
    """Each limit gives success or one problem; what failed left no file, and the same command works afterwards."""
    log = unlimited(prepared, "keys", "show", "log.key").removeprefix("log: ").strip()
    arguments = [log if each == "LOG" else each for each in COMMANDS[name]]
    before = outputs(prepared)
    failed = 0
    for limit in LIMITS:
        done = run(prepared, limit, *arguments)
        if done.code == 0:
            break
        failed += 1
        assert 1 == done.code, done.stderr
        assert any(code in done.stderr for code in ("E-CLI-004", "E-LEDGER-032", "E-LEDGER-041")), done.stderr
        assert "Traceback" not in done.stderr
        left = {path: data for path, data in outputs(prepared).items() if not path.startswith("more-receipts")}
        # a key without its vault, or a witness's memory without its line, may be left: never the reverse
        whole = {path for path in left if before.get(path) != left[path]}
        assert whole <= {"v.key", "uplands.key.witness"}, whole
        for path in whole:
            (prepared / path).unlink()
        unlimited(prepared, "ledger", "verify", "ceasefire.sqlite3")

    assert failed > 0
    unlimited(prepared, "ledger", "verify", "ceasefire.sqlite3")
