"""`ceasefire vault log`."""

from __future__ import annotations

from pathlib import Path

import click

from ceasefire.cli._options import lang_option
from ceasefire.cli._vault._opened import log_path, vault_argument


@click.command("log")
@vault_argument
@lang_option
def command(vault: str, lang: str) -> None:
    """Show the log of look-ups, and whether a line is missing or changed.

    Names are not in it. Exit code 4 where it was tampered with. A cut end cannot be seen in it: keep the
    number of its lines elsewhere.
    """
    from ceasefire.cli._inputs import bytes_of
    from ceasefire.cli._output import tell, voice
    from ceasefire.ledger import broken_line

    path = log_path(Path(vault))
    text = bytes_of(path).decode("utf-8", "replace") if path.exists() else ""
    click.echo(text, nl=False)
    if line := broken_line(text):
        tell(
            voice(lang).say(
                "Line {line} does not follow from the one before: a line was changed or taken out.", line=str(line)
            )
        )
        raise click.exceptions.Exit(4)
