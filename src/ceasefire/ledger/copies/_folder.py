"""An exported folder as a copy: its manifest, its files, and what is wrong with any of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ceasefire.ledger._keys import team_name
from ceasefire.ledger.copies._copy import Batch
from ceasefire.ledger.copies._export import EVERYONE, MANIFEST_HEADER
from ceasefire.ledger.entries import OpenPart, Part, object_from_canonical, part_from_line
from ceasefire.ledger.notes import Checkpoint, Note, Signature, checkpoint_from_note, is_key_name, note_from_text
from ceasefire.ledger.tree import WIDTH, tile_name, tile_path, tiles_of
from ceasefire.problems import Place, Refused, problem

MANIFEST, CHECKPOINT, COSIGNATURES = "manifest", "checkpoint", "cosignatures/"
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,17}) (\S+)")
_PATH = re.compile(r"[a-z0-9][a-zA-Z0-9._-]*(/[a-z0-9][a-zA-Z0-9._-]*)*|README\.txt")
_AGREEMENT, _ATTACHMENTS = "agreement.yaml", "attachments/"
_SINGLE = frozenset({CHECKPOINT, _AGREEMENT, "README.txt"})
_LENGTH = 2


class Files(Protocol):
    """The files of a folder, wherever they lie."""

    def names(self) -> frozenset[str]:
        """Return the paths of all files, with / between their parts."""
        ...

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """An exported folder whose every file is the one in its manifest."""

    files: Files
    manifest: Note
    audience: str
    head: Checkpoint
    checkpoint: Note
    checkpoints: Mapping[int, Note]
    later_cosignatures: Mapping[str, Signature]

    def batches(self) -> Iterator[Batch]:
        """Yield all entries in order.

        Raises:
            Refused: E-LEDGER-006, a file of entries or parts is malformed; or, after the last one, the agreement beside
                them is another.
        """
        agreement = b""
        for index in range(-(-self.head.size // WIDTH)):
            first = index * WIDTH
            count = min(WIDTH, self.head.size - first)
            path = tile_path("entries", index, count)
            leaves = _leaves(self.files.read(path), path)
            if len(leaves) != count:
                raise _malformed(path, f"{len(leaves)} entries where {count} were expected")
            path = f"parts/{tile_name(index)}.jsonl"
            parts = _parts(self.files.read(path), path, first, count)
            agreement = _newest_agreement(leaves, first, parts) or agreement
            yield Batch(first, leaves, parts)
        _same_agreement(self.files, agreement)

    def tile(self, level: int, index: int, width: int) -> bytes:
        """Return a tile."""
        return self.files.read(tile_path(level, index, width))

    def signed_texts(self) -> Mapping[str, Note]:
        """Return the manifest."""
        return {MANIFEST: self.manifest}


def read_folder(files: Files) -> Folder:
    """Return the copy that a folder is; every file is compared with the manifest first.

    Raises:
        Refused: No export; or the first file that is missing, changed, added or malformed.

    Source: docs/ledger-format.md, "An exported folder".
    """
    if MANIFEST not in files.names():
        raise Refused([problem("E-LEDGER-001", reason="it has no manifest")])
    manifest = _note(files, MANIFEST)
    origin, audience, size, listed = _manifest(manifest)
    _compare(files, listed)
    checkpoint = _note(files, CHECKPOINT) if CHECKPOINT in listed else None
    if checkpoint is None:
        raise _malformed(MANIFEST, "no checkpoint in it")
    head = _checkpoint(checkpoint, CHECKPOINT)
    if (head.origin, head.size) != (origin, size):
        raise _malformed(CHECKPOINT, "its origin and size are not those of the manifest")
    earlier = {}
    for path in sorted(each for each in listed if each.startswith("checkpoints/")):
        note = _note(files, path)
        older = _checkpoint(note, path)
        if older.origin != origin or path != f"checkpoints/{older.size}" or not 0 < older.size < size:
            raise _malformed(path, "not a checkpoint of that size of this ledger")
        earlier[older.size] = note
    _only_what_is_due(listed, head.size)
    return Folder(files, manifest, audience, head, checkpoint, earlier, _cosignatures(files))


def _manifest(note: Note) -> tuple[str, str, int, dict[str, tuple[str, int]]]:
    lines = note.text.split("\n")
    if len(note.signatures) != 1 or len(lines) < 5 or lines[0] != MANIFEST_HEADER or lines[-1]:
        raise _malformed(MANIFEST, "not a manifest with one signature")
    origin, audience, size = lines[1], lines[2].removeprefix("for "), lines[3].removeprefix("size ")
    if not is_key_name(origin) or lines[2] != f"for {audience}" or lines[3] != f"size {size}":
        raise _malformed(MANIFEST, "its first lines are not origin, for and size")
    if not _SIZE.fullmatch(size) or (audience != EVERYONE and not _is_team(audience)):
        raise _malformed(MANIFEST, "it is for no team and of no size")
    listed: dict[str, tuple[str, int]] = {}
    for line in lines[4:-1]:
        found = _LINE.fullmatch(line)
        if found is None or not _PATH.fullmatch(found[3]):
            raise _malformed(MANIFEST, "a line that is not hash, bytes and path")
        listed[found[3]] = (found[1], int(found[2]))
    if list(listed) != sorted(listed, key=str.encode) or len(listed) != len(lines) - 5:
        raise _malformed(MANIFEST, "files out of order, or one twice")
    if MANIFEST in listed or any(each.startswith(COSIGNATURES) for each in listed):
        raise _malformed(MANIFEST, "it names itself or cosignatures")
    return origin, audience, int(size), listed


def _compare(files: Files, listed: Mapping[str, tuple[str, int]]) -> None:
    names = files.names()
    for path, (digest, length) in listed.items():
        if path not in names:
            raise Refused([problem("E-LEDGER-003", Place(path))])
        data = files.read(path)
        seen = hashlib.sha256(data).hexdigest()
        if (seen, len(data)) != (digest, length):
            raise Refused([problem("E-LEDGER-004", Place(path), seen=seen, expected=digest)])
        if path.startswith(_ATTACHMENTS) and path != _ATTACHMENTS + digest:
            raise _malformed(path, "an attachment is named by the SHA-256 of its sealed bytes")
    for path in sorted(names - listed.keys() - {MANIFEST}):
        if not (path.startswith(COSIGNATURES) and _is_team(path.removeprefix(COSIGNATURES))):
            raise Refused([problem("E-LEDGER-005", Place(path))])


def _only_what_is_due(listed: Mapping[str, object], size: int) -> None:
    """Refuse a manifest that names what an export of this size does not have, or lacks a tile or parts that it has."""
    due = set()
    for path in _tiles_and_parts(size):  # the size may be a lie of 18 digits: stop at the first that is not there
        if path not in listed:
            raise Refused([problem("E-LEDGER-003", Place(path))])
        due.add(path)
    for path in listed:
        if path not in due | _SINGLE and not path.startswith(("checkpoints/", _ATTACHMENTS)):
            raise Refused([problem("E-LEDGER-005", Place(path))])


def _tiles_and_parts(size: int) -> Iterator[str]:
    for index in range(-(-size // WIDTH)):
        yield tile_path("entries", index, min(WIDTH, size - index * WIDTH))
        yield f"parts/{tile_name(index)}.jsonl"
    for level, index, width in tiles_of(size):
        yield tile_path(level, index, width)


def _newest_agreement(leaves: tuple[bytes, ...], first: int, parts: Mapping[int, tuple[Part, ...]]) -> bytes:
    """Return the payload of the newest agreement among leaves, or nothing."""
    for position in range(first + len(leaves) - 1, first - 1, -1):
        if b'"kind":"agreement"' in leaves[position - first]:
            return next((each.payload for each in parts.get(position, ()) if isinstance(each, OpenPart)), b"")
    return b""


def _same_agreement(files: Files, payload: bytes) -> None:
    """Refuse a folder whose agreement.yaml, which people read, is not the text that the ledger holds."""
    text = object_from_canonical(payload).get("text", "") if payload else ""
    there = _AGREEMENT in files.names()
    if text and not there:
        raise Refused([problem("E-LEDGER-003", Place(_AGREEMENT))])
    if there and files.read(_AGREEMENT) != str(text).encode():
        raise _malformed(_AGREEMENT, "not the text of the newest agreement in the ledger")


def _cosignatures(files: Files) -> dict[str, Signature]:
    found = {}
    for path in sorted(each for each in files.names() if each.startswith(COSIGNATURES)):
        # a line is a note without text: an empty text and its signature
        note = _parsed_note(b"\n\n" + files.read(path), path)
        if len(note.signatures) != 1 or note.text != "\n":
            raise _malformed(path, "not one signature line")
        found[path.removeprefix(COSIGNATURES)] = note.signatures[0]
    return found


def _leaves(data: bytes, path: str) -> tuple[bytes, ...]:
    leaves, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + _LENGTH], "big")
        leaf = data[at + _LENGTH : at + _LENGTH + length]
        if len(leaf) < length or at + _LENGTH > len(data):
            raise _malformed(path, "it ends in the middle of an entry")
        leaves.append(leaf)
        at += _LENGTH + length
    return tuple(leaves)


def _parts(data: bytes, path: str, first: int, count: int) -> dict[int, tuple[Part, ...]]:
    if data and not data.endswith(b"\n"):
        raise _malformed(path, "it ends in the middle of a line")
    found: dict[int, list[Part]] = {}
    newest = first
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            position, part = part_from_line(line)
        except ValueError as error:
            raise _malformed(path, str(error), number) from None
        if not newest <= position < first + count:
            raise _malformed(path, "a part out of order", number)
        found.setdefault(position, []).append(part)
        newest = position
    return {position: tuple(parts) for position, parts in found.items()}


def _note(files: Files, path: str) -> Note:
    return _parsed_note(files.read(path), path)


def _parsed_note(data: bytes, path: str) -> Note:
    try:
        return note_from_text(data.decode())
    except ValueError as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise _malformed(path, reason) from None


def _checkpoint(note: Note, path: str) -> Checkpoint:
    try:
        return checkpoint_from_note(note)
    except ValueError as error:
        raise _malformed(path, str(error)) from None


def _is_team(name: str) -> bool:
    try:
        return bool(team_name(name))
    except ValueError:
        return False


def _malformed(path: str, reason: str, line: int = 0) -> Refused:
    return Refused([problem("E-LEDGER-006", Place(path, line), reason=reason)])
