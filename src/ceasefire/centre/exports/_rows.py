"""The tables: what a view holds, a row for each incident, record, movement, or day of an area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from shapely.geometry.base import BaseGeometry

from ceasefire.agreement import regions_of
from ceasefire.centre.exports._shapes import point_of, shape_within, shapes_of
from ceasefire.centre.exports._table import Column, Table, Value, cite_of
from ceasefire.centre.live import View
from ceasefire.centre.seen.answer import cells_of
from ceasefire.centre.seen.filters import chosen, filters_from
from ceasefire.centre.seen.map.found import found_in
from ceasefire.incidents.aid import rungs_of
from ceasefire.incidents.dossier import conclusions_of
from ceasefire.places import SURELY, place
from ceasefire.records import Movement, Record, spot_of
from ceasefire.times import text_from_instant

Row = tuple[Value, ...]
_FAR = 1 << 40
_PLACE = (
    Column("area", "#loc+area"),
    Column("lon", "#geo+lon", "number"),
    Column("lat", "#geo+lat", "number"),
    Column("radius_m", "#geo+radius+m", "whole"),
)
_TIME = (Column("earliest", "#date+start"), Column("latest", "#date+end"))


def incidents_table(view: View, asked: Mapping[str, str]) -> Table:
    """Return incidents, by id; filtered as the list is."""
    agreement, situation = view.shown.agreement, view.desk.situation
    shapes = shapes_of(agreement)
    wanted = {each.incident.id for each in chosen(view.desk, filters_from(asked, agreement))}
    rows: list[Row] = []
    drawn: list[BaseGeometry | None] = []
    for each in sorted(found_in(view), key=lambda one: one.incident.id):
        if each.incident.id not in wanted:
            continue
        states = {one.question: one.state for one in conclusions_of(each.incident, situation)}
        point = point_of(
            next((one.where for one in each.incident.counted if each.point and _is_at(one, each.point)), None)
        )
        told = (*each.point, each.radius_m) if each.point else (None, None, None)
        keys = " ".join(one.key for one in each.incident.accounts)
        rows.append(
            (
                each.incident.id,
                *(states.get(question, "") for question in ("happened", "who", "permitted")),
                " ".join(sorted(each.kinds)),
                *_span(each.when),
                each.area,
                *told,
                keys,
            )
        )
        drawn.append(point[0] or shapes.get(each.area))
    columns = (
        Column("incident", "#event+id"),
        Column("happened", "#status+happened"),
        Column("who", "#status+who"),
        Column("permitted", "#status+permitted"),
        Column("kind", "#event+type"),
        *_TIME,
        *_PLACE,
        Column("records", "#meta+records"),
    )
    return Table("incidents", columns, tuple(rows), tuple(drawn), cite_of(view))


def _is_at(record: Record, point: tuple[float, float]) -> bool:
    found, _ = point_of(record.where)
    return found is not None and (found.x, found.y) == point


def records_table(view: View, asked: Mapping[str, str]) -> Table:
    """Return records as released, in the ledger's order; counts as bounds, each unit by itself."""
    kind = asked.get("kind", "")
    found = sorted((each for each in view.records if kind in ("", each.kind)), key=lambda each: each.position)
    return _of_records(view, "records", found, (Column("kind", "#event+kind"),), lambda each: (each.kind,))


def aid_table(view: View, asked: Mapping[str, str]) -> Table:
    """Return movements of aid, by time; where each surely and where it possibly was."""
    del asked
    records = {each.key: each for each in view.records}
    rungs = rungs_of(view.desk.situation.known, regions_of(view.shown.agreement), view.inputs.boundaries)
    told = {each.key: each for each in rungs if each.key in records}
    columns = (
        Column("convoy", "#activity+id"),
        Column("status", "#status+movement"),
        Column("areas_sure", "#loc+sure"),
        Column("areas_possible", "#loc+possible"),
        Column("proven", "#indicator+proven", "flag"),
    )

    def own(record: Record) -> Row:
        rung = told[record.key]
        convoy = record.details.convoy if isinstance(record.details, Movement) else ""
        possible = sorted(rung.possible - rung.sure)
        return (convoy, rung.status, " ".join(sorted(rung.sure)), " ".join(possible), rung.proven)

    return _of_records(view, "aid", [records[key] for key in told], columns, own)


