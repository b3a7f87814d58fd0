"""The DuckDB engine: one SQL text over the canonical table, one NumPy kernel over its sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.assess._matching import NOT, POSSIBLY, SURELY, matches
from ceasefire.assess._question import Question
from ceasefire.assess.engines import _kernel as kernel
from ceasefire.assess.engines._contributions import Row, contribute
from ceasefire.assess.engines._inputs import Inputs
from ceasefire.assess.engines._joining import adjusted
from ceasefire.assess.engines._kernel import Ints, Sums
from ceasefire.assess.engines._sql import changed_places_sql, contributions_sql
from ceasefire.assess.engines._table import STANDING_CODES, Table
from ceasefire.places import Region, Spot, place
from ceasefire.records import spot_of
from ceasefire.times import calendar_for, zone_from_text

if TYPE_CHECKING:
    import duckdb

_DAY_S = 86_400
_BATCH = 1 << 20
_FEW_PLACES = 64
Grades = npt.NDArray[np.int8]
Measured = tuple[Inputs, Question]


class DuckDBEngine:
    """Runs in the process, on the connection handed to it, which it shares with nobody: its tables live there."""

    name = "duckdb"
    reads_table = True

    def __init__(self, connection: duckdb.DuckDBPyConnection, sum_above: int = 8) -> None:
        """Keep the connection; nothing is read yet.

        Args:
            connection: A database of its own.
            sum_above: With more versions than this for every area and day, the database adds them up first.
        """
        self._connection = connection
        self._sum_above = sum_above
        self._spots: list[Spot | None] = []
        self._loaded: tuple[Table, str, int] | None = None
        self._placed: dict[tuple[str, int], Grades] = {}

    def measure(self, inputs: Inputs, question: Question) -> Sums:
        """Return the bounds of all known records, summed.

        Source: DESIGN, "Engines".
        """
        if inputs.table is None:
            message = "this engine reads the canonical table; build the inputs with one"
            raise ValueError(message)
        apart, rows = _special(inputs, question)
        sums = self._plain(inputs.table, inputs.as_of, question, sorted(apart))
        return kernel.joined(sums, kernel.sums_from_rows(rows)) if rows else sums

    def touched(self, before: Measured, now: Measured) -> tuple[int, ...]:
        """Return the areas that new knowledge can have changed: every other area measures as it did before.

        So after a late record, `measure` for those areas alone (and what follows from it) brings all up to date.

        Args:
            before: What `measure` was given.
            now: What it would be given. Where that differs by more than what is known (another table, grid, rule or
                list of areas), every area is touched.

        Source: DESIGN, "re-assessment after a late record recomputes only its areas and days".
        """
        (inputs_before, asked), (inputs, question) = before, now
        asked = replace(asked, standings=question.standings, found=question.found)
        if inputs.table is None or inputs.table is not inputs_before.table or asked != question:
            return tuple(range(len(question.regions)))
        apart_before, rows_before = _special(*before)
        apart, rows = _special(*now)
        self._load(inputs.table, question)
        self._put("special", pa.table({"position": pa.array(sorted(apart ^ apart_before), pa.int64())}))
        text = changed_places_sql(inputs_before.as_of, inputs.as_of)
        changed = _column(self._connection.execute(text).to_arrow_table(), "place")
        places = self._places_table(inputs.table, question)
        plain = _column(places, "area")[np.isin(_column(places, "code"), changed)]
        counts, counts_before = Counter(rows), Counter(rows_before)
        others = {row.area for row in (counts - counts_before) + (counts_before - counts)}
        return tuple(sorted(others | {int(each) for each in plain}))

    def days(self, rows: Sums, areas: int, days: int) -> tuple[Ints, Ints]:
        """Return (low, high) per area and day; an open high is -1."""
        return kernel.day_bounds(rows, areas, days)

    def ranges(self, rows: Sums, areas: int, ranges: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
        """Return (low, base, high) per area and range of days."""
        return kernel.range_bounds(rows, areas, ranges)

    def broken(self, rows: Sums, limits: Ints, longest: int) -> Ints:
        """Return per area and day the latest first day of a surely broken run that ends there, -1 for none."""
        return kernel.broken_runs(rows, limits, longest)

    def extremes(self, rows: Sums, areas: int, days: int) -> tuple[Ints, Ints]:
        """Return (earliest, latest) instant of what may count, per area and day."""
        return kernel.day_extremes(rows, areas, days)

    def _plain(self, table: Table, as_of: int, question: Question, special: list[int]) -> Sums:
        self._load(table, question)
        self._put("axes", _axes_table(table, question))
        self._put("standings", _standings_table(question))
        places = self._places_table(table, question)
        self._put("places", places)
        self._put("special", pa.table({"position": pa.array(special, pa.int64())}))
        measure = question.measure
        by_tally = bool(measure.tallies_of)
        names, chosen = (table.sources, (measure.tallies_of,)) if by_tally else (table.kinds, measure.kinds)
        if by_tally and "tally" not in table.kinds:
            chosen = ()
        low_name, high_name = ("1", "1") if measure.unit == "incidents" else _unit_columns(table, measure.unit)
        text = contributions_sql(
            question,
            as_of=as_of,
            low=low_name,
            high=high_name,
            chosen_column="source" if by_tally else "kind",
            chosen=[names.index(each) for each in chosen if each in names],
            special=bool(special),
            places=sorted(set(places.column("code").to_pylist())) if len(places) <= _FEW_PLACES else (),
            summed=len(table.rows) > self._sum_above * len(question.regions) * len(question.grid),
        )
        found = self._connection.execute(text).to_arrow_table()
        return Sums(*(_column(found, name) for name in found.column_names))

    def _places_table(self, table: Table, question: Question) -> pa.Table:
        """Return the places that may add something to an area, with their grade.

        A place that is too wide and not surely inside adds nothing: it has no low, and its high is dropped.
        """
        widest = None if question.at_least else question.vague.place_m
        wide = np.array(
            [widest is not None and (each is None or (each.radius_m or 0) > widest) for each in table.places],
            dtype=np.bool_,
        )
        grades = [self._grades(table, region, question) for region in question.regions]
        codes = [np.flatnonzero((each == SURELY) | ((each == POSSIBLY) & ~wide)) for each in grades]
        return _codes(
            {
                "area": np.repeat(np.arange(len(codes)), [len(each) for each in codes]),
                "code": np.concatenate(codes),
                "grade": np.concatenate([each[some] for each, some in zip(grades, codes, strict=True)]),
            }
        )

    def _grades(self, table: Table, region: Region | None, question: Question) -> Grades:
        """Return the grade of every place of the table in one region, computed once a table."""
        if region is None:
            return np.full(len(table.places), SURELY, dtype=np.int8)
        key = (region.id, id(question.boundaries))
        if key not in self._placed:
            grades = [place(spot, region, question.boundaries) for spot in self._spots]
            self._placed[key] = np.array(grades, dtype=np.int8)
        return self._placed[key]

    def _load(self, table: Table, question: Question) -> None:
        """Put the table before the database, with the local agreement day of every row computed once a calendar."""
        key = (question.grid.zone, question.grid.begins_s)
        if self._loaded is not None and self._loaded[0] is table and self._loaded[1:] == key:
            return
        if self._loaded is None:  # a store in memory that packs its columns: a quarter of the room
            self._connection.execute("ATTACH IF NOT EXISTS ':memory:' AS packed (COMPRESS)")
            self._connection.execute("USE packed")
        if self._loaded is None or self._loaded[0] is not table:
            self._placed = {}
            self._spots = [spot_of(each) for each in table.places]
        self._put("records", with_local_days(table.rows, *key))
        self._connection.execute("CHECKPOINT packed")
        self._loaded = (table, *key)

    def _put(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        """Make it a table of the database's own, whose statistics make its joins fast."""
        self._connection.register("incoming", rows)
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")  # noqa: S608  our own names
        self._connection.unregister("incoming")


