"""From weighed pairs to suggestions, alike for every back end: what third reports add, what rivals take, one to one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ceasefire.incidents.linking._choice import one_to_one, rivalled
from ceasefire.incidents.linking._comparison import compare, scores
from ceasefire.incidents.linking._prepared import Ints, Prepared
from ceasefire.incidents.linking._reasons import Further, suggestions
from ceasefire.incidents.linking._suggestion import Marks, Suggestion
from ceasefire.incidents.linking._vouching import vouched


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs with weights, by their numbers, each pair once.

    Attributes:
        first, second: Numbers of the accounts. total: The whole weight.
        weights: (n, aspects), or None where they are those of `compare`.
    """

    first: Ints
    second: Ints
    total: Ints
    weights: Ints | None = None

    def some(self, chosen: Ints) -> Weighed:
        """Return the chosen ones."""
        weights = None if self.weights is None else self.weights[chosen]
        return Weighed(self.first[chosen], self.second[chosen], self.total[chosen], weights)


def decide(prepared: Prepared, weighed: Weighed, marks: Marks) -> tuple[Suggestion, ...]:
    """Return the suggestions among weighed pairs.

    Source: issue "Incidents".
    """
    added, third = vouched(prepared, weighed.first, weighed.second, weighed.total)
    taken = rivalled(prepared, weighed.first, weighed.second, weighed.total + added)
    score = scores(weighed.total + added + taken)
    high = np.flatnonzero(score >= marks.low)
    chosen = high[one_to_one(prepared, weighed.first[high], weighed.second[high], score[high])]
    kept = weighed.some(chosen)
    compared = compare(prepared, kept.first, kept.second)
    if kept.weights is not None:
        compared = replace(compared, weights=kept.weights)
    return suggestions(prepared, compared, score[chosen], Further(added[chosen], third[chosen], taken[chosen]), marks)
