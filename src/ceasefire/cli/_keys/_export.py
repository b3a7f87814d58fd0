"""`ceasefire keys export`."""

from __future__ import annotations

import json

import click

from ceasefire.cli._options import lang_option, output_option


@click.command("export")
@click.argument("file", metavar="FILE")
@output_option
@lang_option
def command(file: str, output: str | None, lang: str) -> None:
    """Write the public part of a key file, to be handed to the operator.

    Needs no passphrase. Compare what arrives with what was sent, by another way: over the telephone, on
    paper.
    """
    from ceasefire.cli._keys._files import public_at
    from ceasefire.cli._output import write

    del lang
    write(json.dumps(public_at(file).json(), sort_keys=True) + "\n", output)
