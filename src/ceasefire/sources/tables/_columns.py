"""The `columns:` of a mapping: which column, or constant, gives which part of a record's JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ceasefire.records import Fields
from ceasefire.sources._mapping import Shared
from ceasefire.sources._names import kebab
from ceasefire.sources.tables._cell import Part, Row, read_cell, read_formats
from ceasefire.sources.tables._values import (
    count_from_cell,
    date_from_cell,
    degrees_from_cell,
    instant_text_from_cell,
    truth_from_cell,
    whole_from_cell,
    words_from_cell,
)

NAMES = (
    *("kind", "speaker", "carrier", "origin", "standing", "stance", "view", "admitted", "status", "purpose"),
    *("happened", "permitted", "identifiable", "act", "state", "to"),
)
KEPT = (
    "incident",
    "about",
    "term",
    "instrument",
    "number",
    "complaint",
    "convoy",
    "first",
    "second",
    "record",
)
WORDS = ("scope", "accused", "ground", "standard")
INSTANTS = ("claimed_recorded", "effective", "until")
TRUTHS = ("withdrawn", "done", "consent")
SETS = ("what", "addressee")
LISTS = ("sees", "recipients")
LANGUAGES = ("en", "ar", "ru")
BOUNDS = ("low", "best", "high")


@dataclass(slots=True)
class Plan:
    """What `columns:` asks for: the parts of a record's JSON, and the columns that they need."""

    shared: Shared
    parts: dict[str, Part] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)

    def json(self, row: Row) -> dict[str, Any]:
        """Return the JSON of the record in a row.

        Raises:
            Fault: A cell that cannot be taken.
        """
        return without_blanks({key: part(row) for key, part in self.parts.items()})


def without_blanks(found: dict[str, Any]) -> dict[str, Any]:
    """Return the parts that the row speaks of."""
    return {key: value for key, value in found.items() if value not in (None, "", {}, [])}


def read_columns(fields: Fields, shared: Shared) -> Plan:
    """Return the plan that the key `columns` describes; its faults are noted in `fields`."""
    plan = Plan(shared, {"kind": lambda _: "report"})
    fields.inner("columns", lambda inner: _read(inner, plan), "{id: COLUMN, when: {day: COLUMN}}", required=True)
    return plan


def _read(fields: Fields, plan: Plan) -> None:
    if fields.need("id", "the column with the id"):
        plan.parts["id"] = _id(fields, plan)
    for key in NAMES:
        _keep(plan, key, _part(fields, key, plan, _name, names=True))
    for key in (*KEPT, *WORDS):
        _keep(plan, key, _part(fields, key, plan, words_from_cell))
    for key in TRUTHS:
        _keep(plan, key, _part(fields, key, plan, truth_from_cell))
    _keep(plan, "version", _part(fields, "version", plan, whole_from_cell))
    for key in INSTANTS:
        _instant(fields, key, plan)
    for key in SETS:
        _keep(plan, key, _set(fields, key, plan, {}))
    for key in LISTS:
        _keep(plan, key, _list(fields, key, plan))
    readers = {"when": _when, "where": _where, "who": _who, "counts": _counts}
    for key, read_part in readers.items():
        _keep(plan, key, fields.inner(key, _with_plan(read_part, plan), "{…}"))
    _keep(plan, "text", _text(fields, plan))
    _keep(plan, "cites", fields.inner("cites", _with_plan(_cites, plan), "{url: COLUMN}"))


def _with_plan(read: Callable[[Fields, Plan], Part], plan: Plan) -> Callable[[Fields], Part]:
    return lambda fields: read(fields, plan)


def _keep(plan: Plan, key: str, part: Part | None) -> None:
    if part is not None:
        plan.parts[key] = part


def _name(column: str, text: str) -> str:
    del column
    return kebab(text)


def _part(
    fields: Fields, key: str, plan: Plan, convert: Callable[[str, str], Any], *, names: bool = False
) -> Part | None:
    cell = read_cell(fields, key, plan.needs)
    return None if cell is None else cell.part(convert, names=names)


def _instant(fields: Fields, key: str, plan: Plan) -> None:
    cell = read_cell(fields, key, plan.needs)
    if cell is not None:
        zone = plan.shared.zone
        plan.parts[key] = cell.part(lambda name, text: instant_text_from_cell(name, text, cell.formats, zone))


def _id(fields: Fields, plan: Plan) -> Part:
    seen = fields.value["id"]
    digest = isinstance(seen, dict) and list(seen) == ["hash"]
    names = seen["hash"] if digest else [seen] if isinstance(seen, str) else seen
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        fields.wrong("id", seen, "a column, a list of columns or {hash: [columns]}", "event_id")
        return lambda _: None
    plan.needs.extend(names)
    if digest:
        return lambda row: hashlib.sha256(
            "\x1f".join(row(name) for name in names).encode(errors="surrogatepass")
        ).hexdigest()[:16]
    return lambda row: "-".join(row(name) for name in names)


def _digest(cells: list[str]) -> str:
    return hashlib.sha256("\x1f".join(cells).encode(errors="surrogatepass")).hexdigest()[:16]


