"""What a question is asked of, wherever it was read."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.agreement import Agreement, agreement_from_bytes
from ceasefire.assess import Cited
from ceasefire.incidents import known_from
from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.copies import LedgerInputs
from ceasefire.places import Boundaries
from ceasefire.records import Dataset, Record


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a question is asked of.

    Attributes:
        agreement: Whose terms are asked about.
        records: Every version of every record read.
        datasets: What holds for whole files of them.
        boundaries: Place points in the agreement's coded areas.
        refused: How many rows of files could not be read.
        cited: The tree of a ledger that they came from; None: they came from files.
        known_by: The instant at which the last of what a ledger holds was known, seconds UTC; None: from files.
    """

    agreement: Agreement
    records: tuple[Record, ...]
    datasets: tuple[Dataset, ...]
    boundaries: tuple[Boundaries, ...] = ()
    refused: int = 0
    cited: Cited | None = None
    known_by: int | None = None


@functools.lru_cache(maxsize=8)
def agreement_of(text: str, name: str = "agreement") -> Agreement:
    """Return the agreement of a ledger's text; it is read once, for as long as nobody enters another.

    Args:
        text: As the ledger has it.
        name: What problems call it.

    Raises:
        Refused: The text is none.
    """
    return agreement_from_bytes(text.encode(), name)


def inputs_from_ledger(
    held: LedgerInputs,
    cosigned: tuple[tuple[str, int, int], ...],
    boundaries: Iterable[Boundaries],
    knowledge: str,
) -> Inputs:
    """Return what the first entries of a ledger hold, citing its tree.

    Args:
        held: What was read from a copy that was verified.
        cosigned: (team, size, instant) of what each team cosigned last.
        boundaries: Place points in the agreement's coded areas; a ledger holds none.
        knowledge: recorded, as-reported or hindsight: by which clock the last of them was known.

    Raises:
        Refused: The agreement's text is not one; the problems name its entry.
    """
    text, position = held.agreement
    datasets = {each.id: each for each in held.datasets}
    known_by = held.newest
    if knowledge == "as-reported":
        known = (known_from(each, datasets.get(each.dataset), knowledge) for each in held.records)
        known_by = max(known, default=held.newest)
    return Inputs(
        agreement_of(text, f"entry {position}"),
        held.records,
        held.datasets,
        tuple(boundaries),
        cited=Cited(held.head.origin, held.head.size, text_from_bytes(held.head.root), held.without, cosigned),
        known_by=known_by,
    )
