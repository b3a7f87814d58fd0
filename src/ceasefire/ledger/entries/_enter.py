"""What teams hand in: an opening, keys, an agreement, data sets, records, redactions, each signed and in parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ceasefire.agreement import Agreement
from ceasefire.ledger._base64 import text_from_bytes
from ceasefire.ledger._keys import LogKey, PublicKeys, TeamKey
from ceasefire.ledger._locked import Random
from ceasefire.ledger._vault import is_pseudonym
from ceasefire.ledger.entries._attachments import attach, media_type_of, stripped
from ceasefire.ledger.entries._core import core_from_dataset, core_from_record
from ceasefire.ledger.entries._entries import Submission, submit
from ceasefire.ledger.entries._parts import open_part, seal_part
from ceasefire.ledger.entries._rules import DECISIONS
from ceasefire.places import Boundaries, Region
from ceasefire.records import Dataset, Record

PROTECTED = ("position", "narrative", "attachment")


@dataclass(frozen=True, slots=True)
class Author:
    """Who hands in, to which ledger, and where the randomness comes from."""

    key: TeamKey
    origin: str
    random: Random


@dataclass(frozen=True, slots=True)
class File:
    """A file to attach: its name and bytes."""

    name: str
    data: bytes = field(repr=False)


def enter_opening(author: Author, log: LogKey, teams: Sequence[PublicKeys]) -> Submission:
    """Return the first entry of a ledger: its operator (the author), the log's key and the teams' keys.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    core = {
        "origin": author.origin,
        "operator": author.key.team,
        "log": str(log.public),
        "teams": [each.json() for each in (author.key.public, *teams)],
    }
    return _submit(author, "ledger", core)


def enter_key(author: Author, keys: PublicKeys) -> Submission:
    """Return the announcement of a team's keys.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    return _submit(author, "key", keys.json())


def enter_withdrawal(author: Author, keys: PublicKeys, reason: str, ground: str, since: str = "") -> Submission:
    """Return the withdrawal of a team's key, from the next position on; what it signed before stands.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    core = {"team": keys.team, "sign": text_from_bytes(keys.sign), "reason": reason, "ground": ground}
    return _submit(author, "key-withdrawn", core | ({"since": since} if since else {}))


def enter_log_key(author: Author, log: LogKey) -> Submission:
    """Return the announcement of a new log key.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    return _submit(author, "log-key", {"log": str(log.public)})


def enter_agreement(author: Author, text: str) -> Submission:
    """Return an agreement's text as an entry.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    return _submit(author, "agreement", {"text": text})


def enter_dataset(
    author: Author, dataset: Dataset, regions: Mapping[str, Region], boundaries: tuple[Boundaries, ...] = ()
) -> Submission:
    """Return what a data set declares as an entry.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    return _submit(author, "dataset", core_from_dataset(dataset, regions, boundaries))


def enter_record(
    author: Author,
    record: Record,
    regions: Mapping[str, Region],
    readers: Mapping[str, Sequence[PublicKeys]],
    files: Sequence[File] = (),
    *,
    corrects: bytes | None = None,
    boundaries: tuple[Boundaries, ...] = (),
) -> Submission:
    """Return a record as an entry: its core, and its protected parts sealed for their readers.

    Args:
        author: The team that hands it in; it may always read what it wrote.
        record: The version.
        regions: The agreement's areas, in which its place is told.
        readers: For each name in PROTECTED, who else may read.
        files: To attach; readers get a copy without metadata, the author's team the original.
        corrects: Id of the entry with the version before this one, if there is one.
        boundaries: Polygons of codes, if places are to be put in coded areas.

    Raises:
        ValueError: A file of a type or size that is not taken.

    Source: DESIGN, "Ledger"; docs/ledger-format.md, "A part".
    """
    core, protected = core_from_record(record, regions, boundaries)
    sealed = [
        seal_part(name, payload, _with(author, readers.get(name, ())), author.random)
        for name, payload in sorted(protected.items())
    ]
    attachments = []
    for number, file in enumerate(files, start=1):
        for name, data, to in _copies(author, number, file, readers):
            payload, _, bytes_ = attach(data, file.name, file.data, media_type_of(file.data), author.random)
            sealed.append(seal_part(name, payload, to, author.random))
            attachments.append((name, bytes_))
    kind = "decision" if record.kind in DECISIONS else "record"
    opened = open_part("core", core, author.random)
    return submit(
        author.key,
        author.origin,
        kind,
        opened,
        protected=sealed,
        claimed=record.claimed_recorded,
        corrects=corrects,
        attachments=attachments,
    )


def enter_redaction(
    author: Author, position: int, parts: Sequence[str], approved_by: Sequence[str], ground: str
) -> Submission:
    """Return a redaction: which parts of which entry, who approved it, on what ground.

    Source: docs/ledger-format.md, "What the kinds hold".
    """
    core = {"entry": position, "parts": list(parts), "approved_by": list(approved_by), "ground": ground}
    return _submit(author, "redaction", core)


def strangers_in(record: Record, agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield (field, name) of source, speaker and origin where the agreement names nobody so.

    A carrier printed what it carries, and is public by that. Who a source is may be the secret: such a name goes into
    the ledger as a pseudonym, or not at all.

    Source: DESIGN, "Ledger": who a source or a monitor is lives in a vault outside the ledger.
    """
    groups = (agreement.parties, agreement.guarantors, agreement.excluded, agreement.actors, agreement.sources)
    known = {each.id for group in groups for each in group}
    for each in ("source", "speaker", "origin"):
        name = getattr(record, each)
        if name and name not in known and not is_pseudonym(name):
            yield each, name


def _copies(
    author: Author, number: int, file: File, readers: Mapping[str, Sequence[PublicKeys]]
) -> Iterator[tuple[str, bytes, Sequence[PublicKeys]]]:
    bare = stripped(file.data, media_type_of(file.data))
    yield f"original-{number}", file.data, [author.key.public]
    yield f"attachment-{number}", bare, _with(author, readers.get("attachment", ()))


def _with(author: Author, readers: Sequence[PublicKeys]) -> list[PublicKeys]:
    """Return the readers and the author's own team, each once."""
    return list({each.team: each for each in (*readers, author.key.public)}.values())


def _submit(author: Author, kind: str, core: dict[str, Any]) -> Submission:
    return submit(author.key, author.origin, kind, open_part("core", core, author.random))


def pseudonymous(record: Record, names: Mapping[str, str]) -> Record:
    """Return the record with pseudonyms in the place of names.

    Source: DESIGN, "Ledger".
    """
    return replace(
        record,
        source=names.get(record.source, record.source),
        speaker=names.get(record.speaker, record.speaker),
        origin=names.get(record.origin, record.origin),
    )
