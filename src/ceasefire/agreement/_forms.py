"""The forms of a reading: limit, hold, never, state, floor, response, deadline, all, any, not."""

from __future__ import annotations

from typing import Any

from ceasefire.agreement._fields._kinds import Either, Key, List, Map, Named
from ceasefire.agreement._fields._nodes import Field
from ceasefire.agreement._fields._scalars import FLAG, fraction, one_word_of, whole
from ceasefire.agreement._fields._times import DATE, EXACT_DURATION, Days
from ceasefire.agreement._form_model import (
    AllOf,
    AnyOf,
    Baseline,
    Deadline,
    Floor,
    Hold,
    Limit,
    Never,
    NotThat,
    Response,
    State,
)
from ceasefire.agreement._measures import ACTORS, MEASURE

_MEASURED = Key(MEASURE, "What is counted.", required=True)
_MANY_DAYS = whole(1, 3660)


def _check_mean(here: Field, values: dict[str, Any]) -> None:
    for one, other in (("from", "to"), ("to", "from")):
        if one in values and other not in values:
            here.child(other).fault("E-SYNTAX-003", key=other, example=f"{other}: 2016-09-11")
    understood = len(values) == len(here.node.value)
    if understood and ("from" in values or "to" in values) == ("days_before" in values):
        seen = "both" if values else "neither"
        here.refuse("either from and to, or days_before", "{days_before: 28}", seen=seen)
    first, last = values.get("from"), values.get("to")
    if first and last and last < first:
        (here.get("to") or here).fault("E-TIME-005", start=first, end=last)


_MEAN = Map(
    {
        "from": Key(DATE, "The first local date."),
        "to": Key(DATE, "The last local date, included."),
        "days_before": Key(_MANY_DAYS, "So many whole days before the period begins."),
    },
    lambda values: (values.get("from"), values.get("to"), values.get("days_before", 0)),
    "the days of a mean",
    "{days_before: 28}",
    check=_check_mean,
    more={"oneOf": [{"required": ["from", "to"]}, {"required": ["days_before"]}]},
)
_BASELINE = Map(
    {
        "factor": Key(fraction(), "The mean is multiplied by this.", required=True),
        "mean_of": Key(_MEAN, "The days before, whose mean is taken.", required=True),
    },
    lambda values: Baseline(values["factor"], *values["mean_of"]),
    "a baseline",
    "{factor: 1/2, mean_of: {days_before: 28}}",
)
_AT_MOST = Either("a number, or a factor of a mean", "22", single=fraction(), mapped=_BASELINE)

LIMIT = Named(
    "limit",
    "a limit",
    "{measure: {unit: killed}, at_most: 22}",
    Map(
        {
            "measure": _MEASURED,
            "at_most": Key(_AT_MOST, "The most in each agreement day.", required=True),
        },
        lambda values: Limit(values["measure"], values["at_most"]),
        "a limit",
        "{measure: {unit: killed}, at_most: 22}",
    ),
)
NEVER = Named(
    "never",
    "a map with a measure",
    "{measure: {unit: flights}}",
    Map(
        {"measure": _MEASURED},
        lambda values: Never(values["measure"]),
        "a map with a measure",
        "{measure: {unit: flights}}",
    ),
)


def _check_state(here: Field, values: dict[str, Any]) -> None:
    if values.get("must") == "present" and values.get("count", 0) == 0:
        here.refuse("a count of 1 or more for what must be present", "count: 1", seen="a count of 0")


STATE = Named(
    "state",
    "a state",
    "{measure: {unit: heavy-weapons}, must: absent}",
    Map(
        {
            "measure": _MEASURED,
            "must": Key(
                one_word_of(("absent", "present")),
                "At every moment at most (absent) or at least (present) `count`.",
                required=True,
            ),
            "count": Key(whole(0), "How many; 0 unless it says otherwise."),
            "from_day": Key(_MANY_DAYS, "From this day on; 1 is the first."),
        },
        lambda values: State(values["measure"], values["must"], values.get("count", 0), values.get("from_day", 1)),
        "a state",
        "{measure: {unit: heavy-weapons}, must: absent}",
        check=_check_state,
    ),
)
_CONDITIONS = ("limit", "never", "state")