def _set(fields: Fields, key: str, plan: Plan, actors: Mapping[str, str]) -> Part | None:
    cell = read_cell(fields, key, plan.needs, actors)
    if cell is None:
        return None

    def part(row: Row) -> Any:
        if not cell.column:
            return cell.value
        names = cell.names(row)
        if not names or "unknown" in names:
            return "unknown" if names else None
        return names[0] if len(names) == 1 else {cell.operator: names}

    return part


def _list(fields: Fields, key: str, plan: Plan) -> Part | None:
    cell = read_cell(fields, key, plan.needs)
    if cell is None:
        return None
    return lambda row: cell.names(row) if cell.column else cell.value


def _when(fields: Fields, plan: Plan) -> Part:
    formats = read_formats(fields)
    zone = fields.text("zone") or plan.shared.zone_name
    rest = {key: text for key in ("how", "begins") if (text := fields.text(key))}
    cells = {
        key: cell for key in ("day", "first", "last", "from", "to") if (cell := read_cell(fields, key, plan.needs))
    }
    keys = set(cells)
    if keys not in ({"day"}, {"first", "last"}, {"from", "to"}):
        seen = ", ".join(sorted(keys)) or "none of them"
        fields.wrong("", seen, "day, or first and last, or from and to", "{day: COLUMN}")
    if "from" in keys:
        return lambda row: without_blanks({key: cell.part(words_from_cell)(row) for key, cell in cells.items()} | rest)
    parts = {key: cell.part(lambda name, text: str(date_from_cell(name, text, formats))) for key, cell in cells.items()}

    def part(row: Row) -> Any:
        days = {key: each(row) for key, each in parts.items()}
        if "day" in days:
            return None if days["day"] is None else {"day": days["day"], "zone": zone} | rest
        first, last = days.get("first"), days.get("last")
        if first is None and last is None:
            return None
        return {"days": [first or last, last or first], "zone": zone} | rest

    return part


def _where(fields: Fields, plan: Plan) -> Part:
    def read(key: str, convert: Callable[[str, str], Any]) -> Part:
        return _part(fields, key, plan, convert) or (lambda _: None)

    lat = read("lat", lambda name, text: degrees_from_cell(name, text, 180))
    lon = read("lon", lambda name, text: degrees_from_cell(name, text, 180))
    radius_m = read("radius_m", whole_from_cell)
    scheme, code, vintage = (read(key, words_from_cell) for key in ("scheme", "code", "vintage"))

    def part(row: Row) -> Any:
        point: dict[str, Any] = {"lat": lat(row), "lon": lon(row)}
        area: dict[str, Any] = {"code": code(row), "scheme": scheme(row), "vintage": vintage(row)}
        point = {} if None in point.values() else point | {"radius_m": radius_m(row)}
        area = {} if area["code"] is None else area
        return without_blanks(point | area)

    return part


def _who(fields: Fields, plan: Plan) -> Part:
    parts = {key: _set(fields, key, plan, plan.shared.actors) for key in ("by", "against", "between")}
    return lambda row: without_blanks({key: part(row) for key, part in parts.items() if part is not None})


def _counts(fields: Fields, plan: Plan) -> Part:
    parts: dict[str, Part] = {}
    for unit, seen in fields.value.items():
        if isinstance(seen, dict) and not {"column", "value"} & set(seen):
            bounds = fields.inner(unit, _with_plan(_bounds, plan), "{low: COLUMN, high: COLUMN}")
            _keep_in(parts, unit, bounds)
        else:
            _keep_in(parts, unit, _part(fields, unit, plan, count_from_cell))
    return lambda row: without_blanks({unit: part(row) for unit, part in parts.items()})


def _bounds(fields: Fields, plan: Plan) -> Part:
    parts: dict[str, Part] = {}
    for key in BOUNDS:
        _keep_in(parts, key, _part(fields, key, plan, whole_from_cell))
    _keep_in(parts, "as_printed", _part(fields, "as_printed", plan, words_from_cell))
    return lambda row: without_blanks({key: part(row) for key, part in parts.items()})


def _text(fields: Fields, plan: Plan) -> Part | None:
    seen = fields.value.get("text")
    if isinstance(seen, dict) and not {"column", "value"} & set(seen):
        return fields.inner("text", _with_plan(_languages, plan), "{en: COLUMN}")
    return _part(fields, "text", plan, words_from_cell)


def _languages(fields: Fields, plan: Plan) -> Part:
    return _group(fields, plan, LANGUAGES)


def _cites(fields: Fields, plan: Plan) -> Part:
    return _group(fields, plan, ("title", "date", "url"))


def _group(fields: Fields, plan: Plan, keys: tuple[str, ...]) -> Part:
    parts: dict[str, Part] = {}
    for key in keys:
        _keep_in(parts, key, _part(fields, key, plan, words_from_cell))
    return lambda row: without_blanks({key: part(row) for key, part in parts.items()})


def _keep_in(parts: dict[str, Part], key: str, part: Part | None) -> None:
    if part is not None:
        parts[key] = part
