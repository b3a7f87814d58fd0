"""Ledgers to put under load: keys that every process makes alike, entries of no meaning, what must hold of all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from typing import Any

from ceasefire.centre import DatabaseCopy, Store
from ceasefire.centre.models import (
    Attachment,
    Cosignature,
    EntryPart,
    Head,
    LedgerEntry,
    SignedCheckpoint,
    Tile,
)
from ceasefire.ledger import TeamKey, new_log_key, new_team_key
from ceasefire.ledger.copies import Expected, Facts, verify_copy
from ceasefire.ledger.entries import Author, OpenPart, Submission, attach, enter_opening, open_part, seal_part, submit
from ceasefire.problems import Refused

ORIGIN = "ceasefire.example/storage"
NOW = 1_800_000_000
TABLES = (Attachment, Cosignature, EntryPart, Head, LedgerEntry, SignedCheckpoint, Tile)


def seeded(seed: str) -> Callable[[int], bytes]:
    """Return bytes that are the same in every process."""
    return lambda size: hashlib.shake_256(seed.encode()).digest(size)


MISSION = new_team_key("mission", seeded("mission"))
NORTH = new_team_key("north", seeded("north"))
SOUTH = new_team_key("south", seeded("south"))
LOG = new_log_key(ORIGIN, seeded("log"))
AUTHOR = Author(MISSION, ORIGIN, os.urandom)


def core_of(name: str, **more: Any) -> OpenPart:
    """Return the core of a record of little meaning."""
    content = {"source": "mission", "id": name, "kind": "notice", "purpose": "aid", "recipients": ["north"]}
    return open_part("core", content | more, os.urandom)


def record(name: str, key: TeamKey = MISSION) -> Submission:
    """Return a record with nothing but its core, signed by a team."""
    return submit(key, ORIGIN, "record", core_of(name))


def protected(name: str, secret: str) -> Submission:
    """Return a record whose core tells the secret, with a sealed narrative and an attachment."""
    payload, _, sealed = attach(secret.encode() * 40, "a.txt", secret.encode(), "text/plain", os.urandom)
    parts = [seal_part("narrative", {"text": secret}, [MISSION.public], os.urandom)]
    parts.append(seal_part("attachment-1", payload, [MISSION.public], os.urandom))
    files = [("attachment-1", sealed)]
    return submit(MISSION, ORIGIN, "record", core_of(name, incident=secret), parts, attachments=files)


def opened(database: str, *more: Submission) -> Store:
    """Return a new ledger in an empty database."""
    store = Store(database)
    store.open_new([enter_opening(AUTHOR, LOG, [NORTH.public, SOUTH.public]), *more], LOG, NOW)
    return store


def sound(store: Store, expected: Expected = Expected()) -> Facts:  # noqa: B008  frozen
    """Return what the ledger says of itself, verified whole, with nothing half written beside it."""
    with store.reading() as copy:  # a killed writer's server may still be at its commit
        return sound_as_read(store, copy, expected)


def sound_as_read(store: Store, copy: DatabaseCopy, expected: Expected = Expected()) -> Facts:  # noqa: B008  frozen
    """Return what the ledger says of itself, as it is being read."""
    facts = verify_copy(copy, expected)
    alias, size = alias_of(store), facts.head.size
    rows = LedgerEntry.objects.using(alias)
    assert (size, size) == (rows.count(), store.size())
    assert size == SignedCheckpoint.objects.using(alias).order_by("-size")[0].size
    recorded = list(rows.order_by("position").values_list("recorded", flat=True))
    assert recorded == sorted(recorded)
    return facts


def alias_of(store: Store) -> str:
    """Return Django's name of its database."""
    return store._alias


def counts(store: Store) -> dict[str, int]:
    """Return the number of rows of every table."""
    return {each.__name__: each.objects.using(alias_of(store)).count() for each in TABLES}


def codes(refused: Refused) -> list[str]:
    """Return the codes of its problems."""
    return [each.code for each in refused.problems]


def said_by(act: Callable[[], object]) -> str:
    """Return the problems that an act ends in, as a person reads them; nothing if it went well."""
    try:
        act()
    except Refused as refused:
        return str(refused)
    return ""


def leaves(copy: DatabaseCopy) -> Sequence[bytes]:
    """Return every leaf."""
    return [leaf for batch in copy.batches() for leaf in batch.leaves]