def with_local_days(rows: pa.Table, zone: str, begins_s: int) -> pa.RecordBatchReader:
    """Return the rows with first_ordinal and last_ordinal: the local agreement days of earliest and of the last second.

    Args:
        rows: With earliest and latest, seconds UTC.
        zone: IANA name, of the pinned tzdata.
        begins_s: Seconds after local midnight at which a day begins.

    Source: DESIGN, "compute the local agreement day once with a pinned tzdata".
    """
    both = [pc.min_max(rows.column(name)) for name in ("earliest", "latest")] if len(rows) else []
    low = min((each["min"].as_py() for each in both), default=0) - _DAY_S
    high = max((each["max"].as_py() for each in both), default=0) + _DAY_S
    calendar = calendar_for(zone_from_text(zone), begins_s, low, high)
    bounds, before = np.array(calendar.bounds, dtype=np.int64), calendar.first.toordinal() - 1
    added = [pa.field(name, pa.int32()) for name in ("first_ordinal", "last_ordinal")]

    def days(instants: Ints) -> pa.Array:
        return pa.array((np.searchsorted(bounds, instants, side="right") + before).astype(np.int32))

    def batches() -> Iterator[pa.RecordBatch]:  # one after the other, so that a second copy never exists
        for batch in rows.to_batches(max_chunksize=_BATCH):
            instants = (_ints(batch.column("earliest")), _ints(batch.column("latest")) - 1)
            yield pa.RecordBatch.from_arrays([*batch.columns, *map(days, instants)], schema=schema)

    schema = pa.schema([*rows.schema, *added])
    return pa.RecordBatchReader.from_batches(schema, batches())


