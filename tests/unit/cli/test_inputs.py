"""Opening files: what a name on the command line means, where a record stands, and the bar for long files."""

import gzip
import io
from pathlib import Path

import pytest
from tests.unit.cli.conftest import AGREEMENT, DATASET, REPORT, jsonl

from ceasefire.agreement import agreement_from_text
from ceasefire.cli._inputs import Spec, compare, read_file, read_files, spec_from_text
from ceasefire.problems import Refused

STRANGER = REPORT | {"id": "r9", "who": {"by": "suth"}}


@pytest.mark.parametrize(
    ("text", "reader", "path", "mapping"),
    [
        ("a.jsonl", "jsonl", "a.jsonl", ""),
        ("a.JSONL.GZ", "jsonl", "a.JSONL.GZ", ""),
        ("b/a.yml", "yaml", "b/a.yml", ""),
        ("a.csv+m.yaml", "csv", "a.csv", "m.yaml"),
        ("ucdp-ged:a.csv.gz+ucdp-ged-syria-2016-09", "ucdp-ged", "a.csv.gz", "ucdp-ged-syria-2016-09"),
        ("csv:a+b.csv+m.yaml", "csv", "a+b.csv", "m.yaml"),
        ("csv:here+there.csv", "csv", "here+there.csv", ""),
        ("12:30.csv", "csv", "12:30.csv", ""),
        ("./x:y.jsonl", "jsonl", "./x:y.jsonl", ""),
        ("-", "jsonl", "-", ""),
        ("yaml:-", "yaml", "-", ""),
    ],
)
def test_a_name_says_reader_file_and_mapping(  # noqa: PLR0917  the columns of the table above
    text: str, reader: str, path: str, mapping: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The reader stands before a colon, or the ending says it; the mapping behind a plus; real files win."""
    monkeypatch.chdir(tmp_path)
    for name in ("here+there.csv", "12:30.csv"):
        Path(name).touch()

    assert Spec(reader, path, mapping) == spec_from_text(text)


def test_a_misspelt_reader_is_not_taken_for_a_file():
    """A word before a colon that is no reader gives the nearest one."""
    with pytest.raises(Refused, match='Did you mean "ucdp-ged"'):
        spec_from_text("ucdp_ged:a.csv")


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "yaml"])
def test_a_record_has_a_place_in_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str):
    """A fault between record and agreement names the file it stands in: the line in JSONL, the record in YAML."""
    monkeypatch.chdir(tmp_path)
    text = jsonl(DATASET, REPORT | {"source": "other", "id": "r9"}, STRANGER)
    Path("first.jsonl").write_text(jsonl(DATASET, REPORT), "utf-8")
    name = f"second.{form}"
    if form == "yaml":
        Path(name).write_text(str([STRANGER]).replace("'", '"'), "utf-8")
    else:
        Path(name).write_bytes(gzip.compress(text.encode()) if form.endswith("gz") else text.encode())

    files = read_files([Spec("jsonl", "first.jsonl"), Spec(form[:5].rstrip("."), name)], lambda _: None)
    (fault,) = compare(agreement_from_text(AGREEMENT), files)

    assert "E-REC-009" == fault.code
    assert (f"{name} mission/r9" if form == "yaml" else f"{name}:3 who.by") == str(fault.where)


def test_a_long_file_shows_a_bar_to_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """On a terminal a long file is read under a bar that ends full; without a terminal there is none."""
    path = tmp_path / "long.jsonl"
    path.write_text(jsonl(DATASET, *(REPORT | {"id": f"r{number}"} for number in range(3_000))), "utf-8")
    monkeypatch.setattr("ceasefire.cli._inputs._files._LONG_BYTES", 1_000)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        read = read_file(Spec("jsonl", str(path)))

        assert read.result is not None
        assert 3_000 == read.result.summary.used
        assert shown is ("long.jsonl" in stream.getvalue())
        assert shown is ("100%" in stream.getvalue())
