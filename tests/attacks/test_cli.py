"""The command line under malformed questions and files: an answer or a clear problem, never a fault of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ceasefire.cli import main

AGREEMENTS = Path(__file__).resolve().parents[2] / "agreements"
VALLEYS, SYRIA = str(AGREEMENTS / "two-valleys"), str(AGREEMENTS / "syria-2016-09")
THEN = "2031-03-10T00:00:00Z"


def run(*arguments: str):
    """Return what the command says."""
    return CliRunner().invoke(main, list(arguments))


def sound(result) -> None:
    """Assert that the program did not meet a fault of its own."""
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "E-CLI-001" not in result.output
    assert result.exit_code in (0, 1, 2, 3)


@pytest.mark.parametrize("command", [
    ("check", VALLEYS, "--as-of", "2031-02-20T00:00:00Z"),
    ("check", VALLEYS, "--as-of", "1900-01-01T00:00:00Z"),
    ("check", VALLEYS, "--as-of", THEN, "--at", "2031-02-01T00:00:00Z", "--format", "html"),
    ("explain", VALLEYS, "checkpoints", "--as-of", "2031-02-20T00:00:00Z"),
    ("history", VALLEYS, "--from", "2031-02-01T00:00:00Z", "--to", THEN, "--every", "3 weeks"),
], ids=lambda each: "-".join(each[:1] + each[-2:]))  # fmt: skip
def test_a_question_before_the_beginning_is_answered(command: tuple[Any, ...]) -> None:
    """The shipped agreement, asked about before it begins, answers."""
    result = run(*command)

    sound(result)
    assert result.exit_code == 0


GEOMETRIES = [
    None,
    {"type": "GeometryCollection", "geometries": []},
    {"type": "Point", "coordinates": [38, 35]},
    {"type": "Polygon", "coordinates": []},
    {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
    {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 4], [3, 2], [1, 2]]]},
    {"type": "Nonsense"},
]


@pytest.mark.parametrize("geometry", GEOMETRIES, ids=lambda each: each["type"] if each else "none")
def test_boundaries_of_any_geometry_are_used_or_refused(geometry: dict[str, Any] | None, tmp_path: Path) -> None:
    """A boundary that is no polygon, or an empty or crossed one, is refused or harmless."""
    path = tmp_path / "b.json"
    found = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry} for code in ("SY", "SY02", "SY0201")
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": found}))

    sound(run("check", SYRIA, "--as-of", "2016-09-20T00:00:00Z", "--hindsight",
              "--boundaries", f"{path}:ocha-pcode:2016-09-05:code"))  # fmt: skip


@pytest.mark.parametrize("options", [
    ("--assume", "x"), ("--assume", "nosuch=confirmed"), ("--reading", "nope"), ("--boundaries", "x"), ("--lang", "xx"),
    ("--records", "/"), ("--records", "nosuch:file"), ("--records", "+"), ("--records", ":"), ("-o", "/nosuch/x.json"),
    ("--at", "2031-03-10"), ("--at", "2031-02-30T00:00:00Z"), ("--at", ""), ("--at", "0001-01-01T00:00:00+14:00"),
])  # fmt: skip
def test_a_malformed_option_is_refused_in_words(options: tuple[Any, ...]) -> None:
    """Every malformed option ends with exit code 1 or 2 and a problem, not an answer."""
    result = run("check", VALLEYS, "--as-of", THEN, *options)

    sound(result)
    assert result.exit_code in (1, 2)


FILES = {
    "deep.jsonl": "[" * 50_000,
    "digits.jsonl": '{"kind":"report","source":"s","id":"1","counts":{"killed":' + "9" * 5000 + "}}",
    "far.jsonl": '{"kind":"report","source":"s","id":"1","when":{"from":"0001-01-01T00:00:00+00:00","to":"9999-12-31T23:59:59Z"}}',  # noqa: E501
    "reversed.jsonl": '{"kind":"report","source":"s","id":"1","when":{"from":"2031-03-10T00:00:00Z","to":"2031-03-10T00:00:00Z"}}',  # noqa: E501
    "cyclic.yaml": "a: &a [*a]\n",
    "binary.jsonl.gz": "not gzip",
    "binary.xlsx": "not a workbook",
    "nan.jsonl": '{"kind":"report","source":"s","id":"1","where":{"lat":NaN,"lon":Infinity}}',
}


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    """Every malformed file of records is a listed fault for validate, and no fault of the program."""
    path = tmp_path / name
    path.write_text(FILES[name])
    result = run("validate", str(path))

    sound(result)
    assert result.exit_code == 1
