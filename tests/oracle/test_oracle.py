"""The oracle: random small worlds, every completion enumerated; no definite verdict may be false in any of them."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from ceasefire import agreement as A
from tests.oracle import special
from tests.oracle.completions import CAP, TooMany, add, courses, occurrences
from tests.oracle.truth import Completion, F, N, O, T, truth
from tests.oracle.worlds import World, random_world

KINDS = ("limit", "never", "hold", "absent", "present", "floor", "deadline", "response", "all", "any", "not")
WORLDS = 20_000 if os.environ.get("ORACLE_LONG") else 150
LEAST_DEFINITE = {  # share of the worlds with one truth in which the program says so
    "limit": 0.9, "never": 0.9, "hold": 0.8, "absent": 0.8, "present": 0.9, "floor": 0.8, "deadline": 0.8,
    "response": 0.9, "all": 0.75, "any": 0.75, "not": 0.8,
}  # fmt: skip


def leaves(form):
    """Yield (measure, judged at every instant) of every leaf."""
    match form:
        case A.AllOf(forms) | A.AnyOf(forms):
            for each in forms:
                yield from leaves(each)
        case A.NotThat(inner):
            yield from leaves(inner)
        case A.Hold(condition=condition):
            yield (condition.measure, False)
        case A.Never() | A.State():
            yield (form.measure, True)
        case A.Limit() | A.Floor() | A.Deadline():
            yield (form.measure, False)


def truths(world: World) -> tuple[set[int], set[int]]:
    """Return what the form comes to in every completion: without the records set aside, and with them."""
    if isinstance(world.form, A.Response):
        both = special.response_truths(world)
        return both, both
    if isinstance(world.form, A.State) and world.form.must == "present":
        both = special.presence_truths(world)
        return both, both
    measures = list(dict.fromkeys(leaves(world.form)))
    return tuple(_counted(world, measures, with_vague=each) for each in (False, True))  # type: ignore[return-value]


def _counted(world: World, measures: list, *, with_vague: bool) -> set[int]:
    states = _with_unseen(world, measures, occurrences(world, measures, with_vague=with_vague))
    if isinstance(world.form, A.State):
        states = {each for each in states if _assured(world, dict(each))}
    found = set()
    for force, resets in courses(world, world.now + 9):
        for state in states:
            completion = Completion(world, dict(state), force, resets, measures)
            for completion.late in (0, 1) if "instant" in repr(world.form) else (0,):
                found.add(truth(world.form, world, completion))
    return found


def _with_unseen(world: World, measures: list, states: set) -> set:
    first = 0 if "Baseline" in repr(world.form) else 2
    for area in world.areas:
        for day in range(first, (world.now + 1) // 2):
            if (area, day) not in world.watched:
                options = {((),) * len(measures)}
                for slot in (2 * day, 2 * day + 1):
                    for count in (1, CAP):
                        options.add(tuple(((area, slot, count),) for _ in measures))
                        options |= {
                            tuple(((area, slot, count),) if index == here else () for here in range(len(measures)))
                            for index in range(len(measures))
                        }
                states = add(states, options)
    return states


def _assured(world: World, counts: dict) -> bool:
    return all(
        sum(count for (_, place, at), count in counts.items() if place == area and at == slot) <= world.form.count
        for area in world.areas
        for slot in special.assured_slots(world, world.form, area)
    )


def small_world(rng: random.Random, kind: str):
    """Return a random world small enough to enumerate, with its truths."""
    while True:
        world = random_world(rng, kind)
        if "Baseline" in repr(world.form) and world.vague_days is not None:
            continue
        try:
            without, having = truths(world)
        except TooMany:
            continue
        if without and having:
            return world, without, having


@pytest.mark.parametrize("kind", KINDS)
def test_no_definite_verdict_is_false_in_any_completion(kind: str) -> None:
    """Every definite verdict holds in all completions, and enough verdicts that could be definite are."""
    seen: Counter[str] = Counter()
    for number in range(WORLDS):
        rng = random.Random(f"{kind}-{number}")
        world, without, having = small_world(rng, kind)
        outcomes = world.node().outcomes
        vague = world.vague_days is not None

        if outcomes in (T, F, O, N):
            assert {outcomes} in (without, having), (kind, number)
        elif not vague:
            assert sum(without) & ~outcomes == 0, (kind, number)
        if len(having | without) == 1:
            seen["one truth"] += 1
            seen["definite"] += outcomes in (T, F, O, N)

    share = seen["definite"] / max(1, seen["one truth"])
    print(f"{kind}: {WORLDS} worlds, {seen['one truth']} with one truth, {share:.1%} of them found definite")
    assert share >= LEAST_DEFINITE[kind]
