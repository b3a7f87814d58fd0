"""Appending: positions, tree and checkpoint in one transaction, under the lock of the head's row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ceasefire.centre.models import Attachment, EntryPart, Head, LedgerEntry, SignedCheckpoint, Tile
from ceasefire.centre.storage._copy import row_from_part
from ceasefire.centre.storage._faults import read_back, stored
from ceasefire.ledger import LogKey
from ceasefire.ledger.entries import (
    CONTROL,
    CORE,
    RECORDS,
    Identity,
    Keyring,
    Leaf,
    SealedPart,
    Submission,
    canonical,
    check_core,
    holds,
    identity_of,
    judge,
    leaf_bytes,
    leaf_from_bytes,
    object_from_canonical,
    place_of,
)
from ceasefire.ledger.notes import Checkpoint, Note, ProofFile
from ceasefire.ledger.tree import WIDTH, grow, inclusion_proof, leaf_hash, root_at
from ceasefire.problems import Place, Problem, Refused, problem, render
from ceasefire.times import text_from_instant


@dataclass(frozen=True, slots=True)
class Appended:
    """An acknowledgement: the entries are durable, and the checkpoint covers them. `proofs` are theirs, in order."""

    first: int
    recorded: int
    checkpoint: Note
    proofs: tuple[ProofFile, ...]
    warnings: tuple[Problem, ...]


def append_in_transaction(
    alias: str, head: Head, submissions: Sequence[Submission], *, key: LogKey, now: int, ring: Keyring
) -> tuple[Appended, Keyring]:
    """Write entries behind the newest one; the caller holds the transaction and the head's lock.

    What a redaction among them names is deleted with it.

    Args:
        alias: Django's name of the database.
        head: The locked row.
        submissions: At least one, in the order in which they are to stand.
        key: The log's key, to sign the checkpoint.
        now: Instant, seconds UTC; never lets `recorded` run back.
        ring: The keys as of the head.

    Returns:
        The acknowledgement, to be given out once the transaction has committed, and the keys after it.

    Raises:
        Refused: An entry breaks a rule; then none is written.
        ValueError: There are no submissions.

    Source: C2SP tlog-tiles; docs/ledger-format.md, "How it is verified", step 2.
    """
    if not submissions:
        raise ValueError("nothing to append")
    recorded = max(now, head.recorded)
    rows, ring = _judged(alias, head.size, recorded, submissions, ring)
    size = head.size + len(rows.leaves)
    if ring.log_at(size) != key.public:
        raise Refused([problem("E-LEDGER-022", seen=key.public, expected=ring.log_at(size))])
    rows.write(alias)
    with read_back(Place("the tiles")):
        tiles = _grown(alias, head.size, [leaf_hash(each) for each in rows.leaves])
        head_note = _checkpoint(key, size, tiles)
        proofs = tuple(
            ProofFile(position, inclusion_proof(tiles, position, size), head_note, data)
            for position, data in enumerate(rows.leaves, start=head.size)
        )
    SignedCheckpoint.objects.using(alias).create(size=size, note=str(head_note))
    Head.objects.using(alias).filter(pk=head.pk).update(size=size, recorded=recorded)
    return Appended(head.size, recorded, head_note, proofs, _clock_set_back(now, head)), ring


@dataclass(slots=True)
class _Rows:
    """What a batch writes, and (position, names) of the parts that it deletes."""

    leaves: list[bytes] = field(default_factory=list)
    entries: list[LedgerEntry] = field(default_factory=list)
    parts: list[EntryPart] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    redacted: list[tuple[int, list[str]]] = field(default_factory=list)

    def write(self, alias: str) -> None:
        LedgerEntry.objects.using(alias).bulk_create(self.entries, batch_size=500)
        EntryPart.objects.using(alias).bulk_create(self.parts, batch_size=500)
        Attachment.objects.using(alias).bulk_create(self.attachments, batch_size=5)
        for position, names in self.redacted:
            EntryPart.objects.using(alias).filter(entry_id=position, name__in=names).delete()
            Attachment.objects.using(alias).filter(entry_id=position, part__in=names).delete()
            if CORE in names:  # a hash of ids that can be guessed would confirm what was cut out
                LedgerEntry.objects.using(alias).filter(position=position).update(identity=None)


def _judged(
    alias: str, first: int, recorded: int, submissions: Sequence[Submission], ring: Keyring
) -> tuple[_Rows, Keyring]:
    """Return what is to be written, and the keys after it, once the rules have passed every entry."""
    rows, past = _Rows(), _Past.of(alias, submissions, first)
    for position, each in enumerate(submissions, start=first):
        data, leaf, core = _whole(each, position, recorded)
        ring = judge(leaf, core, position, recorded, ring, past=past)
        past.add(leaf.id, each)
        rows.leaves.append(data)
        rows.entries.append(_entry_row(each, data, position, recorded))
        rows.parts += [row_from_part(position, rank, part) for rank, part in enumerate(each.parts)]
        rows.attachments += _attachment_rows(each, position)
        if leaf.entry.kind == "redaction":
            rows.redacted.append((core["entry"], core["parts"]))
    return rows, ring


@dataclass(slots=True)
class _Past:
    """The past as the database has it, with what the batch itself has added."""

    alias: str
    entries: set[bytes]
    identities: set[bytes]
    added: dict[int, tuple[str, str, tuple[str, ...]]]
    next: int

    @staticmethod
    def of(alias: str, submissions: Iterable[Submission], size: int) -> _Past:
        rows = LedgerEntry.objects.using(alias)
        ids = [each.id for each in submissions] + [each.entry.corrects for each in submissions if each.entry.corrects]
        keys = [found for each in submissions if (found := _identity(each)) is not None]
        have = {stored(each) for each in _in(rows, "entry_id", ids)}
        return _Past(alias, have, {stored(each) for each in _in(rows, "identity", keys)}, {}, size)

    def has_entry(self, entry_id: bytes) -> bool:
        return entry_id in self.entries

    def has_record(self, identity: Identity) -> bool:
        return hashed(identity) in self.identities

    def head(self, position: int) -> tuple[str, str, tuple[str, ...]] | None:
        if position in self.added:
            return self.added[position]
        row = LedgerEntry.objects.using(self.alias).filter(position=position).first()
        if row is None:
            return None
        with read_back(place_of(position)):
            return row.team, row.kind, tuple(each.name for each in leaf_from_bytes(stored(row.leaf)).entry.parts)

    def add(self, entry_id: bytes, submission: Submission) -> None:
        self.entries.add(entry_id)
        if (identity := _identity(submission)) is not None:
            self.identities.add(identity)
        entry = submission.entry
        self.added[self.next] = (entry.by, entry.kind, tuple(each.name for each in entry.parts))
        self.next += 1


def ring_after(alias: str, ring: Keyring, since: int, until: int) -> Keyring:
    """Return the keys after the entries at positions since <= p < until; they were judged when they were written."""
    rows = LedgerEntry.objects.using(alias).filter(position__gte=since, position__lt=until, kind__in=CONTROL)
    for row in rows.order_by("position"):
        core = EntryPart.objects.using(alias).get(entry=row, rank=0)
        ring = ring.after(leaf_from_bytes(stored(row.leaf)), object_from_canonical(stored(core.body)))
    return ring


def _whole(submission: Submission, position: int, recorded: int) -> tuple[bytes, Leaf, dict[str, Any]]:
    """Return an entry's leaf, as bytes and as it will be read again, and its core.

    Raises:
        Refused: It could not be read again, or its parts are not those that it commits to.
    """
    place, heads = place_of(position), submission.entry.parts
    try:
        data = leaf_bytes(submission, position, recorded)
        leaf = leaf_from_bytes(data)
        core = submission.core
    except (ValueError, IndexError) as error:
        raise Refused([problem("E-LEDGER-006", place, reason=error)]) from None
    if [each.name for each in submission.parts] != [each.name for each in heads]:
        raise Refused([problem("E-LEDGER-016", place, part=heads[-1].name)])
    for part, head in zip(submission.parts, heads, strict=True):
        if not holds(part, head):
            raise Refused([problem("E-LEDGER-015", place, part=part.name)])
        if isinstance(part, SealedPart) and {each.to for each in part.wraps} != set(head.readers):
            raise Refused([problem("E-LEDGER-016", place, part=part.name)])
    for name, _ in submission.attachments:
        if name not in {each.name for each in heads}:
            raise Refused([problem("E-LEDGER-006", place, reason=f'an attachment of "{name}", which is no part of it')])
    try:
        check_core(submission.entry.kind, core, position)
    except Refused as refused:
        team, kind, reason = submission.entry.by, submission.entry.kind, render(refused.problems[0])
        raise Refused([problem("E-LEDGER-018", place, team=team, kind=kind, reason=reason)]) from None
    return data, leaf, core


def _entry_row(submission: Submission, data: bytes, position: int, recorded: int) -> LedgerEntry:
    entry = submission.entry
    return LedgerEntry(
        position=position,
        leaf=data,
        entry_id=submission.id,
        identity=_identity(submission),
        kind=entry.kind,
        team=entry.by,
        recorded=recorded,
    )


def _attachment_rows(submission: Submission, position: int) -> list[Attachment]:
    return [
        Attachment(digest=hashlib.sha256(sealed).hexdigest(), entry_id=position, part=part, sealed=sealed)
        for part, sealed in submission.attachments
    ]


def _grown(alias: str, size: int, hashes: Sequence[bytes]) -> Any:
    """Write the tiles that change and return all that a proof of the new entries needs, as a function."""
    rows = Tile.objects.using(alias)
    last, level = {}, 0
    while size >> 8 * level:
        index, width = divmod(size >> 8 * level, WIDTH)
        if width:
            last[level] = stored(rows.get(id=Tile.id_of(level, index)).hashes)
        level += 1
    changed = grow(last, size, hashes)
    fresh = [Tile(id=Tile.id_of(*where), hashes=data) for where, data in changed.items()]
    rows.bulk_create(fresh, batch_size=500, update_conflicts=True, update_fields=["hashes"], unique_fields=["id"])
    cache: dict[tuple[int, int], bytes] = dict(changed)

    def tile(level: int, index: int) -> bytes:
        if (level, index) not in cache:
            cache[level, index] = stored(rows.get(id=Tile.id_of(level, index)).hashes)
        return cache[level, index]

    return tile


def _checkpoint(key: LogKey, size: int, tiles: Any) -> Note:
    head = Checkpoint(key.origin, size, root_at(tiles, size))
    return Note.signed(head.text, key.origin, key.sign)


def _clock_set_back(now: int, head: Head) -> tuple[Problem, ...]:
    if now >= head.recorded:
        return ()
    seen, limit = text_from_instant(now), text_from_instant(head.recorded)
    return (problem("W-LEDGER-001", seen=seen, limit=limit),)


def _identity(submission: Submission) -> bytes | None:
    if submission.entry.kind not in RECORDS:
        return None
    try:
        return hashed(identity_of(submission.core))
    except (ValueError, IndexError):  # the rules refuse it when its turn comes
        return None


def hashed(identity: Identity) -> bytes:
    """Return the hash under which the version of a record is kept."""
    return hashlib.sha256(canonical({"identity": list(identity)})).digest()


def _in(rows: Any, field: str, values: Sequence[bytes]) -> Iterable[bytes]:
    for at in range(0, len(values), 500):
        yield from rows.filter(**{f"{field}__in": values[at : at + 500]}).values_list(field, flat=True)
