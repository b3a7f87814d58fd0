"""Every completion of a small world, by enumeration and in words of its own: nothing here calls the engines."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from tests.oracle.worlds import GROUP, ORIGIN, SLOT_S, World

CAP = 4  # an open count stops here: above every limit and floor of the worlds
ACTORS = ("a", "b", "c", "z")
TOO_MANY = 6000


class TooMany(Exception):
    """The world has more completions than are worth enumerating."""


def true_sets(choice) -> set[frozenset[str]]:
    """Return every set of actors that a choice allows; {None} for () (nothing that counts)."""
    if choice == ():
        return {None}
    if choice is None or choice.operator == "unknown":
        return set(subsets(ACTORS))
    resolved = [set(subsets(GROUP)) if member == "group" else {frozenset({member})} for member in choice.members]
    picks = [resolved] if choice.operator == "all_of" else [list(each) for each in subsets(resolved, listed=True)]
    return {frozenset().union(*parts) for pick in picks for parts in itertools.product(*pick)}


def subsets(items, *, listed: bool = False) -> Iterator:
    """Yield every non-empty subset."""
    for size in range(1, len(items) + 1):
        for chosen in itertools.combinations(items, size):
            yield chosen if listed else frozenset(chosen)


def passes(part, true_set: frozenset[str]) -> bool:
    """Return whether a true set passes one condition."""
    if part is None:
        return True
    return (
        (not part.any or bool(part.any & true_set))
        and part.all <= true_set
        and (not part.only or true_set <= part.only)
    )


def slots_of(record) -> range:
    """Return the slots of a record's interval."""
    return range((record.when.earliest - ORIGIN) // SLOT_S, (record.when.latest - ORIGIN) // SLOT_S)


def places_of(record) -> tuple[str, ...]:
    """Return every place a record allows; `o` is elsewhere."""
    if record.where is None:
        return ("p", "q", "o")
    return ("p", "q", "o") if record.where.code == "ab" else (record.where.code,)


def counts_of(record, unit: str) -> range:
    """Return every count a record allows."""
    if unit == "incidents":
        return range(1, 2)
    low, high = record.count(unit)
    return range(low, (CAP if high is None else high) + 1)


def divisions(total: int, slots: range) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield every way to divide a total over slots."""
    for picks in itertools.combinations_with_replacement(slots, total):
        yield tuple((slot, picks.count(slot)) for slot in sorted(set(picks)))


def accounts_of(world: World, member) -> list:
    """Return who may have done what a record tells of: as it says, or as each finding that counts says; () is nothing."""
    findings = [
        each for each in world.records if each.kind == "finding" and member.incidents == (each.details.incident,)
    ]
    accounts = []
    for each in findings:
        if each.details.happened == "no" or (world.permitted and each.details.permitted == "yes"):
            accounts.append(())
        elif each.who.by is not None or each.details.identifiable == "no":
            accounts.append(each.who.by)
        else:
            accounts.append(member.who.by)
    return accounts or [member.who.by]


def effects(world: World, members: list, measures: list) -> set[tuple]:
    """Return every effect of one occurrence that some of `members` tell of: one of their accounts is right as a whole.

    An effect is a tuple, one item a measure, of (place, slot, count). Measures come as (measure, every slot): what was
    present throughout counts once a day, or in every slot for forms that judge every instant.
    """
    found = set()
    for member in members:
        for place in places_of(member):
            for actors in set().union(*(true_sets(by) for by in accounts_of(world, member))):
                hits = [
                    actors is not None and any(passes(each.by, actors) for each in measure.filters)
                    for measure, _ in measures
                ]
                for killed in counts_of(member, "killed"):
                    counts = tuple(1 if measure.unit == "incidents" else killed for measure, _ in measures)
                    found |= set(_timed(member, place, hits, counts, [every for _, every in measures]))
    return found


def _timed(timed, place: str, hits: list[bool], counts: tuple[int, ...], instants: list[bool]) -> Iterator[tuple]:
    slots = slots_of(timed)
    if timed.when.how == "throughout":
        yield tuple(
            tuple((place, slot, count) for slot in slots if each_slot or slot == slots[0] or slot % 2 == 0)
            if hit
            else ()
            for hit, count, each_slot in zip(hits, counts, instants, strict=True)
        )
    elif timed.when.how == "sometime":
        for slot in slots:
            yield tuple(((place, slot, count),) if hit else () for hit, count in zip(hits, counts, strict=True))
    else:
        options = [list(divisions(count, slots)) for count in counts]
        for parts in itertools.product(*options):
            yield tuple(
                tuple((place, slot, part) for slot, part in each) if hit else ()
                for hit, each in zip(hits, parts, strict=True)
            )


def occurrences(world: World, measures: list, *, with_vague: bool) -> set[tuple]:
    """Return every state of the world as sums: one sorted tuple of ((measure, place, slot), count) a completion."""
    reports = [each for each in world.records if each.kind == "report" and each.standing != "received"]
    limit_s = None if world.vague_days is None else world.vague_days * 2 * SLOT_S
    vague = [each for each in reports if limit_s is not None and each.when.latest - each.when.earliest > limit_s]
    plain = [each for each in reports if each not in vague]
    proven = [each for each in reports if each.standing == "corroborated"]
    reach: set[tuple] = set()
    for blocks in partitions(world, plain, [each for each in proven if each in plain]):
        sums: set[tuple] = {()}
        for block in blocks:
            sums = add(sums, block_effects(world, block, measures))
        reach |= sums
        if len(reach) > TOO_MANY:
            raise TooMany
    for record in vague if with_vague else ():
        optional = record not in proven or len(record.incidents) > 1 or any(
            may_be_one(world, record, other) for other in proven if other is not record
        )  # fmt: skip
        reach = add(reach, effects(world, [record], measures) | ({((),) * len(measures)} if optional else set()))
    return reach


def block_effects(world: World, block: list, measures: list) -> set[tuple]:
    """Return the effects of records that tell of one occurrence: those at the standard of proof speak, else any."""
    sure = [each for each in block if each.standing == "corroborated" and len(each.incidents) < 2]
    found = effects(world, sure or block, measures)
    return found if sure else found | {((),) * len(measures)}


def add(sums: set[tuple], options: set[tuple]) -> set[tuple]:
    """Return all sums of one of `sums` and one of `options`."""
    result = set()
    for base in sums:
        for effect in options:
            total = dict(base)
            for index, parts in enumerate(effect):
                for place, slot, count in parts:
                    if count:
                        total[index, place, slot] = total.get((index, place, slot), 0) + count
            result.add(tuple(sorted(total.items())))
        if len(result) > TOO_MANY:
            raise TooMany
    return result


def partitions(world: World, records: list, proven: list) -> Iterator[list[list]]:
    """Yield every way to group records into occurrences that the links and the sources allow."""
    forced = {
        frozenset((one.key, two.key))
        for one, two in itertools.combinations(records, 2)
        if len(one.incidents) == 1 and one.incidents == two.incidents and not same_set(world, one, two)
    }

    def build(rest: list, blocks: list[list]) -> Iterator[list[list]]:
        if not rest:
            if all(_together(pair, blocks) for pair in forced):
                yield blocks
            return
        head, tail = rest[0], rest[1:]
        yield from build(tail, [*blocks, [head]])
        for index, block in enumerate(blocks):
            if all(
                frozenset((head.key, other.key)) in forced
                or (head in proven and other in proven and may_be_one(world, head, other))
                for other in block
            ):
                yield from build(tail, [*blocks[:index], [*block, head], *blocks[index + 1 :]])

    yield from build(records, [])


def _together(pair: frozenset[str], blocks: list[list]) -> bool:
    return any(pair <= {each.key for each in block} for block in blocks)


def same_set(world: World, one, two) -> bool:
    """Return whether two records are rows of one data set that declares its rows distinct."""
    return one.dataset == two.dataset and one.dataset in world.distinct


def may_be_one(world: World, one, two) -> bool:
    """Return whether two records at the standard of proof may tell of one occurrence."""
    if same_set(world, one, two) or len(one.incidents) > 1 or len(two.incidents) > 1:
        return False
    for link in world.records:
        if link.kind == "link" and {link.details.first, link.details.second} == {one.key, two.key}:
            return link.details.state != "rejected"
    if one.incidents and two.incidents:
        return one.incidents == two.incidents
    in_time = one.when.earliest < two.when.latest and two.when.earliest < one.when.latest
    codes = {each.where.code if each.where else "" for each in (one, two)}
    in_place = codes != {"p", "q"}
    return in_time and in_place


def courses(world: World, horizon: int) -> Iterator[tuple[tuple[bool, ...], tuple[int, ...]]]:
    """Yield (in force per slot up to the horizon, resets) for every choice of the acts that are only possible."""
    sure, maybe = [], []
    for act in world.acts:
        joint = {frozenset({"a", "b"}) <= each for each in true_sets(act.who.by)}
        if act.standing == "received" or act.recorded > ORIGIN + world.now * SLOT_S or joint == {False}:
            continue
        (sure if joint == {True} and act.standing == "corroborated" else maybe).append(act)
    for size in range(len(maybe) + 1):
        for chosen in itertools.combinations(maybe, size):
            acts = [each for each in world.acts if each in sure or each in chosen]
            yield (
                tuple(in_force(world, acts, slot) for slot in range(horizon)),
                tuple((each.details.effective - ORIGIN) // SLOT_S for each in acts if each.details.act == "resets"),
            )


def in_force(world: World, acts: Iterable, slot: int) -> bool:
    """Return whether the instrument is in force in a slot, by playing the acts in order."""
    at = ORIGIN + slot * SLOT_S
    if slot < world.begins:
        return False
    until = world.ends
    alive = until is None or slot < until
    extensions = [(each.details.effective, each.details.until) for each in acts if each.details.act == "extends"]
    ends = [each.details.effective for each in acts if each.details.act == "ends" and each.details.effective <= at]
    first = alive and not ends
    extended = any(since <= at < stop and not any(since < end for end in ends) for since, stop in extensions)
    paused = False
    for each in sorted(acts, key=lambda act: act.details.effective):
        if each.details.effective <= at and each.details.act in ("suspends", "resumes"):
            paused = each.details.act == "suspends"
    return (first or extended) and not paused
