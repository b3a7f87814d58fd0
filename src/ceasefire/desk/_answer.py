"""A question put to the inputs: the answer, what was known, and what is to be said beside it."""

from __future__ import annotations

from dataclasses import replace

from ceasefire.assess import Asked, Assessment, Engine, check
from ceasefire.desk._inputs import Inputs
from ceasefire.incidents import Known, bodies_of, known_at, known_from
from ceasefire.problems import Problem, problem
from ceasefire.records import Record
from ceasefire.times import text_from_instant


def answer(inputs: Inputs, asked: Asked, engine: Engine) -> Assessment:
    """Return how the terms stand.

    Args:
        inputs: Where it is asked.
        asked: What is asked.
        engine: What counts; all give one digest.
    """
    return check(
        inputs.agreement,
        inputs.records,
        inputs.datasets,
        asked,
        engine,
        boundaries=inputs.boundaries,
        refused=inputs.refused,
        cited=inputs.cited,
    )


def known_then(inputs: Inputs, asked: Asked) -> Known:
    """Return what was known at the moment whose knowledge counts."""
    bodies = bodies_of(inputs.agreement)
    return known_at(inputs.records, inputs.datasets, asked.as_of, asked.knowledge, asked.assume, bodies=bodies)


def known_records(inputs: Inputs, asked: Asked) -> tuple[Record, ...]:
    """Return the records known at the moment whose knowledge counts, each as it stood then, whatever it says itself."""
    known = known_then(inputs, asked)
    return tuple(replace(each, standing=known.standing_of(each)) for each in known.records)


def warnings_of(inputs: Inputs, asked: Asked) -> list[Problem]:
    """Return what is to be said beside every answer: that it is hindsight, or how many records have no time of record.

    A record that a later version dates, or that was known by then all the same, is not counted.
    """
    if asked.knowledge == "hindsight":
        return [problem("W-KNOWN-002")]
    datasets = {each.id: each for each in inputs.datasets}
    timed: set[str] = set()
    known: set[str] = set()
    for each in inputs.records:
        claims = asked.knowledge == "as-reported" and each.claimed_recorded is not None
        if each.recorded is not None or claims:
            timed.add(each.key)
        elif known_from(each, datasets.get(each.dataset), asked.knowledge) <= asked.as_of:
            known.add(each.key)
    untimed = {each.key for each in inputs.records} - timed - known
    return [problem("W-KNOWN-001", count=len(untimed), as_of=text_from_instant(asked.as_of))] if untimed else []
