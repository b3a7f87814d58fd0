"""The database as a copy of the ledger, as of the checkpoint that was newest when it was opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ceasefire.centre.models import Cosignature, EntryPart, LedgerEntry, SignedCheckpoint, Tile
from ceasefire.centre.storage._faults import asked, stored
from ceasefire.ledger import bytes_from_text, text_from_bytes
from ceasefire.ledger.copies import Batch
from ceasefire.ledger.entries import OpenPart, Part, SealedPart, Wrap
from ceasefire.ledger.notes import Note, Signature, checkpoint_from_note, note_from_text
from ceasefire.ledger.tree import WIDTH
from ceasefire.problems import Place, Refused, problem


class DatabaseCopy:
    """A ledger's database. Entries that are appended after it was opened are not in it."""

    audience = ""

    def __init__(self, alias: str, name: str, size: int | None = None) -> None:
        """Open the database of a Django alias; `name` is what problems call it; `size`: of an older checkpoint.

        Raises:
            Refused: E-LEDGER-030, it holds no ledger.
        """
        self._alias, self._name, self._wanted = alias, name, size
        with asked(alias, name):
            self._open()

    def _open(self) -> None:
        rows = SignedCheckpoint.objects.using(self._alias).order_by("-size")
        newest = (rows if self._wanted is None else rows.filter(size=self._wanted)).first()
        if newest is None:
            raise Refused([problem("E-LEDGER-030", Place(self._name))])
        cosigned = SignedCheckpoint.objects.using(self._alias).filter(cosignatures__isnull=False)
        self._cosigned = list(cosigned.values_list("size", flat=True).distinct())
        self.checkpoint = self._note(newest)
        self._size = newest.size

    @property
    def size(self) -> int:
        """Return how many entries it has."""
        return self._size

    @property
    def checkpoints(self) -> Mapping[int, Note]:
        """Return the earlier checkpoints that somebody cosigned, by size."""
        rows = SignedCheckpoint.objects.using(self._alias).filter(size__in=self._cosigned, size__lt=self._size)
        with asked(self._alias, self._name):
            return {each.size: self._note(each) for each in rows.order_by("size")}

    @property
    def later_cosignatures(self) -> Mapping[str, Signature]:
        """Return none: a database keeps cosignatures with their checkpoints."""
        return {}

    def signed_texts(self) -> Mapping[str, Note]:
        """Return none: a database has no manifest."""
        return {}

    def batches(self, first: int = 0) -> Iterator[Batch]:
        """Yield entries in order, from a multiple of 256 on.

        Raises:
            Refused: E-LEDGER-006, a part that is not as it was written; -032, the database cannot be read.
        """
        for start in range(first, self._size, WIDTH):
            with asked(self._alias, self._name):
                batch = self._batch(start, min(start + WIDTH, self._size))
            yield batch

    def tile(self, level: int, index: int, width: int) -> bytes:
        """Return the first `width` hashes of a tile, or nothing where there is none."""
        with asked(self._alias, self._name):
            rows = Tile.objects.using(self._alias).filter(id=Tile.id_of(level, index))
            row = rows.values_list("hashes", flat=True).first()
            return stored(row)[: width * 32] if row else b""

    def _batch(self, start: int, end: int) -> Batch:
        rows = LedgerEntry.objects.using(self._alias).filter(position__gte=start, position__lt=end)
        leaves = tuple(stored(each) for each in rows.order_by("position").values_list("leaf", flat=True))
        found: dict[int, list[Part]] = {}
        parts = EntryPart.objects.using(self._alias).filter(entry_id__gte=start, entry_id__lt=end)
        for each in parts.order_by("entry_id", "rank"):
            found.setdefault(each.entry_id, []).append(part_from_row(each))
        return Batch(start, leaves, {position: tuple(each) for position, each in found.items()})

    def _note(self, row: SignedCheckpoint) -> Note:
        lines = Cosignature.objects.using(self._alias).filter(checkpoint=row).order_by("team")
        place = Place(f"checkpoints/{row.size}")
        try:
            note = note_from_text(row.note + "".join(f"{each.line}\n" for each in lines))
            size = checkpoint_from_note(note).size
        except ValueError as error:
            raise Refused([problem("E-LEDGER-006", place, reason=error)]) from None
        if size != row.size:
            raise Refused([problem("E-LEDGER-006", place, reason=f"a checkpoint of size {size}")])
        return note


def part_from_row(row: EntryPart) -> Part:
    """Return the part that a row holds.

    Raises:
        Refused: E-LEDGER-006, the row is not as it was written.
    """
    if row.salt:
        return OpenPart(row.name, stored(row.salt), stored(row.body))
    try:
        wraps = [
            Wrap(each["to"], bytes_from_text(each["key"]), bytes_from_text(each["wrap"]))
            for each in json.loads(stored(row.wraps))
        ]
    except (ValueError, KeyError, TypeError):
        raise Refused([problem("E-LEDGER-006", Place(field=f"entry {row.entry_id}"), reason="not wraps")]) from None
    return SealedPart(row.name, stored(row.body), tuple(wraps))


def row_from_part(position: int, rank: int, part: Part) -> EntryPart:
    """Return the row of a part."""
    if isinstance(part, OpenPart):
        return EntryPart(entry_id=position, rank=rank, name=part.name, salt=part.salt, body=part.payload, wraps=b"")
    wraps: list[dict[str, Any]] = [
        {"to": each.to, "key": text_from_bytes(each.key), "wrap": text_from_bytes(each.wrap)} for each in part.wraps
    ]
    data = json.dumps(wraps).encode()
    return EntryPart(entry_id=position, rank=rank, name=part.name, salt=b"", body=part.sealed, wraps=data)
