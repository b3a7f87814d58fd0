"""The answer as JSON, as far as somebody may know it."""

from __future__ import annotations

from typing import Any

from ceasefire.centre.access import RULES
from ceasefire.centre.live import View, latest_moment
from ceasefire.publish import value_from_assessment
from ceasefire.times import instant_from_text

Json = dict[str, Any]
_HOUR = 3_600


def coverage_until(view: View) -> int | None:
    """Return until when this audience may know what was watched where, or None: to the present."""
    if view.audience == "mission":
        return None
    rule = RULES["watch"]
    hours = rule.parties if view.audience == "parties" else rule.observers
    # by the centre's clock: a moment that the reader names, in the future even, tells nothing earlier
    return min(view.shown.asked.as_of, latest_moment(view.shown.recorded)) - (hours or 0) * _HOUR


def answer_value(view: View) -> Json:
    """Return the answer as JSON; to others than the mission without what only the mission may know."""
    value: Json = dict(value_from_assessment(view.answer))
    if view.audience == "mission":
        return value
    named = {each.key for each in view.records}
    until = coverage_until(view) or 0
    for each in value["in_force"]:
        each["acts"] = [key for key in each["acts"] if key in named]
        each["declarations"] = [key for key in each["declarations"] if key in named]
    for term in value["terms"]:
        for reading in term["readings"]:
            _restrict(reading, named, until)
    value["assumed"] = [each for each in value["assumed"] if each["record"] in named]
    return value


def _restrict(reading: Json, named: set[str], until: int) -> None:
    """Take out of a reading what would settle it, records that are not released, and coverage that is not past."""
    for key in ("evidence", "unscreened"):
        reading[key] = [each for each in reading[key] if each in named]
    reading["set_aside"] = [each for each in reading["set_aside"] if each["record"] in named]
    reading["settle"] = []
    part, whole = reading["watched"]["area_days"], reading["watched"]["of"]
    tenths = part * 10 // whole if whole else 0
    reading["watched"] = {"area_days": tenths, "of": 10} if whole else {"area_days": 0, "of": 0}
    reading["coverage"] = f"{tenths * 10}%" if whole else None
    for cell in reading["strip"]:
        if instant_from_text(cell["end"]) > until:
            cell["watched"] = None
    for area in reading["areas"]:
        area["cells"] = [each for each in area["cells"] if instant_from_text(each["end"]) <= until]


def cells_of(view: View) -> list[Json]:
    """Return each day of each area of each reading, beside whose reading it is."""
    return [
        {"term": term["id"], "reading": reading["id"], "authority": reading["authority"], "area": area["id"], **cell}
        for term in answer_value(view)["terms"]
        for reading in term["readings"]
        for area in reading["areas"]
        for cell in area["cells"]
    ]
