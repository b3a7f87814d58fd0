"""The list of incidents: as a table, as JSON, as GeoJSON with their uncertainty."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ceasefire.incidents import Known
from ceasefire.incidents.dossier import Conclusion, Incident, Situation, conclusions_of
from ceasefire.publish._evidence import place_in_words, shown_digits
from ceasefire.publish.incidents._codes import STATE_SIGNS, STATES
from ceasefire.publish.incidents._dossier import title_of
from ceasefire.publish.incidents._moment import KnownAt, moment_facts
from ceasefire.publish.incidents._page import Item, Page, Section
from ceasefire.publish.words import UNITS, NameBook, names_of, word
from ceasefire.records import Record, json_from_record
from ceasefire.times import text_from_instant

_ROUNDED_M = {1: 10_000, 2: 1_000}  # how far rounding may move a point
_SHOWN = (
    "when",
    "who",
    "what",
    "counts",
    "speaker",
    "happened",
    "permitted",
    "ground",
    "identifiable",
    "standard",
)


def list_page(incidents: Sequence[Incident], situation: Situation, lang: str, moment: KnownAt) -> Page:
    """Return the incidents as a page, one item each: what it is called, and where its three questions stand.

    Args:
        incidents: In the order to show.
        situation: From which they were derived.
        lang: `en`, `ar` or `ru`.
        moment: As known at which moment, by which clock.
    """
    names = names_of(situation.agreement, lang)
    language, say = names.language, names.language.say
    items = tuple(_item(names, each, situation) for each in incidents)
    count = language.count("{n} incident", "{n} incidents", len(incidents))
    unscreened = sum(all(situation.known.standing_of(one) == "received" for one in each.accounts) for each in incidents)
    note = (
        language.count("{n} of them not screened yet", "{n} of them not screened yet", unscreened) if unscreened else ""
    )
    return Page(
        language,
        title=language.name(situation.agreement.names),
        summary=count,
        moment=moment_facts(names, moment),
        sections=(Section(say("Incidents"), note=note, items=items),),
        foot=(say("It computes and never declares: people decide, and both are on record."),),
    )


def _item(names: NameBook, incident: Incident, situation: Situation) -> Item:
    language, say = names.language, names.language.say
    labels = {"happened": say("happened"), "who": say("who"), "permitted": say("permitted")}
    states = [
        say("{question}: {state}", question=labels[each.question], state=_state(names, each))
        for each in conclusions_of(incident, situation)
        if each.state not in ("not-asked", "unknown")
    ]
    accounts = language.count("{n} account", "{n} accounts", len(incident.accounts))
    when = when_in_words(names, incident)
    return Item(title_of(names, incident), (say("; ").join((*states, accounts, when)),))


def _state(names: NameBook, conclusion: Conclusion) -> str:
    sign = STATE_SIGNS.get(conclusion.state, "")
    text = word(names.language, STATES, conclusion.state)
    return f"{sign} {text}" if sign else text


def when_in_words(names: NameBook, incident: Incident) -> str:
    """Return the narrowest time that an account gives."""
    timed = [each.when for each in incident.counted if each.when]
    narrow = min(timed, key=lambda each: (each.latest - each.earliest, each.earliest), default=None)
    return names.language.interval(narrow.earliest, narrow.latest) if narrow else names.language.say("no time told")


def _where(names: NameBook, incident: Incident) -> str:
    placed = [place_in_words(names, each.where) for each in incident.counted if each.where]
    return max(sorted(set(placed)), key=placed.count) if placed else names.language.say("no place told")


def incidents_json(incidents: Sequence[Incident], situation: Situation, moment: KnownAt) -> str:
    """Return the incidents as JSON: keys are stable, texts in English, records by their keys.

    Args:
        incidents: In the order to print.
        situation: From which they were derived.
        moment: As known at which moment, by which clock.
    """
    content = {
        "agreement": situation.agreement.id,
        "as_of": text_from_instant(moment.as_of),
        "knowledge": moment.knowledge,
        "incidents": [incident_object(each, situation) for each in incidents],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def incident_object(incident: Incident, situation: Situation) -> dict[str, Any]:
    """Return one incident as JSON values."""
    known = situation.known
    return {
        "id": incident.id,
        "names": list(incident.names),
        "questions": {each.question: _conclusion_object(each) for each in conclusions_of(incident, situation)},
        "accounts": [_account_object(each, known) for each in incident.accounts],
        "findings": [_account_object(each, known) for each in incident.findings],
        "origins": {
            "independent": list(incident.origins.independent),
            "unknown": list(incident.origins.unknown),
            "observed": list(incident.origins.observed),
        },
        "maybe": list(incident.maybe),
        "parted": list(incident.parted),
        "shared": list(incident.shared),
        "withdrawn": list(incident.withdrawn),
        "contradictions": [{"pair": list(each.pair), "chain": list(each.chain)} for each in incident.contradictions],
    }  # fmt: skip


def _conclusion_object(conclusion: Conclusion) -> dict[str, Any]:
    return {
        "state": conclusion.state,
        "since": _told(conclusion.since),
        "by": list(conclusion.by),
        "against": list(conclusion.against),
        "beside": list(conclusion.beside),
    }


def _told(instant: int | None) -> str | None:
    return None if instant is None or abs(instant) >= 1 << 40 else text_from_instant(instant)


def _account_object(record: Record, known: Known) -> dict[str, Any]:
    told = {"standing": known.standing_of(record), "told": _told(known.said[record.key])}
    return {"record": record.key, "version": record.version} | told | _measured(record)


def _measured(record: Record) -> dict[str, Any]:
    whole = json_from_record(record)
    return {key: whole[key] for key in _SHOWN if key in whole}


def incidents_geojson(incidents: Sequence[Incident], situation: Situation, lang: str) -> str:
    """Return the incidents as GeoJSON; each is a point no finer than a town with its radius, or has no geometry.

    Where an account tells only an area, or no place, the geometry is null and `area` names it: no false dot.

    Args:
        incidents: In the order to print.
        situation: From which they were derived.
        lang: `en`, `ar` or `ru`, for the titles.
    """
    names = names_of(situation.agreement, lang)
    features = [_feature(names, each, situation) for each in incidents]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _feature(names: NameBook, incident: Incident, situation: Situation) -> dict[str, Any]:
    points = [each.where for each in incident.counted if each.where and each.where.lat is not None]
    best = min(points, key=lambda each: (each.radius_m or 0, each.lat or 0, each.lon or 0), default=None)
    geometry, radius_m = None, None
    if best is not None and best.lat is not None and best.lon is not None:
        digits = shown_digits(best)
        position = [round(best.lon, digits), round(best.lat, digits)]
        radius_m = max(best.radius_m or 0, _ROUNDED_M[digits])
        geometry = {"type": "Point", "coordinates": position}
    happened, who, permitted = conclusions_of(incident, situation)
    told = incident.accounts
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": geometry,
        "properties": {
            "title": title_of(names, incident),
            "radius_m": radius_m,
            "area": _where(names, incident),
            "when": when_in_words(names, incident),
            "happened": happened.state,
            "who": who.state,
            "permitted": permitted.state,
            "accounts": len(incident.accounts),
            "units": sorted({word(names.language, UNITS, one.unit) for each in told for one in each.counts}),
        },
    }
