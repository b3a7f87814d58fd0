"""The agreement as plain content: what a file would hold, with the defaults left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from ceasefire.agreement._form_model import (
    AllOf,
    AnyOf,
    Baseline,
    CoverageRule,
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
from ceasefire.agreement._model import (
    Agreement,
    Area,
    Circle,
    Citation,
    Code,
    Guarantor,
    Instrument,
    Line,
    Milestone,
    Names,
    Polygon,
    Reading,
    Shape,
    StandingRule,
    Term,
)
from ceasefire.times import text_from_instant

Content = dict[str, Any]


def content_from_agreement(agreement: Agreement) -> Content:
    """Return what a file would hold: maps, lists, texts, whole numbers, and floats for degrees only."""
    return {
        "ceasefire": 1,
        "id": agreement.id,
        **({"fictional": True} if agreement.fictional else {}),
        "name": _names(agreement.names),
        **({"note": _names(agreement.note)} if agreement.note else {}),
        "source": _citation(agreement.source),
        "zone": agreement.zone,
        "day_begins": _time_of_day(agreement.day_begins_s),
        "parties": [_identified(each) for each in agreement.parties],
        **_several("guarantors", (_guarantor(each) for each in agreement.guarantors)),
        **_several(
            "excluded",
            (
                {**_identified(each), "by_list": [_citation(cited) for cited in each.by_list]}
                for each in agreement.excluded
            ),
        ),
        **_several("actors", (_identified(each) for each in agreement.actors)),
        **_several(
            "collectives",
            ({**_identified(each), "any_of": list(each.any_of)} for each in agreement.collectives),
        ),
        **_several(
            "sources", ({**_identified(each), **_filled(kind=each.kind, of=each.of)} for each in agreement.sources)
        ),
        **_several("areas", (_area(each) for each in agreement.areas)),
        "instruments": [_instrument(each) for each in agreement.instruments],
        "terms": [_term(each) for each in agreement.terms],
        **_several("milestones", (_milestone(each) for each in agreement.milestones)),
    }


def _several(name: str, items: Iterable[Content]) -> Content:
    return _filled(**{name: list(items)})


def _filled(**values: Any) -> Content:
    """Return the values that say something: no empty text, list or map, and not None."""
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}


def _names(names: Names) -> Any:
    return names.en if not (names.ar or names.ru) else _filled(en=names.en, ar=names.ar, ru=names.ru)


def _citation(cited: Citation | None) -> Content | None:
    if cited is None:
        return None
    return _filled(speaker=cited.speaker, date=cited.date, title=cited.title, quote=cited.quote, url=cited.url)


def _time_of_day(seconds: int | None) -> str | None:
    return None if seconds is None else f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _instant(value: int | None) -> str | None:
    return None if value is None else text_from_instant(value)


def _identified(thing: Any) -> Content:
    return {"id": thing.id, "name": _names(thing.names)}


def _guarantor(guarantor: Guarantor) -> Content:
    answers = [{"party": each.party, "according_to": _citation(each.according_to)} for each in guarantor.answers_for]
    return {**_identified(guarantor), **_filled(answers_for=answers)}


def _area(area: Area) -> Content:
    return {**_identified(area), **_filled(within=area.within), **_shape(area.shape)}


def _shape(shape: Shape) -> Content:
    match shape:
        case Circle(lon=lon, lat=lat, radius_m=radius_m):
            return {"circle": {"lat": lat, "lon": lon, "radius_m": radius_m}}
        case Line(points=points, offset_m=offset_m, side=side):
            line = {"points": [list(point) for point in points], "offset_m": offset_m}
            return {"line": line if side == "both" else {**line, "side": side}}
        case Code(scheme=scheme, code=code, vintage=vintage):
            return {"code": _filled(scheme=scheme, code=code, vintage=vintage)}
        case Polygon(ring=ring):
            return {"polygon": [list(point) for point in ring]}


def _instrument(instrument: Instrument) -> Content:
    rules = instrument.rules
    acts = {
        "extend": _set(rules.extend),
        "reset": _set(rules.reset),
        "suspend": _set(rules.suspend),
        "resume": _set(rules.resume),
        "end": _set(rules.end),
    }
    return {
        **_identified(instrument),
        "binds": list(instrument.binds),
        **_filled(
            begins=_instant(instrument.begins),
            ends=_instant(instrument.ends),
            source=_citation(instrument.source),
            acts=_filled(**acts),
        ),
    }


def _term(term: Term) -> Content:
    return {
        **_identified(term),
        "text": term.text,
        "source": _citation(term.source),
        **_several("readings", (_reading(each) for each in term.readings)),
    }


def _reading(reading: Reading) -> Content:
    mode = reading.areas_mode
    return {
        **_identified(reading),
        "authority": reading.authority,
        "instrument": reading.instrument,
        **_filled(
            source=_citation(reading.source),
            zone=reading.zone,
            day_begins=_time_of_day(reading.day_begins_s),
            areas=list(reading.areas),
            areas_mode="" if mode == "together" else mode,
            takes={name: list(members) for name, members in reading.takes},
            **_rules(reading),
            valid={
                name: _instant(value)
                for name, value in (("from", reading.valid_from), ("until", reading.valid_until))
                if value is not None
            },
        ),
        "form": content_from_form(reading.form),
    }


def _rules(reading: Reading) -> Content:
    standing, findings = reading.standing, reading.findings
    return {
        "standing": {} if standing == StandingRule() else {"sure": standing.sure, "possible": standing.possible},
        "findings": _filled(bodies=list(findings.bodies), permitted="excluded" if findings.permitted_excluded else ""),
        "coverage": _coverage(reading.coverage),
        "vague": _filled(days=reading.vague.days, place_m=reading.vague.place_m),
    }


def _coverage(coverage: CoverageRule | None) -> Content | None:
    if coverage is None:
        return None
    share = "" if coverage.share == 1 else _fraction(coverage.share)
    return _filled(watchers=list(coverage.watchers), sees=list(coverage.sees), share=share)


def _milestone(milestone: Milestone) -> Content:
    sets = [
        {
            **_identified(each),
            **({"same_days": True} if each.same_days else {}),
            "needs": [{"term": term, "reading": reading} for term, reading in each.needs],
        }
        for each in milestone.sets
    ]
    return {**_identified(milestone), **_filled(source=_citation(milestone.source)), "sets": sets}


def _fraction(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def _set(chosen: SetFilter | None) -> Any:
    if chosen is None:
        return None
    parts = _filled(any=sorted(chosen.any), all=sorted(chosen.all), only=sorted(chosen.only))
    return parts["any"] if list(parts) == ["any"] else parts


def _filter(chosen: Filter) -> Content:
    return _filled(
        by=_set(chosen.by),
        against=_set(chosen.against),
        between=_set(chosen.between),
        what=_set(chosen.what),
        status=_set(chosen.status),
    )


def _measure(measure: Measure) -> Content:
    filters: Any = [_filter(each) for each in measure.filters]
    kinds = list(measure.kinds)
    default = ["tally"] if measure.tallies_of else ["report"]
    return {
        "unit": measure.unit,
        **({} if kinds == default else {"records": kinds[0] if len(kinds) == 1 else kinds}),
        **({} if filters == [{}] else {"filter": filters[0] if len(filters) == 1 else filters}),
        **_filled(tallies_of=measure.tallies_of, coverage=_coverage(measure.coverage)),
    }


def _limit(limit: Limit) -> Content:
    return {"measure": _measure(limit.measure), "at_most": _at_most(limit.at_most)}


def _at_most(bound: Fraction | Baseline) -> Any:
    if isinstance(bound, Fraction):
        return _fraction(bound)
    days = {"from": bound.first, "to": bound.last, "days_before": bound.days_before or None}
    mean = {name: day if isinstance(day, int) else day.isoformat() for name, day in days.items() if day}
    return {"factor": _fraction(bound.factor), "mean_of": mean}


def _hold(hold: Hold) -> Content:
    return {
        "days": hold.days,
        **content_from_form(hold.condition),
        **({} if hold.on_breach == "restart" else {"on_breach": hold.on_breach}),
        **({} if hold.restart == "next-day" else {"restart": hold.restart}),
        **({"keep": True} if hold.keep else {}),
    }


def _state(state: State) -> Content:
    return {
        "measure": _measure(state.measure),
        "must": state.must,
        **({"count": state.count} if state.count else {}),
        **({} if state.from_day == 1 else {"from_day": state.from_day}),
    }


def _floor(floor: Floor) -> Content:
    return {
        "measure": _measure(floor.measure),
        "at_least": floor.at_least,
        "days": floor.days,
        **({} if floor.windows == "sliding" else {"windows": floor.windows}),
    }


def _deadline(deadline: Deadline) -> Content:
    return {
        "measure": _measure(deadline.measure),
        "at_least": deadline.at_least,
        "by_day": deadline.by_day,
    }


def _response(response: Response) -> Content:
    units = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
    length, unit = next((length, unit) for length, unit in units if response.within_s % length == 0)
    number = response.within_s // length
    within = f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return {"within": within, **_filled(addressee=_set(response.addressee))}


_PRINTERS: dict[type, tuple[str, Callable[[Any], Any]]] = {
    Limit: ("limit", _limit),
    Never: ("never", lambda never: {"measure": _measure(never.measure)}),
    State: ("state", _state),
    Hold: ("hold", _hold),
    Floor: ("floor", _floor),
    Response: ("response", _response),
    Deadline: ("deadline", _deadline),
    AllOf: ("all", lambda form: [content_from_form(each) for each in form.forms]),
    AnyOf: ("any", lambda form: [content_from_form(each) for each in form.forms]),
    NotThat: ("not", lambda form: content_from_form(form.form)),
}


def content_from_form(form: Form) -> Content:
    """Return the map with the form's one key."""
    name, content = _PRINTERS[type(form)]
    return {name: content(form)}
