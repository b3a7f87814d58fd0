"""Filing a form once, however often it is sent: its key is the record's id, and the ledger takes an id once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing.drafts import forget
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.filing.models import Filed
from ceasefire.centre.live import now, store
from ceasefire.ledger.entries import File
from ceasefire.ledger.notes import checkpoint_from_note
from ceasefire.problems import Refused

_DIGITS = 16


def record_id(viewer: Viewer, key: str, kind: str) -> str:
    """Return the id of the record that a form will be: it says nothing of who filed it, or when.

    >>> record_id(Viewer("reporter", person=1), "00" * 16, "report")
    'report-723c8c4a970ce2a3'
    """
    return f"{kind}-{hashlib.sha256(f'{viewer.person}/{key}'.encode()).hexdigest()[:_DIGITS]}"


def filed_before(viewer: Viewer, key: str) -> Filed | None:
    """Return what somebody filed by a form; None under duress, and if it was somebody else."""
    if viewer.person is None or viewer.duress:
        return None
    return Filed.objects.filter(person_id=viewer.person, key=key).first()


def file_once(viewer: Viewer, key: str, content: Mapping[str, Any], files: Sequence[File]) -> tuple[Filed, bool]:
    """File what was typed in a form, or find it filed already; its draft goes.

    Returns:
        What was filed, and whether it was now.

    Raises:
        Refused: As `file_contents`.
    """
    if (before := filed_before(viewer, key)) is not None:
        forget(viewer, key)
        return before, False
    kind = str(content["kind"])
    name = record_id(viewer, key, kind)
    try:
        appended = file_contents(viewer, [dict(content) | {"id": name}], files)
    except Refused:
        # The other half of a double click was faster, or the centre stopped between entering it and saying so.
        stands = (
            None if viewer.duress else store().standing_at([(viewer.source, name, 1)]).get((viewer.source, name, 1))
        )
        if stands is None:
            raise
        entries, fresh = (stands[0], 1, store().size()), False
    else:
        entries, fresh = (appended.first, 1, checkpoint_from_note(appended.checkpoint).size), True
    filed = note_filed(viewer, key, kind, entries)
    forget(viewer, key)
    return filed, fresh


def note_filed(viewer: Viewer, key: str, kind: str, entries: tuple[int, int, int]) -> Filed:
    """Note that a form was filed as (first position, how many, size of the tree that covers them)."""
    first, count, size = entries
    fields = {"kind": kind, "at": now(), "first": first, "count": count, "size": size}
    mine = Filed.objects.filter(person_id=viewer.person or 0, key=key)
    try:
        return mine.first() or Filed.objects.create(person_id=viewer.person or 0, key=key, **fields)
    except IntegrityError:  # the other half of a double click
        return mine.get()
