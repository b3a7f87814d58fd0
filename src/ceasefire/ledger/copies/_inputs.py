"""What an assessment reads from a copy: the agreement, records and data sets of the first so many entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ceasefire.ledger.copies._copy import Batch, Copy
from ceasefire.ledger.copies._heeded import Heeded
from ceasefire.ledger.entries import (
    RECORDS,
    Leaf,
    OpenPart,
    Part,
    dataset_from_core,
    leaf_from_bytes,
    object_from_canonical,
    record_from_core,
)
from ceasefire.ledger.notes import Checkpoint, checkpoint_from_note
from ceasefire.ledger.tree import leaf_hash, root_of
from ceasefire.problems import Refused, problem
from ceasefire.records import Dataset, Record, Watch

_EVER = 1 << 60


@dataclass(frozen=True, slots=True)
class LedgerInputs:
    """What an assessment reads.

    Attributes:
        head: Origin, how many entries were taken, and the root over them: what the assessment cites.
        agreement: Text of the newest agreement among them, its position.
        records: In the order of the ledger, recorded when it recorded them.
        datasets: The newest description of each.
        without: Positions of records and data sets whose core this copy no longer has, or that nobody can read.
        unheeded: Positions of versions of other teams' records, which only their team or the operator corrects.
        newest: The instant at which the last of the entries was recorded, seconds UTC.
    """

    head: Checkpoint
    agreement: tuple[str, int]
    records: tuple[Record, ...]
    datasets: tuple[Dataset, ...]
    without: tuple[int, ...]
    unheeded: tuple[int, ...]
    newest: int


def inputs_from_copy(copy: Copy, size: int | None, until: int | None, knowledge: str) -> LedgerInputs:
    """Return the inputs in the first entries of a copy.

    Args:
        copy: A copy that was verified.
        size: Take so many entries; None: all.
        until: Take only those recorded by this instant; None: whenever.
        knowledge: recorded, as-reported or hindsight: under `recorded` a data set is known from its entry on.

    Where a core is gone or cannot be read, the versions that it corrected stay corrected, and nothing closes a day:
    what nobody can read may have held what breaks it.

    Raises:
        Refused: There are not so many entries, or no agreement among them.

    Source: DESIGN, "As known at" and "Silence is not compliance".
    """
    whole = checkpoint_from_note(copy.checkpoint)
    if size is not None and not 0 < size <= whole.size:
        expected = f"a size from 1 to {whole.size}"
        raise Refused([problem("E-LEDGER-040", seen=f"tree of {size} entries", expected=expected)])
    reading = Reading(knowledge)
    last, end = whole.size if size is None else size, _EVER if until is None else until
    for leaf, data, parts in taken(copy.batches(), 0, last, end):
        reading.take(leaf, data, parts)
    return reading.inputs(whole.origin)


@dataclass(slots=True)
class _Chain:
    """Which entry corrects which, read from the leaves alone: it holds where a core is gone."""

    positions: dict[bytes, int] = field(default_factory=dict)
    corrects: dict[int, bytes] = field(default_factory=dict)

    def add(self, leaf: Leaf) -> None:
        if leaf.entry.kind in RECORDS:
            self.positions[leaf.id] = leaf.position
            if leaf.entry.corrects is not None:
                self.corrects[leaf.position] = leaf.entry.corrects

    def corrected_by(self, positions: Iterable[int]) -> frozenset[int]:
        """Return the positions of all that the entries correct, and that those correct in turn."""
        found: set[int] = set()
        for start in positions:
            at: int | None = start
            while at is not None:
                at = self.positions.get(self.corrects.get(at, b""))
                if at is not None:
                    found.add(at)
        return frozenset(found)


@dataclass(slots=True)
class Reading:
    """What was read so far of a ledger: entries are taken one by one, in order, and may be gone on with later.

    A redaction takes out what an earlier entry held: whoever keeps a reading begins anew after one (`redacted`).

    Attributes:
        knowledge: recorded, as-reported or hindsight.
        hashes: Of the leaves taken.
        redacted: Whether a redaction was among them.
        newest: The instant at which the last of them was recorded, seconds UTC.
    """

    knowledge: str
    hashes: list[bytes] = field(default_factory=list)
    redacted: bool = False
    newest: int = 0
    _records: list[Record] = field(default_factory=list)
    _datasets: dict[str, Dataset] = field(default_factory=dict)
    _without: list[int] = field(default_factory=list)
    _chain: _Chain = field(default_factory=_Chain)
    _heeded: Heeded = field(default_factory=lambda: Heeded(""))
    _agreement: tuple[str, int] = ("", -1)

    def take(self, leaf: Leaf, data: bytes, parts: Sequence[Part]) -> None:
        """Take the next entry: its leaf, the leaf's bytes, and what is left of its parts."""
        self.hashes.append(leaf_hash(data))
        self.newest = leaf.recorded
        self.redacted = self.redacted or leaf.entry.kind == "redaction"
        self._chain.add(leaf)
        core = next((each for each in parts if isinstance(each, OpenPart)), None)
        if core is None:
            self._without.append(leaf.position)
            return
        content = object_from_canonical(core.payload)
        if leaf.entry.kind == "ledger":
            self._heeded = Heeded.from_opening(content)
        elif leaf.entry.kind == "agreement":
            self._agreement = (content["text"], leaf.position)
        try:
            self._records += _records(self._heeded, leaf, content)
            found = _datasets(self._heeded, leaf, content)
            self._datasets |= {each.id: _known(each, leaf.recorded, self.knowledge) for each in found}
        except Refused:  # the centre refuses such an entry; where it stands all the same, it spoils no other
            self._without.append(leaf.position)

    def inputs(self, origin: str) -> LedgerInputs:
        """Return what an assessment reads of the entries taken.

        Raises:
            Refused: E-LEDGER-040, there is no agreement among them.

        Source: DESIGN, "As known at" and "Silence is not compliance".
        """
        if not self._agreement[0]:
            expected = "an entry of kind agreement"
            raise Refused([problem("E-LEDGER-040", seen="agreement by then", expected=expected)])
        records, datasets = self._records, self._datasets
        if self._without:
            gone = self._chain.corrected_by(self._without)
            records = [_unwatched(each) for each in records if each.position not in gone]
            datasets = {name: replace(each, coverage=()) for name, each in datasets.items()}
        return LedgerInputs(
            Checkpoint(origin, len(self.hashes), root_of(self.hashes)),
            self._agreement,
            tuple(records),
            tuple(datasets.values()),
            tuple(self._without),
            tuple(self._heeded.unheeded),
            self.newest,
        )


