"""The versions of the agreement, as the ledger holds them."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.agreement import Agreement
from ceasefire.centre.live import store
from ceasefire.centre.models import EntryPart, LedgerEntry
from ceasefire.centre.storage._faults import stored
from ceasefire.desk import agreement_of
from ceasefire.ledger.entries import object_from_canonical


@dataclass(frozen=True, slots=True)
class Version:
    """A version: the entry that holds it, when it was entered, its hash (docs/agreement-file.md), its text."""

    position: int
    recorded: int
    hash: str
    text: str


def versions() -> list[Version]:
    """Return every version, newest first."""
    rows = LedgerEntry.objects.filter(kind="agreement").order_by("-position").values_list("position", "recorded")
    parts = EntryPart.objects.filter(entry__kind="agreement", rank=0)
    texts = {each.entry_id: str(object_from_canonical(stored(each.body))["text"]) for each in parts}
    return [
        Version(position, recorded, agreement_of(texts[position]).hash, texts[position])
        for position, recorded in rows
        if position in texts
    ]


def newest_agreement() -> Agreement | None:
    """Return the newest version, read; None before there is one."""
    text = store().newest_agreement()
    return agreement_of(text) if text else None
