"""An opened vault: its names, and its log, to which every use is added first."""

from __future__ import annotations

import getpass
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.problems import Place, Refused, problem

if TYPE_CHECKING:
    from ceasefire.ledger import Vault

vault_argument = click.argument("vault", metavar="VAULT")
vault_key_option = click.option(
    "--vault-key",
    required=True,
    envvar="CEASEFIRE_VAULT_KEY",
    metavar="FILE",
    help="The vault's key file. [env: CEASEFIRE_VAULT_KEY]",
)


@dataclass(slots=True)
class Opened:
    """A vault that was opened for a team. Nothing is kept until `keep`."""

    path: Path
    key: bytes
    vault: Vault
    team: str = ""
    fresh: list[str] = field(default_factory=list)

    def pseudonym(self, identity: str) -> str:
        """Return the team's pseudonym for somebody; a new one is kept by `keep`."""
        before = self.vault
        self.vault, name = self.vault.pseudonym(self.team, identity, os.urandom)
        if self.vault is not before:
            self.fresh.append(name)
        return name

    def keep(self) -> None:
        """Log what was named, then write the vault.

        Raises:
            Refused: E-LEDGER-041, the log or the vault cannot be written.
        """
        from ceasefire.cli._output import write_file
        from ceasefire.ledger import text_from_vault

        for name in self.fresh:
            self.note("named", name)
        if self.fresh:
            write_file(self.path, text_from_vault(self.vault, self.key, os.urandom).encode())
            self.fresh.clear()

    def note(self, what: str, about: str) -> None:
        """Add a line to the log, on the disk when this returns.

        Raises:
            Refused: E-LEDGER-041.
        """
        from ceasefire.cli._asking import now
        from ceasefire.ledger import log_line

        log = log_path(self.path)
        try:
            with log.open("a+", encoding="utf-8") as stream:
                stream.seek(0)
                stream.write(log_line(stream.read(), now(), getpass.getuser(), what, about))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise _refused(log, error.strerror or type(error).__name__) from None


def log_path(path: Path) -> Path:
    """Return where a vault's log lies."""
    return path.with_name(path.name + ".log")


def opened_vault(name: str, key: str | None, team: str = "") -> Opened:
    """Return a vault, opened with its key file.

    Raises:
        Refused: E-LEDGER-041, no key, another key, or no vault.
    """
    from ceasefire.cli._inputs import bytes_of
    from ceasefire.cli._keys._files import PASSPHRASE
    from ceasefire.ledger import unlock_text, vault_from_text

    path = Path(name)
    if key is None:
        raise _refused(path, "no --vault-key was given")
    try:
        locked = json.loads(bytes_of(Path(key)))
        secret = unlock_text(locked, lambda: _passphrase(PASSPHRASE, key))
        return Opened(path, secret, vault_from_text(bytes_of(path).decode(), secret), team)
    except (ValueError, RecursionError) as error:
        reason = "not JSON" if isinstance(error, json.JSONDecodeError | RecursionError) else str(error)
        raise _refused(path, reason) from None


def _passphrase(variable: str, name: str) -> str:
    given = os.environ.get(variable)
    return str(click.prompt(f"Passphrase of {name}", hide_input=True, err=True)) if given is None else given


def _refused(path: Path, reason: str) -> Refused:
    return Refused([problem("E-LEDGER-041", Place(str(path)), reason=reason)])
