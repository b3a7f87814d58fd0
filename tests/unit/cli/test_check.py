"""`ceasefire check`: what it reads, what it asks, what it prints."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.unit.cli.conftest import AS_OF, DATASET, QUIET, REPORT, jsonl

from ceasefire.assess import DuckDBEngine, ReferenceEngine
from ceasefire.cli._asking import engine_called
from ceasefire.cli._options import DEFAULT_ENGINE
from ceasefire.desk import MOST_IN_PLAIN_PYTHON
from ceasefire.problems import Refused
from ceasefire.publish import assessment_schema

CSV = "ID,Date,Lat,Lon,Killed,Who\n1,2016-10-03,36.2,37.1,2,South\n2,2016-10-05,36.2,37.1,0,Somebody\n"
MAPPING = """\
dataset: {id: bridge, source: mission, released: "2016-10-08T00:00:00+03:00", standing: corroborated}
zone: Asia/Damascus
columns:
  id: ID
  when: {day: Date}
  where: {lat: Lat, lon: Lon, radius_m: 100}
  who: {by: Who}
  counts: {killed: Killed}
"""


def answer(run, *arguments: str) -> dict[str, Any]:
    """Return the JSON answer of a check that must succeed."""
    result = run("check", *arguments, "--format", "json")
    assert 0 == result.exit_code, result.stderr
    return json.loads(result.stdout)


def readings(value: dict[str, Any]) -> dict[str, Any]:
    """Return the readings of all terms by id."""
    return {reading["id"]: reading for term in value["terms"] for reading in term["readings"]}


def test_a_folder_gives_an_answer_on_stdout_and_words_on_stderr(truce: Path, run):
    """The table is all that stands on stdout; what each file held stands on stderr."""
    result = run("check", "truce", *AS_OF)

    assert 0 == result.exit_code
    assert result.stdout.startswith("The bridge truce\n")
    assert "\x1b" not in result.stdout
    assert "truce/records.jsonl: 2 read, 2 used, 0 set aside, 0 refused\n" == result.stderr


def test_json_fits_its_schema(truce: Path, run):
    """The JSON answer is what the published schema describes, and says what was asked."""
    value = answer(run, "truce", *AS_OF, "--at", "2016-10-04T00:00:00+03:00")

    jsonschema.validate(value, assessment_schema())
    assert ("2016-10-03T21:00:00Z", "2016-10-07T21:00:00Z") == (value["at"], value["as_of"])
    assert "not-met" == readings(value)["one-killed"]["verdict"]


def test_at_is_as_of_unless_it_is_given(truce: Path, run):
    """Without --at the question is about the moment whose knowledge counts."""
    value = answer(run, "truce", *AS_OF)

    assert value["at"] == value["as_of"]


def test_as_of_is_now_unless_it_is_given(truce: Path, run, monkeypatch: pytest.MonkeyPatch):
    """Without --as-of the present is asked for, from the one clock that the program has."""
    monkeypatch.setattr("ceasefire.cli._asking.now", lambda: 1_480_000_000)

    assert "2016-11-24T15:06:40Z" == answer(run, "truce")["as_of"]


def test_a_file_is_an_agreement_without_records(truce: Path, run):
    """An agreement named as a file brings no records; --records adds them, and the answer is the folder's."""
    alone = answer(run, "truce/agreement.yaml", *AS_OF)
    added = answer(run, "truce/agreement.yaml", *AS_OF, "--records", "truce/records.jsonl")

    assert 0 == alone["records"]["read"]
    assert answer(run, "truce", *AS_OF)["digest"] == added["digest"]


