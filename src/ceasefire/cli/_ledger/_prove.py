"""`ceasefire ledger prove`."""

from __future__ import annotations

import click

from ceasefire.cli._options import db_option, lang_option, output_option


@click.command("prove")
@click.argument("position", type=int, metavar="POSITION")
@db_option
@output_option
@lang_option
def command(position: int, db: str, output: str | None, lang: str) -> None:
    """Write the proof that an entry is in the signed tree.

    A C2SP tlog-proof: keep it; with ceasefire ledger verify DIR --proof FILE it shows in any later copy
    whether the entry is still there.
    """
    from ceasefire.cli._custody import store_at
    from ceasefire.cli._output import write

    del lang
    write(str(store_at(db).prove(position)), output)
