from ceasefire.problems import Place
from ceasefire.records import Dataset, check_versions, record_from_json

DATASET = Dataset("d", "gazette")


def read(*objects):
    """The records of JSON objects, on lines 1, 2, 3 …"""
    day = {"day": "2031-03-01", "zone": "UTC"}
    base = {"kind": "report", "when": day}
    return [
        record_from_json((base if "kind" not in obj else {}) | obj, Place("f", n + 1), DATASET, n)
        for n, obj in enumerate(objects)
    ]


def found(*objects):
    """Code and named record of each problem."""
    return [(each.code, dict(each.params)["seen"]) for each in check_versions(read(*objects))]


def test_versions_of_a_record_are_no_fault():
    """A record may have several versions, and be named by others before it is read."""
    statement = {"kind": "statement", "id": "s", "stance": "denies", "about": "gazette/1"}

    assert found(statement, {"id": "1"}, {"id": "1", "version": 2}) == []


def test_a_version_stands_once():
    """The same version twice is a fault, with the place of the first."""
    (problem,) = check_versions(read({"id": "1"}, {"id": "2"}, {"id": "1"}))

    assert problem.code == "E-REC-003"
    assert dict(problem.params) == {"seen": "gazette/1", "first": "1"}
    assert problem.where == Place(field="gazette/1")


def test_a_place_may_be_given():
    """Whoever knows where the records stood can have it in the message."""
    records = read({"id": "1"}, {"id": "1"})
    (problem,) = check_versions(records, lambda record: Place("all.jsonl", 10 + record.position))

    assert problem.where == Place("all.jsonl", 11)
    assert dict(problem.params)["first"] == "10"


def test_records_that_are_named_must_be_read():
    """Answers, links and standings name records that were read; the nearest one is suggested."""
    answer = {
        "kind": "answer",
        "id": "a",
        "when": {"day": "2031-03-01", "zone": "UTC"},
        "complaint": "gazette/x1",
    }
    link = {"kind": "link", "id": "l", "first": "gazette/r1", "second": "gazette/none", "state": "confirmed"}
    standing = {"kind": "standing", "id": "st", "record": "other/r1", "to": "verified"}
    problems = check_versions(read({"id": "r1"}, answer, link, standing))

    assert [each.code for each in problems] == ["E-REC-008"] * 3
    assert dict(problems[0].params)["suggestion"] == 'Did you mean "gazette/r1"?'


def test_an_incident_of_which_no_record_tells_is_a_warning():
    """A statement may be about an incident that nobody reported; it is said, and no more."""
    about = {"kind": "statement", "id": "s", "stance": "denies", "about": "market"}

    (problem,) = check_versions(read(about))
    assert (problem.code, problem.severity) == ("W-REC-001", "warning")
    assert found(about, {"id": "r", "incident": ["market", "bridge"]}) == []
