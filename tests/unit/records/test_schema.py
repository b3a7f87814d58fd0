import json
from pathlib import Path

import jsonschema
import pytest

from ceasefire.records import record_schema

SCHEMA = record_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
DAY = {"day": "2031-03-01", "zone": "UTC"}
GOOD = {"kind": "report", "source": "s", "id": "1", "when": DAY}
BAD = Path(__file__).resolve().parents[2] / "scenarios" / "bad_records"
# What a schema cannot say: the order of two values, the existence of a day or a zone, one version twice.
BEYOND = {
    *("act-reversed", "copy-of-a-record", "corrects-itself", "count-reversed", "data-set-in-the-middle"),
    *("day-impossible", "days-reversed", "instant-far-off", "instant-is-a-date", "instant-of-no-day"),
    *("instant-without-zone", "interval-empty", "interval-reversed", "link-to-itself", "zone-unknown"),
    *("latitude-beyond", "latitude-and-longitude-swapped", "id-with-spaces", "text-half-a-character"),
    *("who-unknown-among-names", "source-missing", "what-all-of"),
}
UNREADABLE = {"no-json", "json-not-a-number", "json-too-deep", "key-twice"}
FILES = sorted(
    path for path in BAD.glob("*.jsonl") if path.stem not in UNREADABLE and not path.stem.startswith("file-")
)


def test_the_schema_is_a_schema():
    """It is itself valid by the 2020-12 meta schema."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_schema_sees_what_a_schema_can_see(path: Path):
    """Every bad record fails the schema too, save where no schema can say it; the good one passes."""
    bad, good = (json.loads(line) for line in path.read_text("utf-8").splitlines()[:2])

    assert VALIDATOR.is_valid(bad) == (path.stem in BEYOND)
    if path.stem not in BEYOND:
        assert VALIDATOR.is_valid(good)


@pytest.mark.parametrize("kind", [each["if"]["properties"]["kind"]["const"] for each in SCHEMA["allOf"]])
def test_each_kind_requires_what_it_adds(kind: str):
    """Only a report passes with nothing beside id and when; every kind rejects an unknown key."""
    assert VALIDATOR.is_valid(GOOD | {"kind": kind}) == (kind == "report")
    assert not VALIDATOR.is_valid(GOOD | {"kind": kind, "colour": 1})
