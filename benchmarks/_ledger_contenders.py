"""What is compared over one ledger: each contender reads what was made, does its work, and reports on itself."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks._measure import Report, peak_mb, timed
from ceasefire.ledger.notes import checkpoint_from_note, note_from_text
from ceasefire.ledger.tree import (
    WIDTH,
    check_inclusion,
    consistency_proof,
    grow,
    inclusion_proof,
    leaf_hash,
    root_at,
    tile_path,
)

TASKS = ("make", "copy", "append")
DATABASE, EXPORT = "ledger.sqlite3", "export"
MANY, FEW = {1: 300, 100: 20, 1_000: 5}, {1: 5, 100: 1}  # batches of a size
MOST_ASKED = 500
_SEED = 20_160_912


def run(task: str, folder: Path, database: str, size: int, *, quick: bool) -> Report:
    """Return what a contender measured of itself, and what it answered.

    Args:
        task: A name in CONTENDERS or TASKS.
        folder: Where the database of SQLite and the export are.
        database: What is copied or appended to.
        size: How many entries to make.
        quick: Append a few batches alone.
    """
    if task in CONTENDERS:
        return CONTENDERS[task](folder)
    if task == "append":
        return append(database, FEW if quick else MANY)
    from benchmarks._ledger_world import copy_database, fill

    if task == "make":
        fill(str(folder / DATABASE), size)
    else:
        copy_database(str(folder / DATABASE), database)
    return {}


def export(folder: Path) -> Report:
    """The database to a folder for one team, as `ceasefire ledger export` writes it."""
    from benchmarks._ledger_world import LOG, READER
    from ceasefire.centre import Store
    from ceasefire.cli._ledger._export import export_to

    target = folder / EXPORT
    shutil.rmtree(target, ignore_errors=True)
    report, files = timed(lambda: export_to(target, Store(str(folder / DATABASE)), LOG, READER), warm=False)
    size = sum(each.stat().st_size for each in target.rglob("*") if each.is_file())
    return report | {"files": files, "mb": round(size / 1e6), "peak_mb": peak_mb()}


def hashing(folder: Path) -> Report:
    """This ledger's tree: leaf hashes, all tiles, the root."""
    leaves = leaves_in(folder)

    def work() -> bytes:
        tiles = grow({}, 0, [leaf_hash(each) for each in leaves])
        return root_at(lambda level, index: tiles[level, index], len(leaves))

    report, root = timed(work, warm=False)
    return report | {"root": root.hex(), "leaf_bytes": sum(map(len, leaves)) // len(leaves)}


def pymerkle(folder: Path) -> Report:
    """Another's tree in memory: every leaf appended, the root."""
    from pymerkle import InmemoryTree  # type: ignore[import-untyped]

    leaves, tree = leaves_in(folder), InmemoryTree(algorithm="sha256")

    def work() -> bytes:
        for each in leaves:
            tree.append_entry(each)
        root: bytes = tree.get_root()
        return root

    report, root = timed(work, warm=False)
    return report | {"root": root.hex()}


def raw(folder: Path) -> Report:
    """The floor of hashing: the same bytes through hashlib, a leaf each and a node between each two, no tree.

    The root that it reports, unmeasured, is that of the textbook's recursion (RFC 6962, section 2.1).
    """
    leaves = leaves_in(folder)

    def work() -> None:
        sha256, node = hashlib.sha256, bytes(65)
        for each in leaves:
            sha256(b"\x00" + each).digest()
        for _ in range(len(leaves) - 1):
            sha256(node).digest()

    report, _ = timed(work, warm=False)
    return report | {"root": textbook(leaves).hex()}


def textbook(leaves: Sequence[bytes]) -> bytes:
    """Return MTH of RFC 6962, written down as it stands there."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + textbook(leaves[:split]) + textbook(leaves[split:])).digest()


def proofs(folder: Path) -> Report:
    """Proofs from tiles in memory, at random places: made, and checked."""
    hashes = [leaf_hash(each) for each in leaves_in(folder)]
    size, rows = len(hashes), grow({}, 0, hashes)

    def tiles(level: int, index: int) -> bytes:
        return rows[level, index]

    root, places = root_at(tiles, size), _drawn(size)
    inclusion, made = _each(lambda index: inclusion_proof(tiles, index, size), places)
    proofs_of = dict(zip(places, made, strict=True))
    checking, held = _each(lambda index: check_inclusion(hashes[index], index, size, proofs_of[index], root), places)
    if not all(held):
        raise SystemExit("an inclusion proof does not hold")
    consistency, _ = _each(lambda old: consistency_proof(tiles, old, size), places)
    return {"size": size, "inclusion": inclusion, "checking": checking, "consistency": consistency}


def prove(folder: Path) -> Report:
    """A proof file from the database of SQLite, as `ceasefire ledger prove` writes it."""
    from ceasefire.centre import Store

    with Store(str(folder / DATABASE)) as store:
        places = _drawn(store.size())
        store.prove(0)
        return {"proving": _each(store.prove, places)[0]}


def signatures(folder: Path) -> Report:
    """The floor of verifying: every entry's signature check alone, with its key loaded as verification loads it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from ceasefire.ledger.entries import leaf_from_bytes

    total, count = {"wall": 0.0, "cpu": 0.0}, 0
    leaves = leaves_in(folder)
    for start in range(0, len(leaves), WIDTH):
        batch = [leaf_from_bytes(each) for each in leaves[start : start + WIDTH]]
        signed = [(each.entry.key, each.signature, each.message) for each in batch]

        def work(signed: Iterable[tuple[bytes, bytes, bytes]] = signed) -> None:
            for key, signature, message in signed:
                Ed25519PublicKey.from_public_bytes(key).verify(signature, message)

        spent, _ = timed(work, warm=False)
        total = {key: total[key] + spent[key] for key in total}
        count += len(signed)
    return total | {"size": count}


def verify(folder: Path) -> Report:
    """An exported folder, as `ceasefire ledger verify` does it: every file, entry, signature, part, tile and root."""
    from ceasefire.cli._custody._files import DirFiles
    from ceasefire.ledger.copies import read_folder

    return _verified(lambda: read_folder(DirFiles(folder / EXPORT)))


def verify_database(folder: Path) -> Report:
    """The same of the database of SQLite."""
    from ceasefire.centre import Store

    return _verified(Store(str(folder / DATABASE)).copy)


def append(database: str, batches: dict[int, int]) -> Report:
    """Entries that were signed before, appended in batches of each size; each call returns once they are durable."""
    from benchmarks._ledger_world import BEGINS, LOG, submissions
    from ceasefire.centre import Store

    report: Report = {}
    with Store(database) as store:
        for width, count in batches.items():
            ready = [list(submissions(store.size() + number * width, width)) for number in range(count)]
            took = []
            for each in ready:
                started = time.perf_counter()
                store.append(each, LOG, BEGINS)  # `recorded` never runs back
                took.append(time.perf_counter() - started)
            took.sort()
            report |= {
                f"{width} each": sum(took) / (count * width),
                f"{width} p50": took[count // 2],
                f"{width} p95": took[min(count - 1, round(count * 0.95))],
            }
    return report


CONTENDERS: dict[str, Callable[[Path], Report]] = {
    "export": export,
    "hashing": hashing,
    "pymerkle": pymerkle,
    "hashlib": raw,
    "proofs": proofs,
    "prove": prove,
    "signatures": signatures,
    "verify": verify,
    "verify-database": verify_database,
}


def leaves_in(folder: Path) -> list[bytes]:
    """Return the leaves of the exported folder."""
    note = note_from_text((folder / EXPORT / "checkpoint").read_text("utf-8"))
    size = checkpoint_from_note(note).size
    leaves: list[bytes] = []
    for start in range(0, size, WIDTH):
        data = (folder / EXPORT / tile_path("entries", start // WIDTH, min(WIDTH, size - start))).read_bytes()
        at = 0
        while at < len(data):
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            leaves.append(data[at + 2 : end])
            at = end
    return leaves


def _verified(opened: Callable[[], Any]) -> Report:
    from ceasefire.ledger.copies import verify_copy

    report, facts = timed(lambda: verify_copy(opened()), warm=False)
    return report | {"root": facts.head.root.hex(), "size": facts.head.size, "peak_mb": peak_mb()}


def _drawn(size: int) -> list[int]:
    draw = random.Random(_SEED)  # noqa: S311  places to ask for, the same for all
    return [draw.randrange(size) for _ in range(min(MOST_ASKED, size // 20))]


def _each(work: Callable[[int], Any], places: Sequence[int]) -> tuple[Report, list[Any]]:
    """Return wall and processor microseconds of one call, and what each returned."""
    report, made = timed(lambda: [work(each) for each in places], warm=False)
    return {key: value / len(places) * 1e6 for key, value in report.items()}, made