@pytest.mark.parametrize("how", ["gz", "yaml", "named", "stdin"])
def test_own_records_come_in_every_form(truce: Path, run, how: str):
    """The same records as JSONL, gzip, YAML, by a named reader or from stdin give the same digest."""
    expected = answer(run, "truce", *AS_OF)["digest"]
    text = (truce / "records.jsonl").read_text("utf-8")
    (truce / "records.jsonl").unlink()
    stdin = None
    arguments: tuple[str, ...] = ()
    if how == "gz":
        (truce / "records.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    elif how == "yaml":
        dataset = {key: value for key, value in DATASET.items() if key != "kind"}
        (truce / "records.yaml").write_text(json.dumps({"dataset": dataset, "records": [REPORT, QUIET]}), "utf-8")
    elif how == "named":
        Path("bridge.txt").write_text(text, "utf-8")
        arguments = ("--records", "jsonl:bridge.txt")
    else:
        stdin, arguments = text, ("--records", "-")

    result = run("check", "truce", *AS_OF, *arguments, "--format", "json", stdin=stdin)

    assert 0 == result.exit_code
    assert expected == json.loads(result.stdout)["digest"]


def test_a_table_is_read_by_the_mapping_beside_it(truce: Path, run):
    """records.csv is read by records.csv.mapping.yaml; actors unknown to the agreement are one warning."""
    (truce / "records.jsonl").unlink()
    (truce / "records.csv").write_text(CSV, "utf-8")
    (truce / "records.csv.mapping.yaml").write_text(MAPPING, "utf-8")

    result = run("check", "truce", *AS_OF, "--format", "json")

    assert 0 == result.exit_code
    assert 2 == json.loads(result.stdout)["records"]["used"]
    assert 1 == result.stderr.count("W-CLI-001 truce/records.csv: actors that the agreement does not know: somebody.")


def test_a_table_is_used_as_far_as_it_can_be_read(truce: Path, run):
    """A bad row of another's file is refused, said and counted in the answer; the others are used."""
    Path("rows.csv").write_text(CSV + "3,2016-02-30,36.2,37.1,1,South\n", "utf-8")
    Path("rows.yaml").write_text(MAPPING.replace("id: bridge", "id: rows"), "utf-8")

    result = run("check", "truce", *AS_OF, "--records", "csv:rows.csv+rows.yaml", "--format", "json")

    assert 0 == result.exit_code
    assert {"read": 4, "refused": 1}.items() <= json.loads(result.stdout)["records"].items()
    assert "rows.csv: 3 read, 2 used, 0 set aside, 1 refused\n  E-READ-003 rows.csv:4" in result.stderr


def test_a_table_of_which_nothing_can_be_read_is_no_answer(truce: Path, run):
    """When every row is refused the mapping is wrong, and an answer would hide it."""
    Path("rows.csv").write_text(CSV.replace("2016-10", "2016-13"), "utf-8")
    Path("rows.yaml").write_text(MAPPING, "utf-8")

    result = run("check", "truce", *AS_OF, "--records", "csv:rows.csv+rows.yaml")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "No answer: mend or leave out what was refused, and ask again." in result.stderr


def test_knowledge_is_by_the_ledger_unless_asked_otherwise(truce: Path, run):
    """Before its release a data set is not known; a warning says how to replay what was said, or ignore that."""
    moment = ("--as-of", "2016-10-05T00:00:00+03:00")

    recorded, reported = run("check", "truce", *moment), run("check", "truce", *moment, "--as-reported")
    hindsight = run("check", "truce", *moment, "--hindsight")

    assert "W-KNOWN-001 2 records" in recorded.stderr
    assert "W-KNOWN-001" not in reported.stderr
    assert "W-KNOWN-002" in hindsight.stderr
    assert "2 read, 2 used, 0 set aside, 0 refused, 0 not yet known" in hindsight.stdout


def test_only_one_reading_is_answered_when_one_is_named(truce: Path, run):
    """--reading takes a reading's id, alone or behind its term's."""
    for name in ("one-killed", "calm/one-killed"):
        assert ["one-killed"] == list(readings(answer(run, "truce", *AS_OF, "--reading", name)))


def test_an_assumption_changes_the_answer(truce: Path, run):
    """--assume takes one record as false, and the breach that it told of is gone."""
    dismissed = readings(answer(run, "truce", *AS_OF, "--assume", "mission/r1=dismissed"))

    assert "not-met" == readings(answer(run, "truce", *AS_OF))["one-killed"]["verdict"]
    assert "not-met" != dismissed["one-killed"]["verdict"]


def test_boundaries_are_read_from_geojson(truce: Path, run):
    """Polygons of codes go into the question, and so into its digest."""
    ring = [[37.0, 36.0], [38.0, 36.0], [38.0, 37.0], [37.0, 36.0]]
    feature = {"properties": {"code": "SY02"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    Path("areas.json").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")

    result = run("check", "truce", *AS_OF, "--boundaries", "areas.json:ocha-pcode:2016-09-05:code")

    assert 0 == result.exit_code


@pytest.mark.parametrize(
    ("verdicts", "code"), [((), 0), (("undetermined",), 0), (("not-met",), 3), (("met", "pending"), 3)]
)
def test_fail_on_leaves_with_3(truce: Path, run, verdicts: tuple[str, ...], code: int):
    """A verdict named by --fail-on gives exit code 3, and the answer all the same."""
    result = run("check", "truce", *AS_OF, *(part for each in verdicts for part in ("--fail-on", each)))

    assert code == result.exit_code
    assert result.stdout.startswith("The bridge truce")


@pytest.mark.parametrize(("name", "start"), [("a.json", "{"), ("a.html", "<!"), ("a.txt", "The bridge truce")])
def test_an_answer_is_written_to_a_file(truce: Path, run, name: str, start: str):
    """-o writes the whole answer, in the format of the ending, and nothing goes to stdout."""
    Path(name).write_text("before", "utf-8")

    result = run("check", "truce", *AS_OF, "-o", name)

    assert (0, "") == (result.exit_code, result.stdout)
    assert Path(name).read_text("utf-8").startswith(start)
    assert {"truce", name} == {each.name for each in Path().iterdir()}


@pytest.mark.parametrize("lang", ["en", "ar", "ru"])
def test_every_language_is_spoken(truce: Path, run, lang: str):
    """The table and the page are in the language asked for."""
    name = {"en": "The bridge truce", "ar": "هدنة الجسر", "ru": "Перемирие у моста"}[lang]

    table = run("check", "truce", *AS_OF, "--lang", lang)
    page = run("check", "truce", *AS_OF, "--lang", lang, "--format", "html")

    assert name in table.stdout
    assert f'lang="{lang}"' in page.stdout
    assert name in page.stdout


def test_the_same_question_gives_the_same_bytes(truce: Path, run):
    """Nothing in an answer depends on the moment at which it is printed."""
    for form in ("table", "json", "html"):
        first, second = (run("check", "truce", *AS_OF, "--format", form).stdout for _ in range(2))

        assert first == second


def test_engines_are_known_in_one_place():
    """The default is plain Python up to 2,000 records and DuckDB above; one that is not there is a problem."""
    assert isinstance(engine_called(DEFAULT_ENGINE, MOST_IN_PLAIN_PYTHON), ReferenceEngine)
    assert isinstance(engine_called(DEFAULT_ENGINE, MOST_IN_PLAIN_PYTHON + 1), DuckDBEngine)
    assert isinstance(engine_called("duckdb", 1), DuckDBEngine)
    assert isinstance(engine_called("reference", 1_000_000), ReferenceEngine)
    with pytest.raises(Refused, match="E-ASK-001"):
        engine_called("abacus", 1)


def program(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from ceasefire.cli import main; main()", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **settings},
    )


def test_data_are_utf_8_whatever_the_locale(truce: Path):
    """A machine with another encoding gets the same bytes, not a fault."""
    plain = program("check", "truce", *AS_OF, "--lang", "ar")
    ascii_only = program("check", "truce", *AS_OF, "--lang", "ar", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")

    assert 0 == ascii_only.returncode
    assert plain.stdout == ascii_only.stdout


def test_a_reader_that_leaves_early_is_no_fault(truce: Path):
    """When the program behind the pipe stops reading, this one ends without a traceback."""
    command = f"{sys.executable} -c 'from ceasefire.cli import main; main()' check truce {' '.join(AS_OF)} | true"

    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)

    assert b"Traceback" not in done.stderr
    assert b"E-CLI" not in done.stderr


def test_a_page_is_well_formed_text(truce: Path, run):
    """The page holds no control characters and closes what it opens."""
    page = run("check", "truce", *AS_OF, "--format", "html").stdout

    assert page.rstrip().endswith("</html>")
    assert not [char for char in page if ord(char) < 32 and char not in "\n\t"]


def test_more_records_are_added_to_the_folders(truce: Path, run):
    """--records comes on top of the records beside the agreement, positions running on."""
    other = DATASET | {"id": "radio", "source": "radio"}
    Path("radio.jsonl").write_text(jsonl(other, REPORT | {"source": "radio"}), "utf-8")

    assert 3 == answer(run, "truce", *AS_OF, "--records", "radio.jsonl")["records"]["read"]
