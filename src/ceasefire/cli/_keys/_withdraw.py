"""`ceasefire keys withdraw`."""

from __future__ import annotations

import click

from ceasefire.cli._keys._files import key_option, log_key_option
from ceasefire.cli._options import db_option, lang_option


@click.command("withdraw")
@click.argument("file", metavar="FILE")
@click.option("--reason", type=click.Choice(("lost", "leaked", "retired")), required=True, help="Why.")
@click.option("--ground", required=True, metavar="TEXT", help="What happened, in words that all may read.")
@click.option(
    "--since", default="", metavar="INSTANT", help="Since when, as far as you know. A claim; it changes nothing."
)
@key_option
@log_key_option
@db_option
@lang_option
def command(file: str, *, reason: str, ground: str, since: str, key: str, log_key: str, db: str, lang: str) -> None:
    """Withdraw a team's key in the ledger, from the next entry on.

    FILE is the key file, or its public part. --key is any key of the team that is still valid, or the
    operator's. What the key signed before stands: nothing is taken back.
    """
    from ceasefire.cli._asking import instant
    from ceasefire.cli._custody._storage import append_one
    from ceasefire.cli._keys._files import public_at
    from ceasefire.ledger.entries import enter_withdrawal
    from ceasefire.times import text_from_instant

    public = public_at(file)
    claim = text_from_instant(instant(since, "--since")) if since else ""
    append_one(db, key, log_key, lang, lambda author: enter_withdrawal(author, public, reason, ground, claim))
