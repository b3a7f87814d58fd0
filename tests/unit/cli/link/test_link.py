"""link: suggest, confirm, reject, split, undo; decisions are records, and every undoing is exact."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ceasefire.cli._demo import SCENARIO, shipped_agreements

AT = ("--as-reported", "--as-of", "2031-03-16T10:00:00-02:00")
BY = ("--reviewer", "a-2", "--role", "analyst")


@pytest.fixture
def valleys(tmp_path: Path) -> str:
    """A copy of the shipped agreement, to which decisions can be added."""
    shutil.copytree(shipped_agreements() / "two-valleys", tmp_path / "valleys")
    return str(tmp_path / "valleys")


def ids(run, folder: str, *more: str) -> dict[str, list[str]]:
    """Return the accounts of every incident."""
    found = json.loads(run("incidents", folder, "--format", "json", *AT, *more).stdout)
    return {each["id"]: [one["record"] for one in each["accounts"]] for each in found["incidents"]}


def decided(run, folder: str, *arguments: str) -> list[dict[str, Any]]:
    """Return the records of a decision, added to the folder as told in 2031."""
    result = run("link", *arguments[:1], folder, *arguments[1:], *BY, *AT)
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    number = len(list(Path(folder).glob("records-decided-*")))
    for row in rows:
        row["claimed_recorded"] = f"2031-03-15T{10 + number:02d}:00:00-02:00"
    file = Path(folder) / f"records-decided-{number}.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    return rows


def test_confirm_then_undo_is_exact(run, valleys: str) -> None:
    """A confirmed pair is one incident; undone, the incidents are what they were."""
    before = ids(run, valleys)
    [made] = decided(run, valleys, "confirm", "mission/shot-12", "mission/explosions-11")

    assert (made["state"], made["reviewer"], made["role"]) == ("confirmed", "a-2", "analyst")
    assert ids(run, valleys)["mission/explosions-11"] == ["mission/explosions-11", "mission/shot-12"]

    [undone] = decided(run, valleys, "undo", f"mission/{made['id']}")

    assert undone["withdrawn"] is True
    assert ids(run, valleys) == before


def test_split_parts_one_and_leaves_the_rest(run, valleys: str) -> None:
    """An account is parted from every other of the incident; those stay together."""
    assert sorted(ids(run, valleys)["night-of-4-march"]) == ["mission/explosions-4", "uplands-command/explosions-4"]

    rows = decided(run, valleys, "split", "night-of-4-march", "uplands-command/explosions-4")
    after = ids(run, valleys)

    assert [each["state"] for each in rows] == ["rejected"]
    assert "uplands-command/explosions-4" not in after.get("night-of-4-march", [])


def test_a_contradiction_is_told_before_it_is_decided(run, valleys: str) -> None:
    """Rejecting what a chain joins is a person's right; the chain is named on stderr."""
    decided(run, valleys, "confirm", "mission/shot-12", "mission/explosions-11")
    decided(run, valleys, "confirm", "mission/explosions-11", "mission/explosions-6")
    result = run("link", "reject", valleys, "mission/shot-12", "mission/explosions-6", *BY, *AT)

    assert result.exit_code == 0
    assert "W-CASE-002" in result.stderr
    assert "mission/explosions-6 → mission/explosions-11 → mission/shot-12" in result.stderr


def test_decisions_can_be_added_to_a_file(run, valleys: str, tmp_path: Path) -> None:
    """--append adds a line and leaves what was there."""
    file = tmp_path / "decisions.jsonl"
    for pair in (("mission/shot-12", "mission/explosions-11"), ("mission/shot-12", "mission/explosions-6")):
        result = run("link", "reject", valleys, *pair, *BY, *AT, "--append", str(file))
        assert (result.exit_code, result.stdout) == (0, "")

    assert len(file.read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("confirm", "mission/shot-21", "mission/explosions-6"), "E-ASK-001"),
        (("split", "night-of-4-march", "uplands-command/explosions-4", "mission/explosions-4"), "E-CASE-003"),
        (("undo", "mission/no-such-link"), "E-CASE-001"),
    ],
)
def test_what_cannot_be_decided_is_refused(run, valleys: str, arguments: tuple[str, ...], code: str) -> None:
    """An unknown record, a split that leaves nobody, an unknown decision: refused, nothing printed."""
    result = run("link", arguments[0], valleys, *arguments[1:], *BY, *AT)

    assert (result.exit_code, result.stdout) == (1, "")
    assert code in result.stderr


def test_the_source_must_be_plain(run) -> None:
    """Where no mission and no editors stand in the agreement, --source is asked for."""
    syria = str(shipped_agreements() / SCENARIO)
    pair = ("sohr/urum-attack", "snhr/urum-attack")
    result = run("link", "confirm", syria, *pair, *BY, "--as-reported", "--as-of", "2017-03-31T12:00:00+03:00")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["source"] == "editors"


def test_suggestions_as_records_are_provisional(run) -> None:
    """From the high mark on, pairs come out as provisional links that join nothing by themselves."""
    syria = str(shipped_agreements() / SCENARIO)
    asked = ("--high", "300", "--as-reported", "--as-of", "2017-03-31T12:00:00+03:00")
    rows = [
        json.loads(line) for line in run("link", "suggest", syria, "--format", "records", *asked).stdout.splitlines()
    ]
    shown = json.loads(run("link", "suggest", syria, "--format", "json", *asked).stdout)

    assert rows
    assert {each["state"] for each in rows} == {"provisional"}
    assert len(rows) == sum(each["score"] >= 300 for each in shown)
