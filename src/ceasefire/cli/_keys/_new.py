"""`ceasefire keys new`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ceasefire.cli._options import lang_option


@click.command("new")
@click.argument("name", metavar="TEAM|ORIGIN")
@click.option(
    "--log", is_flag=True, help="Make a ledger's log key; the name is the ledger's, such as example.org/truce."
)
@click.option("-o", "--output", required=True, metavar="FILE", help="Where the key file is written. It must not exist.")
@click.option("--no-passphrase", is_flag=True, help="Leave the file unlocked: whoever gets it can sign in your name.")
@lang_option
def command(name: str, log: bool, output: str, no_passphrase: bool, lang: str) -> None:
    """Make a team's keys, or a ledger's log key.

    The file is readable by you alone and locked with a passphrase, which is asked for or taken from
    CEASEFIRE_PASSPHRASE. What may be handed out is printed.
    """
    from ceasefire.cli._keys._files import new_passphrase
    from ceasefire.cli._keys._show import public_text
    from ceasefire.cli._output import tell, voice, write_private
    from ceasefire.ledger import new_log_key, new_team_key, text_from_key
    from ceasefire.problems import Refused, problem

    try:
        key = new_log_key(name, os.urandom) if log else new_team_key(name, os.urandom)
    except ValueError as error:
        expected = "a name such as example.org/truce" if log else "a name such as mission or united-states"
        raise Refused([problem("E-LEDGER-034", what=name, reason=error, expected=expected)]) from None
    passphrase = "" if no_passphrase else new_passphrase()
    write_private(Path(output), text_from_key(key, passphrase, os.urandom).encode())
    tell(voice(lang).say("The key is in {file}. Keep it; nobody can make it again.", file=output))
    click.echo(public_text(key.public), nl=False)
