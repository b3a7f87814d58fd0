"""From files to entries: read, compared with the agreement and the ledger, split into parts, signed, appended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ceasefire.agreement import Agreement, regions_of
from ceasefire.centre import Store
from ceasefire.cli._asking import now
from ceasefire.cli._custody._named import store_at
from ceasefire.cli._custody._storage import author_of, tell_appended, tell_cosigned, write_receipts
from ceasefire.cli._inputs import agreement_at, bytes_of, compare, read_files, spec_from_text, specs_in, tell_file
from ceasefire.cli._keys import log_key_at, team_key_at
from ceasefire.cli._ledger._append import agreement_of, named
from ceasefire.cli._output import tell, tell_problems, voice
from ceasefire.cli._vault import Opened as OpenedVault
from ceasefire.cli._vault import opened_vault
from ceasefire.ledger import PublicKeys
from ceasefire.ledger.copies import Copy, LedgerInputs, inputs_from_copy
from ceasefire.ledger.entries import (
    PROTECTED,
    Author,
    File,
    Submission,
    core_from_record,
    enter_agreement,
    enter_dataset,
    enter_record,
    leaf_from_bytes,
    pseudonymous,
    record_from_core,
    strangers_in,
)
from ceasefire.places import Region
from ceasefire.problems import Place, Problem, Refused, did_you_mean, problem
from ceasefire.records import Dataset, Record

BATCH = 1_000
_LIKE_A_POSITION = re.compile(r"[0-9]{1,3}[.,][0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `ceasefire ledger append`, as they were typed."""

    folder: str
    agreement: str | None
    records: tuple[str, ...]
    readers: tuple[str, ...]
    attach: tuple[str, ...]
    vault: str | None
    vault_key: str | None
    public_names: bool
    dry_run: bool
    receipts: str | None
    key: str
    log_key: str
    db: str
    lang: str
    problems: str


@dataclass(frozen=True, slots=True)
class _Had:
    """What the ledger holds already: its agreement, hashes of cores by identity, newest entry by record, data sets."""

    agreement: Agreement | None
    text: str
    hashes: Mapping[tuple[str, str, int], str]
    keys: frozenset[str]
    newest: Mapping[str, bytes]
    datasets: Mapping[str, Dataset]


def enter(asked: Asked) -> None:
    """Enter what was asked for; each batch is told of once it is durable.

    Raises:
        Refused: A file, a name, a key or an entry is refused; batches told of before stand.
        click.exceptions.Exit: A file of records cannot be used; stderr says why.
    """
    signing, own = log_key_at(asked.log_key), team_key_at(asked.key)
    store = store_at(asked.db)
    author, had = author_of(store, own), _had(store)
    text = _new_text(asked, had)
    agreement = agreement_of(text, asked.agreement or asked.folder) if text else had.agreement
    if agreement is None:
        raise Refused([problem("E-LEDGER-040", seen="agreement", expected="one, entered first (--agreement)")])
    if text and had.agreement:
        _same_areas(had.agreement, agreement)
    entries = [enter_agreement(author, text)] if text and text != had.text else []
    records, datasets = _read(asked, agreement, had)
    vault = opened_vault(asked.vault, asked.vault_key, own.team) if asked.vault else None
    records = [_named(each, agreement, asked, vault) for each in records]
    fresh = _fresh(records, agreement, had)
    tell_problems(list(_telling_names(fresh)), asked.lang)
    used = {each.dataset for each in fresh} - set(had.datasets)
    regions = regions_of(agreement)
    entries += [enter_dataset(author, each, regions) for each in datasets if each.id in used]
    entries += _entries(asked, author, regions, fresh, _readers(asked.readers, store), newest=dict(had.newest))
    say, count = voice(asked.lang).say, voice(asked.lang).count
    tell(count("{n} entry to enter", "{n} entries to enter", len(entries)))
    if asked.dry_run:
        tell(say("Nothing was entered (--dry-run)."))
        return
    if vault:
        vault.keep()
    for at in range(0, len(entries), BATCH):
        appended = store.append(entries[at : at + BATCH], signing, now())
        tell_appended(appended, asked.lang)
        write_receipts(appended, asked.receipts)
    tell_cosigned(store, asked.lang)


def _had(store: Store) -> _Had:
    text = store.newest_agreement()
    if not text:
        return _Had(None, "", {}, frozenset(), {}, {})
    copy = store.copy()
    inputs: LedgerInputs = inputs_from_copy(copy, None, None, "as-reported")
    hashes = {(each.source, each.id, each.version): each.hash for each in inputs.records}
    keys = frozenset(each.key for each in inputs.records)
    datasets = {each.id: each for each in inputs.datasets}
    at = {each.position: each.key for each in sorted(inputs.records, key=lambda each: each.version)}
    ids = _ids(copy, frozenset(at))
    newest = {key: ids[position] for position, key in at.items()}
    return _Had(agreement_of(text, "agreement"), text, hashes, keys, newest, datasets)


def _ids(copy: Copy, positions: frozenset[int]) -> dict[int, bytes]:
    """Return the ids of entries by position."""
    return {
        position: leaf_from_bytes(data).id
        for batch in copy.batches()
        for position, data in enumerate(batch.leaves, start=batch.first)
        if position in positions
    }


