"""`ceasefire link`: which reports are one incident.

`suggest` prints what a program thinks; the others print a person's decision as records, for a file or for the ledger.
Nothing is merged in place. Invariants (tests/unit/cli/link): a decision that is undone leaves what was derived before
it; an unknown record is refused, with the nearest name.
"""

from ceasefire.cli._lazy import Lazy

HELPS = {
    "suggest": "Suggest pairs of reports that may be one incident, with reasons.",
    "confirm": "Decide that two reports are one incident.",
    "reject": "Decide that two reports are not one incident.",
    "split": "Part accounts from an incident.",
    "undo": "Bring back what held before a decision.",
}
command = Lazy(
    name="link",
    package="ceasefire.cli._link",
    helps=HELPS,
    help="Suggest which reports are one incident; confirm, reject, split, undo.",
    epilog="""A decision is printed as records, one JSON object a line: hand them to `ceasefire ledger append --records
jsonl:FILE`, or add them to a file of records with --append FILE.""",
)

__all__ = ["HELPS", "command"]
