import gzip
import json

import pytest

from ceasefire.problems import Refused, render
from ceasefire.records import json_from_record
from ceasefire.sources import ReadResult, read_source

DATASET = {"kind": "dataset", "id": "d", "source": "gazette", "standing": "screened", "rows_distinct": True}
RECORD = {"kind": "report", "id": "1", "when": {"day": "2031-03-01", "zone": "UTC"}, "counts": {"killed": 2}}
YAML = """
dataset: {id: d, source: gazette, standing: screened, rows_distinct: true}
records:
  - kind: report
    id: "1"
    when: {day: 2031-03-01, zone: UTC}
    counts: {killed: 2}
  - kind: finding   # yes and no stay words
    id: "2"
    incident: market
    happened: yes
    permitted: no
"""


def jsonl(*objects: object) -> ReadResult:
    """What the reader makes of these lines."""
    return read_source("jsonl", "\n".join(json.dumps(each) for each in objects).encode(), "folder/file.jsonl")


def refusal(text: str) -> str:
    """The message with which a YAML file is refused."""
    with pytest.raises(Refused) as refused:
        read_source("yaml", text.encode(), "f.yaml")
    return render(refused.value.problems[0])


def test_the_first_line_may_describe_the_data_set():
    """The data set of the first line gives its defaults to the records after it."""
    result = jsonl(DATASET, RECORD)

    assert result.dataset.rows_distinct
    assert [(r.source, r.dataset, r.standing) for r in result.records] == [("gazette", "d", "screened")]


def test_a_file_without_a_data_set_has_the_files_name():
    """Without a description the data set is called after the file, and records are received only."""
    result = jsonl(RECORD | {"source": "s"})

    assert (result.dataset.id, result.records[0].standing) == ("file", "received")


def test_gzip_and_blank_lines_change_nothing():
    """A packed file with blank lines gives the same records."""
    text = f"\n{json.dumps(DATASET)}\n\n{json.dumps(RECORD)}\n\n"

    assert read_source("jsonl", gzip.compress(text.encode()), "x").records == jsonl(DATASET, RECORD).records


def test_positions_follow_the_order():
    """Records are numbered in order, from the position that the caller gives."""
    lines = "\n".join(json.dumps(RECORD | {"id": name, "source": "s"}) for name in "abc").encode()
    result = read_source("jsonl", lines, "f", position=40)

    assert [record.position for record in result.records] == [40, 41, 42]


def test_a_faulty_data_set_refuses_the_file():
    """Nothing can be said of records whose data set is not understood."""
    with pytest.raises(Refused, match=r"folder/file.jsonl:1 released"):
        jsonl(DATASET | {"released": "soon"}, RECORD)


def test_printed_records_are_read_again():
    """A file of printed records gives equal records."""
    first = jsonl(DATASET, RECORD)

    assert jsonl(DATASET, *(json_from_record(record) for record in first.records)).records == first.records


@pytest.mark.parametrize("line", [b'{"a": ' + b"9" * 5000 + b"}", b"[" * 100_000, b'{"a": Infinity}', b'{"a": 1e999}'])
def test_strange_json_is_refused_in_its_row(line: bytes):
    """Numbers without end, nesting without end and what is no number refuse their row alone."""
    result = read_source("jsonl", line + b"\n" + json.dumps(RECORD | {"source": "s"}).encode(), "f")

    assert (result.summary.used, result.summary.refused) == (1, 1)


def test_yaml_that_is_not_utf_8_is_refused():
    """The byte is told, as for any text."""
    with pytest.raises(Refused, match="byte 6"):
        read_source("yaml", b"- a: \xff", "f.yaml")


def test_yaml_may_hold_records_alone_under_their_key():
    """`records:` without `dataset:` is the file's own data set; an empty list holds nothing."""
    assert read_source("yaml", b"records: []\n", "f.yaml").dataset.id == "f"


def test_yaml_holds_the_same():
    """YAML with dataset and records, or a bare list, gives what JSONL gives."""
    result = read_source("yaml", YAML.encode(), "f.yaml")

    assert result.records[0] == jsonl(DATASET, RECORD).records[0]
    assert result.dataset == jsonl(DATASET).dataset
    assert json_from_record(result.records[1])["happened"] == "yes"
    bare = YAML.partition("records:\n")[2].replace('id: "1"', 'id: "1"\n    source: s')
    assert read_source("yaml", bare.encode(), "f.yaml").summary.used == 1


def test_yaml_faults_have_their_line():
    """A faulty record is named by the line on which it begins."""
    result = read_source("yaml", YAML.replace("market", "[a, b]").encode(), "f.yaml")

    assert [render(each).partition(": ")[0] for each in result.problems] == ["E-SYNTAX-004 f.yaml:8 incident"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "E-FILE-001"),
        ("# nothing\n", "E-FILE-001"),
        ("a: 1\na: 2\n", "E-SYNTAX-005 f.yaml:2"),
        ("- &a {x: 1}\n- *a\n", "E-SYNTAX-001 f.yaml:2"),
        ("- !!python/name:os.system x\n", "E-SYNTAX-001 f.yaml:1"),
        ("a: 1\n---\nb: 2\n", "E-SYNTAX-001 f.yaml:2"),
        ("[" * 100 + "]" * 100, "E-SYNTAX-001 f.yaml:1"),
        ("a: [1\n", "E-SYNTAX-001 f.yaml:2"),
        ("a: \x01\n", "E-SYNTAX-001 f.yaml"),
        ("? [a]\n: b\n", "E-SYNTAX-001 f.yaml:1"),
        ("recods: []\n", "E-SYNTAX-002 f.yaml:1"),
        ("just words\n", "E-SYNTAX-004 f.yaml:1"),
        ("dataset: {id: ' '}\nrecords: []\n", "E-SYNTAX-004 f.yaml:1 dataset.id"),
    ],
)
def test_yaml_that_cannot_be_taken_is_refused(text: str, expected: str):
    """Keys that stand twice, aliases, tags, several documents, deep nesting and other shapes are refused."""
    message = refusal(text) if text else ""
    if not text:
        with pytest.raises(Refused, match=expected):
            read_source("yaml", b"", "f.yaml")
        return

    assert message.startswith(expected)


def test_yaml_words_are_not_guessed():
    """Only numbers, true, false and null are more than text; a date, a time and a version stay as written."""
    when = "{day: 2031-03-01, zone: UTC}"
    text = f"- {{kind: report, source: s, id: 2031-03-01, when: {when}, term: 1.2.3, incident: on}}\n"
    result = read_source("yaml", text.encode(), "f.yaml")

    assert [each.code for each in result.problems] == ["E-SYNTAX-002"]
    result = read_source("yaml", text.replace("term: 1.2.3, ", "").encode(), "f.yaml")
    assert (result.records[0].id, result.records[0].incidents) == ("2031-03-01", ("on",))
