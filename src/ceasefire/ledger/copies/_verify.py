"""Verify a copy: everything recomputed from the entries up; the first fault is named, nothing after it is believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ceasefire.ledger._base64 import text_from_bytes
from ceasefire.ledger.copies._copy import Batch, Copy
from ceasefire.ledger.copies._export import EVERYONE
from ceasefire.ledger.entries import (
    CORE,
    Keyring,
    KeySpan,
    Leaf,
    OpenPart,
    Part,
    SealedPart,
    Seen,
    holds,
    judge,
    leaf_from_bytes,
    place_of,
)
from ceasefire.ledger.notes import (
    Checkpoint,
    Note,
    ProofFile,
    Signature,
    VerifierKey,
    checkpoint_from_note,
    cosigned_at,
)
from ceasefire.ledger.tree import WIDTH, grow, leaf_hash, root_at
from ceasefire.problems import Place, Refused, problem


@dataclass(frozen=True, slots=True)
class Expected:
    """What the reader knows from elsewhere: the log's first key, the tree seen last, proofs handed out for entries."""

    log: VerifierKey | None = None
    seen: Checkpoint | None = None
    proofs: tuple[ProofFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """A recorded redaction: which parts of which entry, by the entry at `by_entry`, approved by whom, why, when."""

    entry: int
    parts: tuple[str, ...]
    by_entry: int
    team: str
    approved_by: tuple[str, ...]
    ground: str
    recorded: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sound copy says of itself.

    Attributes:
        head: Origin, size, root.
        audience: For whom it was written; empty for the ledger itself.
        keyring: Every key, from when to when.
        cosigned: (team, size, instant) of the largest checkpoint that each team cosigned.
        kinds: How many entries of each kind.
        redactions: In the order of the ledger.
        withheld: How many protected parts this copy's reader may not read.
        recorded: The newest entry's instant, seconds UTC.
    """

    head: Checkpoint
    audience: str
    keyring: Keyring
    cosigned: tuple[tuple[str, int, int], ...]
    kinds: tuple[tuple[str, int], ...]
    redactions: tuple[Redaction, ...]
    withheld: int
    recorded: int

    def last_cosigned(self, team: str) -> tuple[int, int] | None:
        """Return (size, instant) of what the team cosigned last."""
        return next(((size, at) for each, size, at in self.cosigned if each == team), None)

    @property
    def replaced_by_operator(self) -> tuple[KeySpan, ...]:
        """Return the keys that the operator announced for another team after the ledger's first entry."""
        own = self.keyring.operator
        return tuple(each for each in self.keyring.spans if each.since and each.by == own != each.keys.team)


def verify_copy(copy: Copy, expected: Expected = Expected(), progress: Callable[[int], None] | None = None) -> Facts:
    """Return what a sound copy says.

    Args:
        copy: A database or a folder.
        expected: What the reader knows from elsewhere.
        progress: Told how many more entries were read.

    Raises:
        Refused: With the first fault.

    Source: docs/ledger-format.md, "How it is verified", steps 2 to 5.
    Complexity: O(n) signature checks, hashes; about 300 bytes of memory an entry.
    """
    replay = _Replay(copy.audience)
    head = checkpoint_from_note(copy.checkpoint)
    for batch in copy.batches():
        replay.read(batch)
        _same_tile(copy, replay, batch)
        if progress:
            progress(len(batch.leaves))
    replay.close()
    if not replay.size:
        raise Refused([problem("E-LEDGER-006", Place("checkpoint"), reason="no entry, not even the one that opens it")])
    tiles = _upper_tiles(copy, replay)
    _roots(copy, head, replay, tiles)
    _signatures(copy, head, replay.ring, expected)
    cosigned = _cosignatures(copy, head, replay.ring)
    _as_expected(head, expected, tiles, replay)
    return Facts(
        head,
        copy.audience,
        replay.ring,
        cosigned,
        tuple(sorted(replay.kinds.items())),
        tuple(replay.redactions),
        replay.withheld,
        replay.recorded,
    )


@dataclass(slots=True)
class _Replay:
    """The ledger read from its first entry on, by the rules that hold for appending."""

    audience: str
    ring: Keyring = field(default_factory=Keyring)
    past: Seen = field(default_factory=Seen)
    size: int = 0
    recorded: int = -(1 << 62)
    hashes: list[bytes] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    redactions: list[Redaction] = field(default_factory=list)
    missing: set[tuple[int, str]] = field(default_factory=set)
    present: list[tuple[str, ...]] = field(default_factory=list)
    withheld: int = 0
    _names: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)  # each once, however many entries

    def read(self, batch: Batch) -> None:
        """Judge the next entries.

        Raises:
            Refused: With the first fault.
        """
        for data in batch.leaves:
            try:
                leaf = leaf_from_bytes(data)
            except ValueError as error:
                raise self._malformed(error) from None
            core = self._parts(leaf, batch.parts.get(self.size, ()))
            self.ring = judge(leaf, core, self.size, self.recorded, ring=self.ring, past=self.past)
            self.past.add(leaf, core)
            self.recorded = leaf.recorded
            self.kinds[leaf.entry.kind] += 1
            if leaf.entry.kind == "redaction" and core is not None:
                self._redact(leaf, core)
            self.hashes.append(leaf_hash(data))
            self.size += 1

    def close(self) -> None:
        """Compare what is missing with what was redacted.

        Raises:
            Refused: A part is missing without a redaction, or there in spite of one.
        """
        gone = {(each.entry, name) for each in self.redactions for name in each.parts}
        for position, name in sorted(self.missing - gone):
            raise Refused([problem("E-LEDGER-016", place_of(position), part=name)])
        for position, name in sorted(gone):
            if name in self.present[position]:
                raise _not_due(position, name, self.audience)

    def _parts(self, leaf: Leaf, parts: tuple[Part, ...]) -> Mapping[str, Any] | None:
        heads = {each.name: each for each in leaf.entry.parts}
        names = tuple([each.name for each in parts])
        if names != tuple(heads) and names != tuple([each for each in heads if each in names]):
            raise self._malformed("parts out of order, twice, or of no such name")
        core = None
        for part in parts:
            head = heads[part.name]
            if not holds(part, head):
                raise Refused([problem("E-LEDGER-015", place_of(self.size), part=part.name)])
            if isinstance(part, OpenPart):
                core = self._core(part)
            elif not self._is_due(head.readers):
                raise _not_due(self.size, part.name, self.audience)
            else:
                self._right_wraps(part)
        for name, head in heads.items():
            if name not in names:
                if name == CORE or self._is_due(head.readers):
                    self.missing.add((self.size, name))
                else:
                    self.withheld += 1
        self.present.append(self._names.setdefault(names, names))
        return core

    def _core(self, part: OpenPart) -> Mapping[str, Any]:
        try:
            return part.content()
        except ValueError as error:
            raise self._malformed(error) from None

    def _malformed(self, reason: object) -> Refused:
        return Refused([problem("E-LEDGER-006", place_of(self.size), reason=reason)])

    def _is_due(self, readers: tuple[str, ...]) -> bool:
        return not self.audience or self.audience in readers

    def _right_wraps(self, part: SealedPart) -> None:
        if not self.audience:
            return
        if any(each.to != self.audience for each in part.wraps):
            raise _not_due(self.size, part.name, self.audience)
        if not part.wraps:
            raise Refused([problem("E-LEDGER-016", place_of(self.size), part=part.name)])

    def _redact(self, leaf: Leaf, core: Mapping[str, Any]) -> None:
        self.redactions.append(
            Redaction(
                core["entry"],
                tuple(core["parts"]),
                leaf.position,
                leaf.entry.by,
                tuple(core["approved_by"]),
                core["ground"],
                leaf.recorded,
            )
        )


