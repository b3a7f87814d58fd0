"""Completions of the two forms that are not about counts of occurrences: presence and answers."""

from __future__ import annotations

import itertools

from tests.oracle.completions import courses, passes, places_of, slots_of, true_sets
from tests.oracle.truth import F, N, O, T, conj
from tests.oracle.worlds import ORIGIN, SLOT_S, World

from ceasefire import agreement as A


def presence_truths(world: World) -> set[int]:
    """Return what `state: present` comes to in every course of presence that the records allow."""
    form = world.form
    slots = range(world.begins, world.now)
    rules = [rule for each in world.records if each.kind == "report" and (rule := _presence_rule(world, each))]
    found: set[int] = set()
    for levels in itertools.product(range(form.count + 1), repeat=len(slots)):
        level = dict(zip(slots, levels, strict=True))
        if not all(_allows(rule, level) for rule in rules):
            continue
        for force, _ in courses(world, world.now + 3):
            since = 2 * (world.begins // 2 + form.from_day - 1)
            asked = [slot for slot in slots if slot >= since and force[slot]]
            later = O if force[world.now] else N
            found.add(F if any(level[slot] < form.count for slot in asked) else T if asked and later == N else later)
    return found


def _presence_rule(world: World, record):
    measure = world.form.measure
    fits = all(any(passes(each.by, actors) for each in measure.filters) for actors in true_sets(record.who.by))
    if record.standing != "corroborated" or not fits or places_of(record) != ("p",):
        return None
    low, high = (1, 1) if measure.unit == "incidents" else record.count(measure.unit)
    return record.when.how, slots_of(record), low, 99 if high is None else high


def _allows(rule, level: dict[int, int]) -> bool:
    how, slots, low, high = rule
    # one level above what is asked for stands for every larger one
    fits = [low <= level[slot] <= high or (level[slot] == max(level.values()) and low > level[slot]) if slot in level
            else True for slot in slots]  # fmt: skip
    return all(fits) if how == "throughout" else any(fits)


def response_truths(world: World) -> set[int]:
    """Return what `response` comes to in every completion of complaints and answers."""
    form, half = world.form, SLOT_S // 2
    complete = any(each.kind == "watch" for each in world.records)
    now = ORIGIN + world.now * SLOT_S
    found: set[int] = set()
    for force, _ in courses(world, world.now + 8):
        each_complaint = []
        for complaint in (each for each in world.records if each.kind == "complaint"):
            answers = [each for each in world.records
                       if each.kind == "answer" and each.details.complaint == complaint.key]  # fmt: skip
            each_complaint.append(_complaint_truths(complaint, answers, form, force, complete, now, half))
        later = O if force[world.now] else N
        found |= {conj([*values, later]) for values in itertools.product(*each_complaint)}
    return found


def _complaint_truths(complaint, answers, form, force, complete: bool, now: int, half: int) -> set[int]:
    details = complaint.details
    if details.admitted == "no" or complaint.standing == "received":
        return {N}
    addressed = {form.addressee is None or passes(form.addressee, each) for each in true_sets(details.addressee)}
    optional = complaint.standing == "screened" or details.admitted == "unknown" or False in addressed
    found = {N} if optional else set()
    if True not in addressed:
        return {N}
    for put in range(complaint.when.earliest, complaint.when.latest, half):
        slot = (put - ORIGIN) // SLOT_S
        if put >= now or not force[slot]:
            found.add(N)
            continue
        options = [_reply_times(each, form, half) for each in answers]
        if not complete:
            options.append({None, put})
        for replies in itertools.product(*options):
            in_time = any(each is not None and each < now and each <= put + form.within_s for each in replies)
            found.add(T if in_time else F if now > put + form.within_s else O)
    return found


def _reply_times(answer, form, half: int) -> set:
    if answer.standing == "received":
        return {None}
    times = set(range(answer.when.earliest, answer.when.latest, half))
    by = answer.who.by
    valid = {True} if form.addressee is None or by is None else {passes(form.addressee, each) for each in true_sets(by)}
    if answer.standing == "screened" or False in valid:
        times = times | {None}
    return times if True in valid else {None}


def assured_slots(world: World, form: A.State, area: str) -> set[int]:
    """Return the slots of which a record at the standard of proof says that no more than allowed was in the zone."""
    slots: set[int] = set()
    for each in world.records:
        if each.kind != "report" or each.standing != "corroborated" or each.when.how != "throughout":
            continue
        fits = all(any(passes(one.by, actors) for one in form.measure.filters) for actors in true_sets(each.who.by))
        low, high = (1, 1) if form.measure.unit == "incidents" else each.count(form.measure.unit)
        covers = each.where is not None and each.where.code in (area, "ab")
        if fits and covers and high is not None and high <= form.count:
            slots |= set(slots_of(each))
    return slots
