"""Convoys: what was told of each, in the order in which it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.incidents.aid._rungs import Rung
from ceasefire.records import MOVEMENT_STATUS


@dataclass(frozen=True, slots=True)
class Convoy:
    """What was told of one convoy.

    Attributes:
        name: Its name; of a movement that names no convoy, the record's key.
        rungs: By when they may first have been, then by when last, then as the ladder has them, then by key. Accounts
            of one rung by several sources stay side by side.
        setbacks: Statuses off the ladder that were told, in the table's order.
        over: Something was told that ends it: delivered, refused, turned back, attacked.
    """

    name: str
    rungs: tuple[Rung, ...]
    setbacks: tuple[str, ...]
    over: bool


_ENDS = frozenset({"delivered", "refused", "turned-back", "attacked"})


def convoys_of(rungs: Iterable[Rung]) -> tuple[Convoy, ...]:
    """Return every convoy that is named, and each movement that names none by itself, by when it began.

    Args:
        rungs: Any order.

    Source: DESIGN, "requested, approved, letter, departed, arrived, delivered; or refused, delayed, turned back,
    attacked".
    """
    found: dict[str, list[Rung]] = defaultdict(list)
    for each in rungs:
        found[each.convoy or each.key].append(each)
    convoys = [_convoy(name, told) for name, told in found.items()]
    return tuple(sorted(convoys, key=lambda each: (each.rungs[0].when.earliest, each.name)))


def _convoy(name: str, told: list[Rung]) -> Convoy:
    said = {each.status for each in told}
    return Convoy(
        name,
        tuple(sorted(told, key=_order)),
        tuple(each for each in MOVEMENT_STATUS[6:] if each in said),
        bool(said & _ENDS),
    )


def _order(rung: Rung) -> tuple[int, int, int, str]:
    return rung.when.earliest, rung.when.latest, MOVEMENT_STATUS.index(rung.status), rung.key
