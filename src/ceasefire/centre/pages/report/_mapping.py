"""Which column of a table is which field of a report: guessed, chosen in a form, written as a mapping."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ceasefire.agreement import Agreement
from ceasefire.centre.access import Viewer
from ceasefire.centre.filing.tables import Table
from ceasefire.centre.pages.report._choices import HARM, kinds_asked
from ceasefire.publish.words import EVENTS
from ceasefire.sources import shipped_mapping, shipped_mappings, suggest_mapping
from ceasefire.sources._names import kebab
from ceasefire.sources._yaml_text import yaml_from_text

Values = Mapping[str, Sequence[str]]
UNITS = (*HARM, "trucks", "vehicles", "people")
COLUMNS = ("id", "first", "last", "area", "lat", "lon", "by", "against", "what", "text", "incident", *UNITS)
NAMED = ("by", "against", "area", "what")
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%d %B %Y", "%d %b %Y")
MOST_NAMES = 40
_OTHERS = ("format", "how", "radius", "what_value", "language", "shipped")
_SAMPLE = 50
_PLACE = re.compile(r"\b(area|city|town|governorate|district|location|place)\b", re.IGNORECASE)
_FIELD = re.compile(r"n_(by|against|area|what)_\d{1,2}(_or)?")


def mapped_values(posted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what was chosen in the form of a mapping, and nothing else that was posted."""
    names = {f"m_{each}" for each in (*COLUMNS, *_OTHERS)}
    return {
        name: [values[0][:200]]
        for name, values in posted.items()
        if values and values[0] and (name in names or _FIELD.fullmatch(name))
    }


def guessed(table: Table) -> dict[str, list[str]]:
    """Return the columns that the reader would guess from the header and some rows."""
    text = suggest_mapping(table.header, [row for _, row in table.rows[:_SAMPLE]])
    columns = yaml_from_text(text, "suggested").value["columns"]
    when, where, who = (columns.get(each, {}) for each in ("when", "where", "who"))
    found: dict[str, Any] = {
        "id": columns["id"] if isinstance(columns["id"], str) else "",
        "first": when.get("day") or when.get("first"),
        "last": when.get("last"),
        "format": when.get("format"),
        "lat": where.get("lat"),
        "lon": where.get("lon"),
        "area": next((each for each in table.header if _PLACE.search(each)), ""),
        "radius": "25000" if where.get("lat") else "",
    }
    found |= {each: who.get(each) for each in ("by", "against")}
    found |= {each: columns.get(each) for each in ("what", "text")}
    found |= {unit: column for unit, column in columns.get("counts", {}).items() if unit in UNITS}
    return {f"m_{name}": [value] for name, value in found.items() if isinstance(value, str) and value}


def names_to_map(values: Values, table: Table) -> dict[str, tuple[str, ...]]:
    """Return what stands in the columns whose names have to be told to the agreement, by field; at most 40 each."""
    found = {}
    for field in NAMED:
        column = _one(values, f"m_{field}")
        if column in table.header:
            found[field] = table.values_in(column)[:MOST_NAMES]
    return found


def nearest(text: str, options: Mapping[str, Sequence[str]]) -> str:
    """Return the id of the option that is called so or almost so, or nothing.

    Args:
        text: As it stands in the table.
        options: Id to its names, in any language.
    """
    by_name = {name.casefold(): key for key, names in options.items() for name in (key, *names) if name}
    if text.casefold() in by_name:
        return by_name[text.casefold()]
    if kebab(text) in options:
        return kebab(text)
    near = difflib.get_close_matches(text.casefold(), by_name, n=1, cutoff=0.85)
    return by_name[near[0]] if near else ""


