"""`ceasefire ledger log`."""

from __future__ import annotations

import click

from ceasefire.cli._options import db_option, lang_option


@click.command("log")
@click.option("--from", "first", default=0, show_default=True, metavar="N", help="Begin with this entry.")
@click.option("--last", type=int, metavar="N", help="Only the last so many.")
@db_option
@lang_option
def command(first: int, last: int | None, db: str, lang: str) -> None:
    """List the entries.

    Position, when it was recorded, which team entered it, what it is. --db may also be an exported folder.
    """
    from ceasefire.cli._custody import copy_at
    from ceasefire.ledger.entries import OpenPart, leaf_from_bytes, object_from_canonical
    from ceasefire.ledger.notes import checkpoint_from_note
    from ceasefire.publish.custody import entry_line

    copy = copy_at(db)
    size = checkpoint_from_note(copy.checkpoint).size
    start = max(first, size - last) if last is not None else first
    for batch in copy.batches():
        for position, data in enumerate(batch.leaves, start=batch.first):
            if position >= start:
                core = next((each for each in batch.parts.get(position, ()) if isinstance(each, OpenPart)), None)
                content = object_from_canonical(core.payload) if core else None
                click.echo(entry_line(leaf_from_bytes(data), content, lang))
