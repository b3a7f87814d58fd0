"""What a witness remembers: its file reads back, and what is no such file is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.making import ORIGIN, log

from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.copies import WitnessState
from ceasefire.ledger.notes import Checkpoint

STATE = WitnessState(log().public, Checkpoint(ORIGIN, 12, bytes(range(32))))


@given(st.integers(0, 10**15), st.binary(min_size=32, max_size=32), st.integers(1, 3))
def test_a_state_reads_back(size, root, number):
    """The log's key, origin, size and root that were written are read back."""
    state = WitnessState(log(number).public, Checkpoint(ORIGIN, size, root))

    assert state == WitnessState.from_text(state.text())


def test_a_state_is_open_to_read():
    """The file is JSON with four keys, for people to compare by eye."""
    assert {
        "log": str(log().public),
        "origin": ORIGIN,
        "size": 12,
        "root": text_from_bytes(bytes(range(32))),
    } == json.loads(STATE.text())


@pytest.mark.parametrize("change", [
    {"size": -1}, {"size": "12"}, {"size": 1.5}, {"size": [12]}, {"size": ...}, {"root": "AAAA"}, {"root": 1},
    {"root": ...},
    {"origin": 1}, {"origin": ...}, {"log": "a+b+c"}, {"log": 1}, {"log": None}, {"log": ["a"]}, {"log": ...},
    {"log": str(log().public).replace("+", "+0", 1)},
])  # fmt: skip
def test_a_state_that_is_none(change):
    """Something missing or mistaken is a ValueError, so that a witness never takes it for a first time."""
    content = {key: value for key, value in (json.loads(STATE.text()) | change).items() if value is not ...}

    with pytest.raises(ValueError, match=r".+"):
        WitnessState.from_text(json.dumps(content))


@pytest.mark.parametrize("text", ["", "{", "[]", "1", "null", '"a"', "{}", "[" * 100_000, STATE.text()[:-3]])
def test_what_is_no_file_of_a_state(text):
    """What is no JSON object is a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        WitnessState.from_text(text)
