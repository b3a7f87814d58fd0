"""`ceasefire keys announce`."""

from __future__ import annotations

import click

from ceasefire.cli._keys._files import key_option, log_key_option
from ceasefire.cli._options import db_option, lang_option


@click.command("announce")
@click.argument("file", metavar="FILE")
@key_option
@log_key_option
@db_option
@lang_option
def command(file: str, key: str, log_key: str, db: str, lang: str) -> None:
    """Announce a team's new keys in the ledger.

    FILE is the new key file, or its public part. --key is a key that the team still has, or the
    operator's for a team that has none: that is recorded, and every verification says so. A new key of
    the log is announced by the operator, with --log-key naming the new key too: from that entry on it
    signs. What readers trust stays the first one.
    """
    from ceasefire.cli._custody._storage import append_one
    from ceasefire.cli._keys._files import is_log_key_at, log_key_at, public_at
    from ceasefire.ledger.entries import enter_key, enter_log_key

    if is_log_key_at(file):
        new = log_key_at(file)
        append_one(db, key, log_key, lang, lambda author: enter_log_key(author, new))
        return
    public = public_at(file)
    append_one(db, key, log_key, lang, lambda author: enter_key(author, public))
