"""`ceasefire vault who`."""

from __future__ import annotations

import click

from ceasefire.cli._options import lang_option
from ceasefire.cli._vault._opened import vault_argument, vault_key_option
from ceasefire.problems import Refused, problem


@click.command("who")
@vault_argument
@click.argument("pseudonym", metavar="PSEUDONYM")
@vault_key_option
@lang_option
def command(vault: str, pseudonym: str, vault_key: str, lang: str) -> None:
    """Say who is behind a pseudonym. The look-up is logged first."""
    from ceasefire.cli._vault._opened import opened_vault

    del lang
    opened = opened_vault(vault, vault_key)
    opened.note("looked-up", pseudonym)
    found = opened.vault.who(pseudonym)
    if found is None:
        raise Refused([problem("E-ASK-001", wanted="pseudonym", seen=pseudonym, expected="one of this vault")])
    click.echo(f"{found[0]}\t{found[1]}")
