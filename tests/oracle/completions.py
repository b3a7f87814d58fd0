"""Every completion of a small world, by enumeration and in words of its own: nothing here calls the engines."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tests.oracle.links import is_proven, partitions
from tests.oracle.worlds import GROUP, ORIGIN, SLOT_S, World

from ceasefire.agreement import Measure, SetFilter, State
from ceasefire.records import Act, Choice, Finding, Record
from ceasefire.times import When

Actors = frozenset[str]
Asked = tuple[Measure, bool]  # a measure, and whether it is judged in every slot
Part = tuple[str, int, int]  # place, slot, count
Effect = tuple[tuple[Part, ...], ...]  # what one occurrence adds, one item a measure
Sums = tuple[tuple[tuple[int, str, int], int], ...]  # sorted ((measure, place, slot), count)
Item = TypeVar("Item")

CAP = 4  # an open count stops here: above every limit and floor of the worlds
ACTORS = ("a", "b", "c", "z")
TOO_MANY = 6000


class TooManyError(Exception):
    """The world has more completions than are worth enumerating."""


def true_sets(choice: Choice | None) -> set[Actors]:
    """Return every set of actors that a choice allows."""
    if choice is None or choice.operator == "unknown":
        return set(subsets(ACTORS))
    resolved = [set(subsets(GROUP)) if member == "group" else {frozenset({member})} for member in choice.members]
    picks = [tuple(resolved)] if choice.operator == "all_of" else selections(resolved)
    return {frozenset(itertools.chain.from_iterable(parts)) for pick in picks for parts in itertools.product(*pick)}


def selections(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield every non-empty selection, in order."""
    for size in range(1, len(items) + 1):
        yield from itertools.combinations(items, size)


def subsets(items: Sequence[str]) -> Iterator[Actors]:
    """Yield every non-empty subset."""
    return map(frozenset, selections(items))


def passes(part: SetFilter | None, true_set: Actors) -> bool:
    """Return whether a true set passes one condition."""
    if part is None:
        return True
    return (
        (not part.any or bool(part.any & true_set))
        and part.all <= true_set
        and (not part.only or true_set <= part.only)
    )


def when_of(record: Record) -> When:
    """Return when it was; what is asked for this always says."""
    assert record.when is not None
    return record.when


