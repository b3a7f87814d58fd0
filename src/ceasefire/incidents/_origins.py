"""From how many mouths a thing is known: copies, syndication and "citing X" are one origin.

Only what an entry's core holds is read, never a text or a picture: whoever may read less must count the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.records import Record


@dataclass(frozen=True, slots=True)
class Origins:
    """Where knowledge of one occurrence comes from.

    Attributes:
        independent: Stated origins that do not go back to one another, sorted; the organs of one body are one.
        unknown: Keys of the accounts that do not say whence they know it: nobody can tell that they are independent.
        observed: Keys of direct observations by the mission.
    """

    independent: tuple[str, ...]
    unknown: tuple[str, ...]
    observed: tuple[str, ...]

    @property
    def corroborate(self) -> bool:
        """Return whether two independent origins, or one direct observation by the mission, speak for it."""
        return len(self.independent) > 1 or bool(self.observed)


def origins_of(accounts: Iterable[Record], owners: Mapping[str, str], missions: frozenset[str]) -> Origins:
    """Return from how many independent origins an occurrence is known.

    An account's origin is the one that it states. If that origin tells or prints another account here, which states its
    own, the knowledge comes from there. A source that states itself as origin knows it at first hand.

    Args:
        accounts: Records about one occurrence, any order.
        owners: Source to the body whose organ it is.
        missions: The mission's sources.

    Source: DESIGN, "who": speaker, carrier and origin are three things; corroborated by independent origins.
    """
    told = sorted(accounts, key=lambda each: each.key)
    cited = _cited(told, owners)
    ends = (_end(_body(each.origin, owners), cited) for each in told if each.origin)
    return Origins(
        independent=tuple(sorted({end for end in ends if end})),
        unknown=tuple(each.key for each in told if not each.origin),
        observed=tuple(each.key for each in told if _is_observed(each, missions)),
    )


def _is_observed(record: Record, missions: frozenset[str]) -> bool:
    """Return whether the mission saw it itself, and does not pass on what another saw."""
    own = ("", record.source, record.speaker)
    return record.source in missions and record.basis == "seen" and record.origin in own


def _body(name: str, owners: Mapping[str, str]) -> str:
    return owners.get(name, name).casefold()


def _cited(told: Iterable[Record], owners: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return for whoever tells or prints an account here whence those accounts come; itself: it knows at first hand."""
    cited: dict[str, set[str]] = {}
    for each in told:
        for name in (each.source, each.speaker, each.carrier) if each.origin else ():
            if name:
                cited.setdefault(_body(name, owners), set()).add(_body(each.origin, owners))
    return {name: frozenset(origins) for name, origins in cited.items()}


def _end(name: str, cited: Mapping[str, frozenset[str]]) -> str:
    """Return the end of a chain of citations, empty where it forks: nobody can tell which of several it comes from.

    A circle ends at its smallest name.
    """
    seen = [name]
    while (whence := cited.get(seen[-1], frozenset())) and seen[-1] not in whence:
        if len(whence) > 1:
            return ""
        (following,) = whence
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
