"""What it would settle to look at a record, or to answer one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ceasefire.assess import Assessment


def settles_of(answer: Assessment) -> tuple[Mapping[str, int], Mapping[str, int], frozenset[str]]:
    """Return what each record would settle, confirmed or dismissed; what each answer would; and what is unscreened.

    It is for the mission alone: it tells a spoiler what to discredit.
    """
    readings = [reading for term in answer.terms for reading in term.readings]
    records: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for reading in readings:
        for each in reading.settle:
            for key in each.records if each.how != "watch" else ():
                (answers if each.how == "answer" else records)[key] += each.turns
    return records, answers, frozenset(key for reading in readings for key in reading.unscreened)
