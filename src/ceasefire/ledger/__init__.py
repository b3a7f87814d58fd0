"""The ledger: what was said, in an order that nobody can change afterwards without its being seen.

An entry goes the way `entries` (signed by its team, in parts) -> `tree` (a leaf among others) -> `notes` (the log signs
size and root, parties cosign) -> `copies` (exported, verified, compared, witnessed, read for an assessment). All of it
is pure: a database, files, the clock and randomness are handed in (`centre` and `cli` have them). What it cannot prove:
that something was never handed in, or that it is true. The format byte by byte: docs/ledger-format.md. Invariants:
tests/unit/ledger, tests/attacks/ledger.
"""

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger._keys import (
    LogKey,
    PublicKeys,
    TeamKey,
    key_from_text,
    needs_passphrase,
    new_log_key,
    new_team_key,
    origin_name,
    public_from_text,
    team_name,
    text_from_key,
)
from ceasefire.ledger._locked import Random, lock, unlock_text
from ceasefire.ledger._vault import Vault, broken_line, is_pseudonym, log_line, text_from_vault, vault_from_text

__all__ = [
    "LogKey",
    "PublicKeys",
    "Random",
    "TeamKey",
    "Vault",
    "broken_line",
    "bytes_from_text",
    "is_pseudonym",
    "key_from_text",
    "lock",
    "log_line",
    "needs_passphrase",
    "new_log_key",
    "new_team_key",
    "origin_name",
    "public_from_text",
    "team_name",
    "text_from_bytes",
    "text_from_key",
    "text_from_vault",
    "unlock_text",
    "vault_from_text",
]
