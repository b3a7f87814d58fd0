"""A ledger made by the commands themselves, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ceasefire.cli import main

SHIPPED = Path(__file__).resolve().parents[4] / "agreements"
Command = Callable[..., Result]


@pytest.fixture
def ceasefire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in a folder of its own; unlocked keys, the ledger in ceasefire.sqlite3."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CEASEFIRE_LOG_KEY", "log.key")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("CEASEFIRE_PASSPHRASE", "")

    def command(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments, prog_name="ceasefire")
        assert code == result.exit_code, result.output
        return result

    return command


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with keys of three teams and a ledger of Two Valleys, opened and filled once for all tests."""
    folder = tmp_path_factory.mktemp("ledger")
    shutil.copytree(SHIPPED / "two-valleys", folder / "two-valleys")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("CEASEFIRE_LOG_KEY", "log.key")
        patch.delenv("DATABASE_URL", raising=False)
        for arguments in (
            ("keys", "new", "mission", "-o", "mission.key", "--no-passphrase"),
            ("keys", "new", "uplands", "-o", "uplands.key", "--no-passphrase"),
            ("keys", "new", "river", "-o", "river.key", "--no-passphrase"),
            ("keys", "new", "t.example/valleys", "--log", "-o", "log.key", "--no-passphrase"),
            (
                *("ledger", "init", "--key", "mission.key", "--team", "uplands.key", "--team", "river.key"),
                *("--agreement", "two-valleys/agreement.yaml"),
            ),
            (
                *("ledger", "append", "two-valleys", "--key", "mission.key", "--for", "narrative=uplands"),
                *("--receipts", "receipts"),
            ),
            ("ledger", "export", "for-uplands", "--for", "uplands"),
            ("ledger", "export", "for-everyone.zip"),
        ):
            result = CliRunner().invoke(main, arguments, prog_name="ceasefire")
            assert 0 == result.exit_code, result.output
    return folder


@pytest.fixture
def ledger(made: Path, tmp_path: Path, ceasefire: Command) -> Command:
    """The command runner, beside a copy of the ledger that the test may change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return ceasefire


@pytest.fixture
def log(ledger: Command) -> str:
    """The log's verifier key, as it is handed over."""
    return ledger("keys", "show", "log.key").stdout.removeprefix("log: ").strip()
