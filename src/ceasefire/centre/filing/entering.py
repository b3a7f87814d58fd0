"""From what a person entered to signed entries in the ledger: read, judged, split into parts, signed, acknowledged."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ceasefire.agreement import regions_of
from ceasefire.centre.access import Viewer
from ceasefire.centre.live import keys, now, shown, store
from ceasefire.centre.storage._appending import Appended
from ceasefire.ledger import PublicKeys, TeamKey
from ceasefire.ledger.entries import Author, File, enter_record
from ceasefire.problems import Place, Refused, problem
from ceasefire.records import Dataset, Record, record_from_json

# Which parts of which kinds other teams may open: what was said in public, the guarantors; a position, nobody else.
_WORDS_TO_ALL = frozenset({"tally", "statement", "determination", "finding", "act", "complaint", "answer"})


def file_contents(viewer: Viewer, contents: Sequence[Mapping[str, Any]], files: Sequence[File] = ()) -> Appended:
    """Enter what was typed, as JSON of records (docs/records.md), signed for the viewer's team.

    Args:
        viewer: For whom; the records' `source` must be the viewer's own.
        contents: Each one record, without `source`, `recorded` and `claimed_recorded`.
        files: Attached to the first of them.

    Returns:
        The acknowledgement: the entries are durable.

    Raises:
        Refused: A field is wrong (the problem names it), the source is not the viewer's, the ledger refuses it, or
            the centre has no key of the team. Nothing of it is entered.
    """
    if not viewer.source:
        raise Refused([problem("E-LEDGER-012", Place(field="source"), team=viewer.team or "nobody")])
    records = [
        record_from_json(dict(each) | {"source": viewer.source}, Place(field=f"{at}"), Dataset(""), 0)
        for at, each in enumerate(contents, start=1)
    ]
    return file_records(viewer, records, files)


def file_records(viewer: Viewer, records: Sequence[Record], files: Sequence[File] = ()) -> Appended:
    """Enter records, each with the moment at which it was entered; arguments and errors as of `file_contents`."""
    own, ledger, moment = team_key(viewer), store(), now()
    agreement = shown().agreement
    regions = regions_of(agreement)
    author = Author(own, ledger.keyring().origin, os.urandom)
    newest = _newest_entries({each.key for each in records})
    entries = []
    for at, each in enumerate(records):
        told = replace(each, claimed_recorded=moment)
        entered = enter_record(
            author,
            told,
            regions,
            _readers(each),
            files=files if at == 0 else (),
            corrects=newest.get(each.key),
        )
        newest[each.key] = entered.id
        entries.append(entered)
    return ledger.append(entries, keys().log, moment)


def team_key(viewer: Viewer) -> TeamKey:
    """Return the key with which the viewer's team signs here.

    Raises:
        Refused: E-LEDGER-012, this centre holds no key of that team: the team signs on its own machine.
    """
    found = keys().teams.get(viewer.team)
    if found is None or viewer.duress:
        raise Refused([problem("E-LEDGER-012", team=viewer.team or "nobody")])
    return found


def _readers(record: Record) -> dict[str, list[PublicKeys]]:
    if record.kind not in _WORDS_TO_ALL:
        return {"narrative": [], "position": []}
    return {"narrative": [each.public for each in keys().teams.values()]}


def _newest_entries(wanted: set[str]) -> dict[str, bytes]:
    """Return the id of the newest entry of each record that is in the ledger already."""
    found: dict[str, tuple[int, int]] = {}
    for each in shown().inputs.records:
        if each.key in wanted and found.get(each.key, (0, 0))[0] < each.version:
            found[each.key] = (each.version, each.position)
    ledger = store()
    return {key: ledger.entry(position)[0].id for key, (_, position) in found.items()}