def options_for(agreement: Agreement) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, for each field with names, the ids that they may mean, each with its names."""
    actors: dict[str, tuple[str, ...]] = {
        each.id: (each.names.en, each.names.ar, each.names.ru) for each in agreement.everybody
    }
    areas: dict[str, tuple[str, ...]] = {
        each.id: (each.names.en, each.names.ar, each.names.ru) for each in agreement.areas
    }
    return {
        "by": actors,
        "against": actors,
        "area": areas,
        "what": {each: (EVENTS.get(each, ""),) for each in sorted({*kinds_asked(agreement), *EVENTS} - {"count"})},
    }


def with_guessed_names(values: Values, table: Table, agreement: Agreement) -> dict[str, list[str]]:
    """Return the values with a guess for every name that nobody has told yet; who told none of a column is guessed."""
    found, options = {name: list(each) for name, each in values.items()}, options_for(agreement)
    for field, texts in names_to_map(values, table).items():
        if any(name.startswith(f"n_{field}_") for name in values):
            continue
        for at, text in enumerate(texts):
            if near := nearest(text, options[field]):
                found[f"n_{field}_{at}"] = [near]
    return found


def mapping_of(values: Values, table: Table, viewer: Viewer, zone: str) -> tuple[str, Mapping[str, Any]]:
    """Return the text of the mapping and its `only`; every record it gives is the viewer's own.

    Raises:
        Refused: E-READ-008, there is no shipped mapping of that name.
    """
    if shipped := _one(values, "m_shipped"):
        content = yaml_from_text(shipped_mapping(shipped), shipped).value
        said = str(content["dataset"].get("source", ""))
        speaker = {"speaker": {"value": said}} if said and "speaker" not in content["columns"] else {}
        content |= {"dataset": {"id": "table", "source": viewer.source}}
        content["columns"] |= speaker
    else:
        content = {
            "dataset": {"id": "table", "source": viewer.source},
            "zone": zone,
            "columns": _columns(values, table),
        }
    content["delimiter"] = table.delimiter
    return json.dumps(content, ensure_ascii=True), content.get("only", {})


def shipped() -> tuple[str, ...]:
    """Return the mappings for tables that come with the program."""
    return tuple(each for each in shipped_mappings() if not each.startswith("ucdp"))


def _columns(values: Values, table: Table) -> dict[str, Any]:
    def column(name: str) -> str:
        found = _one(values, f"m_{name}")
        return found if found in table.header else ""

    columns: dict[str, Any] = {"id": column("id") or {"hash": [each for each in table.header if each]}}
    first, last = column("first"), column("last")
    when: dict[str, Any] = {"first": first, "last": last} if first and last else {"day": first or "day"}
    form, how = _one(values, "m_format"), _one(values, "m_how")
    columns["when"] = when | ({"format": form} if form in FORMATS else {}) | ({"how": how} if how else {})
    named = {
        field: {"column": column(field), "table": _told(values, field, texts), "operator": "any_of"}
        for field, texts in names_to_map(values, table).items()
    }
    where: dict[str, Any] = {}
    if column("lat") and column("lon"):
        radius = _one(values, "m_radius")
        metres = int(radius) if radius.isdecimal() else 25_000
        where = {"lat": column("lat"), "lon": column("lon"), "radius_m": {"value": metres}}
    if "area" in named:
        code = {key: value for key, value in named["area"].items() if key != "operator"}
        where |= {"scheme": {"value": "agreement"}, "code": code}
    columns |= {"where": where} if where else {}
    if who := {side: named[side] for side in ("by", "against") if side in named}:
        columns["who"] = who
    if "what" in named:
        columns["what"] = named["what"]
    elif kind := _one(values, "m_what_value"):
        columns["what"] = {"value": kind}
    if counts := {unit: column(unit) for unit in UNITS if column(unit)}:
        columns["counts"] = counts
    if column("text"):
        columns["text"] = {_one(values, "m_language") or "en": column("text")}
    if column("incident"):
        columns["incident"] = column("incident")
    return columns


def _told(values: Values, field: str, texts: Sequence[str]) -> dict[str, Any]:
    """Return what each text of a column means: one id, or either of two."""
    found: dict[str, Any] = {}
    for at, text in enumerate(texts):
        ids = [each for end in ("", "_or") if (each := _one(values, f"n_{field}_{at}{end}"))]
        if ids:
            found[text] = ids[0] if len(ids) == 1 else ids
    return found


def _one(values: Values, name: str) -> str:
    return (values.get(name) or [""])[0]