def _not_due(position: int, name: str, audience: str) -> Refused:
    return Refused([problem("E-LEDGER-017", place_of(position), part=name, expected=audience or EVERYONE)])


def _same_tile(copy: Copy, replay: _Replay, batch: Batch) -> None:
    own = b"".join(replay.hashes[batch.first :])
    _compare_tile(copy, 0, batch.first // WIDTH, own)


def _upper_tiles(copy: Copy, replay: _Replay) -> Mapping[tuple[int, int], bytes]:
    tiles = grow({}, 0, replay.hashes)
    for (level, index), own in tiles.items():
        if level:
            _compare_tile(copy, level, index, own)
    return tiles


def _compare_tile(copy: Copy, level: int, index: int, own: bytes) -> None:
    if copy.tile(level, index, len(own) // 32) != own:
        raise Refused([problem("E-LEDGER-008", Place(f"tile {level}/{index}"))])


def _roots(copy: Copy, head: Checkpoint, replay: _Replay, tiles: Mapping[tuple[int, int], bytes]) -> None:
    if head.size != replay.size:
        reason = f"{replay.size} entries where the checkpoint has {head.size}"
        raise Refused([problem("E-LEDGER-006", Place("checkpoint"), reason=reason)])
    for place, note in _checkpoints(copy):
        signed = checkpoint_from_note(note)
        root = _root(tiles, signed.size)
        if root != signed.root:
            seen, wanted = text_from_bytes(root), text_from_bytes(signed.root)
            raise Refused([problem("E-LEDGER-007", Place(place), seen=seen, expected=wanted)])


def _signatures(copy: Copy, head: Checkpoint, ring: Keyring, expected: Expected) -> None:
    first = ring.log[0][1]
    notes = [*((place, note, head.size) for place, note in copy.signed_texts().items())]
    notes += [(place, note, checkpoint_from_note(note).size) for place, note in _checkpoints(copy)]
    for place, note, size in notes:
        key = ring.log_at(size)
        if not note.is_signed_by(key):
            raise Refused([problem("E-LEDGER-002", Place(place), expected=key)])
    if head.origin != ring.origin:
        raise Refused([problem("E-LEDGER-013", Place("checkpoint"), seen=head.origin, expected=ring.origin)])
    if expected.log is not None and expected.log != first:
        raise Refused([problem("E-LEDGER-022", seen=first, expected=expected.log)])


def _cosignatures(copy: Copy, head: Checkpoint, ring: Keyring) -> tuple[tuple[str, int, int], ...]:
    newest: dict[str, tuple[int, int]] = {}
    for place, note in _checkpoints(copy):
        size = checkpoint_from_note(note).size
        for signature in note.signatures:
            instant = _counted(note.text, signature, size, ring, Place(place))
            if instant is not None:
                newest[signature.name] = max(newest.get(signature.name, (0, 0)), (size, instant))
    for team, signature in copy.later_cosignatures.items():
        beside = Place(f"cosignatures/{team}")
        instant = _counted(copy.checkpoint.text, signature, head.size, ring, beside)
        if instant is None or signature.name != team:
            raise Refused([problem("E-LEDGER-023", beside, team=team)])
        newest[team] = max(newest.get(team, (0, 0)), (head.size, instant))
    return tuple((team, *newest[team]) for team in ring.teams if team in newest)


def _counted(text: str, signature: Signature, size: int, ring: Keyring, place: Place) -> int | None:
    named = [span for span in ring.spans if signature.is_by(span.keys.cosigner)]
    for span in named:  # a key id has four bytes: a team may well have two keys of one id
        instant = cosigned_at(text, signature, span.keys.cosigner)
        if instant is not None:
            announced = span.since < size and (span.until is None or span.until >= size)
            return instant if announced else None
    if named:
        raise Refused([problem("E-LEDGER-023", place, team=signature.name)])
    return None


def _as_expected(
    head: Checkpoint,
    expected: Expected,
    tiles: Mapping[tuple[int, int], bytes],
    replay: _Replay,
) -> None:
    seen, size = expected.seen, replay.size
    if seen is not None:
        if seen.origin != head.origin:
            raise Refused([problem("E-LEDGER-013", seen=head.origin, expected=seen.origin)])
        if seen.size > size:
            raise Refused([problem("E-LEDGER-020", seen=size, expected=seen.size)])
        _begins_with(tiles, seen)
    for proof in expected.proofs:
        _signed_by_the_log(proof, replay.ring)
        held = proof.index < size and proof.extra and replay.hashes[proof.index] == leaf_hash(proof.extra)
        if not held or not proof.is_true_of(proof.extra):
            raise Refused([problem("E-LEDGER-024", place_of(proof.index), expected=proof.index)])
        signed = checkpoint_from_note(proof.checkpoint)
        if signed.size <= size:
            _begins_with(tiles, signed)


def _begins_with(tiles: Mapping[tuple[int, int], bytes], seen: Checkpoint) -> None:
    root = _root(tiles, seen.size)
    if root != seen.root:
        fault = problem("E-LEDGER-021", size=seen.size, seen=text_from_bytes(root), expected=text_from_bytes(seen.root))
        raise Refused([fault])


def _signed_by_the_log(proof: ProofFile, ring: Keyring) -> None:
    """Refuse a proof that the log did not sign: anybody can make one up, and it would accuse the log."""
    keys = [key for _, key in ring.log]
    if not any(proof.checkpoint.is_signed_by(each) for each in keys):
        place = Place(f"proof of entry {proof.index}")
        raise Refused([problem("E-LEDGER-002", place, expected=keys[-1])])


def _checkpoints(copy: Copy) -> Iterator[tuple[str, Note]]:
    for size, note in copy.checkpoints.items():
        yield f"checkpoints/{size}", note
    yield "checkpoint", copy.checkpoint


def _root(tiles: Mapping[tuple[int, int], bytes], size: int) -> bytes:
    return root_at(lambda level, index: tiles[level, index], size)
