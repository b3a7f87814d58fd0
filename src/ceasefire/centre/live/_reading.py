"""The ledger as far as it was read: a process reads each entry once, and goes on where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ceasefire.centre.access import RULES
from ceasefire.centre.live._centre import keys, store
from ceasefire.centre.storage._copy import DatabaseCopy
from ceasefire.desk import Inputs, inputs_from_ledger
from ceasefire.ledger import TeamKey
from ceasefire.ledger.copies import LedgerInputs, Reading, inputs_from_copy, taken
from ceasefire.ledger.entries import Leaf, Part, SealedPart, unseal
from ceasefire.ledger.notes import checkpoint_from_note
from ceasefire.ledger.tree import WIDTH
from ceasefire.problems import Place, Refused
from ceasefire.records import Dataset, Record, json_from_record, record_from_json

_EVER = 1 << 60
_NO_DATASET = Dataset("")


@dataclass(slots=True)
class Reader:
    """Reads one ledger, entry by entry, under one kind of knowledge.

    Attributes:
        opens: Whether it opens words at all; an answer needs none.
        words: The opened words of entries that were said in public, by position.
    """

    knowledge: str
    reading: Reading
    opens: bool = True
    words: dict[int, dict[str, Any]] = field(default_factory=dict)

    def read(self, copy: DatabaseCopy) -> tuple[Inputs, tuple[Record, ...], int]:
        """Return the inputs up to the copy's checkpoint, the same records with their words, and when the last came.

        Raises:
            Refused: The database is gone, or holds no agreement.
        """
        head = checkpoint_from_note(copy.checkpoint)
        held = self._on(copy, head.origin)
        if held is None or held.head.root != head.root:  # another ledger, or a redaction: nothing kept may stand
            self.reading, self.words = Reading(self.knowledge), {}
            held = self._on(copy, head.origin, anew=True)
        if held is None:
            raise AssertionError("a reading that begins anew ends")
        return self._worded(held)

    def until(self, copy: DatabaseCopy, instant: int) -> tuple[Inputs, tuple[Record, ...], int]:
        """Return the inputs recorded by an instant, where the ledger's own clock counts.

        Raises:
            Refused: The database is gone, or held no agreement by then.
        """
        self.read(copy)
        return self._worded(inputs_from_copy(copy, None, instant, self.knowledge))

    def _on(self, copy: DatabaseCopy, origin: str, *, anew: bool = False) -> LedgerInputs | None:
        first, own = len(self.reading.hashes), _operator_key() if self.opens else None
        if first > copy.size:
            return None
        for leaf, data, parts in taken(copy.batches(first // WIDTH * WIDTH), first, copy.size, _EVER):
            self.reading.take(leaf, data, parts)
            if own is not None and leaf.entry.kind in ("record", "decision"):
                self._open(leaf, parts, own)
        if self.reading.redacted and not anew:
            return None
        self.reading.redacted = False
        return self.reading.inputs(origin)

    def _open(self, leaf: Leaf, parts: Sequence[Part], own: TeamKey) -> None:
        for part in parts:
            head = leaf.entry.part(part.name)
            if part.name == "narrative" and isinstance(part, SealedPart) and head is not None:
                try:
                    self.words[leaf.position] = unseal(part, head, own)
                except ValueError:  # sealed to others
                    continue

    def _worded(self, held: LedgerInputs) -> tuple[Inputs, tuple[Record, ...], int]:
        inputs = inputs_from_ledger(held, store().cosigners(), (), self.knowledge)
        return inputs, tuple(self._with_words(each) for each in inputs.records), held.newest

    def _with_words(self, record: Record) -> Record:
        words = self.words.get(record.position) if RULES[record.kind].words else None
        if not words:
            return record
        content = {key: value for key, value in json_from_record(record).items() if key != "recorded"} | words
        dataset = replace(_NO_DATASET, id=record.dataset)
        try:
            said = record_from_json(content, Place(f"entry {record.position}"), dataset, record.position)
        except Refused:
            return record
        return replace(said, recorded=record.recorded, hash=record.hash, dataset=record.dataset)


def _operator_key() -> TeamKey | None:
    """Return the mission's own key, if this centre has it."""
    try:
        return keys().teams.get("mission")
    except Refused:
        return None
