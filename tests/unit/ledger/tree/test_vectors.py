"""The published vectors of transparency-dev/merkle: each case judged, none passed over."""

import base64
import json

import pytest

from ceasefire.ledger.tree import check_consistency, check_inclusion

pytestmark = pytest.mark.data


def cases(folder, name):
    """Return the cases of a file of vectors."""
    return [json.loads(line) for line in (folder / "merkle_vectors" / name).read_text("utf-8").splitlines()]


def hashes(texts):
    """Return a proof's hashes; null stands for an empty proof."""
    return [base64.b64decode(each) for each in texts or ()]


def decoded(text):
    """Return a hash, empty where the case has none."""
    return base64.b64decode(text or "")


def test_inclusion(shared_data):
    """All 62 cases are judged as they say: 4 hold, 58 do not."""
    rows = cases(shared_data, "inclusion.jsonl")
    seen = {
        each["case"]: check_inclusion(
            decoded(each["leafHash"]), each["leafIdx"], each["treeSize"], hashes(each["proof"]), decoded(each["root"])
        )
        for each in rows
    }

    assert {each["case"]: not each["wantErr"] for each in rows} == seen
    assert (62, 4) == (len(seen), sum(seen.values()))


def test_consistency(shared_data):
    """All 56 cases are judged as they say: 4 hold, 52 do not."""
    rows = cases(shared_data, "consistency.jsonl")
    seen = {
        each["case"]: check_consistency(
            each["size1"], each["size2"], hashes(each["proof"]), decoded(each["root1"]), decoded(each["root2"])
        )
        for each in rows
    }

    assert {each["case"]: not each["wantErr"] for each in rows} == seen
    assert (56, 4) == (len(seen), sum(seen.values()))
