"""Completions of the two forms that are not about counts of occurrences: presence and answers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from tests.oracle.completions import courses, culprits_of, passes, places_of, slots_of, true_sets, when_of
from tests.oracle.links import is_proven, partitions
from tests.oracle.truth import FALSE, NEUTRAL, OPEN, TRUE, conj
from tests.oracle.worlds import ORIGIN, SLOT_S, World

from ceasefire.agreement import Measure, Response, State
from ceasefire.records import Answer, Complaint, Record

HALF_S = SLOT_S // 2
Rule = tuple[str, range, int, int]  # how, slots, least, most


def presence_truths(world: World, form: State) -> set[int]:
    """Return what `state: present` comes to in every course of presence that the records allow."""
    slots = range(world.begins, world.now)
    sets = _rule_sets(world, form)
    found: set[int] = set()
    for levels in itertools.product(range(form.count + 1), repeat=len(slots)):
        level = dict(zip(slots, levels, strict=True))
        if not any(all(_allows(rule, level, form.count) for rule in rules) for rules in sets):
            continue
        for force, _ in courses(world, world.now + 3):
            since = 2 * (world.begins // 2 + form.from_day - 1)
            asked = [slot for slot in slots if slot >= since and force[slot]]
            later = OPEN if force[world.now] else NEUTRAL
            found.add(
                FALSE
                if any(level[slot] < form.count for slot in asked)
                else TRUE
                if asked and later == NEUTRAL
                else later
            )
    return found


def _rule_sets(world: World, form: State) -> set[tuple[Rule, ...]]:
    """Return every set of rules that may hold together: of several accounts of one occurrence one is right.

    A word of how it was throughout is no count of an occurrence: it stands, unless the account that is right denies it.
    """
    reports = [each for each in world.records if each.kind == "report" and each.standing != "received"]
    found: set[tuple[Rule, ...]] = set()
    for blocks in partitions(world, reports):
        options: list[list[list[Rule | None]]] = []
        for block in blocks:
            rules = [_presence_rule(world, form.measure, each) for each in block if is_proven(each)]
            words = [rule for rule in rules if rule and rule[0] == "throughout" and rule[2] >= form.count]
            options.append([[rule, *(each for each in words if not _denies(rule, each))] for rule in rules] or [[]])
        found |= {
            tuple(dict.fromkeys(rule for rules in chosen for rule in rules if rule))
            for chosen in itertools.product(*options)
        }
    return found


def _denies(rule: Rule | None, word: Rule) -> bool:
    """Return whether an account, if it is right, leaves no room for a word of how it was throughout."""
    if rule is None or rule[3] >= word[2]:
        return False
    shared = set(rule[1]) & set(word[1])
    return bool(shared) and (rule[0] == "throughout" or shared == set(rule[1]))


def _presence_rule(world: World, measure: Measure, record: Record) -> Rule | None:
    culprits = culprits_of(world, record)
    fits = all(who is not None and any(passes(each.by, who) for each in measure.filters) for who in culprits)
    if record.standing != "corroborated" or not fits or places_of(record) != ("p",):
        return None
    low, high = (1, 1) if measure.unit == "incidents" else record.count(measure.unit)
    return when_of(record).how, slots_of(record), low, 99 if high is None else high


def _allows(rule: Rule, level: dict[int, int], enough: int) -> bool:
    how, slots, low, high = rule
    # what is asked for stands for every larger number as well
    fits = [
        slot not in level or low <= level[slot] <= high or (level[slot] == enough and high >= enough) for slot in slots
    ]
    return all(fits) if how == "throughout" else any(fits)


def response_truths(world: World, form: Response) -> set[int]:
    """Return what `response` comes to in every completion of complaints and answers."""
    complete = any(each.kind == "watch" for each in world.records)
    now = ORIGIN + world.now * SLOT_S
    replies = [(each, each.details.complaint) for each in world.records if isinstance(each.details, Answer)]
    complaints = [(each, each.details) for each in world.records if isinstance(each.details, Complaint)]
    found: set[int] = set()
    for force, _ in courses(world, world.now + 8):
        each_complaint = []
        for complaint, details in complaints:
            times = [_reply_times(reply, form) for reply, key in replies if key == complaint.key]
            puts = _complaint_puts(complaint, details, form)
            each_complaint.append(_complaint_truths(puts, times, form, force, complete=complete, now=now))
        later = OPEN if force[world.now] else NEUTRAL
        found |= {conj([*values, later]) for values in itertools.product(*each_complaint)}
    return found


def _complaint_puts(complaint: Record, details: Complaint, form: Response) -> set[int | None]:
    """Return the moments at which a complaint that counts may have been put, None for a complaint that does not."""
    if details.admitted == "no" or complaint.standing == "received":
        return {None}
    addressed = {form.addressee is None or passes(form.addressee, each) for each in true_sets(details.addressee)}
    if True not in addressed:
        return {None}
    when = when_of(complaint)
    optional = complaint.standing == "screened" or details.admitted == "unknown" or False in addressed
    return {*range(when.earliest, when.latest, HALF_S), *((None,) if optional else ())}


def _complaint_truths(
    puts: Iterable[int | None],
    times: Sequence[set[int | None]],
    form: Response,
    force: Sequence[bool],
    *,
    complete: bool,
    now: int,
) -> set[int]:
    found: set[int] = set()
    for put in puts:
        if put is None or put >= now or not force[(put - ORIGIN) // SLOT_S]:
            found.add(NEUTRAL)
            continue
        options = times if complete else [*times, {None, put}]
        for replies in itertools.product(*options):
            in_time = any(each is not None and each < now and each <= put + form.within_s for each in replies)
            found.add(TRUE if in_time else FALSE if now > put + form.within_s else OPEN)
    return found


def _reply_times(answer: Record, form: Response) -> set[int | None]:
    if answer.standing == "received":
        return {None}
    when = when_of(answer)
    times: set[int | None] = set(range(when.earliest, when.latest, HALF_S))
    by = answer.who.by
    valid = {True} if form.addressee is None else {passes(form.addressee, each) for each in true_sets(by)}
    if answer.standing == "screened" or False in valid:
        times = times | {None}
    return times if True in valid else {None}