def slots_of(record: Record) -> range:
    """Return the slots of a record's interval."""
    when = when_of(record)
    return range((when.earliest - ORIGIN) // SLOT_S, (when.latest - ORIGIN) // SLOT_S)


def places_of(record: Record) -> tuple[str, ...]:
    """Return every place a record allows; `o` is elsewhere."""
    if record.where is None:
        return ("p", "q", "o")
    return ("p", "q", "o") if record.where.code == "ab" else (record.where.code,)


def counts_of(record: Record, unit: str) -> range:
    """Return every count a record allows."""
    if unit == "incidents":
        return range(1, 2)
    low, high = record.count(unit)
    return range(low, (CAP if high is None else high) + 1)


def divisions(total: int, slots: range) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield every way to divide a total over slots."""
    for picks in itertools.combinations_with_replacement(slots, total):
        yield tuple((slot, picks.count(slot)) for slot in sorted(set(picks)))


def culprits_of(world: World, member: Record) -> set[Actors | None]:
    """Return who may have done what a record tells of, None for nothing that counts.

    It is as the record says, or as each finding that counts says.
    """
    findings = [
        (each.who.by, each.details)
        for each in world.records
        if isinstance(each.details, Finding) and member.incidents == (each.details.incident,)
    ]
    found: set[Actors | None] = set()
    for by, finding in findings:
        if finding.happened == "no" or (world.permitted and finding.permitted == "yes"):
            found.add(None)
        elif by is not None or finding.identifiable == "no":
            found |= true_sets(by)
        else:
            found |= true_sets(member.who.by)
    return found if findings else found | true_sets(member.who.by)


def nothing(measures: Sequence[Asked]) -> Effect:
    """Return the effect of what does not count."""
    return ((),) * len(measures)


def effects(world: World, members: Iterable[Record], measures: Sequence[Asked]) -> set[Effect]:
    """Return every effect of one occurrence that some of `members` tell of: one of their accounts is right as a whole.

    Measures come as (measure, every slot): what was present throughout counts once a day, or in every slot for forms
    that judge every instant.
    """
    found: set[Effect] = set()
    for member in members:
        for place in places_of(member):
            for actors in culprits_of(world, member):
                hits = [
                    actors is not None and any(passes(each.by, actors) for each in measure.filters)
                    for measure, _ in measures
                ]
                for killed in counts_of(member, "killed"):
                    counts = tuple(1 if measure.unit == "incidents" else killed for measure, _ in measures)
                    found |= set(_timed(member, place, hits, counts, [every for _, every in measures]))
    return found


def _timed(
    timed: Record, place: str, hits: Sequence[bool], counts: Sequence[int], instants: Sequence[bool]
) -> Iterator[Effect]:
    slots, how = slots_of(timed), when_of(timed).how
    if how == "throughout":
        yield tuple(
            tuple((place, slot, count) for slot in slots if each_slot or slot == slots[0] or slot % 2 == 0)
            if hit
            else ()
            for hit, count, each_slot in zip(hits, counts, instants, strict=True)
        )
    elif how == "sometime":
        for slot in slots:
            yield tuple(((place, slot, count),) if hit else () for hit, count in zip(hits, counts, strict=True))
    else:
        options = [list(divisions(count, slots)) for count in counts]
        for parts in itertools.product(*options):
            yield tuple(
                tuple((place, slot, part) for slot, part in each) if hit else ()
                for hit, each in zip(hits, parts, strict=True)
            )


def occurrences(world: World, measures: Sequence[Asked], *, with_vague: bool) -> set[Sums]:
    """Return every state of the world as sums: one sorted tuple of ((measure, place, slot), count) a completion.

    Without the vague records they are set aside; with them they are accounts like all others.
    """
    reports = [each for each in world.records if each.kind == "report" and each.standing != "received"]
    limit_s = None if with_vague or world.vague_days is None else world.vague_days * 2 * SLOT_S
    taken = [each for each in reports if limit_s is None or _length_s(each) <= limit_s]
    reach: set[Sums] = set()
    for blocks in partitions(world, taken):
        sums: set[Sums] = {()}
        for block in blocks:
            sums = add(sums, block_effects(world, block, measures))
        reach |= sums
        if len(reach) > TOO_MANY:
            raise TooManyError
    return reach


def _length_s(record: Record) -> int:
    when = when_of(record)
    return when.latest - when.earliest


def block_effects(world: World, block: Sequence[Record], measures: Sequence[Asked]) -> set[Effect]:
    """Return the effects of records that tell of one occurrence: those at the standard of proof speak, else any."""
    sure = [each for each in block if is_proven(each) and len(each.incidents) < 2]
    found = effects(world, sure or block, measures)
    if isinstance(world.form, State):
        found = {_with_words(world, world.form, sure, effect) for effect in found}
    return found if sure else found | {nothing(measures)}


def _with_words(world: World, form: State, members: Sequence[Record], effect: Effect) -> Effect:
    """Return an effect and, as if it were one more measure, where its accounts say that the state held throughout.

    Such a word is no count of an occurrence: it stands, unless the account that is right denies it.
    """
    over = {(place, slot) for place, slot, count in effect[0] if count > form.count}
    words = [assured(world, form, each) for each in members]
    kept = set().union(*(each for each in words if not each & over))
    return (*effect, tuple((place, slot, 1) for place, slot in sorted(kept)))


def assured(world: World, form: State, record: Record) -> set[tuple[str, int]]:
    """Return where, and in which slots, a record at the standard of proof says that no more than allowed was."""
    if not is_proven(record) or when_of(record).how != "throughout":
        return set()
    fits = all(any(passes(one.by, actors) for one in form.measure.filters) for actors in true_sets(record.who.by))
    _, high = (1, 1) if form.measure.unit == "incidents" else record.count(form.measure.unit)
    if not fits or record.where is None or high is None or high > form.count:
        return set()
    areas = [area for area in world.areas if record.where.code in (area, "ab")]
    return set(itertools.product(areas, slots_of(record)))


def add(sums: set[Sums], options: set[Effect]) -> set[Sums]:
    """Return all sums of one of `sums` and one of `options`."""
    result: set[Sums] = set()
    for base in sums:
        for effect in options:
            total = dict(base)
            for index, parts in enumerate(effect):
                for place, slot, count in parts:
                    if count:
                        total[index, place, slot] = total.get((index, place, slot), 0) + count
            result.add(tuple(sorted(total.items())))
        if len(result) > TOO_MANY:
            raise TooManyError
    return result


def courses(world: World, horizon: int) -> Iterator[tuple[tuple[bool, ...], tuple[int, ...]]]:
    """Yield (in force per slot up to the horizon, resets) for every choice of the acts that are only possible."""
    sure: list[Record] = []
    maybe: list[Record] = []
    for act in world.acts:
        joint = {frozenset({"a", "b"}) <= each for each in true_sets(act.who.by)}
        if act.standing == "received" or not _recorded_by(world, act) or joint == {False}:
            continue
        (sure if joint == {True} and act.standing == "corroborated" else maybe).append(act)
    for size in range(len(maybe) + 1):
        for chosen in itertools.combinations(maybe, size):
            acts = [
                each.details
                for each in world.acts
                if isinstance(each.details, Act) and (each in sure or each in chosen)
            ]
            yield (
                tuple(in_force(world, acts, slot) for slot in range(horizon)),
                tuple((each.effective - ORIGIN) // SLOT_S for each in acts if each.act == "resets"),
            )


def _recorded_by(world: World, act: Record) -> bool:
    return act.recorded is None or act.recorded <= ORIGIN + world.now * SLOT_S


def in_force(world: World, acts: Sequence[Act], slot: int) -> bool:
    """Return whether the instrument is in force in a slot, by playing the acts in order."""
    at = ORIGIN + slot * SLOT_S
    if slot < world.begins:
        return False
    until = world.ends
    alive = until is None or slot < until
    extensions = [(each.effective, each.until) for each in acts if each.act == "extends" and each.until is not None]
    ends = [each.effective for each in acts if each.act == "ends" and each.effective <= at]
    first = alive and not ends
    extended = any(since <= at < stop and not any(since < end for end in ends) for since, stop in extensions)
    running: list[int] = []  # the ends of the suspensions that still run
    for each in sorted(acts, key=lambda act: (act.effective, act.act == "resumes")):
        if each.effective <= at and each.act == "suspends":
            running.append(at + 1 if each.until is None else each.until)
        if each.effective <= at and each.act == "resumes":
            running.clear()
    return (first or extended) and not any(end > at for end in running)
