"""Which accounts of a small world may, and which must, tell of one occurrence: in words of the oracle's own.

What links and names say is worked out by plain closure over sets, without regard to size.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from tests.oracle.worlds import World, instant

from ceasefire.records import Link, Record

Bundle = frozenset[str]  # keys of accounts


def decided(world: World, one: Record, two: Record) -> str:
    """Return what was decided last of two accounts, by a link at the standard of proof and told by now."""
    links = [
        (each.recorded or 0, number, each.details.state)
        for number, each in enumerate(world.records)
        if isinstance(each.details, Link)
        and {each.details.first, each.details.second} == {one.key, two.key}
        and each.standing in ("corroborated", "verified")
        and (each.recorded or 0) <= instant(world.now)
    ]
    return max(links)[2] if links else ""


def told_once(world: World) -> list[Record]:
    """Return the reports that tell of one incident at most."""
    return [each for each in world.records if each.kind == "report" and len(each.incidents) < 2]


def is_proven(record: Record) -> bool:
    """Return whether a report is at the standard of proof."""
    return record.standing == "corroborated"


def named_alike(one: Record, two: Record) -> bool:
    """Return whether two accounts name one incident."""
    return bool(set(one.incidents) & set(two.incidents))


def same_set(world: World, one: Record, two: Record) -> bool:
    """Return whether two records are rows of one data set that declares its rows distinct."""
    return one.dataset == two.dataset and one.dataset in world.distinct


def is_parted(world: World, one: Record, two: Record) -> bool:
    """Return whether two accounts cannot be one: rows of one distinct data set, or rejected without a common name."""
    return same_set(world, one, two) or (decided(world, one, two) == "rejected" and not named_alike(one, two))


def closure(records: Iterable[Record], tie: Callable[[Record, Record], bool]) -> list[list[Record]]:
    """Return what hangs together by ties."""
    found: list[list[Record]] = []
    for record in records:
        near = [group for group in found if any(tie(record, each) for each in group)]
        found = [group for group in found if group not in near] + [[record, *itertools.chain(*near)]]
    return found


def is_torn(world: World, group: Sequence[Record]) -> bool:
    """Return whether decisions contradict each other: a pair of the group was rejected, or is two distinct rows."""
    speaking = [each for each in group if is_proven(each)] or group
    return has_rejection(world, group) or any(same_set(world, *pair) for pair in itertools.combinations(speaking, 2))


def has_rejection(world: World, group: Sequence[Record]) -> bool:
    """Return whether a pair of the group was rejected."""
    return any(decided(world, *pair) == "rejected" for pair in itertools.combinations(group, 2))


def ties(world: World) -> list[list[Record]]:
    """Return what hangs together by confirmed links, and by names that accounts at the standard of proof have."""

    def tied(one: Record, two: Record) -> bool:
        by_name = named_alike(one, two) and is_proven(one) and is_proven(two)
        state = decided(world, one, two)
        return state == "confirmed" or (by_name and state != "rejected")

    return closure(told_once(world), tied)


def bundles(world: World) -> list[Bundle]:
    """Return the accounts that must be of one occurrence.

    First those that hang together by links, and by the names that accounts at the standard of proof have. Then what is
    below it: with the one bundle whose incident it names and from which nothing rejects it, nor another claim on it; if
    it names none of them, with what names the same.
    """
    firm = ties(world)
    proven = [each for each in firm if any(map(is_proven, each))]
    claims: list[list[list[Record]]] = [[] for _ in proven]
    loose: list[Record] = []
    others: list[list[Record]] = []
    for group in firm:
        if group in proven:
            continue
        homes = [
            index
            for index, home in enumerate(proven)
            if any(named_alike(one, two) and is_proven(two) for one in group for two in home)
            and not any(decided(world, one, two) == "rejected" for one in group for two in home)
        ]
        if not homes and not has_rejection(world, group):
            loose += group
        elif len(homes) == 1 and not has_rejection(world, group) and not has_rejection(world, proven[homes[0]]):
            claims[homes[0]].append(group)
        else:
            others.append(group)

    def claimed(one: Record, two: Record) -> bool:
        state = decided(world, one, two)
        return state == "confirmed" or (named_alike(one, two) and state != "rejected")

    grown = [
        home + [one for group in own if not _contradicts(world, group, own) for one in group]
        for home, own in zip(proven, claims, strict=True)
    ]
    whole = [each for each in [*grown, *others, *closure(loose, claimed)] if not is_torn(world, each)]
    return [frozenset(each.key for each in accounts(world, group)) for group in whole]


def _contradicts(world: World, group: Sequence[Record], claims: Sequence[Sequence[Record]]) -> bool:
    """Return whether another claim on the same incident was rejected with a claim: not both are true."""
    return any(
        decided(world, one, two) == "rejected"
        for other in claims
        if other is not group
        for one in group
        for two in other
    )


def accounts(world: World, group: Sequence[Record]) -> list[Record]:
    """Return the group without what cannot be an account of it: another row of a distinct set that speaks for it."""
    speaking = [each for each in group if is_proven(each)] or group
    return [each for each in group if each in speaking or not any(same_set(world, each, one) for one in speaking)]


def is_left_open(world: World, one: Record, two: Record) -> bool:
    """Return whether decisions that contradict each other leave it open whether two accounts are one."""
    torn = [each for each in ties(world) if is_torn(world, each)]
    return any(one in group and two in group for group in torn) and not is_parted(world, one, two)


def may_be_one(world: World, one: Record, two: Record) -> bool:
    """Return whether two accounts at the standard of proof may tell of one occurrence."""
    if len(one.incidents) > 1 or len(two.incidents) > 1 or is_parted(world, one, two):
        return False
    if decided(world, one, two) or is_left_open(world, one, two):
        return True
    if one.incidents and two.incidents:
        return one.incidents == two.incidents
    assert one.when
    assert two.when
    in_time = one.when.earliest < two.when.latest and two.when.earliest < one.when.latest
    codes = {each.where.code if each.where else "" for each in (one, two)}
    in_place = codes != {"p", "q"}
    return in_time and in_place


def are_apart(world: World, one: Record, two: Record) -> bool:
    """Return whether something said keeps two accounts apart: a rejection, distinct rows, or names that differ."""
    if is_parted(world, one, two):
        return True
    differ = bool(one.incidents and two.incidents) and not named_alike(one, two)
    return differ and not decided(world, one, two) and not is_left_open(world, one, two)


def partitions(world: World, records: Sequence[Record]) -> Iterator[list[list[Record]]]:
    """Yield every way to group records into occurrences that the links, the names and the sources allow."""
    must = bundles(world)
    units: list[list[Record]] = []
    for record in records:
        bundle = next((each for each in must if record.key in each), frozenset({record.key}))
        mates = [unit for unit in units if unit[0].key in bundle]
        if mates:
            mates[0].append(record)
        else:
            units.append([record])
    able = [[each for each in unit if is_proven(each) and len(each.incidents) < 2] for unit in units]
    mergeable = {
        (a, b)
        for a, b in itertools.permutations(range(len(units)), 2)
        if any(may_be_one(world, one, two) for one in able[a] for two in able[b])
        and not any(are_apart(world, one, two) for one in able[a] for two in able[b])
    }
    for blocks in _blocks(range(len(units)), mergeable):
        yield [[record for index in block for record in units[index]] for block in blocks]


def _blocks(rest: Sequence[int], mergeable: Collection[tuple[int, int]]) -> Iterator[list[list[int]]]:
    if not rest:
        yield []
        return
    for blocks in _blocks(rest[1:], mergeable):
        yield [[rest[0]], *blocks]
        for index, block in enumerate(blocks):
            if all((rest[0], other) in mergeable for other in block):
                yield [*blocks[:index], [rest[0], *block], *blocks[index + 1 :]]
