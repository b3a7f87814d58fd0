"""A small truce in a folder of its own, and the program to run on it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ceasefire.cli import main

AGREEMENT = """\
ceasefire: 1
id: bridge-truce
name: {en: The bridge truce, ru: Перемирие у моста, ar: هدنة الجسر}
zone: Asia/Damascus
day_begins: "00:00"
source: {speaker: Both delegations, date: 2016-10-01, title: The bridge truce}
parties:
  - {id: north, name: North}
  - {id: south, name: South}
sources:
  - {id: mission, name: The mission}
areas:
  - {id: bridge, name: The bridge, circle: {lat: 36.20, lon: 37.10, radius_m: 5000}}
instruments:
  - {id: truce, name: The bridge truce, binds: [north, south], begins: "2016-10-01T00:00:00+03:00"}
terms:
  - id: calm
    name: Three calm days
    text: three days running on which nobody is killed at the bridge
    source: {speaker: Both delegations, date: 2016-10-01}
    readings:
      - id: nobody-killed
        name: Nobody killed at the bridge, three days running
        authority: agreed
        source: {speaker: Both delegations, date: 2016-10-01}
        instrument: truce
        areas: [bridge]
        coverage: {watchers: [mission], sees: [killed]}
        form: {hold: {days: 3, limit: {measure: {unit: killed, records: report}, at_most: 0}}}
      - id: one-killed
        name: At most one killed at the bridge each day
        authority: illustration
        instrument: truce
        areas: [bridge]
        coverage: {watchers: [mission], sees: [killed]}
        form: {limit: {measure: {unit: killed, records: report}, at_most: 1}}
"""
DATASET = {
    "kind": "dataset",
    "id": "bridge",
    "source": "mission",
    "released": "2016-10-08T00:00:00+03:00",
    "standing": "corroborated",
    "coverage": [
        {
            "watcher": "mission",
            "sees": ["killed"],
            "where": {"scheme": "agreement", "code": "bridge"},
            "when": {"days": ["2016-10-01", "2016-10-07"], "zone": "Asia/Damascus"},
        }
    ],
}
REPORT = {
    "kind": "report",
    "source": "mission",
    "id": "r1",
    "claimed_recorded": "2016-10-04T00:00:00+03:00",
    "when": {"day": "2016-10-03", "zone": "Asia/Damascus"},
    "where": {"lat": 36.2, "lon": 37.1, "radius_m": 100},
    "who": {"by": "south"},
    "what": "shooting",
    "counts": {"killed": 2},
}
QUIET = REPORT | {"id": "r2", "when": {"day": "2016-10-05", "zone": "Asia/Damascus"}, "counts": {"killed": 0}}
AS_OF = ("--as-of", "2016-10-08T00:00:00+03:00")


def jsonl(*values: object) -> str:
    """Return the values as JSON Lines."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in values)


@pytest.fixture
def truce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with `truce/agreement.yaml` and `truce/records.jsonl` in it."""
    folder = tmp_path / "truce"
    folder.mkdir()
    (folder / "agreement.yaml").write_text(AGREEMENT, "utf-8")
    (folder / "records.jsonl").write_text(jsonl(DATASET, REPORT, QUIET), "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run `ceasefire ARGUMENTS`; stdout and stderr are apart in the result."""

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, prog_name="ceasefire", input=stdin)

    return invoke
