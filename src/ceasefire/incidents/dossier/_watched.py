"""On how many days anybody watched: what stands beside every total by side."""

from __future__ import annotations

from ceasefire.incidents._ladder import COUNTED
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.records import Watch

_DAY_S = 86_400


def watched_days(situation: Situation, since: int) -> tuple[int, int]:
    """Return (days touched by a watch that was done, all days) from an instant until now.

    A day is 24 hours from `since` on. A watch anywhere counts: it is a bound on what could be seen, not a share of it.

    Args:
        situation: What was known.
        since: Instant, seconds UTC.

    Source: DESIGN, "Silence is not compliance".
    """
    days = max(0, -(-(situation.now - since) // _DAY_S))
    known = situation.known
    spans = [
        (each.when.earliest, each.when.latest)
        for each in known.records
        if isinstance(each.details, Watch) and each.details.done and each.when and known.standing_of(each) in COUNTED
    ]
    spans += [(one.when.earliest, one.when.latest) for each in known.datasets for one in each.coverage]
    touched: set[int] = set()
    for earliest, latest in spans:
        first, last = max(0, (earliest - since) // _DAY_S), min(days - 1, (latest - 1 - since) // _DAY_S)
        touched.update(range(first, last + 1))
    return len(touched), days
