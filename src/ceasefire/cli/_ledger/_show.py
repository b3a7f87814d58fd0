"""`ceasefire ledger show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ceasefire.cli._options import db_option, lang_option
from ceasefire.problems import Place, Refused, problem

if TYPE_CHECKING:
    from ceasefire.ledger import TeamKey
    from ceasefire.ledger.copies import Copy
    from ceasefire.ledger.entries import Leaf, Part


@click.command("show")
@click.argument("position", type=int, metavar="POSITION")
@click.option("--key", metavar="FILE", help="Your team's key file, to open what is sealed to it.")
@click.option("--attachment", metavar="DIR", help="Write the entry's attachments there, as far as --key opens them.")
@db_option
@lang_option
def command(position: int, key: str | None, attachment: str | None, db: str, lang: str) -> None:
    """Show one entry, and open what is sealed to your team.

    --db may also be an exported folder.
    """
    from ceasefire.cli._custody import copy_at
    from ceasefire.cli._keys import team_key_at
    from ceasefire.cli._output import write
    from ceasefire.publish.custody import entry_text

    copy = copy_at(db)
    leaf, parts = _entry(copy, position)
    own = team_key_at(key) if key else None
    opened = _opened(leaf, parts, own)
    write(entry_text(leaf, parts, opened, lang), None)
    if attachment is not None:
        _write_attachments(db, opened, attachment)


def _entry(copy: Copy, position: int) -> tuple[Leaf, tuple[Part, ...]]:
    from ceasefire.ledger.entries import leaf_from_bytes

    for batch in copy.batches():
        if batch.first <= position < batch.first + len(batch.leaves):
            leaf = leaf_from_bytes(batch.leaves[position - batch.first])
            return leaf, batch.parts.get(position, ())
    raise Refused([problem("E-LEDGER-040", seen=f"entry {position}", expected="an entry that is in it")])


def _opened(leaf: Leaf, parts: tuple[Part, ...], key: TeamKey | None) -> dict[str, Any]:
    from ceasefire.ledger.entries import OpenPart, object_from_canonical, unseal

    opened = {}
    for part in parts:
        head = leaf.entry.part(part.name)
        if isinstance(part, OpenPart):
            opened[part.name] = object_from_canonical(part.payload)
        elif key is not None and head is not None and key.team in head.readers:
            try:
                opened[part.name] = unseal(part, head, key)
            except ValueError:
                place = Place(field=f"entry {leaf.position}")
                raise Refused([problem("E-LEDGER-015", place, part=part.name)]) from None
    return opened


def _write_attachments(db: str, opened: dict[str, Any], folder: str) -> None:
    from ceasefire.cli._custody import is_folder, store_at
    from ceasefire.cli._demo import folder_at
    from ceasefire.cli._inputs import bytes_of
    from ceasefire.cli._output import write_file
    from ceasefire.ledger.entries import open_attachment

    for name, payload in opened.items():
        if "attachment" not in payload:
            continue
        digest = str(payload["attachment"])
        sealed = bytes_of(Path(db) / "attachments" / digest) if is_folder(db) else store_at(db).attachment(digest)
        try:
            data = open_attachment(payload, sealed)
        except ValueError as error:
            raise Refused([problem("E-LEDGER-036", reason=error, expected="the sealed bytes")]) from None
        write_file(folder_at(folder) / f"{name}-{Path(str(payload['name'])).name}", data)
