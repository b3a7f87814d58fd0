"""`ceasefire ledger`: the ledger's own commands.

The operator's work on a database (init, append, redact, checkpoint, export), and anybody's on a copy (log, show, prove,
verify, cosign, compare). Invariants (tests/unit/cli/ledger): what is acknowledged on stdout is durable; a copy is
written whole or not at all; a witness's state is on the disk before its cosignature is.
"""

from ceasefire.cli._lazy import Lazy

HELPS = {
    "init": "Open a new ledger: its name, operator, teams and keys.",
    "append": "Enter an agreement and records, signed by your team.",
    "checkpoint": "Show the newest checkpoint and who cosigned it; take in a cosignature.",
    "log": "List the entries.",
    "show": "Show one entry, and open what is sealed to your team.",
    "prove": "Write the proof that an entry is in the signed tree.",
    "redact": "Delete parts of an entry, on record.",
    "export": "Write a copy for everybody or for one team.",
    "verify": "Recompute everything in a copy; name the first fault.",
    "cosign": "Verify a copy against the tree you saw last, and cosign its checkpoint.",
    "compare": "Say whether two copies tell one history.",
}
command = Lazy(
    name="ledger",
    package="ceasefire.cli._ledger",
    helps=HELPS,
    help="Keep the ledger: open, append, prove, export, verify, cosign, compare.",
    epilog="Where a ledger is kept: --db, else DATABASE_URL, else ceasefire.sqlite3 in this folder.",
)

__all__ = ["HELPS", "command"]
