"""`ceasefire ledger checkpoint`."""

from __future__ import annotations

from pathlib import Path

import click

from ceasefire.cli._options import db_option, lang_option


@click.command("checkpoint")
@click.option(
    "--cosignature",
    "cosignatures",
    multiple=True,
    metavar="FILE|DIR",
    help="Take in a cosignature: the file that cosign wrote, or the cosigned folder. Repeatable.",
)
@db_option
@lang_option
def command(cosignatures: tuple[str, ...], db: str, lang: str) -> None:
    """Show the newest checkpoint and who cosigned it; take in a cosignature.

    The note itself goes to stdout, as C2SP writes it. Its short form, for reading out or for initials on
    paper, and who cosigned up to where go to stderr.
    """
    from ceasefire.cli._custody import store_at
    from ceasefire.cli._custody._storage import tell_cosigned
    from ceasefire.cli._ledger._cosign import lines_in
    from ceasefire.cli._output import tell, voice
    from ceasefire.ledger.notes import checkpoint_from_note, short_form

    store, say = store_at(db), voice(lang).say
    for name in cosignatures:
        for signature, text in lines_in(Path(name)):
            size = store.cosigned(signature, text)
            tell(say("Kept: {team} has cosigned at size {size}.", team=signature.name, size=str(size)))
    copy = store.copy()
    click.echo(str(copy.checkpoint), nl=False)
    tell(
        say(
            "In short, to read out or to initial on paper: {short}",
            short=short_form(checkpoint_from_note(copy.checkpoint)),
        )
    )
    tell_cosigned(store, lang)
