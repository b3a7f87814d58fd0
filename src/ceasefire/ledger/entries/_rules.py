"""The rules of the ledger: what must hold for an entry to stand where it stands.

One judge for all: the storage asks it before it takes an entry, verification asks it of every entry again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ceasefire.ledger.entries._entries import Leaf
from ceasefire.ledger.entries._keyring import CONTROL, Keyring, NotAllowedError
from ceasefire.ledger.entries._parts import CORE
from ceasefire.problems import Place, Refused, problem
from ceasefire.times import text_from_instant

# Kinds of record that decide verdicts by being there: their cores are corrected by new versions, never cut out.
DECISIONS = ("act", "link", "standing", "finding", "tally", "complaint", "answer", "step")
RECORDS = ("record", "decision")

Identity = tuple[str, str, int]


class Past(Protocol):
    """What came before an entry, as far as the rules ask."""

    def has_entry(self, entry_id: bytes) -> bool:
        """Return whether this signed entry stands there already."""
        ...

    def has_record(self, identity: Identity) -> bool:
        """Return whether the version (source, id, version) stands there already."""
        ...

    def head(self, position: int) -> tuple[str, str, tuple[str, ...]] | None:
        """Return the team, the kind and the names of the parts of an earlier entry."""
        ...


@dataclass(slots=True)
class Seen:
    """The past as verification keeps it, in memory.

    About 200 bytes an entry.
    """

    entries: set[bytes] = field(default_factory=set)
    records: set[Identity] = field(default_factory=set)
    heads: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    _known: dict[tuple[str, str, tuple[str, ...]], tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)

    def has_entry(self, entry_id: bytes) -> bool:
        """Return whether the same signed entry was added."""
        return entry_id in self.entries

    def has_record(self, identity: Identity) -> bool:
        """Return whether the version was added."""
        return identity in self.records

    def head(self, position: int) -> tuple[str, str, tuple[str, ...]] | None:
        """Return the team, the kind and the names of the parts of an entry that was added."""
        return self.heads[position] if 0 <= position < len(self.heads) else None

    def add(self, leaf: Leaf, core: Mapping[str, Any] | None) -> None:
        """Note an entry."""
        self.entries.add(leaf.id)
        head = (leaf.entry.by, leaf.entry.kind, tuple(each.name for each in leaf.entry.parts))
        self.heads.append(self._known.setdefault(head, head))
        if leaf.entry.kind in RECORDS and core is not None:
            self.records.add(identity_of(core))


def place_of(position: int) -> Place:
    """Return the place of an entry, as problems name it.

    Source: docs/ledger-format.md, "How it is verified".
    """
    return Place(field=f"entry {position}")


def judge(leaf: Leaf, core: Mapping[str, Any] | None, index: int, before: int, ring: Keyring, *, past: Past) -> Keyring:
    """Return the keys after an entry, or refuse the entry.

    Args:
        leaf: The entry.
        core: Its core, or None where it was redacted.
        index: Where it stands.
        before: The `recorded` of the entry before it.
        ring: The keys before it.
        past: What came before it.

    Raises:
        Refused: With the first rule that it breaks.

    Source: docs/ledger-format.md, "How it is verified", step 2.
    """
    entry = leaf.entry
    if leaf.position != index:
        raise _refused("E-LEDGER-009", index, seen=leaf.position, expected=index)
    if leaf.recorded < before:
        seen, limit = text_from_instant(leaf.recorded), text_from_instant(before)
        raise _refused("E-LEDGER-010", index, seen=seen, limit=limit)
    if index and entry.origin != ring.origin:
        raise _refused("E-LEDGER-013", index, seen=entry.origin, expected=ring.origin)
    if past.has_entry(leaf.id):
        raise _refused("E-LEDGER-014", index)
    if index and not ring.is_valid(entry.by, entry.key, index):
        raise _refused("E-LEDGER-012", index, team=entry.by)
    try:
        Ed25519PublicKey.from_public_bytes(entry.key).verify(leaf.signature, leaf.message)
    except (InvalidSignature, ValueError):
        raise _refused("E-LEDGER-011", index, team=entry.by) from None
    if core is None and entry.kind != "record":
        raise _refused("E-LEDGER-016", index, part=CORE)
    try:
        return _allowed(leaf, core, ring, past)
    except NotAllowedError as error:
        raise _refused("E-LEDGER-018", index, team=entry.by, kind=entry.kind, reason=error) from None


def _refused(code: str, index: int, **params: object) -> Refused:
    return Refused([problem(code, place_of(index), **params)])


def _allowed(leaf: Leaf, core: Mapping[str, Any] | None, ring: Keyring, past: Past) -> Keyring:
    entry = leaf.entry
    if leaf.position == 0 and entry.kind != "ledger":
        raise NotAllowedError("the first entry opens the ledger")
    _known_readers(leaf, ring)
    if entry.corrects is not None and (entry.kind not in RECORDS or not past.has_entry(entry.corrects)):
        raise NotAllowedError("it corrects an entry that does not stand before it")
    if core is None:
        return ring
    if entry.kind in CONTROL:
        return ring.after(leaf, core)
    if entry.kind in RECORDS:
        _may_record(leaf, core, past)
    if entry.kind == "agreement" and (entry.by != ring.operator or not isinstance(core.get("text"), str)):
        raise NotAllowedError("the agreement is entered by the operator, as text")
    if entry.kind == "redaction":
        _may_redact(leaf, core, ring, past)
    return ring


def _known_readers(leaf: Leaf, ring: Keyring) -> None:
    for part in leaf.entry.parts:
        if part.readers and (strangers := sorted(set(part.readers).difference(ring.teams))):
            raise NotAllowedError(f"a part for {strangers[0]}, a team that the ledger does not know")


def _may_record(leaf: Leaf, core: Mapping[str, Any], past: Past) -> None:
    if (core.get("kind") in DECISIONS) != (leaf.entry.kind == "decision"):
        raise NotAllowedError(f"a record of kind {core.get('kind')} entered as a {leaf.entry.kind}")
    if finer := _finer_than_a_core(core):
        raise NotAllowedError(f"its core holds {finer}, which belongs into a protected part")
    if past.has_record(identity_of(core)):
        raise NotAllowedError("that version of the record stands in the ledger already")


def _finer_than_a_core(core: Mapping[str, Any]) -> str:
    """Return the first key that no core may have: words, citations, numbers as printed, a point."""
    where, counts = core.get("where"), core.get("counts")
    held = [each for each in ("text", "cites") if each in core]
    held += [each for each in ("lat", "lon") if isinstance(where, dict) and each in where]
    if isinstance(counts, dict) and any(isinstance(each, dict) and "as_printed" in each for each in counts.values()):
        held.append("as_printed")
    return held[0] if held else ""


def _may_redact(leaf: Leaf, core: Mapping[str, Any], ring: Keyring, past: Past) -> None:
    if set(core) != {"entry", "parts", "approved_by", "ground"}:
        raise NotAllowedError("its core must have entry, parts, approved_by, ground")
    position, parts, approvers = core["entry"], core["parts"], core["approved_by"]
    if not all(
        isinstance(each, list) and each and all(isinstance(one, str) for one in each) for each in (parts, approvers)
    ):
        raise NotAllowedError("it names the parts, and who approved it")
    if not isinstance(core["ground"], str) or not core["ground"].strip():
        raise NotAllowedError("it says on what ground")
    head = past.head(position) if isinstance(position, int) and not isinstance(position, bool) else None
    if head is None:
        raise NotAllowedError("it names an entry that does not stand before it")
    by, kind, names = head
    if leaf.entry.by not in (by, ring.operator):
        raise NotAllowedError(f"an entry of {by} is redacted by {by} or by the operator")
    if unknown := sorted(set(parts) - set(names)):
        raise NotAllowedError(f"that entry has no part {unknown[0]}")
    if CORE in parts and kind != "record":
        raise NotAllowedError("only the core of a record can be redacted")


def identity_of(core: Mapping[str, Any]) -> Identity:
    """Return (source, id, version) of a record's core.

    Raises:
        NotAllowedError: It has none.

    Source: DESIGN, "identity: a record is (source, the source's id)".
    """
    source, record_id, version = core.get("source"), core.get("id"), core.get("version", 1)
    if not isinstance(source, str) or not isinstance(record_id, str) or type(version) is not int:  # True is an int
        raise NotAllowedError("a record without source, id and version")
    return source, record_id, version
