"""explain, history, validate, schema, readers, demo: what each prints, and how each fails."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests.unit.cli.conftest import AGREEMENT, AS_OF, DATASET, REPORT, jsonl

from ceasefire.cli._demo import MIDNIGHT, SCENARIO, shipped_agreements
from ceasefire.sources import READERS, read_source, shipped_mappings

DAYS = ("--from", "2016-10-02T00:00:00+03:00", "--to", "2016-10-05T00:00:00+03:00")


def test_explain_names_the_records_behind_a_verdict(truce: Path, run):
    """The record that broke the run stands in the explanation, of the term and of its day."""
    whole = run("explain", "truce", "calm", *AS_OF, "--reading", "calm/one-killed")
    day = run("explain", "truce", "calm", *AS_OF, "--day", "2016-10-03", "--area", "bridge")

    for result in (whole, day):
        assert 0 == result.exit_code
        assert "mission/r1" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("clam",), 'Did you mean "calm"?'),
        (("calm", "--reading", "one-kiled"), "one-killed"),
        (("calm", "--area", "brige"), "bridge"),
        (("calm", "--day", "2016-12-03"), "2016-10-03"),
    ],
)
def test_explain_knows_what_it_was_asked_about(truce: Path, run, arguments: tuple[str, ...], hint: str):
    """A term, reading, area or day that is not there is one problem with the ones that are."""
    result = run("explain", "truce", *arguments, *AS_OF)

    assert (1, "") == (result.exit_code, result.stdout)
    assert "E-ASK-001" in result.stderr
    assert hint in result.stderr


def test_history_shows_when_the_answer_changed(truce: Path, run):
    """The moments at which the answer changed are listed in order; the last is --to even off the step."""
    result = run("history", "truce", *DAYS, "--every", "5h", "--as-reported", "--format", "json")

    assert 0 == result.exit_code
    moments = [each["as_of"] for each in json.loads(result.stdout)]
    assert sorted(moments) == moments
    assert "2016-10-01T21:00:00Z" == moments[0]
    assert all(each <= "2016-10-04T21:00:00Z" for each in moments)


def test_history_may_look_at_one_moment_always(truce: Path, run):
    """With --at every row is about that moment, as known at different ones."""
    result = run("history", "truce", *DAYS, "--at", "2016-10-04T00:00:00+03:00", "--as-reported", "--format", "json")

    assert {"2016-10-03T21:00:00Z"} == {each["at"] for each in json.loads(result.stdout)}


def test_history_is_a_table_in_every_language(truce: Path, run):
    """The table of changes names the term."""
    for lang in ("en", "ar", "ru"):
        result = run("history", "truce", *DAYS, "--every", "1 day", "--as-reported", "--lang", lang)

        assert 0 == result.exit_code
        assert "Three calm days" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((*DAYS, "--every", "1 month"), "E-TIME-004"),
        ((*DAYS, "--every", "0h"), "E-TIME-004"),
        ((*DAYS, "--every", "often"), "E-TIME-004"),
        ((*DAYS, "--every", "1 second"), "E-ASK-003"),
        (("--from", DAYS[3], "--to", DAYS[1]), "E-ASK-002"),
        (("--from", "2016-10-02", "--to", DAYS[3]), "E-TIME-001"),
    ],
)
def test_history_refuses_what_it_cannot_walk(truce: Path, run, arguments: tuple[str, ...], code: str):
    """Steps without a fixed length, too many of them, or an end before the beginning are one problem."""
    result = run("history", "truce", *arguments)

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(code)


def test_validate_finds_nothing_in_what_is_shipped(run):
    """Every shipped agreement and its records are without fault."""
    folders = sorted(str(each) for each in shipped_agreements().iterdir() if each.is_dir())

    result = run("validate", *folders)

    assert "" == result.stdout
    assert 0 == result.exit_code
    assert "No fault found." in result.stderr


def test_validate_says_all_faults_of_all_files(truce: Path, run):
    """Faults of agreement and records come together, on stdout, and exit code 1."""
    Path("bad.yaml").write_text(AGREEMENT.replace("areas: [bridge]", "areas: [x]"), "utf-8")
    bad = [REPORT | {"counts": {"killed": -1}}, REPORT | {"id": "r2", "wat": 1}]
    Path("bad.jsonl").write_text(jsonl(DATASET, *bad), "utf-8")

    result = run("validate", "bad.yaml", "bad.jsonl", "gone.yaml", "truce")

    assert 1 == result.exit_code
    codes = [line.split()[0] for line in result.stdout.splitlines()]
    assert ["E-AGR-001", "E-AGR-001", "E-FILE-003", "E-REC-001", "E-SYNTAX-002"] == sorted(codes)
    assert "5 faults, 0 warnings" in result.stderr


def test_validate_compares_records_with_the_agreement_named_beside_them(truce: Path, run):
    """An unknown actor is found when the agreement is named too, and cannot be found without."""
    Path("r.jsonl").write_text(jsonl(DATASET, REPORT | {"who": {"by": "suth"}}), "utf-8")

    assert 0 == run("validate", "r.jsonl").exit_code
    assert "E-REC-009 r.jsonl:2 who.by" in run("validate", "truce/agreement.yaml", "r.jsonl").stdout


def test_validate_knows_agreements_from_records_in_yaml(truce: Path, run):
    """A YAML file is taken for what its keys say it is; records may carry a reader and a mapping."""
    Path("list.yaml").write_text(json.dumps([REPORT]), "utf-8")
    Path("rows.csv").write_text("ID,Date\n1,2016-10-03\n", "utf-8")
    Path("rows.mapping.yaml").write_text(
        "{dataset: {id: rows, source: mission}, zone: UTC, columns: {id: ID, when: {day: Date}}}\n", "utf-8"
    )

    result = run("validate", "truce/agreement.yaml", "list.yaml", "csv:rows.csv+rows.mapping.yaml")

    assert "truce/agreement.yaml: an agreement, read" in result.stderr
    assert "list.yaml: 1 record, 0 refused" in result.stderr
    assert "rows.csv: 1 record," in result.stderr


@pytest.mark.parametrize("kind", ["agreement", "record", "answer"])
def test_schemas_are_json_schemas(run, kind: str):
    """Each schema is printed as JSON and is itself a valid schema."""
    result = run("schema", kind)

    jsonschema.Draft202012Validator.check_schema(json.loads(result.stdout))


def test_the_schemas_allow_what_is_accepted(truce: Path, run):
    """The truce and its records fit the schemas that are printed for them."""
    jsonschema.validate(REPORT, json.loads(run("schema", "record").stdout))
    jsonschema.validate(
        json.loads(json.dumps(yaml.safe_load(AGREEMENT), default=str)),
        json.loads(run("schema", "agreement").stdout),
    )


def test_readers_are_listed_with_the_mappings_that_come_with_them(run):
    """Every reader and every shipped mapping is named."""
    result = run("readers")

    assert 0 == result.exit_code
    for name in (*READERS, *shipped_mappings()):
        assert name in result.stdout


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_suggested_mapping_reads_the_table(truce: Path, run, delimiter: str):
    """A mapping guessed from a table can be used on that table as it is."""
    rows = [["ID", "Date", "Latitude", "Longitude", "Killed"], ["1", "2016-10-03", "36.2", "37.1", "2"]]
    data = "".join(delimiter.join(row) + "\n" for row in rows)
    Path("t.csv").write_text(data, "utf-8")

    result = run("readers", "--suggest-mapping", "t.csv")

    assert 0 == result.exit_code
    (record,) = read_source("csv", data.encode(), "t.csv", result.stdout).records
    assert (2, 2) == record.count("killed")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("t.csv", b"", "E-FILE-001"),
        ("t.csv", b"a,b\n\xff,1\n", "E-FILE-002"),
        ("t.csv.gz", b"no gzip", "E-FILE-003"),
        ("t.xlsx", b"no workbook", "E-SYNTAX-001"),
        ("t.csv", b'a,b\n"' + b"x" * 300_000, "E-SYNTAX-001"),
    ],
)
def test_no_mapping_is_suggested_for_what_cannot_be_read(truce: Path, run, name: str, data: bytes, code: str):
    """A table that cannot be read is one problem with its place."""
    Path(name).write_bytes(data)

    result = run("readers", "--suggest-mapping", name)

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(f"{code} {name}")


def test_the_demo_answers_and_writes_a_report_in_three_languages(truce: Path, run):
    """The table goes to stdout, a page a language to the folder, and stderr says where."""
    result = run("demo", "--once")

    assert 0 == result.exit_code
    assert result.stdout.startswith("Cessation of hostilities, Syria, September 2016\n")
    for lang in ("en", "ar", "ru"):
        path = Path("ceasefire-demo") / f"report.{lang}.html"
        assert f'lang="{lang}"' in path.read_text("utf-8")
        assert str(path) in result.stderr


def test_the_demo_is_the_check_it_says_it_is(truce: Path, run):
    """The demo prints what check prints for the shipped agreement at that midnight, as reported, and for each copy."""
    demo = run("demo", "--once", "-o", "here")
    asked = ("--as-of", MIDNIGHT, "--as-reported")
    check = run("check", str(shipped_agreements() / SCENARIO), *asked)
    copies = [run("check", "--ledger", f"here/ledger/for-{each}", *asked).stdout for each in ("russia", "everyone")]
    digests = {line.split()[1] for text in copies for line in text.splitlines() if line.startswith("Digest")}

    assert check.stdout == demo.stdout[: len(check.stdout)]
    assert 1 == len(digests)
    assert 3 == demo.stdout.count(digests.pop())
    assert Path("here/report.en.html").is_file()
    assert demo.stdout == run("demo", "--once", "-o", "here").stdout


def test_the_demo_leaves_alone_what_is_not_its_own(truce: Path, run):
    """A folder called ledger that the demo did not make is one problem, and stays."""
    Path("here/ledger").mkdir(parents=True)
    Path("here/ledger/mine").touch()

    result = run("demo", "--once", "-o", "here")

    assert 1 == result.exit_code
    assert "E-CLI-004" in result.stderr
    assert Path("here/ledger/mine").exists()


def test_the_demo_says_where_it_cannot_write(truce: Path, run):
    """A name that is taken by a file is one problem."""
    Path("taken").write_text("x", "utf-8")

    result = run("demo", "--once", "-o", "taken")

    assert 1 == result.exit_code
    assert "E-CLI-004 taken" in result.stderr
