"""`ceasefire vault name`."""

from __future__ import annotations

import click

from ceasefire.cli._options import lang_option
from ceasefire.cli._vault._opened import vault_argument, vault_key_option


@click.command("name")
@vault_argument
@click.argument("identity", metavar="WHO")
@click.option("--team", required=True, metavar="TEAM", help="Whose pseudonym. Two teams' pseudonyms cannot be linked.")
@vault_key_option
@lang_option
def command(vault: str, identity: str, team: str, vault_key: str, lang: str) -> None:
    """Give somebody's pseudonym for your team; make one if there is none.

    WHO of - is read from stdin, so that the name stays out of the shell's history.
    """
    import sys

    from ceasefire.cli._vault._opened import opened_vault

    del lang
    opened = opened_vault(vault, vault_key, team)
    name = opened.pseudonym(sys.stdin.readline().strip() if identity == "-" else identity)
    opened.keep()
    click.echo(name)
