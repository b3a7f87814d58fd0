"""The ledger in a database: opened, appended to, cosigned, redacted, read."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from django.db import connections, transaction

from ceasefire.centre.models import Attachment, Cosignature, EntryPart, Head, LedgerEntry, SignedCheckpoint, Tile
from ceasefire.centre.storage._appending import Appended, append_in_transaction, hashed, ring_after
from ceasefire.centre.storage._copy import DatabaseCopy, part_from_row
from ceasefire.centre.storage._databases import database_from_text, is_address
from ceasefire.centre.storage._faults import asked, read_back, said, stored
from ceasefire.centre.storage._purge import rewrite
from ceasefire.centre.storage._snapshot import snapshot
from ceasefire.centre.storage._tables import make_tables, tables_allowed
from ceasefire.ledger import LogKey
from ceasefire.ledger.entries import (
    Identity,
    Keyring,
    Leaf,
    Part,
    Submission,
    leaf_from_bytes,
    object_from_canonical,
)
from ceasefire.ledger.notes import ProofFile, Signature, cosigned_at, note_from_text, signature_from_line
from ceasefire.ledger.tree import inclusion_proof
from ceasefire.problems import Place, Refused, problem

# A server may be told to acknowledge before it has written; here it never does. Other settings, stricter or not, stay.
_DURABLE = "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'"


class Store:
    """A ledger's database. Every write is one transaction; what stops one is a problem, and nothing is written.

    As a context manager, or by `close`, it lets go of its connection; it takes another one when it is next asked.
    """

    def __init__(self, database: str = "") -> None:
        """Name the database: a path, or a PostgreSQL address (never shown); nothing: the site's own."""
        settings = connections.databases["default"]
        on_server = is_address(database) if database else "postgresql" in settings["ENGINE"]
        self.name = "the PostgreSQL database" if on_server else database or str(settings["NAME"])
        self._alias = database_from_text(database) if database else "default"
        self._ring: tuple[int, Keyring] = (0, Keyring())

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        with self._said():
            connections[self._alias].close()

    def open_new(self, submissions: Sequence[Submission], key: LogKey, now: int) -> Appended:
        """Make the tables and write the first entries.

        Raises:
            Refused: E-LEDGER-031, a ledger is in it; or what `append` refuses.
        """
        with self._said(), tables_allowed(self._alias), self._writing():
            make_tables(self._alias)
            if (head := Head.objects.using(self._alias).first()) is not None:
                raise Refused([problem("E-LEDGER-031", Place(self.name), seen=head.origin)])
            head = Head.objects.using(self._alias).create(pk=1, origin=key.origin, size=0, recorded=0)
            appended, ring = append_in_transaction(self._alias, head, submissions, key=key, now=now, ring=Keyring())
        self._ring = (len(submissions), ring)
        return appended

    def append(self, submissions: Sequence[Submission], key: LogKey, now: int) -> Appended:
        """Append entries; once this returns they are durable, and a signed checkpoint covers them.

        Args:
            submissions: Signed entries with their parts.
            key: The log's key.
            now: Instant, seconds UTC.

        Raises:
            Refused: A rule is broken, or the database cannot be written; nothing of the batch stands.
        """
        with self._writing():
            head = self._head(lock=True)
            appended, ring = append_in_transaction(
                self._alias, head, submissions, key=key, now=now, ring=self._ring_at(head.size)
            )
            size = head.size + len(submissions)
        self._ring = (size, ring)
        return appended

    def redact(self, submission: Submission, key: LogKey, now: int) -> Appended:
        """Append a redaction; payload, salt, wraps and attachments of what it names are deleted. `purge` comes after.

        Raises:
            Refused: As `append`.
        """
        return self.append([submission], key, now)

    def purge(self) -> None:
        """Rewrite the database's files, so that nothing deleted is left in them.

        Raises:
            Refused: E-LEDGER-032; also where others still read what was deleted, which keeps it there.

        Source: SQLite, "VACUUM" and "PRAGMA wal_checkpoint"; PostgreSQL 15, "VACUUM".
        """
        with self._said():
            left = rewrite(self._alias)
        if left:
            reason = "others read what was deleted, so it is still there; purge again when they are done"
            raise Refused([problem("E-LEDGER-032", Place(self.name), reason=reason)])

    def copy(self, kind: type[DatabaseCopy] = DatabaseCopy) -> DatabaseCopy:
        """Return the ledger as it is now, to verify, export or read.

        Raises:
            Refused: E-LEDGER-030 or -032.
        """
        with self._asked():
            return kind(self._alias, self.name)

    def copy_at(self, size: int) -> DatabaseCopy:
        """Return the ledger as it was at the checkpoint of a size.

        Raises:
            Refused: E-LEDGER-030, it has no such checkpoint; or -032.
        """
        with self._asked():
            return DatabaseCopy(self._alias, self.name, size)

    @contextlib.contextmanager
    def reading(self, kind: type[DatabaseCopy] = DatabaseCopy) -> Iterator[DatabaseCopy]:
        """Hold the ledger as it is now while it is read: a redaction entered meanwhile is not half in it.

        Raises:
            Refused: E-LEDGER-030 or -032.
        """
        with self._said(), snapshot(self._alias):
            yield self.copy(kind)

    def keyring(self) -> Keyring:
        """Return the keys as of the newest entry."""
        with self._asked():
            return self._ring_at(self._head().size)

    def size(self) -> int:
        """Return how many entries there are."""
        with self._asked():
            return self._head().size

    def state(self) -> tuple[str, int, int]:
        """Return the newest checkpoint's text, its size, and how many cosignatures there are: what a page depends on.

        Raises:
            Refused: E-LEDGER-030 or -032.
        """
        with self._asked():
            newest = SignedCheckpoint.objects.using(self._alias).order_by("-size").first()
            if newest is None:
                raise Refused([problem("E-LEDGER-030", Place(self.name))])
            return note_from_text(newest.note).text, int(newest.size), Cosignature.objects.using(self._alias).count()

    def entry(self, position: int) -> tuple[Leaf, tuple[Part, ...]]:
        """Return an entry and the parts that are left of it.

        Raises:
            Refused: E-LEDGER-040, there is none.
        """
        with self._asked():
            row = LedgerEntry.objects.using(self._alias).filter(position=position).first()
            if row is None:
                expected = f"an entry from 0 to {self._head().size - 1}"
                raise Refused([problem("E-LEDGER-040", seen=f"entry {position}", expected=expected)])
            parts = EntryPart.objects.using(self._alias).filter(entry=row).order_by("rank")
            return leaf_from_bytes(stored(row.leaf)), tuple(part_from_row(each) for each in parts)

    def standing_at(self, wanted: Iterable[Identity]) -> dict[Identity, tuple[int, bytes]]:
        """Return position and entry id of those versions of records that stand in the ledger."""
        by_hash = {hashed(each): each for each in wanted}
        hashes = list(by_hash)
        found = {}
        with self._asked():
            rows = LedgerEntry.objects.using(self._alias)
            for at in range(0, len(hashes), 500):
                some = rows.filter(identity__in=hashes[at : at + 500])
                for identity, position, entry_id in some.values_list("identity", "position", "entry_id"):
                    found[by_hash[stored(identity)]] = (int(position), stored(entry_id))
        return found

    def prove(self, position: int) -> ProofFile:
        """Return the proof that an entry is in the newest signed tree.

        Raises:
            Refused: E-LEDGER-040, there is no such entry.
        """
        leaf, _ = self.entry(position)
        with self._asked():
            newest = SignedCheckpoint.objects.using(self._alias).order_by("-size")[0]
            data = stored(LedgerEntry.objects.using(self._alias).values_list("leaf", flat=True).get(position=position))
            proof = inclusion_proof(functools.cache(self._tile), leaf.position, newest.size)
            lines = "".join(f"{each.line}\n" for each in newest.cosignatures.using(self._alias).order_by("team"))
            return ProofFile(position, proof, note_from_text(newest.note + lines), data)

    def newest_agreement(self) -> str:
        """Return the text of the newest agreement, or nothing."""
        with self._asked():
            rows = EntryPart.objects.using(self._alias).filter(entry__kind="agreement", rank=0)
            row = rows.order_by("-entry_id").first()
            return str(object_from_canonical(stored(row.body))["text"]) if row else ""

    def cosigned(self, signature: Signature, text: str = "") -> int:
        """Keep a cosignature on a checkpoint of this ledger; return that checkpoint's size.

        Args:
            signature: A team's line.
            text: The checkpoint's text, if it came with it; else the newest that it fits is looked for.

        Raises:
            Refused: E-LEDGER-023, it fits no checkpoint under a key of that team.
        """
        with self._writing():
            head = self._head(lock=True)
            spans = [each for each in self._ring_at(head.size).spans if each.keys.team == signature.name]
            for row in SignedCheckpoint.objects.using(self._alias).order_by("-size").iterator():
                with read_back(Place(f"checkpoints/{row.size}")):
                    own = note_from_text(row.note).text
                valid = [
                    each for each in spans if each.since < row.size and (each.until is None or each.until >= row.size)
                ]
                held = any(cosigned_at(own, signature, each.keys.cosigner) is not None for each in valid)
                if held and text in ("", own):
                    lines = Cosignature.objects.using(self._alias)
                    lines.update_or_create(checkpoint=row, team=signature.name, defaults={"line": str(signature)})
                    return row.size
        raise Refused([problem("E-LEDGER-023", team=signature.name)])

    def cosigners(self) -> tuple[tuple[str, int, int], ...]:
        """Return (team, size, instant) of what each team cosigned last."""
        with self._asked():
            rows = Cosignature.objects.using(self._alias).order_by("checkpoint_id")
            newest = {each.team: (each.checkpoint_id, each.line) for each in rows}
        return tuple((team, size, time_of(line)) for team, (size, line) in sorted(newest.items()))

    def redacted(self) -> dict[int, frozenset[str]]:
        """Return the names of redacted parts by position."""
        with self._asked():
            rows = EntryPart.objects.using(self._alias).filter(entry__kind="redaction", rank=0)
            cores = [object_from_canonical(stored(each.body)) for each in rows]
        gone: dict[int, frozenset[str]] = {}
        for core in cores:
            gone[core["entry"]] = gone.get(core["entry"], frozenset()) | frozenset(core["parts"])
        return gone

    def attachment(self, digest: str) -> bytes:
        """Return sealed bytes by their SHA-256 (hex)."""
        with self._asked():
            return stored(Attachment.objects.using(self._alias).values_list("sealed", flat=True).get(digest=digest))

    def attachments(self, audience: str) -> list[str]:
        """Return the attachments whose part names the audience among its readers."""
        with self._asked():
            rows = Attachment.objects.using(self._alias).select_related("entry").defer("sealed")
            return [
                each.digest
                for each in rows
                if (head := leaf_from_bytes(stored(each.entry.leaf)).entry.part(each.part)) and audience in head.readers
            ]

    def _head(self, *, lock: bool = False) -> Head:
        rows = Head.objects.using(self._alias)
        head = (rows.select_for_update() if lock else rows).first()
        if head is None:
            raise Refused([problem("E-LEDGER-030", Place(self.name))])
        with read_back(Place(self.name)):
            head.size, head.recorded = int(head.size), int(head.recorded)
        return head

    def _ring_at(self, size: int) -> Keyring:
        known, ring = self._ring
        if known > size:  # another ledger has taken this one's place
            known, ring = 0, Keyring()
        with read_back(Place(self.name)):
            self._ring = (size, ring_after(self._alias, ring, known, size))
        return self._ring[1]

    def _tile(self, level: int, index: int) -> bytes:
        rows = Tile.objects.using(self._alias).values_list("hashes", flat=True)
        return stored(rows.get(id=Tile.id_of(level, index)))

    def _asked(self) -> contextlib.AbstractContextManager[None]:
        return asked(self._alias, self.name)

    def _said(self) -> contextlib.AbstractContextManager[None]:
        return said(self._alias, self.name)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold one transaction; once this has ended without a problem, all of it is durable."""
        with self._said(), transaction.atomic(using=self._alias, durable=True):
            connection = connections[self._alias]
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(_DURABLE)
            yield


def time_of(line: str) -> int:
    """Return the instant of a kept cosignature, seconds UTC."""
    return int.from_bytes(signature_from_line(line).data[:8], "big")
