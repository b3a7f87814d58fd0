"""`ceasefire keys`: the keys that teams sign with and are sealed to, and the log's.

A key file is readable by its owner alone and locked with a passphrase unless its owner says otherwise. Invariant
(tests/unit/cli): no command prints a secret.
"""

from ceasefire.cli._keys._files import key_option, log_key_at, log_key_option, public_at, team_key_at
from ceasefire.cli._lazy import Lazy

HELPS = {
    "new": "Make a team's keys, or a ledger's log key.",
    "show": "Show what of a key file may be handed out.",
    "export": "Write the public part of a key file, to be handed to the operator.",
    "announce": "Announce a team's new keys in the ledger.",
    "withdraw": "Withdraw a team's key in the ledger, from the next entry on.",
}
command = Lazy(
    name="keys",
    package="ceasefire.cli._keys",
    helps=HELPS,
    help="Make and show the keys that teams sign with, and withdraw them.",
)

__all__ = ["HELPS", "command", "key_option", "log_key_at", "log_key_option", "public_at", "team_key_at"]
