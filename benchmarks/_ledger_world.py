"""A ledger of any size: the records of September 2016, over and over under other ids, signed by one team."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import transaction

from benchmarks._measure import ROOT
from ceasefire.agreement import agreement_from_bytes, regions_of
from ceasefire.centre import Store
from ceasefire.centre.models import EntryPart, Head, LedgerEntry, SignedCheckpoint, Tile
from ceasefire.centre.storage._appending import _checkpoint, _entry_row, _grown, _Rows
from ceasefire.centre.storage._copy import row_from_part
from ceasefire.ledger import new_log_key, new_team_key
from ceasefire.ledger.entries import (
    DECISIONS,
    Author,
    Submission,
    core_from_record,
    enter_agreement,
    enter_dataset,
    enter_opening,
    leaf_bytes,
    open_part,
    seal_part,
    submit,
)
from ceasefire.ledger.tree import leaf_hash
from ceasefire.places import Region
from ceasefire.sources import ReadResult, read_source
from ceasefire.times import instant_from_text

ORIGIN, READER = "benchmark.ceasefire.example/ledger", "russia"
BEGINS = instant_from_text("2026-11-22T12:00:00Z")
PROTECTED_EACH = 5
_BATCH, _MINUTE = 10_240, 60
_SHIPPED = ROOT / "agreements" / "syria-2016-09"
Template = tuple[str, dict[str, Any], dict[str, Any]]


def _seeded(seed: str) -> Callable[[int], bytes]:
    """Return bytes that are the same in every process: the keys protect nothing."""
    return lambda length: hashlib.shake_256(seed.encode()).digest(length)


LOG = new_log_key(ORIGIN, _seeded("log"))
MISSION, PARTY = new_team_key("mission", _seeded("mission")), new_team_key(READER, _seeded(READER))
AUTHOR = Author(MISSION, ORIGIN, os.urandom)


def opening() -> list[Submission]:
    """Return the first entries: who takes part, the agreement, the data set."""
    agreement, dataset = (_SHIPPED / "agreement.yaml").read_text("utf-8"), _read().dataset
    return [
        enter_opening(AUTHOR, LOG, [PARTY.public]),
        enter_agreement(AUTHOR, agreement),
        enter_dataset(AUTHOR, dataset, _regions()),
    ]


def submissions(first: int, count: int) -> Iterator[Submission]:
    """Yield signed records with their real cores; each fifth has its narrative sealed for its team and one party."""
    templates = _templates()
    for number in range(first, first + count):
        kind, core, narrative = templates[number % len(templates)]
        opened = open_part("core", core | {"id": f"{core['id']}-{number}"}, os.urandom)
        readers = [MISSION.public, PARTY.public]
        protected = number % PROTECTED_EACH == 0
        sealed = [seal_part("narrative", narrative, readers, os.urandom)] if protected else []
        yield submit(MISSION, ORIGIN, kind, opened, sealed, claimed=BEGINS - number)


def fill(
    database: str, size: int, made: Callable[[int, int], Iterator[Submission]] = submissions, begins: int = BEGINS
) -> None:
    """Write a ledger of so many entries as `append` would, but judge and prove none: verification has to do that."""
    store, first = Store(database), opening()
    store.open_new(first, LOG, begins)
    alias, done = store._alias, len(first)  # noqa: SLF001  what it writes to
    while done < size:
        rows, recorded = _Rows(), begins + done // 100 * _MINUTE
        for position, each in enumerate(made(done, min(_BATCH, size - done)), start=done):
            data = leaf_bytes(each, position, recorded)
            rows.leaves.append(data)
            rows.entries.append(_entry_row(each, data, position, recorded))
            rows.parts += [row_from_part(position, rank, part) for rank, part in enumerate(each.parts)]
        with transaction.atomic(using=alias):
            rows.write(alias)
            tiles = _grown(alias, done, [leaf_hash(each) for each in rows.leaves])
            done += len(rows.leaves)
            SignedCheckpoint.objects.using(alias).create(size=done, note=str(_checkpoint(LOG, done, tiles)))
            Head.objects.using(alias).update(size=done, recorded=recorded)
    store.close()


def copy_database(source: str, target: str) -> None:
    """Write the rows of one database into another, an empty one."""
    out, into = (Store(each)._alias for each in (source, target))  # noqa: SLF001  as above
    call_command("migrate", database=into, verbosity=0, interactive=False)
    models: tuple[Any, ...] = (LedgerEntry, EntryPart, SignedCheckpoint, Tile, Head)
    for model in models:
        rows = model.objects.using(out).iterator(_BATCH)
        while some := list(islice(rows, _BATCH)):
            for each in some if model is EntryPart else ():
                each.pk = None  # the database counts them itself, and goes on from there
            model.objects.using(into).bulk_create(some, batch_size=1_000)


@cache
def _templates() -> list[Template]:
    found = []
    for record in _read().records:
        core, parts = core_from_record(record, _regions())
        kind = "decision" if record.kind in DECISIONS else "record"
        found.append((kind, core, parts.get("narrative", {"text": {"en": record.id}})))
    return found


@cache
def _read() -> ReadResult:
    return read_source("jsonl", (_SHIPPED / "records.jsonl").read_bytes(), "records.jsonl")


@cache
def _regions() -> Mapping[str, Region]:
    return regions_of(agreement_from_bytes((_SHIPPED / "agreement.yaml").read_bytes(), "agreement.yaml"))
