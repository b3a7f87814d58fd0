"""What is wrong with a file or an option is said once, with its place, and nothing is half written."""

import gzip
import re
from pathlib import Path

import pytest
from tests.unit.cli.conftest import AGREEMENT, AS_OF, DATASET, QUIET, REPORT, jsonl

GOOD = jsonl(DATASET, REPORT, QUIET).encode()
POINT = {"lat": 36.2, "lon": 37.1, "radius_m": 100}


def report(**changes: object) -> bytes:
    """Return the records with something changed in the first report."""
    return jsonl(DATASET, REPORT | changes, QUIET).encode()


def beside(**keys: object) -> bytes:
    """Return the records with one of another kind beside the first report."""
    return jsonl(DATASET, REPORT, {"source": "mission", "id": "x"} | keys).encode()


def agreement(old: str, new: str) -> bytes:
    """Return the agreement with one thing changed."""
    assert old in AGREEMENT

    return AGREEMENT.replace(old, new, 1).encode()


AGREEMENTS = {
    "empty": (b"", "E-FILE-001", "truce/agreement.yaml"),
    "not-utf-8": (AGREEMENT.encode() + b"\xff", "E-FILE-002", "truce/agreement.yaml:37"),
    "truncated": (AGREEMENT[: AGREEMENT.index("radius_m")].encode(), "E-SYNTAX-001", "truce/agreement.yaml:"),
    "enormous-field": (
        agreement("text: three", f"text: {'x' * 200_000}"),
        "E-FILE-005",
        "truce/agreement.yaml:19",
    ),
    "no-such-date": (
        agreement("2016-10-01, title", "2016-02-30, title"),
        "E-TIME-002",
        "truce/agreement.yaml:6",
    ),
    "out-of-range": (agreement("lat: 36.20", "lat: 236.20"), "E-AGR-006", "truce/agreement.yaml:13"),
    "swapped": (
        agreement("lat: 36.20, lon: 37.10", "lat: 137.10, lon: 36.20"),
        "E-AGR-006",
        "agreement.yaml:13",
    ),
    "duplicate-id": (
        agreement("id: one-killed", "id: nobody-killed"),
        "E-AGR-002",
        "truce/agreement.yaml:30",
    ),
    "area-no-one-defined": (
        agreement("areas: [bridge]", "areas: [brige]"),
        "E-AGR-001",
        "truce/agreement.yaml:27",
    ),
    "instant-without-zone": (
        agreement("00:00:00+03:00", "00:00:00"),
        "E-TIME-001",
        "truce/agreement.yaml:15",
    ),
    "unknown-zone": (agreement("Asia/Damascus", "Asia/Damasus"), "E-TIME-003", "truce/agreement.yaml:4"),
    "area-in-itself": (
        agreement("circle:", "within: bridge, circle:"),
        "E-AGR-005",
        "truce/agreement.yaml:13",
    ),
    "unknown-key": (agreement("zone:", "zoone: x\nzone:"), "E-SYNTAX-002", "truce/agreement.yaml:4"),
    "nested-without-end": (b"a: " + b"[" * 100_000, "E-SYNTAX-006", "truce/agreement.yaml:1"),
    "not-text": (bytes(range(256)) * 10, "E-FILE-002", "truce/agreement.yaml"),
}
RECORDS = {
    "empty": (b"", "E-FILE-001", "truce/records.jsonl"),
    "not-utf-8": (GOOD + b"\xff\n", "E-FILE-002", "truce/records.jsonl:4"),
    "truncated": (GOOD[:-30], "E-SYNTAX-001", "truce/records.jsonl:3"),
    "enormous-field": (report(text={"en": "x" * 200_000}), "E-FILE-005", "truce/records.jsonl:2"),
    "enormous-line": (b'{"id": "' + b"x" * 5_000_000, "E-READ-007", "truce/records.jsonl:1"),
    "no-such-date": (
        report(when={"day": "2016-02-30", "zone": "UTC"}),
        "E-TIME-002",
        "truce/records.jsonl:2",
    ),
    "negative-count": (report(counts={"killed": -1}), "E-REC-001", "truce/records.jsonl:2"),
    "low-above-high": (
        report(counts={"killed": {"low": 5, "high": 2}}),
        "E-REC-002",
        "truce/records.jsonl:2",
    ),
    "reversed-interval": (
        report(when={"from": "2016-10-03T00:00:00Z", "to": "2016-10-02T00:00:00Z"}),
        "E-TIME-005",
        "truce/records.jsonl:2",
    ),
    "unknown-kind": (report(kind="repport"), "E-REC-006", "truce/records.jsonl:2"),
    "unknown-standing": (report(standing="sure"), "E-REC-006", "truce/records.jsonl:2"),
    "out-of-range": (report(where=POINT | {"lat": 236.2}), "E-REC-005", "truce/records.jsonl:2"),
    "swapped": (report(where=POINT | {"lat": 137.1, "lon": 36.2}), "E-REC-005", "truce/records.jsonl:2"),
    "duplicate-id": (jsonl(DATASET, REPORT, REPORT).encode(), "E-REC-003", "truce/records.jsonl:3"),
    "circle-of-corrections": (report(corrects=1), "E-REC-004", "truce/records.jsonl:2"),
    "area-no-one-defined": (
        report(where={"scheme": "agreement", "code": "brige"}),
        "E-REC-007",
        "truce/records.jsonl:2 where",
    ),
    "instant-without-zone": (report(claimed_recorded="2016-10-04T00:00:00"), "E-TIME-001", "records.jsonl:2"),
    "unknown-actor": (report(who={"by": "suth"}), "E-REC-009", "truce/records.jsonl:2 who.by"),
    "record-not-read": (
        beside(kind="link", first="mission/r1", second="mission/r9", state="confirmed"),
        "E-REC-008",
        "truce/records.jsonl:3 second",
    ),
    "unknown-instrument": (
        beside(kind="act", act="ends", instrument="trcue", effective="2016-10-04T00:00:00Z", who={"by": "south"}),
        "E-AGR-001",
        "truce/records.jsonl:3 instrument",
    ),
    "unknown-term": (
        beside(kind="determination", term="clam", view="met", when={"day": "2016-10-03", "zone": "UTC"}),
        "E-AGR-001",
        "truce/records.jsonl:3 term",
    ),
    "unknown-key": (report(wat=1), "E-SYNTAX-002", "truce/records.jsonl:2"),
    "no-object": (b"null\n", "E-SYNTAX-004", "truce/records.jsonl:1"),
    "nested-without-end": (b"[" * 100_000 + b"\n", "E-SYNTAX-001", "truce/records.jsonl:1"),
}
OPTIONS = {
    "at-without-zone": (("--at", "2016-10-08T00:00:00"), "E-TIME-001", "--at"),
    "no-date": (("--at", "yesterday"), "E-TIME-001", "--at"),
    "before-time": (("--at", "0001-01-01T00:00:00+14:00"), "E-TIME-001", "--at"),
    "end-of-time": (("--as-of", "9999-12-31T23:59:59Z"), "E-ASK-003", "--at"),
    "no-such-reading": (("--reading", "calm/nobody-kiled"), "E-ASK-001", "--reading"),
    "no-such-record": (("--assume", "mission/r9=confirmed"), "E-ASK-001", "--assume"),
    "no-such-reader": (("--records", "jsnol:x.jsonl"), "E-READ-001", "x.jsonl"),
    "no-such-file": (("--records", "x.jsonl"), "E-FILE-003", "x.jsonl"),
    "a-folder": (("--records", "jsonl:truce"), "E-FILE-003", "truce"),
    "no-ending": (("--records", "x"), "E-CLI-002", "x"),
    "no-mapping": (("--records", "csv:truce/records.jsonl"), "E-READ-006", "truce/records.jsonl"),
    "no-such-mapping": (("--records", "csv:truce/records.jsonl+x"), "E-READ-008", ""),
    "no-such-mapping-file": (("--records", "csv:truce/records.jsonl+x.yaml"), "E-FILE-003", "x.yaml"),
    "no-name": (("--records", "jsonl:a\0b"), "E-FILE-003", ""),
    "no-geojson": (("--boundaries", "truce/records.jsonl:s:v:p"), "E-SYNTAX-001", "truce/records.jsonl"),
    "no-folder": (("-o", "x/answer.json"), "E-CLI-004", "x/answer.json"),
    "is-a-folder": (("-o", "truce"), "E-CLI-004", "truce"),
}


