"""`ceasefire ledger redact`."""

from __future__ import annotations

import click

from ceasefire.cli._keys._files import key_option, log_key_option
from ceasefire.cli._options import db_option, lang_option


@click.command("redact")
@click.argument("position", type=int, metavar="POSITION")
@click.option("--part", "parts", multiple=True, required=True, metavar="NAME", help="Which part to delete. Repeatable.")
@click.option(
    "--approved-by", "approvers", multiple=True, required=True, metavar="ROLE", help="Who approved it. Repeatable."
)
@click.option("--ground", required=True, metavar="TEXT", help="On what ground, in words that all may read.")
@click.option("--purge", is_flag=True, help="Also rewrite the database's files, so that nothing of it is left in them.")
@key_option
@log_key_option
@db_option
@lang_option
def command(
    position: int,
    parts: tuple[str, ...],
    *,
    approvers: tuple[str, ...],
    ground: str,
    purge: bool,
    key: str,
    log_key: str,
    db: str,
    lang: str,
) -> None:
    """Delete parts of an entry, on record.

    Payload, salt and keys of the part are deleted; that it was there, who approved, when and on what
    ground stays, and every older proof holds. A copy that was handed out before cannot be called back.
    Redacting a core makes older assessments impossible to reproduce; acts, links, findings, tallies,
    complaints and answers keep theirs, they are corrected by a new version.
    """
    from ceasefire.cli._asking import now
    from ceasefire.cli._custody import store_at
    from ceasefire.cli._custody._storage import author_of, tell_appended, tell_cosigned
    from ceasefire.cli._keys import log_key_at, team_key_at
    from ceasefire.cli._output import tell, voice
    from ceasefire.ledger.entries import enter_redaction

    signing, own = log_key_at(log_key), team_key_at(key)
    store = store_at(db)
    entry = enter_redaction(author_of(store, own), position, parts, approvers, ground)
    tell_appended(store.redact(entry, signing, now()), lang)
    tell_cosigned(store, lang)
    if purge:
        store.purge()
        tell(
            voice(lang).say(
                "Purged: nothing deleted is left in the database's files. Backups and copies may still hold it."
            )
        )
