"""Entries: what a team signs, and the leaf that the ledger makes of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger._keys import TeamKey, team_name
from ceasefire.ledger.entries._canonical import canonical, object_from_canonical
from ceasefire.ledger.entries._parts import CORE, OpenPart, Part, PartHead
from ceasefire.times import instant_from_text, text_from_instant

KINDS = ("ledger", "key", "key-withdrawn", "log-key", "agreement", "dataset", "record", "decision", "redaction")
MOST_LEAF = 65_535
_VERSION = 1
_LEAF_KEYS = {"entry", "position", "recorded", "signature"}
_ENTRY_KEYS, _OPTIONAL_KEYS = {"v", "origin", "by", "key", "kind", "parts"}, {"claimed", "corrects"}
_DOMAIN = b"ceasefire.entry/v1\n"
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z")
_PART_NAME = re.compile(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a team signed, before it had a place.

    `key` is its Ed25519 public key, `claimed` the author's own time. `corrects` is the id of the entry with the version
    before this one, so that this one's going does not bring that one back.
    """

    origin: str
    by: str
    key: bytes
    kind: str
    parts: tuple[PartHead, ...]
    claimed: int | None = None
    corrects: bytes | None = None

    def json(self) -> dict[str, Any]:
        """Return the entry as it is signed."""
        content: dict[str, Any] = {
            "v": _VERSION,
            "origin": self.origin,
            "by": self.by,
            "key": text_from_bytes(self.key),
            "kind": self.kind,
            "parts": [each.json() for each in self.parts],
        }
        if self.claimed is not None:
            content["claimed"] = text_from_instant(self.claimed)
        if self.corrects is not None:
            content["corrects"] = text_from_bytes(self.corrects)
        return content

    def message(self) -> bytes:
        """Return the bytes that are signed."""
        return _DOMAIN + canonical(self.json())

    def part(self, name: str) -> PartHead | None:
        """Return what it says of one of its parts."""
        return next((each for each in self.parts if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Submission:
    """An entry as its team hands it in: signed, with its parts, and with sealed attachments by their SHA-256 (hex)."""

    entry: Entry
    signature: bytes
    parts: tuple[Part, ...]
    attachments: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    @property
    def core(self) -> dict[str, Any]:
        """Return the core's content."""
        first = self.parts[0]
        return object_from_canonical(first.payload) if isinstance(first, OpenPart) else {}

    @property
    def id(self) -> bytes:
        """Return what no two entries share: the hash of what was signed."""
        return hashlib.sha256(self.entry.message()).digest()


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry with its place.

    `recorded` is the ledger's instant, seconds UTC; `message` is what was signed, `id` its hash: no two share it.
    """

    entry: Entry
    position: int
    recorded: int
    signature: bytes
    message: bytes
    id: bytes


def submit(
    key: TeamKey,
    origin: str,
    kind: str,
    core: OpenPart,
    protected: Sequence[tuple[PartHead, Part]] = (),
    *,
    claimed: int | None = None,
    corrects: bytes | None = None,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> Submission:
    """Return an entry signed by its team.

    Source: docs/ledger-format.md, "An entry".
    """
    heads = (core.head(), *(head for head, _ in protected))
    entry = Entry(origin, key.team, key.public.sign, kind, heads, claimed, corrects)
    parts = (core, *(part for _, part in protected))
    return Submission(entry, key.sign.sign(entry.message()), parts, tuple(attachments))


def leaf_bytes(submission: Submission, position: int, recorded: int) -> bytes:
    """Return the leaf of the tree: what goes into it, byte for byte.

    Raises:
        ValueError: It would be longer than 65,535 bytes.

    Source: docs/ledger-format.md, "An entry"; C2SP tlog-tiles, "Log entries".
    """
    data = canonical(
        {
            "entry": submission.entry.json(),
            "position": position,
            "recorded": text_from_instant(recorded),
            "signature": text_from_bytes(submission.signature),
        }
    )
    if len(data) > MOST_LEAF:
        raise ValueError(f"{len(data)} bytes in a leaf, which holds {MOST_LEAF}")
    return data


def leaf_from_bytes(data: bytes) -> Leaf:
    """Return the leaf that bytes are.

    Raises:
        ValueError: Not a leaf, or not written as one is.

    Source: docs/ledger-format.md, "An entry".
    """
    content = object_from_canonical(data)
    if content.keys() != _LEAF_KEYS:
        raise ValueError("not a leaf: entry, position, recorded, signature")
    entry, position = content["entry"], content["position"]
    if not isinstance(position, int) or isinstance(position, bool):
        raise ValueError("a position that is no number")  # noqa: TRY004  as below
    if not isinstance(entry, dict):
        raise ValueError("a leaf without an entry")  # noqa: TRY004  a fault of the input, like the others
    message = _DOMAIN + data[len(b'{"entry":') : data.rindex(b',"position":')]  # canonical already
    return Leaf(
        _entry(entry),
        position,
        _instant(content["recorded"]),
        bytes_from_text(content["signature"], 64),
        message,
        hashlib.sha256(message).digest(),
    )


def _entry(content: dict[str, Any]) -> Entry:
    if content.keys() - _OPTIONAL_KEYS != _ENTRY_KEYS or content["v"] is True or content["v"] != _VERSION:
        raise ValueError("not an entry of this version")
    origin, kind, parts = content["origin"], content["kind"], content["parts"]
    if not isinstance(origin, str) or kind not in KINDS:
        raise ValueError("an entry of no known kind")
    if not isinstance(parts, list) or not parts:
        raise ValueError("an entry without parts")
    heads = tuple(_head(each) for each in parts)
    names = [each.name for each in heads]
    if names[0] != CORE or len(set(names)) < len(names):
        raise ValueError("parts that do not begin with the core, or a name twice")
    return Entry(
        origin,
        team_name(content["by"]),
        bytes_from_text(content["key"], 32),
        kind,
        heads,
        _instant(content["claimed"]) if "claimed" in content else None,
        bytes_from_text(content["corrects"], 32) if "corrects" in content else None,
    )


def _head(seen: Any) -> PartHead:
    if not isinstance(seen, dict) or not isinstance(seen.get("name"), str) or not _PART_NAME.fullmatch(seen["name"]):
        raise ValueError("a part without a name")
    if seen["name"] == CORE:
        if seen.keys() != {"name", "hash"}:
            raise ValueError("a core that is not open")
        return PartHead(CORE, bytes_from_text(seen["hash"], 32))
    if seen.keys() != {"name", "hash", "for", "sealed"} or not isinstance(seen["for"], list) or not seen["for"]:
        raise ValueError("a protected part without readers")
    readers = tuple(team_name(each) for each in seen["for"])
    if list(readers) != sorted(set(readers)):
        raise ValueError("readers out of order, or one twice")
    return PartHead(seen["name"], bytes_from_text(seen["hash"], 32), readers, bytes_from_text(seen["sealed"], 32))


def _instant(seen: Any) -> int:
    if not isinstance(seen, str):
        raise ValueError("an instant that is no text")  # noqa: TRY004  a fault of the input, like the others
    if not _INSTANT.fullmatch(seen):
        raise ValueError("an instant that is not as it would be written")
    return instant_from_text(seen)
