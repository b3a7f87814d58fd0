"""Linking: which records may tell of one incident. It suggests; a person confirms, rejects or splits.

An `Account` is what a record tells, as far as it is compared. A `Linker` looks at pairs that share a day and a place,
a rare word or a picture, weighs each aspect in hundredths of the logarithm of odds, and returns `Suggestion`s with a
score in thousandths and `Reason`s in codes; from the high mark on a link is provisional. Two back ends:
`DuckDBLinker`, built in, and `SplinkLinker` (the extra `link`), which weighs the same pairs by a model that it fits.
docs/linking.md says how. Invariants (tests/unit/incidents/linking): the order of the accounts changes nothing; rows of
a data set declared distinct are never paired; one to one for each pair of sources, except round-ups and what one source
tells twice; without a time on both sides nothing is provisional; a place or time never speaks against another that its
precision allows.
"""

from ceasefire.incidents.linking._account import Account, account_from_record
from ceasefire.incidents.linking._duckdb import DuckDBLinker
from ceasefire.incidents.linking._prepared import account_is_round_up
from ceasefire.incidents.linking._splink import SplinkLinker
from ceasefire.incidents.linking._suggestion import (
    PROVISIONAL,
    SUGGESTED,
    TEMPLATES,
    BackEndMissing,
    Linker,
    Marks,
    Reason,
    Suggestion,
)

__all__ = [
    "PROVISIONAL",
    "SUGGESTED",
    "TEMPLATES",
    "Account",
    "BackEndMissing",
    "DuckDBLinker",
    "Linker",
    "Marks",
    "Reason",
    "SplinkLinker",
    "Suggestion",
    "account_from_record",
    "account_is_round_up",
]
