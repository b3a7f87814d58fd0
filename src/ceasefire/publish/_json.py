"""The answer as JSON: stable order, instants as ISO 8601 in UTC, words for every code."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ceasefire.assess import (
    AreaResult,
    Assessment,
    Cell,
    Cited,
    Clock,
    InForce,
    MilestoneResult,
    ReadingResult,
)
from ceasefire.times import text_from_instant

Json = dict[str, object]

_OUTCOMES = ((1, "met"), (2, "not-met"), (4, "pending"), (8, "not-applicable"))


def json_from_assessment(assessment: Assessment) -> str:
    """Return the whole answer; `assessment_schema()` documents it. The same answer gives the same text."""
    return json.dumps(value_from_assessment(assessment), ensure_ascii=False, indent=2) + "\n"


def value_from_assessment(assessment: Assessment) -> Json:
    """Return the answer as what JSON can hold, in the order in which it is printed."""
    records = assessment.records
    return {
        "agreement": assessment.agreement,
        "at": text_from_instant(assessment.at),
        "as_of": text_from_instant(assessment.as_of),
        "knowledge": assessment.knowledge,
        "digest": assessment.digest,
        "records": {
            "read": records.read,
            "used": records.used,
            "set_aside": records.set_aside,
            "refused": records.refused,
            "not_yet_known": records.not_yet_known,
            "superseded": records.superseded,
        },
        "in_force": [_in_force(each) for each in assessment.in_force],
        "terms": [{"id": term.id, "readings": [_reading(each) for each in term.readings]} for term in assessment.terms],
        "milestones": [_milestone(each) for each in assessment.milestones],
        "inputs": assessment.inputs,
        "checkpoint": _checkpoint(assessment.cited),
        "semantics": assessment.semantics,
        "tzdata": assessment.tzdata,
        "assumed": [{"record": record, "how": how} for record, how in assessment.assumed],
    }


def _checkpoint(cited: Cited | None) -> Json | None:
    if cited is None:
        return None
    return {
        "origin": cited.origin,
        "size": cited.size,
        "root": cited.root,
        "without": list(cited.without),
        "cosigned": [
            {"team": team, "size": size, "at": text_from_instant(instant)} for team, size, instant in cited.cosigned
        ],
    }


def _in_force(result: InForce) -> Json:
    return {
        "instrument": result.instrument,
        "verdict": result.verdict,
        "spans": [
            {"since": text_from_instant(each.since), "until": _instant(each.until), "sure": each.sure}
            for each in result.spans
        ],
        "acts": list(result.acts),
        "declarations": list(result.declarations),
    }


def _reading(result: ReadingResult) -> Json:
    return {
        "id": result.id,
        "authority": result.authority,
        "verdict": result.verdict,
        "clock": _clock(result.clock),
        "areas": [_area(each) for each in result.areas],
        "coverage": coverage_text(result.coverage),
        "set_aside": [
            {"record": each.record, "reason": each.reason, "low": each.low, "high": each.high}
            for each in result.set_aside
        ],
        "unscreened": list(result.unscreened),
        "evidence": list(result.evidence),
        "settle": [{"records": list(each.records), "turns": each.turns, "how": each.how} for each in result.settle],
        "form": result.form,
        "outcomes": _outcomes(result.outcomes),
        "watched": {"area_days": result.coverage[0], "of": result.coverage[1]},
        "strip": _cells(result.strip),
    }


def coverage_text(coverage: tuple[int, int]) -> str | None:
    """Return watched area-days as a share rounded down, so that "100%" means all; None where there are none.

    >>> coverage_text((62, 100)), coverage_text((999, 1000)), coverage_text((0, 0))
    ('62%', '99%', None)
    """
    watched, whole = coverage
    return f"{watched * 100 // whole}%" if whole else None


def _area(result: AreaResult) -> Json:
    return {
        "id": result.id,
        "verdict": result.verdict,
        "clock": _clock(result.clock),
        "outcomes": _outcomes(result.outcomes),
        "cells": _cells(result.cells),
    }


def _clock(clock: Clock | None) -> Json | None:
    if clock is None:
        return None
    return {
        "target": clock.target,
        "sure": clock.sure,
        "possible": clock.possible,
        "sure_since": _instant(clock.sure_since),
        "possible_since": _instant(clock.possible_since),
        "completes_earliest": _instant(clock.completes_earliest),
    }


def _cells(cells: Sequence[Cell]) -> list[Json]:
    return [
        {
            "date": cell.date,
            "start": text_from_instant(cell.start),
            "end": text_from_instant(cell.end),
            "state": cell.state,
            "low": cell.low,
            "high": cell.high,
            "limit_low": cell.limit_low,
            "limit_high": cell.limit_high,
            "outcomes": _outcomes(cell.outcomes),
            "watched": cell.watched,
        }
        for cell in cells
    ]


def _milestone(result: MilestoneResult) -> Json:
    return {
        "id": result.id,
        "sets": [
            {"id": each.id, "verdict": each.verdict, "lacks": list(each.lacks), "authority": each.authority}
            for each in result.sets
        ],
        "verdict": result.verdict,
    }


def _outcomes(mask: int) -> list[str]:
    return [word for bit, word in _OUTCOMES if mask & bit]


def _instant(instant: int | None) -> str | None:
    return None if instant is None else text_from_instant(instant)
