"""What a refused row does to a data set's silence."""

from __future__ import annotations

import json

from ceasefire.sources import read_source

DATASET = {
    "kind": "dataset",
    "id": "d",
    "coverage": [
        {
            "watcher": "d",
            "sees": ["killed"],
            "where": {"scheme": "agreement", "code": "p"},
            "when": {"days": ["2016-09-01", "2016-09-30"], "zone": "UTC"},
        }
    ],
}
GOOD = {
    "kind": "report",
    "source": "d",
    "id": "1",
    "when": {"day": "2016-09-12", "zone": "UTC"},
    "counts": {"killed": 1},
}


def lines(*objects: object) -> bytes:
    """Return JSON Lines."""
    return "\n".join(json.dumps(each) for each in objects).encode()


def test_a_refused_row_takes_the_coverage_of_its_file() -> None:
    """A row that could not be read may hold what would break a day, so the file's silence means nothing."""
    bad = GOOD | {"id": "2", "when": {"day": "2016-09-31", "zone": "UTC"}}
    whole, part = read_source("jsonl", lines(DATASET, GOOD), "a"), read_source("jsonl", lines(DATASET, GOOD, bad), "a")

    assert len(whole.dataset.coverage) == 1
    assert (part.summary.refused, part.dataset.coverage) == (1, ())
