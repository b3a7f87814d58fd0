"""`ceasefire ledger append`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ceasefire.cli._keys._files import key_option, log_key_option
from ceasefire.cli._options import db_option, lang_option, problems_option, receipts_option

if TYPE_CHECKING:
    from ceasefire.agreement import Agreement


@click.command("append")
@click.argument("folder", metavar="[FOLDER]", default="")
@click.option("--agreement", metavar="FILE", help="A new text of the agreement. Only the operator enters one.")
@click.option(
    "--records",
    multiple=True,
    metavar="[READER:]FILE[+MAPPING]",
    help="Records, as for check. Repeatable. What is in the ledger already is left out.",
)
@click.option(
    "--for",
    "readers",
    multiple=True,
    metavar="PART=TEAM[,TEAM]",
    help="Who beside your team may read a protected part: position, narrative or attachment. Repeatable. "
    "Default: nobody.",
)
@click.option(
    "--attach",
    multiple=True,
    metavar="RECORD=FILE",
    help="Attach a JPEG, PNG or text file to a record (source/id) of this call. Readers get it without metadata. "
    "Repeatable.",
)
@click.option(
    "--vault", metavar="FILE", help="Enter pseudonyms for speakers and origins that the agreement does not name."
)
@click.option("--vault-key", metavar="FILE", envvar="CEASEFIRE_VAULT_KEY", help="The vault's key file.")
@click.option(
    "--public-names", is_flag=True, help="Names that the agreement does not know are public: enter them as they are."
)
@click.option("--dry-run", is_flag=True, help="Say what would be entered, and enter nothing.")
@receipts_option
@key_option
@log_key_option
@db_option
@lang_option
@problems_option
def command(
    folder: str,
    *,
    agreement: str | None,
    records: tuple[str, ...],
    readers: tuple[str, ...],
    attach: tuple[str, ...],
    vault: str | None,
    vault_key: str | None,
    public_names: bool,
    dry_run: bool,
    receipts: str | None,
    key: str,
    log_key: str,
    db: str,
    lang: str,
    problems: str,
) -> None:
    """Enter an agreement and records, signed by your team.

    FOLDER holds agreement.yaml and records*. Each version of a record becomes one entry. All sides may read its
    core: kinds, counts, times, actors, standing, and in which of the agreement's areas it was. Where
    exactly, the words, names and files are sealed for your team, and for whom --for names.
    """
    from ceasefire.cli._custody._entering import Asked, enter

    enter(
        Asked(
            folder,
            agreement,
            records,
            readers,
            attach,
            vault,
            vault_key,
            public_names,
            dry_run,
            receipts,
            key,
            log_key,
            db,
            lang,
            problems,
        )
    )


def agreement_of(text: str, name: str) -> Agreement:
    """Return the agreement of a text.

    Raises:
        Refused: With every fault of it.
    """
    from ceasefire.agreement import agreement_from_bytes

    return agreement_from_bytes(text.encode(), name)


def named(text: Sequence[str], option: str) -> list[tuple[str, str]]:
    """Return NAME=VALUE options as pairs.

    Raises:
        click.BadParameter: One is not written so.
    """
    found = []
    for each in text:
        name, equals, value = each.rpartition("=") if option == "--attach" else each.partition("=")
        if not equals or not name or not value:
            raise click.BadParameter(f"{each!r}: write NAME=VALUE.", param_hint=option)
        found.append((name, value))
    return found
