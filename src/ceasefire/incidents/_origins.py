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

    An account's origin is the one that it states. If that origin itself is a source of another account here, which
    states its own, the knowledge comes from there. A source that states itself as origin knows it at first hand.

    Args:
        accounts: Records about one occurrence, any order.
        owners: Source to the body whose organ it is.
        missions: The mission's sources.

    Source: DESIGN, "who": speaker, carrier and origin are three things; corroborated by independent origins.
    """
    told = sorted(accounts, key=lambda each: each.key)
    cited = _cited(told)
    independent = {_final(each.origin, cited, owners) for each in told if each.origin}
    return Origins(
        independent=tuple(sorted(independent)),
        unknown=tuple(each.key for each in told if not each.origin),
        observed=tuple(each.key for each in told if each.source in missions and each.basis == "seen"),
    )


def _cited(told: Iterable[Record]) -> dict[str, str]:
    """Return for each source that tells of it whom it cites; a source that cites several is taken at its own word."""
    cited: dict[str, set[str]] = {}
    for each in told:
        if each.origin and each.origin != each.source:
            cited.setdefault(each.source, set()).add(each.origin)
        elif each.origin:
            cited.setdefault(each.source, set()).add("")
    return {source: next(iter(origins)) for source, origins in cited.items() if len(origins) == 1 and "" not in origins}


def _final(origin: str, cited: Mapping[str, str], owners: Mapping[str, str]) -> str:
    """Return the end of a chain of citations; a circle ends at its smallest name."""
    seen = [origin]
    while seen[-1] in cited and cited[seen[-1]] not in seen:
        seen.append(cited[seen[-1]])
    end = seen[-1]
    if end in cited:
        end = min(seen[seen.index(cited[end]) :])
    return owners.get(end, end)