def _special(inputs: Inputs, question: Question) -> tuple[frozenset[int], list[Row]]:
    """Return the positions that are no plain records, and what these records add."""
    same = inputs.sameness(question)
    touched = same.touched()
    apart = special_positions(inputs, question) | touched
    rows = [row for each in inputs.known.records if each.position in apart for row in contribute(each, question)]
    plain = [row for row in rows if row.position not in touched]
    return frozenset(apart), plain + adjusted((row for row in rows if row.position in touched), same)


def special_positions(inputs: Inputs, question: Question) -> set[int]:
    """Return the records that more than their own row decides: no time, throughout, a decision, a finding.

    Source: DESIGN, "Engines".
    """
    return {
        each.position
        for each in inputs.known.records
        if each.when is None
        or each.when.how == "throughout"
        or each.key in question.standings
        or (question.presence is not None and question.presence.must == "present")
        or (len(each.incidents) == 1 and each.incidents[0] in question.found)
        or (question.measure.tallies_of and each.kind != "tally" and each.source == question.measure.tallies_of)
    }


def _unit_columns(table: Table, unit: str) -> tuple[str, str]:
    index = table.units.index(unit)
    return f"low_{index}", f"high_{index}"


def _axes_table(table: Table, question: Question) -> pa.Table:
    return _graded([matches(each, question.measure.filters, question.takes) for each in table.axes])


def _standings_table(question: Question) -> pa.Table:
    order = STANDING_CODES[:4]
    grades = []
    for standing in STANDING_CODES:
        level = order.index(standing) if standing in order else order.index("screened")
        sure = standing in order and level >= order.index(question.standing.sure)
        possible = level >= order.index(question.standing.possible) and standing != "false"
        grades.append(SURELY if sure else POSSIBLY if possible else NOT)
    return _graded(grades)


def _graded(grades: Sequence[int]) -> pa.Table:
    """Return the codes that count at all, with their grade."""
    found = np.array(grades, dtype=np.int32)
    codes = np.flatnonzero(found != NOT)
    return _codes({"code": codes, "grade": found[codes]})


def _codes(columns: Mapping[str, npt.NDArray[np.integer[Any]]]) -> pa.Table:
    return pa.table({name: pa.array(values.astype(np.int32)) for name, values in columns.items()})


def _column(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    return _ints(table.column(name))


def _ints(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.int64]:
    return np.asarray(column.to_numpy(), dtype=np.int64)
