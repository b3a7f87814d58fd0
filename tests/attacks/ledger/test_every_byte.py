"""Every byte of an export, changed, cut, added or moved: each change is found, and named with its place."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Iterable, Mapping

import pytest
from tests.attacks.ledger.world import ORIGIN, code, export_with_later_cosignature, fault, resigned, verified

LONG = os.environ.get("ATTACK_LONG") == "1"
AUDIENCES = ("us", "ru", "everyone")
LATER = "cosignatures/us"
# what no reader without a key can tell apart, and what is for people alone
WRAPS, LINES, README = "wraps", "cosignatures that name nobody", "README.txt"


def folder(audience: str = "us") -> dict[str, bytes]:
    """Return a sound export with a cosignature laid beside it."""
    return dict(export_with_later_cosignature(audience))


def is_text(path: str) -> bool:
    """Return whether a file is one that people can read."""
    return not path.startswith(("tile/", "attachments/"))


def found_in(changed: Iterable[Mapping[str, bytes]]) -> tuple[int, int]:
    """Return how many folders there were, and in how many a fault was found that has a code and a place."""
    tried = named = 0
    for files in changed:
        tried += 1
        found = fault(files)
        named += found is not None and found.code.startswith("E-LEDGER-0") and bool(str(found.where))
    return tried, named


def another(byte: int) -> int:
    """Return another printable character."""
    return 0x30 if byte != 0x30 else 0x31


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_export_is_sound_before_it_is_attacked(audience: str) -> None:
    """An export with a later cosignature verifies, has eleven files at most and every kind of file."""
    files = folder(audience)

    facts = verified(files)

    assert (8, audience, 1) == (facts.head.size, facts.audience, len(facts.redactions))
    assert {"us": 8, "ru": 8} == {name: size for name, size, _ in facts.cosigned}
    assert {"checkpoints/3", "checkpoints/5", LATER, "agreement.yaml", README} <= set(files)
    assert (1 if audience == "us" else 0) == sum(each.startswith("attachments/") for each in files)


@pytest.mark.parametrize("audience", AUDIENCES if LONG else ("us",))
def test_every_byte_with_one_bit_flipped_is_found(audience: str) -> None:
    """No bit of any file can be flipped: one bit of every byte here, every bit with ATTACK_LONG=1."""
    files = folder(audience)
    bits = range(8) if LONG else (0,)

    for path, data in files.items():
        changed = (
            files | {path: data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]}
            for at in range(len(data))
            for bit in bits
        )
        assert (len(data) * len(bits),) * 2 == found_in(changed), path


@pytest.mark.parametrize("audience", AUDIENCES if LONG else ("us",))
def test_every_character_replaced_by_another_is_found(audience: str) -> None:
    """No character of any text can be replaced by another printable one."""
    files = folder(audience)
    texts = {path: data for path, data in files.items() if is_text(path)}

    for path, data in texts.items():
        changed = (files | {path: data[:at] + bytes([another(data[at])]) + data[at + 1 :]} for at in range(len(data)))
        assert (len(data),) * 2 == found_in(changed), path
    assert 8 == len(texts)


def test_every_truncation_of_every_file_is_found() -> None:
    """No file can be cut at any length, from nothing to all but its last byte."""
    files = folder()

    for path, data in files.items():
        assert (len(data),) * 2 == found_in(files | {path: data[:length]} for length in range(len(data))), path


def test_bytes_appended_or_put_before_are_found() -> None:
    """No byte of any value can be appended to a file or put before it."""
    files = folder()

    for path, data in files.items():
        more = [bytes([byte]) for byte in range(256)] + [data, b"\n\n"]
        changed = [files | {path: data + each} for each in more] + [files | {path: each + data} for each in more]
        assert (516, 516) == found_in(changed), path


def test_every_missing_file_is_found() -> None:
    """No file can be taken away, but for the cosignature that was added later and is in no manifest."""
    files = folder()

    codes = {path: code({name: data for name, data in files.items() if name != path}) for path in files}

    assert {"manifest": "E-LEDGER-001", LATER: ""} == {path: each for path, each in codes.items() if each[-1:] != "3"}
    assert {"E-LEDGER-003": 9} == Counter(each for path, each in codes.items() if path not in ("manifest", LATER))


@pytest.mark.parametrize("name", [
    "notes.txt", "tile/0/001", "tile/1/000.p/1", "tile/entries/001", "parts/001.jsonl", "parts/000.jsonl.bak",
    "checkpoints/2", "checkpoints/8", "checkpoint2", "manifest.old", "MANIFEST", "agreement.yml", ".hidden", "../x",
    "attachments/" + "0" * 64, "cosignatures/us/x", "cosignatures/US", "cosignatures/", "cosignatures/us.txt",
    "cosignatures/../checkpoint", "/etc/passwd", "__proto__", "readme.txt",
])  # fmt: skip
def test_every_extra_file_is_found(name: str) -> None:
    """No file can be added that the manifest does not name."""
    files = folder()

    assert "E-LEDGER-005" == code(files | {name: files["checkpoint"]})
    assert "E-LEDGER-005" == code(files | {name: b""})


@pytest.mark.parametrize("name", ["ru", "mission", "nobody", "a"])
def test_a_later_cosignature_of_another_does_not_pass(name: str) -> None:
    """One team's line under another team's name is found, and so is a line that is none."""
    files = folder()

    assert "E-LEDGER-023" == code(files | {f"cosignatures/{name}": files[LATER]})
    for garbage in (b"", b"\n", files[LATER] * 2, files["checkpoint"], b"\xff", files[LATER] + b"\n"):
        assert "E-LEDGER-006" == code(files | {f"cosignatures/{name}": garbage})


def test_every_two_files_swapped_are_found() -> None:
    """No two files can change places."""
    files = folder()

    pairs = list(itertools.combinations(files, 2))

    assert (55, 55) == found_in(files | {one: files[two], two: files[one]} for one, two in pairs)


def test_every_line_of_the_manifest_doubled_dropped_or_moved_is_found() -> None:
    """No line of the manifest can stand twice, be left out, or change places with the next, signed anew or not."""
    files = folder()
    lines = files["manifest"].decode().splitlines(keepends=True)

    doubled = [[*lines[:at], lines[at], *lines[at:]] for at in range(len(lines))]
    dropped = [[*lines[:at], *lines[at + 1 :]] for at in range(len(lines))]
    moved = [[*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]] for at in range(len(lines) - 1)]

    assert (15, 15) == found_in(files | {"manifest": "".join(each).encode()} for each in doubled)
    assert (15, 15) == found_in(files | {"manifest": "".join(each).encode()} for each in dropped)
    assert (14, 14) == found_in(files | {"manifest": "".join(each).encode()} for each in moved)


@pytest.mark.parametrize("audience", ["us", "everyone"])
def test_every_byte_changed_by_whoever_signs_the_manifest_is_found(audience: str) -> None:
    """With the manifest signed anew over it, a changed byte is found all the same, by what lies below: entries, parts,
    tiles, checkpoints, attachments, the agreement. Only these pass: wraps, which a key alone can judge; a cosignature
    that no longer names its team, which is as if it had been left out; the words for people. Every ninth byte here,
    every one with ATTACK_LONG=1.
    """
    files = folder(audience)
    step = 1 if LONG else 9
    passed: Counter[str] = Counter()
    tried = 0

    for path, data in files.items():
        if path == "manifest":
            continue
        for at in range(0, len(data), step):
            tried += 1
            changed = files | {path: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
            if fault(resigned(changed)) is None:
                passed[_where(path, data, at)] += 1

    assert sum(-(-len(data) // step) for path, data in files.items() if path != "manifest") == tried
    assert {LINES, README} | ({WRAPS} if audience == "us" else set()) == set(passed)
    assert -(-len(files[README]) // step) == passed[README]


def _where(path: str, data: bytes, at: int) -> str:
    """Return the file; `wraps` for a byte between a line's wraps and its end, LINES for a cosigner's name or key id."""
    start = data.rfind(b"\n", 0, at) + 1
    line = data[start : data.find(b"\n", at)]
    if path.startswith("parts/"):
        wraps = line.find(b'"wraps":')
        return WRAPS if 0 <= wraps < at - start else path
    named = line.startswith("\N{EM DASH} ".encode()) and not line.startswith(f"\N{EM DASH} {ORIGIN} ".encode())
    id_ends = line.rfind(b" ") + 7  # the key id, 32 bits, ends in the sixth character
    return LINES if path.startswith("checkpoint") and named and at - start < id_ends else path
