"""`ceasefire vault new`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from ceasefire.cli._options import lang_option
from ceasefire.cli._vault._opened import vault_argument, vault_key_option


@click.command("new")
@vault_argument
@vault_key_option
@click.option(
    "--no-passphrase", is_flag=True, help="Leave the key file unlocked: whoever gets both files knows everybody."
)
@lang_option
def command(vault: str, vault_key: str, no_passphrase: bool, lang: str) -> None:
    """Make a new vault and its key.

    Keep the two files apart, and both apart from the ledger.
    """
    from ceasefire.cli._keys._files import new_passphrase
    from ceasefire.cli._output import tell, voice, write_private
    from ceasefire.ledger import Vault, lock, text_from_vault

    secret = os.urandom(32)
    passphrase = "" if no_passphrase else new_passphrase()
    write_private(Path(vault_key), (json.dumps(lock(secret, passphrase, os.urandom)) + "\n").encode())
    write_private(Path(vault), text_from_vault(Vault(), secret, os.urandom).encode())
    tell(voice(lang).say("The vault is in {file}, its key in {key}. Keep them apart.", file=vault, key=vault_key))
