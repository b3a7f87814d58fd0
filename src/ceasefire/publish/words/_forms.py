"""What a reading tests, in words: the form, its measure and its filter."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ceasefire.agreement import (
    AllOf,
    AnyOf,
    Baseline,
    Deadline,
    Filter,
    Floor,
    Form,
    Hold,
    Limit,
    Measure,
    Never,
    NotThat,
    Response,
    SetFilter,
    State,
)
from ceasefire.publish.words._names import NameBook
from ceasefire.publish.words._vocabulary import EVENTS, KINDS, STATUSES, UNITS, word
from ceasefire.publish.words._voice import mark


def form_in_words(names: NameBook, form: Form) -> str:
    """Return what a form asks for as a phrase that begins with a capital and ends without a stop."""
    return _WRITERS[type(form)](names, form)


def measure_in_words(names: NameBook, measure: Measure) -> str:
    """Return what is counted: unit, kinds of record, and what they must match."""
    say, language = names.language.say, names.language
    unit = word(language, UNITS, measure.unit)
    if measure.tallies_of:
        return say("{unit} in the tallies of {source}", unit=unit, source=names.actor(measure.tallies_of))
    filters = [text for each in measure.filters if (text := _filter(names, each))]
    if len(filters) > 1:
        filters = [say("({conditions})", conditions=each) for each in filters]
    if filters:
        unit = say("{unit}, {conditions}", unit=unit, conditions=language.list(filters, "or"))
    if measure.kinds == ("report",):
        return unit
    kinds = language.list((word(language, KINDS, each) for each in measure.kinds), "or")
    return say("{unit} (records: {kinds})", unit=unit, kinds=kinds)


def _limit(names: NameBook, form: Limit) -> str:
    return names.language.say(
        "In each day at most {limit}: {measure}",
        limit=_most(names, form.at_most),
        measure=measure_in_words(names, form.measure),
    )


def _most(names: NameBook, most: Fraction | Baseline) -> str:
    language = names.language
    if isinstance(most, Fraction):
        return language.number(int(most)) if most.denominator == 1 else str(most)
    if most.first and most.last:
        return language.say(
            "{factor} × the mean from {first} to {last}",
            factor=str(most.factor),
            first=language.date(most.first),
            last=language.date(most.last),
        )
    return language.count(
        "{factor} × the day before",
        "{factor} × the mean of the {n} days before",
        most.days_before,
        factor=str(most.factor),
    )


def _hold(names: NameBook, form: Hold) -> str:
    condition = form_in_words(names, form.condition)
    return names.language.count(
        "{condition}, for {n} day", "{condition}, for {n} days in a row", form.days, condition=condition
    )


def _never(names: NameBook, form: Never) -> str:
    return names.language.say("Not once: {measure}", measure=measure_in_words(names, form.measure))


def _state(names: NameBook, form: State) -> str:
    message = (
        mark("From day {day} on at every moment at most {number}: {measure}")
        if form.must == "absent"
        else mark("From day {day} on at every moment at least {number}: {measure}")
    )
    return names.language.say(
        message,
        day=names.language.number(form.from_day),
        number=names.language.number(form.count),
        measure=measure_in_words(names, form.measure),
    )


def _floor(names: NameBook, form: Floor) -> str:
    return names.language.count(
        "At least {number} each day: {measure}",
        "At least {number} in every {n} days: {measure}",
        form.days,
        number=names.language.number(form.at_least),
        measure=measure_in_words(names, form.measure),
    )


def _response(names: NameBook, form: Response) -> str:
    language = names.language
    within = language.count("{n} hour", "{n} hours", form.within_s // 3600)
    if form.addressee is None:
        return language.say("Every admitted complaint is answered within {hours}", hours=within)
    addressee = _set(names, form.addressee, names.actor)
    return language.say(
        "Every admitted complaint to {addressee} is answered within {hours}",
        addressee=addressee,
        hours=within,
    )


def _deadline(names: NameBook, form: Deadline) -> str:
    return names.language.say(
        "At least {number} by the end of day {day}: {measure}",
        number=names.language.number(form.at_least),
        day=names.language.number(form.by_day),
        measure=measure_in_words(names, form.measure),
    )


def _all(names: NameBook, form: AllOf) -> str:
    return names.language.say("All of these: {forms}", forms=_joined(names, form.forms))


def _any(names: NameBook, form: AnyOf) -> str:
    return names.language.say("One of these: {forms}", forms=_joined(names, form.forms))


def _not(names: NameBook, form: NotThat) -> str:
    return names.language.say("The contrary of: {form}", form=form_in_words(names, form.form))


def _joined(names: NameBook, forms: tuple[Form, ...]) -> str:
    return names.language.say("; ").join(form_in_words(names, each) for each in forms)


def _filter(names: NameBook, condition: Filter) -> str:
    language = names.language
    parts = [
        (condition.what, "{set}", lambda code: word(language, EVENTS, code)),
        (condition.status, "{set}", lambda code: word(language, STATUSES, code)),
        (condition.by, mark("by {set}"), names.actor),
        (condition.against, mark("against {set}"), names.actor),
        (condition.between, mark("between {set}"), names.actor),
    ]
    shown = [language.say(text, set=_set(names, wanted, show)) for wanted, text, show in parts if wanted]
    return language.say(", ").join(shown)


def _set(names: NameBook, wanted: SetFilter, show: Callable[[str], str]) -> str:
    language = names.language
    parts = []
    if wanted.any:
        parts.append(language.list((show(each) for each in sorted(wanted.any)), "or"))
    if wanted.all:
        parts.append(language.list(show(each) for each in sorted(wanted.all)))
    if wanted.only:
        only = language.list((show(each) for each in sorted(wanted.only)), "or")
        parts.append(language.say("only {set}", set=only))
    return language.say(", ").join(parts) or language.say("anybody")


_WRITERS: dict[type, Callable[[NameBook, Any], str]] = {
    Limit: _limit,
    Hold: _hold,
    Never: _never,
    State: _state,
    Floor: _floor,
    Response: _response,
    Deadline: _deadline,
    AllOf: _all,
    AnyOf: _any,
    NotThat: _not,
}
