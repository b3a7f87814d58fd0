"""Write a copy for somebody: every file of the folder, and the manifest that the log signs over them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ceasefire.ledger._keys import LogKey
from ceasefire.ledger.copies._copy import Batch, Copy
from ceasefire.ledger.entries import CORE, OpenPart, Part, leaf_from_bytes, line_from_part
from ceasefire.ledger.notes import Note, checkpoint_from_note
from ceasefire.ledger.tree import WIDTH, tile_name, tile_path, tiles_of

EVERYONE = "everyone"
MANIFEST_HEADER = "ceasefire.manifest/v1"
README = """This folder is a copy of a ledger, written for: {audience}.
Ledger: {origin}. Entries: {size}.

It can be read without any program. parts/*.jsonl has one line a part: the number of the entry, the part's name, and
what it says, or, where it is sealed, the sealed bytes. tile/entries/* has the entries that the teams signed.
agreement.yaml is the newest text. checkpoint is the size and root of the whole, signed by the log and by whoever
cosigned it.

It can be checked without trusting whoever gave it to you: open verifier.html of the ceasefire project, from a copy that
you did not get from them, in any browser, offline, and drop this folder on it; or run "ceasefire ledger verify" on it.
How every byte comes about is written in docs/ledger-format.md of that project.

What it cannot show: that something was never handed in, or that what somebody says in it is true.
Parts that this copy's reader may not read are not in it. What has been handed over cannot be called back.
"""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of an export: its path, with / between its parts, and its bytes."""

    path: str
    data: bytes = field(repr=False)


def export_files(
    copy: Copy,
    key: LogKey,
    audience: str,
    agreement: str,
    redacted: Mapping[int, frozenset[str]],
    *,
    attachment: Callable[[str], bytes],
    attachments: Iterable[str],
) -> Iterator[ExportFile]:
    """Yield the files of an export, the manifest last: without it a folder is no copy.

    Args:
        copy: What to copy from.
        key: The log's key.
        audience: A team, or EVERYONE for cores alone.
        agreement: The newest agreement's text, or nothing.
        redacted: Names of redacted parts by position.
        attachment: Gives sealed attachments by their SHA-256 (hex).
        attachments: Those that go to this audience.

    Source: docs/ledger-format.md, "An exported folder".
    """
    head = checkpoint_from_note(copy.checkpoint)
    listed: list[str] = []

    def listing(file: ExportFile) -> ExportFile:
        listed.append(f"{hashlib.sha256(file.data).hexdigest()} {len(file.data)} {file.path}")
        return file

    for batch in copy.batches():
        yield from map(listing, _batch_files(batch, audience, redacted))
    for level, index, width in tiles_of(head.size):
        yield listing(ExportFile(tile_path(level, index, width), copy.tile(level, index, width)))
    yield listing(ExportFile("checkpoint", str(copy.checkpoint).encode()))
    for size, note in copy.checkpoints.items():
        yield listing(ExportFile(f"checkpoints/{size}", str(note).encode()))
    for digest in sorted(set(attachments)):
        yield listing(ExportFile(f"attachments/{digest}", attachment(digest)))
    if agreement:
        yield listing(ExportFile("agreement.yaml", agreement.encode()))
    text = README.format(audience=audience, origin=head.origin, size=head.size)
    yield listing(ExportFile("README.txt", text.encode()))
    yield ExportFile("manifest", str(_manifest(listed, head.origin, audience, head.size, key)).encode())


def parts_for(audience: str, parts: Iterable[Part], readers: Mapping[str, tuple[str, ...]]) -> Iterator[Part]:
    """Yield the parts that an audience may have, each sealed one with the wraps for it alone.

    Source: DESIGN, "Ledger"; docs/ledger-format.md, "An exported folder".
    """
    for part in parts:
        if isinstance(part, OpenPart):
            yield part
        elif audience in readers.get(part.name, ()):
            yield part.only_for(audience)


def _batch_files(batch: Batch, audience: str, redacted: Mapping[int, frozenset[str]]) -> Iterator[ExportFile]:
    index = batch.first // WIDTH
    lines = []
    for position, parts in batch.parts.items():
        heads = leaf_from_bytes(batch.leaves[position - batch.first]).entry.parts
        readers = {each.name: each.readers for each in heads if each.name != CORE}
        gone = redacted.get(position, frozenset())
        kept = [each for each in parts if each.name not in gone]
        lines += [line_from_part(position, each) + b"\n" for each in parts_for(audience, kept, readers)]
    bundle = b"".join(len(each).to_bytes(2, "big") + each for each in batch.leaves)
    yield ExportFile(tile_path("entries", index, len(batch.leaves)), bundle)
    yield ExportFile(f"parts/{tile_name(index)}.jsonl", b"".join(lines))


def _manifest(listed: list[str], origin: str, audience: str, size: int, key: LogKey) -> Note:
    lines = sorted(listed, key=lambda each: each.split(" ", 2)[2].encode())
    text = "".join(f"{each}\n" for each in (MANIFEST_HEADER, origin, f"for {audience}", f"size {size}", *lines))
    return Note.signed(text, origin, key.sign)