def _new_text(asked: Asked, had: _Had) -> str:
    path = Path(asked.agreement) if asked.agreement else None
    if path is None and asked.folder:
        agreement_at(asked.folder)
        path = next(each for each in Path(asked.folder).glob("agreement.y*ml"))
    if path is None:
        return ""
    text = bytes_of(path).decode("utf-8", "replace")
    return "" if text == had.text else text


def _same_areas(old: Agreement, new: Agreement) -> None:
    shapes = {each.id: (each.shape, each.within) for each in new.areas}
    changed = [each.id for each in old.areas if each.id in shapes and shapes[each.id] != (each.shape, each.within)]
    if changed:
        raise Refused([problem("E-LEDGER-037", Place(field="areas"), seen=each) for each in changed])


def _read(asked: Asked, agreement: Agreement, had: _Had) -> tuple[list[Record], list[Dataset]]:
    beside = specs_in(Path(asked.folder)) if asked.folder else ()
    specs = (*beside, *(spec_from_text(each) for each in asked.records))
    files = read_files(specs, lambda file: tell_file(file, asked.lang, asked.problems))
    if not all(each.is_usable for each in files):
        tell(voice(asked.lang).say("Nothing was entered: mend or leave out what was refused, and try again."))
        raise click.exceptions.Exit(1)
    found = [each for each in compare(agreement, files) if not _in_ledger(each, had)]
    if errors := [each for each in found if each.severity == "error"]:
        raise Refused(errors)
    tell_problems(found, asked.lang, asked.problems)
    results = [each.result for each in files if each.result]
    return [record for each in results for record in each.records], [each.dataset for each in results]


def _in_ledger(fault: Problem, had: _Had) -> bool:
    """Return whether a record that a file names, and does not hold, is in the ledger."""
    return fault.code == "E-REC-008" and dict(fault.params).get("seen") in had.keys


def _named(record: Record, agreement: Agreement, asked: Asked, vault: OpenedVault | None) -> Record:
    strangers = list(strangers_in(record, agreement))
    if not strangers or asked.public_names:
        return record
    if vault is None:
        place = Place(field=record.key)
        raise Refused([problem("E-LEDGER-035", place, field=field, seen=name) for field, name in strangers])
    return pseudonymous(record, {name: vault.pseudonym(name) for _, name in strangers})


def _telling_names(records: Sequence[Record]) -> Iterator[Problem]:
    """Yield a warning for each id or incident's name that looks like a position: all sides read it."""
    for record in records:
        for name in (record.id, *record.incidents):
            if _LIKE_A_POSITION.search(name):
                yield problem("W-LEDGER-004", Place(field=record.key), seen=name)


def _fresh(records: Sequence[Record], agreement: Agreement, had: _Had) -> list[Record]:
    """Return the records that are not in the ledger as they are; one that is there otherwise is refused later."""
    regions = regions_of(agreement)
    cores = ((record, core_from_record(record, regions)[0]) for record in records)
    return [
        record
        for record, core in cores
        if had.hashes.get((record.source, record.id, record.version)) != record_from_core(core, 0, 0).hash
    ]


def _entries(
    asked: Asked,
    author: Author,
    regions: Mapping[str, Region],
    records: Sequence[Record],
    readers: Mapping[str, Sequence[PublicKeys]],
    *,
    newest: dict[str, bytes],
) -> Iterator[Submission]:
    files = _files(asked.attach, records)
    for record in records:
        try:
            before, own = newest.get(record.key), files.get(record.key, ())
            entered = enter_record(author, record, regions, readers, files=own, corrects=before)
        except ValueError as error:
            expected = "a JPEG, a PNG or plain text of at most 20 MiB"
            place = Place(field=record.key)
            raise Refused([problem("E-LEDGER-036", place, reason=error, expected=expected)]) from None
        newest[record.key] = entered.id
        yield entered


def _readers(texts: Sequence[str], store: Store) -> dict[str, list[PublicKeys]]:
    ring, size = store.keyring(), store.size()
    readers: dict[str, list[PublicKeys]] = {}
    for part, teams in named(texts, "--for"):
        _must_be(part, PROTECTED, "protected part")
        for team in teams.split(","):
            _must_be(team, ring.teams, "team")
            keys = ring.newest(team, size)
            if keys is None:
                raise Refused([problem("E-LEDGER-012", Place("--for"), team=team)])
            readers.setdefault(part, []).append(keys)
    return readers


def _files(texts: Sequence[str], records: Sequence[Record]) -> dict[str, list[File]]:
    keys = [each.key for each in records]
    found: dict[str, list[File]] = {}
    for key, name in named(texts, "--attach"):
        _must_be(key, keys, "record")
        found.setdefault(key, []).append(File(Path(name).name, bytes_of(Path(name))))
    return found


def _must_be(seen: str, known: Sequence[str], wanted: str) -> None:
    if seen not in known:
        expected = ", ".join(known[:12]) or "none"
        raise Refused(
            [problem("E-ASK-001", wanted=wanted, seen=seen, expected=expected, suggestion=did_you_mean(seen, known))]
        )
