"""`ceasefire vault`: who a source or a monitor is, outside the ledger.

One encrypted file, its own key, and its own log of every look-up, written before the answer is. Invariants
(tests/unit/cli): a look-up that cannot be logged gives no answer; no command prints a name without logging it.
"""

from ceasefire.cli._lazy import Lazy
from ceasefire.cli._vault._opened import Opened, opened_vault

HELPS = {
    "new": "Make a new vault and its key.",
    "name": "Give somebody's pseudonym for your team; make one if there is none.",
    "who": "Say who is behind a pseudonym. The look-up is logged first.",
    "log": "Show the log of look-ups, and whether a line is missing or changed.",
}
command = Lazy(
    name="vault",
    package="ceasefire.cli._vault",
    helps=HELPS,
    help="Keep who a source is outside the ledger, under a pseudonym.",
)

__all__ = ["HELPS", "Opened", "command", "opened_vault"]
