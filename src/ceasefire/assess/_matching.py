"""Whether a record surely, or possibly, is what a filter asks for: over every way of resolving who and what."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Mapping

from ceasefire.agreement import Filter, SetFilter
from ceasefire.records import Choice, Who

SURELY, POSSIBLY, NOT = 2, 1, 0
_OTHER = "\x00somebody else"
_PRODUCT = 200_000
Takes = tuple[tuple[str, tuple[str, ...]], ...]
Axes = tuple[Choice | None, ...]


def axes_of(who: Who, what: Choice, status: str) -> Axes:
    """Return the five axes that filters speak of: by, against, between, what, status.

    Source: DESIGN, "Meaning: who".
    """
    return (who.by, who.against, who.between, what, Choice("all_of", (status or "none",)))


@functools.lru_cache(maxsize=1 << 16)
def matches(axes: Axes, filters: tuple[Filter, ...], takes: Takes) -> int:
    """Return SURELY, POSSIBLY or NOT: whether all, some or no resolutions of the axes pass one of the filters.

    Args:
        axes: by, against, between, what, status; None where the source does not speak of it.
        filters: Any of them.
        takes: Collective name to the actors it stands for.

    Exact up to 200,000 resolutions; beyond that the answer is POSSIBLY.

    Source: DESIGN, "A contribution".
    """
    relevant = [index for index in range(len(axes)) if any(_parts(each)[index] for each in filters)]
    if not relevant:
        return SURELY
    named = [_named(filters, index) for index in relevant]
    taken = dict(takes)
    if any(_how_many(axes[index], taken, each) > _PRODUCT for index, each in zip(relevant, named, strict=True)):
        return POSSIBLY
    alternatives = [list(_resolutions(axes[index], taken, each)) for index, each in zip(relevant, named, strict=True)]
    if math.prod(len(each) for each in alternatives) > _PRODUCT:
        return POSSIBLY
    passed = failed = False
    for resolution in itertools.product(*alternatives):
        ok = any(
            all(_holds(part, true_set) for part, true_set in zip(_at(each, relevant), resolution, strict=True))
            for each in filters
        )
        passed, failed = passed or ok, failed or not ok
        if passed and failed:
            return POSSIBLY
    return SURELY if passed else NOT


def _parts(each: Filter) -> tuple[SetFilter | None, ...]:
    return (each.by, each.against, each.between, each.what, each.status)


def _at(each: Filter, indexes: list[int]) -> list[SetFilter | None]:
    parts = _parts(each)
    return [parts[index] for index in indexes]


def _named(filters: tuple[Filter, ...], index: int) -> frozenset[str]:
    return frozenset().union(
        *(part.any | part.all | part.only for part in (_parts(each)[index] for each in filters) if part)
    )


def _holds(part: SetFilter | None, true_set: frozenset[str]) -> bool:
    if part is None:
        return True
    meets = not part.any or bool(part.any & true_set)
    return meets and part.all <= true_set and (not part.only or true_set <= part.only)


def _resolutions(
    choice: Choice | None, takes: Mapping[str, tuple[str, ...]], named: frozenset[str]
) -> Iterator[frozenset[str]]:
    """Yield every true set, up to what the filters can tell apart (members not named are one "somebody else")."""
    if choice is None or choice.operator == "unknown":
        yield from _subsets([*sorted(named), _OTHER])
        return
    options = [_members(member, takes, named) for member in choice.members]
    picks: tuple[list[list[frozenset[str]]], ...]
    if choice.operator == "all_of":
        picks = ([list(_subsets(option)) for option in options],)
    else:
        picks = tuple(
            [list(_subsets(options[index])) for index in chosen]
            for size in range(1, len(options) + 1)
            for chosen in itertools.combinations(range(len(options)), size)
        )
    seen: set[frozenset[str]] = set()
    for pick in picks:
        for parts in itertools.product(*pick):
            true_set = frozenset().union(*parts)
            if true_set not in seen:
                seen.add(true_set)
                yield true_set


def _how_many(choice: Choice | None, takes: Mapping[str, tuple[str, ...]], named: frozenset[str]) -> int:
    """Return an upper bound of the number of true sets."""
    if choice is None or choice.operator == "unknown":
        return int(2 ** (len(named) + 1))
    options = [len(_members(member, takes, named)) for member in choice.members]
    return int(2 ** sum(options)) if choice.operator == "any_of" else math.prod(int(2**size) for size in options)


def _members(member: str, takes: Mapping[str, tuple[str, ...]], named: frozenset[str]) -> list[str]:
    real = takes.get(member, (member,))
    return sorted({each if each in named else _OTHER for each in real})


def _subsets(members: list[str]) -> Iterator[frozenset[str]]:
    for size in range(1, len(members) + 1):
        for chosen in itertools.combinations(members, size):
            yield frozenset(chosen)
