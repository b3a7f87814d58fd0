"""One entry: what was signed, what it commits to, what is left of it, what it corrects, what corrects it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import View, keys, store
from ceasefire.centre.models import EntryPart, LedgerEntry
from ceasefire.centre.seen.entries import Seen, core_of
from ceasefire.centre.storage._faults import stored
from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.entries import CORE, Leaf, PartHead, SealedPart, canonical, object_from_canonical
from ceasefire.ledger.tree import leaf_hash
from ceasefire.problems import Refused
from ceasefire.records import json_from_record


@dataclass(frozen=True, slots=True)
class PartSeen:
    """A part: name, commitment, readers, and what is left of it: open, sealed, redacted or missing.

    Attributes:
        ground: Why it was redacted, where it was.
        by_entry: The redaction's position.
    """

    name: str
    commitment: str
    readers: tuple[str, ...]
    state: str
    ground: str = ""
    by_entry: int | None = None


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """An entry as it may be shown; where it is not released, nothing but position, kind and the core's commitment.

    Attributes:
        text: What the core says, as JSON; empty where it is gone.
        opens: Whether the viewer's team can open a sealed part here.
        corrects, corrected_by: Positions; None where there is none, or none that may be named.
    """

    position: int
    kind: str
    commitment: str
    shown: bool
    team: str = ""
    recorded: int | None = None
    claimed: int | None = None
    id: str = ""
    leaf: str = ""
    text: str = ""
    parts: tuple[PartSeen, ...] = ()
    opens: bool = False
    corrects: int | None = None
    corrected_by: int | None = None


def entry_seen(position: int, viewer: Viewer, view: View, seen: Seen) -> EntrySeen:
    """Return an entry as a viewer may see it.

    Raises:
        Refused: E-LEDGER-040, there is no such entry.
    """
    leaf, parts = store().entry(position)
    shown = seen.shows(position, leaf.entry.kind)
    commitment = text_from_bytes(leaf.entry.parts[0].hash)
    if not shown:
        return EntrySeen(position, leaf.entry.kind, commitment, shown)
    have = {each.name: each for each in parts}
    redacted = _redactions(position)
    own = tuple(_part(each, have, redacted) for each in leaf.entry.parts)
    mine = any(each.state == "sealed" and viewer.team in each.readers for each in own)
    corrects, corrected_by = _neighbours(leaf, view, seen)
    return EntrySeen(
        position,
        leaf.entry.kind,
        commitment,
        shown,
        leaf.entry.by,
        leaf.recorded,
        leaf.entry.claimed,
        text_from_bytes(leaf.id),
        text_from_bytes(leaf_hash(_bytes_of(position))),
        _core_text(position, seen),
        own,
        mine and not viewer.duress and _holds_key(viewer.team),
        corrects,
        corrected_by,
    )


def _core_text(position: int, seen: Seen) -> str:
    """Return the core as the ledger has it; to those outside, the record as coarse as it was released."""
    if not seen.everything and position in seen.records:
        return json.dumps(json_from_record(seen.records[position]), ensure_ascii=False, indent=2)
    core = core_of(position)
    return "" if core is None else json.dumps(json.loads(canonical(core)), ensure_ascii=False, indent=2)


def _part(head: PartHead, have: Mapping[str, object], redacted: Mapping[str, tuple[int, str]]) -> PartSeen:
    by_entry, ground = redacted.get(head.name, (None, ""))
    if by_entry is not None:
        state = "redacted"
    elif head.name not in have:
        state = "missing"
    else:
        state = "sealed" if isinstance(have[head.name], SealedPart) else "open"
    return PartSeen(head.name, text_from_bytes(head.hash), head.readers, state, ground, by_entry)


def _redactions(position: int) -> dict[str, tuple[int, str]]:
    """Return by which entry each part was redacted, and on what ground."""
    found: dict[str, tuple[int, str]] = {}
    for row in EntryPart.objects.filter(entry__kind="redaction", rank=0, name=CORE).order_by("entry_id"):
        core = object_from_canonical(stored(row.body))
        if core["entry"] == position:
            found |= {name: (row.entry_id, str(core.get("ground", ""))) for name in core["parts"]}
    return found


def _neighbours(leaf: Leaf, view: View, seen: Seen) -> tuple[int | None, int | None]:
    """Return the positions of what the entry corrects and of what corrects it, where they may be named."""
    before = None
    if leaf.entry.corrects is not None:
        row = LedgerEntry.objects.filter(entry_id=leaf.entry.corrects).values_list("position", "kind").first()
        before = row[0] if row and seen.shows(*row) else None
    own = seen.records.get(leaf.position)
    if own is None:
        return before, None
    later = [each for each in view.inputs.records if each.key == own.key and each.position > leaf.position]
    return before, min((each.position for each in later), default=None)


def _holds_key(team: str) -> bool:
    try:
        return team in keys().teams
    except Refused:
        return False


def _bytes_of(position: int) -> bytes:
    return stored(LedgerEntry.objects.values_list("leaf", flat=True).get(position=position))