def _of_records(
    view: View, name: str, records: Sequence[Record], columns: tuple[Column, ...], own: Callable[[Record], Row]
) -> Table:
    agreement, situation = view.shown.agreement, view.desk.situation
    regions, shapes = regions_of(agreement), shapes_of(agreement)
    units = sorted({each.unit for record in records for each in record.counts})
    rows: list[Row] = []
    drawn: list[BaseGeometry | None] = []
    for record in records:
        spot = spot_of(record.where)
        sure = [key for key, region in regions.items() if spot is not None and place(spot, region) == SURELY]
        area, shape = shape_within(sure, agreement, shapes)
        point, radius_m = point_of(record.where)
        counts = {each.unit: record.count(each.unit) for each in record.counts}
        rows.append(
            (
                record.key,
                record.version,
                record.position,
                *own(record),
                situation.known.standing_of(record),
                " ".join(record.what.members),
                *(_choice(getattr(record.who, each)) for each in ("by", "against")),
                *_span((record.when.earliest, record.when.latest) if record.when else None),
                area,
                *((point.x, point.y) if point else (None, None)),
                radius_m,
                *(bound for unit in units for bound in counts.get(unit, (None, None))),
            )
        )
        drawn.append(point or shape)
    every = (
        Column("record", "#meta+record+id"),
        Column("version", "#meta+version", "whole"),
        Column("entry", "#meta+entry", "whole"),
        *columns,
        Column("standing", "#status+standing"),
        Column("event", "#event+type"),
        Column("by", "#org+by"),
        Column("against", "#org+against"),
        *_TIME,
        *_PLACE,
        *(
            Column(f"{unit}_{bound}", f"#affected+{unit.replace('-', '_')}+{bound}", "whole")
            for unit in units
            for bound in ("low", "high")
        ),
    )
    return Table(name, every, tuple(rows), tuple(drawn), cite_of(view))


def days_table(view: View, asked: Mapping[str, str]) -> Table:
    """Return each day of each area as each reading has it, as far as that is released."""
    term, shapes = asked.get("term", ""), shapes_of(view.shown.agreement)
    cells = [each for each in cells_of(view) if term in ("", each["term"])]
    names = ("term", "reading", "authority", "area", "date", "start", "end", "state")
    numbers = ("low", "high", "limit_low", "limit_high")
    tags = ("#indicator+term", "#indicator+reading", "#meta+authority", "#loc+area", "#date+day", "#date+start")
    columns = (
        *(Column(name, tag) for name, tag in zip(names, (*tags, "#date+end", "#status+day"), strict=True)),
        *(Column(name, f"#value+{name}", "whole") for name in numbers),
        Column("watched", "#indicator+watched", "flag"),
    )
    rows = tuple(tuple(each[name] for name in (*names, *numbers, "watched")) for each in cells)
    return Table("days", columns, rows, tuple(shapes.get(each["area"]) for each in cells), cite_of(view))


def _span(when: tuple[int, int] | None) -> tuple[str, str]:
    if when is None:
        return "", ""
    return _told(when[0]), _told(when[1])


def _told(instant: int) -> str:
    return "" if abs(instant) >= _FAR else text_from_instant(instant)


def _choice(choice: object) -> str:
    """Return a set as its source left it: `a or b`, `a and b`, or nothing."""
    members: Iterable[str] = getattr(choice, "members", ())
    return (" or " if getattr(choice, "operator", "") == "any_of" else " and ").join(members)


TABLES: Mapping[str, Callable[[View, Mapping[str, str]], Table]] = {
    "incidents": incidents_table,
    "records": records_table,
    "aid": aid_table,
    "days": days_table,
}
