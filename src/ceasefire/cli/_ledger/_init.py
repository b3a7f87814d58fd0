"""`ceasefire ledger init`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ceasefire.cli._keys._files import key_option, log_key_option
from ceasefire.cli._options import db_option, lang_option


@click.command("init")
@click.option(
    "--team", "teams", multiple=True, metavar="FILE", help="The public keys of a team (keys export). Repeatable."
)
@click.option("--agreement", metavar="FILE", help="The agreement, to be entered with it.")
@key_option
@log_key_option
@db_option
@lang_option
def command(teams: tuple[str, ...], *, agreement: str | None, key: str, log_key: str, db: str, lang: str) -> None:
    """Open a new ledger: its name, operator, teams and keys.

    The log's key file names the ledger; --key is the operator's. Hand the log's verifier key, which is
    printed, to every team by another way than the copies: it is what they trust.
    """
    from ceasefire.cli._asking import now
    from ceasefire.cli._custody import store_at
    from ceasefire.cli._custody._storage import tell_appended
    from ceasefire.cli._inputs import bytes_of
    from ceasefire.cli._keys import log_key_at, public_at, team_key_at
    from ceasefire.cli._ledger._append import agreement_of
    from ceasefire.ledger.entries import Author, enter_agreement, enter_opening

    signing, own = log_key_at(log_key), team_key_at(key)
    author = Author(own, signing.origin, os.urandom)
    entries = [enter_opening(author, signing, [public_at(each) for each in teams])]
    if agreement is not None:
        text = bytes_of(Path(agreement)).decode("utf-8", "replace")
        agreement_of(text, agreement)
        entries.append(enter_agreement(author, text))
    tell_appended(store_at(db).open_new(entries, signing, now()), lang)
    click.echo(f"log: {signing.public}")
