"""`ceasefire keys show`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ceasefire.cli._options import lang_option

if TYPE_CHECKING:
    from ceasefire.ledger import PublicKeys
    from ceasefire.ledger.notes import VerifierKey


@click.command("show")
@click.argument("file", metavar="FILE")
@lang_option
def command(file: str, lang: str) -> None:
    """Show what of a key file may be handed out.

    Needs no passphrase.
    """
    from ceasefire.cli._keys._files import _refused, _text
    from ceasefire.ledger import public_from_text

    del lang
    try:
        public = public_from_text(_text(file))
    except ValueError as error:
        raise _refused(file, str(error)) from None
    click.echo(public_text(public), nl=False)


def public_text(public: PublicKeys | VerifierKey) -> str:
    """Return the public part as lines: a team's as JSON with its cosigner's key, a log's as its verifier key."""
    from ceasefire.ledger import PublicKeys

    if isinstance(public, PublicKeys):
        return json.dumps(public.json(), sort_keys=True) + f"\ncosigner: {public.cosigner}\n"
    return f"log: {public}\n"