def taken(batches: Iterable[Batch], first: int, size: int, until: int) -> Iterator[tuple[Leaf, bytes, Sequence[Part]]]:
    """Yield (leaf, its bytes, its parts) of entries from `first` on, below `size`, recorded by `until`.

    Source: docs/ledger-format.md.
    """
    for batch in batches:
        for position, data in enumerate(batch.leaves, start=batch.first):
            if position < first:
                continue
            leaf = leaf_from_bytes(data)
            if position >= size or leaf.recorded > until:
                return
            yield leaf, data, batch.parts.get(position, ())


def _records(heeded: Heeded, leaf: Leaf, content: Mapping[str, Any]) -> list[Record]:
    if leaf.entry.kind not in RECORDS:
        return []
    record = heeded.record(record_from_core(content, leaf.position, leaf.recorded), leaf.entry.by)
    return [] if record is None else [record]


def _datasets(heeded: Heeded, leaf: Leaf, content: Mapping[str, Any]) -> list[Dataset]:
    if leaf.entry.kind != "dataset":
        return []
    dataset = heeded.dataset(dataset_from_core(content, leaf.position), leaf.entry.by, leaf.position)
    return [] if dataset is None else [dataset]


def _known(dataset: Dataset, recorded: int, knowledge: str) -> Dataset:
    if knowledge != "recorded" and dataset.released is not None:
        return dataset
    return replace(dataset, released=recorded)


def _unwatched(record: Record) -> Record:
    if isinstance(record.details, Watch):
        return replace(record, details=replace(record.details, done=False))
    return record