def _hold(values: dict[str, Any]) -> Hold:
    condition = next(values.pop(name) for name in _CONDITIONS if name in values)
    return Hold(condition, **values)


HOLD = Named(
    "hold",
    "a hold",
    "{days: 7, limit: {measure: {unit: killed}, at_most: 22}}",
    Map(
        {
            "days": Key(Days(), "So many consecutive agreement days.", required=True),
            "limit": Key(LIMIT, "The condition of each day."),
            "never": Key(NEVER, "The condition of each day."),
            "state": Key(STATE, "The condition of each day."),
            "on_breach": Key(one_word_of(("restart", "fail")), "What a breach does to the clock."),
            "restart": Key(one_word_of(("next-day", "instant")), "When the clock starts again after a breach."),
            "keep": Key(FLAG, "A completed hold must still hold; otherwise it latches."),
        },
        _hold,
        "a hold",
        "{days: 7, limit: {measure: {unit: killed}, at_most: 22}}",
        one_of=_CONDITIONS,
        one_of_code="E-AGR-009",
    ),
)
FLOOR = Named(
    "floor",
    "a floor",
    "{measure: {unit: trucks, records: movement}, at_least: 1, days: 7}",
    Map(
        {
            "measure": _MEASURED,
            "at_least": Key(whole(1), "The least in every window.", required=True),
            "days": Key(Days(), "How many days a window has.", required=True),
            "windows": Key(one_word_of(("sliding", "tiled")), "Every run of days, or one after the other."),
        },
        lambda values: Floor(**values),
        "a floor",
        "{measure: {unit: trucks, records: movement}, at_least: 1, days: 7}",
    ),
)
RESPONSE = Named(
    "response",
    "a response",
    "{within: 24 hours}",
    Map(
        {
            "within": Key(EXACT_DURATION, "The time for an answer to an admitted complaint.", required=True),
            "addressee": Key(ACTORS, "To whom the complaint was put."),
        },
        lambda values: Response(values["within"], values.get("addressee")),
        "a response",
        "{within: 24 hours}",
    ),
)
DEADLINE = Named(
    "deadline",
    "a deadline",
    "{measure: {unit: checkpoints}, at_least: 2, by_day: 2}",
    Map(
        {
            "measure": _MEASURED,
            "at_least": Key(whole(1), "The least by the end of that day.", required=True),
            "by_day": Key(_MANY_DAYS, "The day; 1 is the first.", required=True),
        },
        lambda values: Deadline(**values),
        "a deadline",
        "{measure: {unit: checkpoints}, at_least: 2, by_day: 2}",
    ),
)

FORM = Named("form", "a form", "{never: {measure: {unit: flights}}}")
_FORMS = {
    "limit": Key(LIMIT, "At most this much in every agreement day."),
    "hold": Key(HOLD, "A daily condition for consecutive days."),
    "never": Key(NEVER, "Not once in the period."),
    "state": Key(STATE, "What must be absent from, or present in, an area."),
    "floor": Key(FLOOR, "At least this much in every window of days."),
    "response": Key(RESPONSE, "Every admitted complaint is answered in time."),
    "deadline": Key(DEADLINE, "At least this much by a day."),
    "all": Key(List(FORM, lambda forms: AllOf(tuple(forms))), "Every one of these forms."),
    "any": Key(List(FORM, lambda forms: AnyOf(tuple(forms))), "At least one of these forms."),
    "not": Key(FORM, "The contrary of this form."),
}


def _form(values: dict[str, Any]) -> Any:
    ((name, value),) = values.items()
    return NotThat(value) if name == "not" else value


FORM.kind = Map(_FORMS, _form, FORM.wanted, FORM.example, one_of=tuple(_FORMS), one_of_code="E-AGR-009")
FORM_DEFINITIONS = (FORM, LIMIT, NEVER, STATE, HOLD, FLOOR, RESPONSE, DEADLINE)
