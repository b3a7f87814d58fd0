"""Whatever is read, the answer is an agreement or its faults: never anything else.

FUZZ_LONG=1 runs 5,000 cases of each test.
"""

import copy
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreement import (
    Agreement,
    agreement_from_bytes,
    agreement_from_text,
    agreement_schema,
    text_from_agreement,
)
from ceasefire.problems import Refused, render

GOOD = Path(__file__).parents[1] / "scenarios" / "good"
BYTES = [path.read_bytes() for path in sorted(GOOD.glob("*.yaml"))]
TREES = [yaml.safe_load(text_from_agreement(agreement_from_bytes(data))) for data in BYTES]
VALIDATOR = jsonschema.Draft202012Validator(agreement_schema())
SCRAPS = [
    b"",
    b"\n",
    b"  ",
    b"- ",
    b": ",
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"'",
    b"&a ",
    b"*a",
    b"!!x ",
    b"|",
    b"\x00",
]
SCRAPS += [
    b"\xff",
    b"#",
    b"---\n",
    b"...\n",
    b"%YAML 3\n",
    b"? ",
    b"<<: ",
    b"~",
    b"\t",
    b"\\u",
    b"-1",
    b"1e999",
    b".inf",
]
STRANGE: list[Any] = [
    None,
    True,
    -1,
    0,
    10**30,
    0.5,
    "",
    " ",
    "~",
    "1/0",
    "ى",
    "a" * 70,
    [],
    {},
    [[]],
    {"": ""},
]
STRANGE += [
    "1 month",
    "2031-02-30",
    "government",
    "everything",
    {"any": []},
    [None],
    {"id": None},
    "\x07",
    "9" * 5000,
]


def check_problems(refused: Refused) -> None:
    """Every problem can be rendered and names the file; there is one at least."""
    assert refused.problems
    for each in refused.problems:
        assert render(each).startswith(each.code)
        assert "fuzz.yaml" == each.where.file


def read(data: bytes) -> Agreement | None:
    """Return the agreement or None; check what must hold of either."""
    try:
        agreement = agreement_from_bytes(data, "fuzz.yaml")
    except Refused as refused:
        check_problems(refused)
        return None
    assert agreement == agreement_from_text(text_from_agreement(agreement))
    return agreement


def spots(tree: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key or index) of a tree."""
    pairs = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    return [(tree, key) for key, _value in pairs] + [spot for _key, value in pairs for spot in spots(value)]


def change(tree: Any, chance: random.Random) -> None:
    """Change one spot of a tree: take it away, double it, rename it, or put something else there."""
    container, key = chance.choice(spots(tree))
    match chance.randrange(5):
        case 0:
            del container[key]
        case 1 if isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
        case 2 if isinstance(container, dict):
            container[str(key)[1:] or "x"] = container.pop(key)
        case 3:
            other, place = chance.choice(spots(tree))
            container[key] = copy.deepcopy(other[place])
        case _:
            container[key] = copy.deepcopy(chance.choice(STRANGE))


@given(st.sampled_from(BYTES), st.randoms(use_true_random=False), st.integers(1, 6))
def test_damaged_bytes(data: bytes, chance: random.Random, times: int):
    """Bytes flipped, cut out, put in or doubled give an agreement or its faults."""
    damaged = bytearray(data)
    for _ in range(times):
        start = chance.randrange(len(damaged) + 1)
        end = min(len(damaged), start + chance.randrange(30))
        match chance.randrange(4):
            case 0 if start < len(damaged):
                damaged[start] ^= 1 << chance.randrange(8)
            case 1:
                del damaged[start:end]
            case 2:
                damaged[start:start] = damaged[start:end]
            case _:
                damaged[start:start] = chance.choice(SCRAPS)
    read(bytes(damaged))


@given(st.sampled_from(BYTES), st.integers(0, 10_000))
def test_files_cut_short(data: bytes, length: int):
    """A file that ends anywhere gives an agreement or its faults."""
    read(data[:length])


@given(st.sampled_from(TREES), st.randoms(use_true_random=False), st.integers(1, 4))
def test_damaged_structures(tree: Any, chance: random.Random, times: int):
    """Keys and values taken away, doubled, renamed, moved or replaced give an agreement or its faults, and
    the schema allows whatever is accepted.
    """
    damaged = copy.deepcopy(tree)
    for _ in range(times):
        if spots(damaged):
            change(damaged, chance)
    agreement = read(yaml.safe_dump(damaged, allow_unicode=True).encode("utf-8", "surrogatepass"))
    if agreement is not None:
        VALIDATOR.validate(damaged)


@given(st.binary(max_size=200) | st.lists(st.sampled_from(SCRAPS), max_size=60).map(b"".join))
def test_noise(data: bytes):
    """Noise, and noise of YAML's own signs, gives faults."""
    assert read(data) is None


@given(st.text(max_size=200))
def test_any_text(text: str):
    """Any text, also one that no UTF-8 can hold, gives faults."""
    with pytest.raises(Refused):
        agreement_from_text(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(STRANGE),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(TREES), st.randoms(use_true_random=False), VALUES)
def test_any_value_anywhere(tree: Any, chance: random.Random, value: Any):
    """Any value in the place of any other gives an agreement or its faults."""
    damaged = copy.deepcopy(tree)
    container, key = chance.choice(spots(damaged))
    container[key] = value
    text = yaml.safe_dump(damaged, allow_unicode=True)
    try:
        read(text.encode("utf-8"))
    except UnicodeEncodeError:
        with pytest.raises(Refused):
            agreement_from_text(text)
