"""What may still be the case, as a small set: true, false, open, not applicable. And how such sets combine.

An outcome set holds every value that some completion of what is known gives. A verdict is definite when the set has
one member. Combining sets member by member is sound: it can only add outcomes (docs/semantics.md, "Verdicts").
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

TRUE, FALSE, OPEN, NEUTRAL = 1, 2, 4, 8
_ALL_BITS = (TRUE, FALSE, OPEN, NEUTRAL)

MET, NOT_MET, UNDETERMINED, PENDING, NOT_APPLICABLE = (
    "met",
    "not-met",
    "undetermined",
    "pending",
    "not-applicable",
)
VERDICTS = (MET, NOT_MET, UNDETERMINED, PENDING, NOT_APPLICABLE)
_NAMES = {TRUE: MET, FALSE: NOT_MET, OPEN: PENDING, NEUTRAL: NOT_APPLICABLE}


def verdict(outcomes: int) -> str:
    """Return the verdict of an outcome set.

    Source: DESIGN, "Verdicts".

    >>> verdict(TRUE), verdict(TRUE | FALSE)
    ('met', 'undetermined')
    """
    return _NAMES.get(outcomes, UNDETERMINED)


def all_of(sets: Iterable[int]) -> int:
    """Return the outcomes of "every one": false wins, then open, then true; not applicable is neutral.

    Source: Kleene's strong three-valued conjunction, with a neutral element.

    >>> all_of([TRUE, TRUE | FALSE]) == TRUE | FALSE
    True
    """
    return functools.reduce(lambda left, right: _lift(left, right, _and), sets, NEUTRAL)


def any_of(sets: Iterable[int]) -> int:
    """Return the outcomes of "at least one": true wins, then open, then false; not applicable is neutral.

    Source: Kleene's strong three-valued disjunction, with a neutral element.
    """
    return functools.reduce(lambda left, right: _lift(left, right, _or), sets, NEUTRAL)


def not_that(outcomes: int) -> int:
    """Return the contrary: true and false change places, open and not applicable stay.

    Source: Kleene's strong three-valued negation.
    """
    return (outcomes & (OPEN | NEUTRAL)) | (FALSE if outcomes & TRUE else 0) | (TRUE if outcomes & FALSE else 0)


def _and(left: int, right: int) -> int:
    if NEUTRAL in (left, right):
        return left if right == NEUTRAL else right
    if FALSE in (left, right):
        return FALSE
    return OPEN if OPEN in (left, right) else TRUE


def _or(left: int, right: int) -> int:
    if NEUTRAL in (left, right):
        return left if right == NEUTRAL else right
    if TRUE in (left, right):
        return TRUE
    return OPEN if OPEN in (left, right) else FALSE


@functools.cache
def _lift(left: int, right: int, combine: Callable[[int, int], int]) -> int:
    result = 0
    for one in _ALL_BITS:
        for other in _ALL_BITS:
            if left & one and right & other:
                result |= combine(one, other)
    return result