def faults(stderr: str) -> list[str]:
    """Return the lines that are problems."""
    return [line.strip() for line in stderr.splitlines() if re.match(r"\s*[EW]-[A-Z]+-\d{3} ", line)]


def assert_one_fault(result, code: str, place: str) -> None:
    """Assert that one problem was said on stderr, and nothing on stdout."""
    assert 1 == result.exit_code
    assert "" == result.stdout
    assert "Traceback" not in result.stderr
    (line,) = faults(result.stderr)
    assert line.startswith(f"{code} ")
    assert place in line.split(": ")[0]


@pytest.mark.parametrize("name", AGREEMENTS)
def test_a_bad_agreement_is_one_problem_with_its_place(truce: Path, run, name: str):
    """A fault of the agreement gives one problem with file and line, exit code 1, and leaves -o as it was."""
    data, code, place = AGREEMENTS[name]
    (truce / "agreement.yaml").write_bytes(data)
    Path("answer.json").write_text("before", "utf-8")

    result = run("check", "truce", *AS_OF, "-o", "answer.json")

    assert_one_fault(result, code, place)
    assert "before" == Path("answer.json").read_text("utf-8")
    assert {"truce", "answer.json"} == {each.name for each in Path().iterdir()}


@pytest.mark.parametrize("name", RECORDS)
def test_a_bad_record_is_one_problem_with_its_place(truce: Path, run, name: str):
    """A fault of own records gives one problem with file and line, exit code 1, and leaves -o as it was."""
    data, code, place = RECORDS[name]
    (truce / "records.jsonl").write_bytes(data)
    Path("answer.json").write_text("before", "utf-8")

    result = run("check", "truce", *AS_OF, "-o", "answer.json")

    assert_one_fault(result, code, place)
    assert "before" == Path("answer.json").read_text("utf-8")
    assert {"truce", "answer.json"} == {each.name for each in Path().iterdir()}


