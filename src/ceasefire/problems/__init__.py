"""Everything that can go wrong, as values: one catalogue, rendered late.

A `Problem` is data: a code of the catalogue, the place in the input, and the parameters. No other package formats a
message; the shells call `render` with a translation function. `Refused` carries problems out of a function that
cannot give an answer. Invariants (tests/unit/problems): every code has what was seen, what was expected with an
example, and what to do; a message never shows another record's content.
"""

from ceasefire.problems._catalogue import CATALOGUE
from ceasefire.problems._entry import Entry
from ceasefire.problems._problem import (
    DID_YOU_MEAN,
    WANTED,
    Place,
    Problem,
    Refused,
    did_you_mean,
    problem,
    render,
)

__all__ = [
    "CATALOGUE",
    "DID_YOU_MEAN",
    "WANTED",
    "Entry",
    "Place",
    "Problem",
    "Refused",
    "did_you_mean",
    "problem",
    "render",
]
