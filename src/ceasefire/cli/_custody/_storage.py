"""What the commands on a database share: which database, who enters, what is acknowledged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ceasefire.centre import Appended, Store
    from ceasefire.ledger import TeamKey
    from ceasefire.ledger.entries import Author, Submission


def author_of(store: Store, key: TeamKey) -> Author:
    """Return who enters into the store's ledger with this key."""
    from ceasefire.ledger.entries import Author

    return Author(key, store.keyring().origin, os.urandom)


def append_one(db: str, key: str, log_key: str, lang: str, make: Callable[[Author], Submission]) -> Appended:
    """Enter one entry and tell of it.

    Raises:
        Refused: A key cannot be used, or the entry is refused.
    """
    from ceasefire.cli._asking import now
    from ceasefire.cli._custody import store_at
    from ceasefire.cli._keys import log_key_at, team_key_at

    signing, own = log_key_at(log_key), team_key_at(key)
    store = store_at(db)
    appended = store.append([make(author_of(store, own))], signing, now())
    tell_appended(appended, lang)
    tell_cosigned(store, lang)
    return appended


def tell_appended(appended: Appended, lang: str) -> None:
    """Say on stdout what is durable now: one line, and warnings on stderr."""
    from ceasefire.cli._output import tell_problems, voice
    from ceasefire.ledger.notes import checkpoint_from_note, short_form
    from ceasefire.times import text_from_instant

    head = checkpoint_from_note(appended.checkpoint)
    tell_problems(appended.warnings, lang)
    first, last = appended.first, appended.first + len(appended.proofs) - 1
    click.echo(
        voice(lang).say(
            "entries {first} to {last}, recorded {recorded}, checkpoint {short}",
            first=str(first),
            last=str(last),
            recorded=text_from_instant(appended.recorded),
            short=short_form(head),
        )
    )


def tell_cosigned(store: Store, lang: str) -> None:
    """Say on stderr up to where each team has cosigned."""
    from ceasefire.cli._output import tell
    from ceasefire.publish.custody import cosigned_in_words
    from ceasefire.publish.words import language_for
    from ceasefire.times import zone_from_text

    tell(cosigned_in_words(language_for(lang, zone_from_text("UTC")), store.cosigners()))


def write_receipts(appended: Appended, folder: str | None) -> None:
    """Write each entry's proof, if a folder for them was named.

    Raises:
        Refused: E-CLI-004.
    """
    if folder is None:
        return
    from ceasefire.cli._demo import folder_at
    from ceasefire.cli._output import write_file

    path: Path = folder_at(folder)
    for proof in appended.proofs:
        write_file(path / f"{proof.index}.tlog-proof", str(proof).encode())