@pytest.mark.parametrize("name", [name for name in RECORDS if name != "empty"])
def test_validate_says_the_same_of_a_record(truce: Path, run, name: str):
    """What check refuses, validate lists on stdout with the same code and place, and exit code 1."""
    data, code, place = RECORDS[name]
    (truce / "records.jsonl").write_bytes(data)

    result = run("validate", "truce")

    assert 1 == result.exit_code
    (line,) = faults(result.stdout)
    assert line.startswith(code)
    assert place in line


def test_a_truncated_gzip_file_is_one_problem(truce: Path, run):
    """A .gz that stops before its end is refused whole, though its first rows could be read."""
    (truce / "records.jsonl").unlink()
    (truce / "records.jsonl.gz").write_bytes(gzip.compress(GOOD)[:-20])

    result = run("check", "truce", *AS_OF)

    assert_one_fault(result, "E-FILE-004", "truce/records.jsonl.gz")


@pytest.mark.parametrize("name", OPTIONS)
def test_a_bad_option_is_one_problem(truce: Path, run, name: str):
    """An option that cannot be followed gives one problem that names it, and exit code 1."""
    arguments, code, place = OPTIONS[name]

    result = run("check", "truce", *AS_OF, *arguments)

    assert_one_fault(result, code, place)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as-reported", "--hindsight"),
        ("--assume", "mission/r1=maybe"),
        ("--boundaries", "areas.geojson"),
        ("--format", "pdf"),
        ("--lang", "fr"),
        ("--fail-on", "violated"),
        ("--nothing-like-it",),
    ],
)
def test_wrong_usage_leaves_with_2(truce: Path, run, arguments: tuple[str, ...]):
    """What the syntax of the options does not allow is wrong usage: exit code 2, and nothing on stdout."""
    result = run("check", "truce", *AS_OF, *arguments)

    assert 2 == result.exit_code
    assert "" == result.stdout
    assert "Usage: ceasefire check" in result.stderr


