"""The independent verifier in JavaScript says of a copy what the program says of it."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.attacks.ledger.test_operator import ATTACKS
from tests.attacks.ledger.world import code, export_with_later_cosignature, honest, log_key, verified
from tests.conftest import missing

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = 40
# Which of two faults is named first is not laid down where both are there: the verifier looks at the form of every file
# before it judges an entry. Attack: (the program's code, the verifier's code).
OTHER_ORDER: dict[str, tuple[str, str]] = {
    "keep-back-the-wraps": ("E-LEDGER-016", "E-LEDGER-006"),
    "replay-an-old-checkpoint-and-its-size": ("E-LEDGER-006", "E-LEDGER-003"),
    "take-out-a-core-and-redact-it-elsewhere": ("E-LEDGER-016", "E-LEDGER-017"),
}


@pytest.fixture(scope="module")
def node() -> str:
    """The path of Node, which runs the verifier."""
    found = shutil.which("node")
    if found is None:
        missing("there is no node; install nodejs")
    return found


def verdict(node: str, files: Mapping[str, bytes], folder: Path, *options: str) -> dict[str, Any]:
    """Return what the verifier says of a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    program = [node, str(ROOT / "verifier" / "verify.js"), str(folder), "--json", *options]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert "" == done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert (0 if answer["sound"] else 4) == done.returncode
    return answer


def fault_of(answer: Mapping[str, Any]) -> str:
    """Return the code of the fault, or an empty text where the copy is sound."""
    return "" if answer["sound"] else str(answer["fault"]["code"])


@pytest.mark.parametrize("options", [(), ("--no-webcrypto-ed25519",)], ids=["webcrypto", "own-arithmetic"])
def test_both_say_the_same_of_an_honest_copy(node: str, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Origin, size, root, audience, log key and cosignatures are the program's."""
    files = export_with_later_cosignature()
    facts, answer = verified(files), verdict(node, files, tmp_path, "--log", str(log_key().public), *options)

    assert (facts.head.origin, facts.head.size, facts.audience) == (answer["origin"], answer["size"], answer["for"])
    assert str(facts.keyring.log[0][1]) == answer["log"]
    assert {team: size for team, size, _ in facts.cosigned} == {
        team: last["size"] for team, last in answer["cosigned"].items() if last
    }


@pytest.mark.parametrize("audience", ["everyone", "mission", "us", "ru"])
def test_every_audience_verifies(node: str, tmp_path: Path, audience: str) -> None:
    """A copy for each audience is sound for both."""
    files = honest().files(audience)

    assert ("", "") == (code(files), fault_of(verdict(node, files, tmp_path)))


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_both_find_the_same_fault_in_a_dishonest_copy(node: str, tmp_path: Path, name: str) -> None:
    """Of every dishonest operator both say the same, with the same code, or accept what one copy cannot show."""
    files = ATTACKS[name].files()
    found = (code(files), fault_of(verdict(node, files, tmp_path)))

    assert OTHER_ORDER.get(name, (found[0], found[0])) == found


def test_both_find_a_changed_byte(node: str, tmp_path: Path) -> None:
    """Bytes changed at places drawn at random, in every file of a copy, are found by both."""
    draw = random.Random(20_160_919)  # noqa: S311  which bytes to change is no secret
    files = export_with_later_cosignature()
    places = [(path, draw.randrange(len(data))) for path, data in files.items()]
    places += [(path, draw.randrange(len(files[path]))) for path in draw.choices(list(files), k=SAMPLES - len(places))]
    sound = []
    for number, (path, at) in enumerate(places):
        changed = bytearray(files[path])
        changed[at] ^= 1 << draw.randrange(8)
        own = files | {path: bytes(changed)}
        if not code(own) or not fault_of(verdict(node, own, tmp_path / str(number))):
            sound.append((path, at))

    assert SAMPLES == len(places)
    assert [] == sound
