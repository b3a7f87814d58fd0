"""The desk: what lies before whoever asks, and what can be asked of it, by command or by page.

`Inputs` are an agreement and what was said, from files or from a ledger. `answer` says how the terms stand,
`known_then` and `known_records` what was known, `desk_of` which incidents follow from it; a `Desk` is looked up, warned
about, and handed to a linker. `against` says what a record names that its agreement does not define. It adds no
meaning: `assess` and `incidents` say what follows from what, and the shells open, tell and print. The engine, the
linker and the database connection are handed in.

Invariants (tests/unit/desk): a ledger and the files that were entered into it are asked in one way; whoever shows an
answer is handed its warnings as problems, worded and printed elsewhere; nothing here says where a name was typed,
so that its problems stand at the place that the caller gives.
"""

from ceasefire.desk._against import against, strangers_to
from ceasefire.desk._answer import answer, known_records, known_then, warnings_of
from ceasefire.desk._deciding import deciding_source, must_be_accounts
from ceasefire.desk._desk import Desk, desk_of, incident_called, unheeded
from ceasefire.desk._engine import MOST_IN_PLAIN_PYTHON, engine_for
from ceasefire.desk._inputs import Inputs, agreement_of, inputs_from_ledger
from ceasefire.desk._linking import linker_called, suggestions_of, undecided
from ceasefire.desk._settling import settles_of

__all__ = [
    "MOST_IN_PLAIN_PYTHON",
    "Desk",
    "Inputs",
    "against",
    "agreement_of",
    "answer",
    "deciding_source",
    "desk_of",
    "engine_for",
    "incident_called",
    "inputs_from_ledger",
    "known_records",
    "known_then",
    "linker_called",
    "must_be_accounts",
    "settles_of",
    "strangers_to",
    "suggestions_of",
    "undecided",
    "unheeded",
    "warnings_of",
]