def test_a_missing_agreement_suggests_the_nearest_name(truce: Path, run):
    """A name that is not there gives the name that is."""
    result = run("check", "trice")

    assert_one_fault(result, "E-FILE-003", "trice")
    assert 'Did you mean "truce"?' in result.stderr


def test_a_folder_without_an_agreement_says_so(truce: Path, run):
    """A folder without agreement.yaml is one problem, also when it is empty."""
    (truce / "agreement.yaml").unlink()

    assert_one_fault(run("check", "truce"), "E-FILE-006", "truce")


@pytest.mark.parametrize("name", ["records.txt", "records.bak", "records"])
def test_a_file_of_the_folder_is_never_passed_over(truce: Path, run, name: str):
    """A file called records* that no reader is known for is refused, not ignored."""
    (truce / name).write_text("x", "utf-8")

    assert_one_fault(run("check", "truce", *AS_OF), "E-CLI-002", f"truce/{name}")


def test_many_faults_are_counted_and_listed_on_request(truce: Path, run):
    """The first five problems of a file are listed and the others counted; --problems all lists them."""
    bad = [REPORT | {"id": f"x{number}", "counts": {"killed": -1}} for number in range(8)]
    (truce / "records.jsonl").write_text(jsonl(DATASET, *bad), "utf-8")

    few, every = run("check", "truce", *AS_OF), run("check", "truce", *AS_OF, "--problems", "all")

    assert 5 == len(faults(few.stderr))
    assert "… and 3 more; --problems all lists them." in few.stderr
    assert 8 == len(faults(every.stderr))
    assert "truce/records.jsonl: 8 read, 0 used, 0 set aside, 8 refused" in every.stderr


def test_two_descriptions_of_one_data_set_are_refused(truce: Path, run):
    """Two files that call their data set alike and describe it differently cannot both be right."""
    other = DATASET | {"released": "2016-10-09T00:00:00+03:00"}
    (truce / "records-2.jsonl").write_text(jsonl(other, REPORT | {"id": "r3"}), "utf-8")

    assert_one_fault(run("check", "truce", *AS_OF), "E-CLI-003", "truce/records.jsonl")


def test_problems_speak_the_language_asked_for(truce: Path, run):
    """With --lang the problems are in that language, with the same code and place."""
    result = run("check", "truce", "--as-of", "2016-10-08T00:00:00", "--lang", "ru")

    assert_one_fault(result, "E-TIME-001", "--as-of")
    assert re.search("[а-я]{4}", result.stderr)


def test_a_fault_of_the_program_is_one_line(truce: Path, run, monkeypatch: pytest.MonkeyPatch):
    """An exception that nobody expected is one line and exit code 1; --debug shows the traceback."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("ceasefire.desk.answer", fail)

    result, debugged = run("check", "truce", *AS_OF), run("--debug", "check", "truce", *AS_OF)

    assert_one_fault(result, "E-CLI-001", "")
    assert "ZeroDivisionError: a fault" in result.stderr
    assert 1 == debugged.exit_code
    assert "Traceback" in debugged.stderr


def test_an_interruption_is_quiet(truce: Path, run, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C ends the program with exit code 1 and no traceback."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ceasefire.desk.answer", interrupt)

    result = run("check", "truce", *AS_OF)

    assert 1 == result.exit_code
    assert "Aborted!" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("lang", "hint", "told"), [("ru", "Может быть", "прочитано 2"), ("ar", "هل تقصد", "قُرئ")])
def test_the_shell_speaks_the_language_asked_for(truce: Path, run, lang: str, hint: str, told: str):
    """Counts of files, hints and closing words are translated, and not the problems alone."""
    asked = run("check", "truce", *AS_OF, "--reading", "nobody-kiled", "--lang", lang)
    validated = run("validate", "truce", "--lang", lang)

    assert hint in asked.stderr
    assert "Did you mean" not in asked.stderr
    assert told in asked.stderr
    assert "No fault" not in validated.stderr
