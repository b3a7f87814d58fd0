"""Key files: opened with their passphrase, from the environment or asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.problems import Place, Refused, problem

if TYPE_CHECKING:
    from ceasefire.ledger import LogKey, PublicKeys, TeamKey

PASSPHRASE = "CEASEFIRE_PASSPHRASE"  # noqa: S105  the name of a variable
_MOST_BYTES = 100_000

key_option = click.option(
    "--key",
    required=True,
    envvar="CEASEFIRE_KEY",
    metavar="FILE",
    help="Your team's key file. Its passphrase is asked for, or taken from CEASEFIRE_PASSPHRASE. [env: CEASEFIRE_KEY]",
)
log_key_option = click.option(
    "--log-key",
    required=True,
    envvar="CEASEFIRE_LOG_KEY",
    metavar="FILE",
    help="The log's key file, with which checkpoints are signed. [env: CEASEFIRE_LOG_KEY]",
)


def team_key_at(name: str) -> TeamKey:
    """Return a team's keys.

    Raises:
        Refused: E-LEDGER-033, no such file, another passphrase, or the key of a log.
    """
    from ceasefire.ledger import TeamKey

    key = _key_at(name)
    if not isinstance(key, TeamKey):
        raise _refused(name, "it is a log's key, not a team's")
    return key


def log_key_at(name: str) -> LogKey:
    """Return a log's key.

    Raises:
        Refused: E-LEDGER-033.
    """
    from ceasefire.ledger import LogKey

    key = _key_at(name)
    if not isinstance(key, LogKey):
        raise _refused(name, "it is a team's key, not a log's")
    return key


def is_log_key_at(name: str) -> bool:
    """Return whether a file is a log's key file, without its passphrase.

    Raises:
        Refused: E-LEDGER-033, no such file.
    """
    from ceasefire.ledger import PublicKeys, public_from_text

    try:
        return not isinstance(public_from_text(_text(name)), PublicKeys)
    except ValueError:
        return False


def public_at(name: str) -> PublicKeys:
    """Return a team's public keys: of a key file, or of what `keys export` wrote.

    Raises:
        Refused: E-LEDGER-033.
    """
    import json

    from ceasefire.ledger import PublicKeys, public_from_text

    text = _text(name)
    try:
        found = json.loads(text)
        if isinstance(found, dict) and "ceasefire_key" not in found:
            return PublicKeys.from_json(found)
        public = public_from_text(text)
    except (ValueError, RecursionError) as error:
        raise _refused(name, "not JSON" if isinstance(error, json.JSONDecodeError) else str(error)) from None
    if not isinstance(public, PublicKeys):
        raise _refused(name, "it is a log's key, not a team's")
    return public


def new_passphrase() -> str:
    """Return the passphrase for a new key: from the environment, or asked for twice."""
    if (given := os.environ.get(PASSPHRASE)) is not None:
        return given
    passphrase: str = click.prompt("Passphrase for the new key", hide_input=True, confirmation_prompt=True, err=True)
    return passphrase


def _key_at(name: str) -> TeamKey | LogKey:
    from ceasefire.ledger import key_from_text, needs_passphrase

    text = _text(name)
    try:
        passphrase = ""
        if needs_passphrase(text):
            given = os.environ.get(PASSPHRASE)
            passphrase = click.prompt(f"Passphrase of {name}", hide_input=True, err=True) if given is None else given
        return key_from_text(text, passphrase)
    except ValueError as error:
        raise _refused(name, str(error)) from None


def _text(name: str) -> str:
    try:
        with Path(name).open("rb") as stream:
            return stream.read(_MOST_BYTES).decode()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise _refused(name, (getattr(error, "strerror", None) or "not a key file").lower()) from None


def _refused(name: str, reason: str) -> Refused:
    return Refused([problem("E-LEDGER-033", Place(name), reason=reason)])
