"""Entries, newest first, as far as they are released to whoever looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ceasefire.centre.live import View
from ceasefire.centre.models import EntryPart, LedgerEntry
from ceasefire.centre.storage._faults import stored
from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.entries import CORE, KINDS, Leaf, leaf_from_bytes, object_from_canonical
from ceasefire.problems import Refused
from ceasefire.publish.words import KINDS as RECORD_KINDS
from ceasefire.publish.words import Language, word
from ceasefire.records import Record

A_PAGE = 40
# What keeps the ledger itself together is nobody's secret. A description of a data set says what was watched: it is.
_OPEN = frozenset({"ledger", "key", "key-withdrawn", "log-key", "agreement", "redaction"})


@dataclass(frozen=True, slots=True)
class Seen:
    """What an audience may see of the entries: all of them, or those at `records`, and what is nobody's secret."""

    everything: bool
    records: Mapping[int, Record]

    def shows(self, position: int, kind: str) -> bool:
        """Return whether what an entry says may be shown, and who signed it when."""
        return self.everything or kind in _OPEN or position in self.records


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in the list; team, instant and subject are empty where it is not released."""

    position: int
    kind: str
    commitment: str
    team: str
    recorded: int | None
    about: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the list: rows, newest first, and below which position the older ones begin; None: there are none."""

    rows: tuple[Row, ...]
    older: int | None


def seen_by(view: View) -> Seen:
    """Return what a view's audience may see of the entries."""
    records = {each.position: each for each in view.inputs.records}
    return Seen(view.audience == "mission", records)


def sheet_of(seen: Seen, language: Language, before: int | None, kind: str, team: str) -> Sheet:
    """Return a page of entries.

    Args:
        seen: What may be shown.
        language: In which words.
        before: Only entries at lower positions; None: from the newest.
        kind: Only of this kind of entry; empty: all.
        team: Only signed by this team, as far as that is shown; empty: all.
    """
    rows = LedgerEntry.objects.order_by("-position")
    if before is not None:
        rows = rows.filter(position__lt=before)
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    if team:
        rows = rows.filter(team=team)
    found: list[LedgerEntry] = []
    for row in rows.iterator(chunk_size=4 * A_PAGE):
        if not team or seen.shows(row.position, row.kind):
            found.append(row)
        if len(found) > A_PAGE:
            break
    page = found[:A_PAGE]
    cores = _cores([each.position for each in page if seen.shows(each.position, each.kind)])
    older = page[-1].position if len(found) > A_PAGE else None
    return Sheet(tuple(_row(seen, language, each, cores) for each in page), older)


def core_of(position: int) -> dict[str, Any] | None:
    """Return what an entry's core says; None where it is gone, or not to be read."""
    return _cores([position]).get(position)


def _cores(positions: list[int]) -> dict[int, dict[str, Any]]:
    return dict(_read(EntryPart.objects.filter(entry_id__in=positions, rank=0, name=CORE)))


def _read(parts: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for each in parts:
        try:
            yield each.entry_id, object_from_canonical(stored(each.body))
        except (ValueError, Refused):  # damaged: `ledger verify` says so; here it is shown as gone
            continue


def _row(seen: Seen, language: Language, row: LedgerEntry, cores: Mapping[int, dict[str, Any]]) -> Row:
    leaf: Leaf = leaf_from_bytes(stored(row.leaf))
    shown = seen.shows(row.position, row.kind)
    return Row(
        row.position,
        row.kind,
        text_from_bytes(leaf.entry.parts[0].hash),
        row.team if shown else "",
        int(row.recorded) if shown else None,
        about(language, cores.get(row.position)) if shown else "",
        shown,
    )


def about(language: Language, core: Mapping[str, Any] | None) -> str:
    """Return which record, data set, team or entry a core is about, in a few words."""
    if core is None:
        return ""
    if "source" in core and "id" in core:
        key, version = f"{core['source']}/{core['id']}", core.get("version", 1)
        kind = word(language, RECORD_KINDS, str(core.get("kind", "")))
        if version == 1:
            return language.say("{kind} {key}", kind=kind, key=key)
        return language.say("{kind} {key}, version {version}", kind=kind, key=key, version=language.number(version))
    if "entry" in core:
        return language.say("of entry {n}", n=language.number(core["entry"]))
    return str(core.get("team") or core.get("id") or "")
