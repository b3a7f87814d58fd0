"""What is compared: each contender loads the same file, answers the same question once warm, and reports on itself."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from benchmarks._measure import Report, peak_mb, timed
from benchmarks._pandas import Sheets, analyse
from benchmarks._world import AT_MOST, DAYS, END, TARGET, case_of, table_of, watched
from ceasefire.assess import DuckDBEngine
from ceasefire.assess.engines import Table
from ceasefire.assess.engines._duckdb import _axes_table, _standings_table
from ceasefire.assess.engines._kernel import run_lengths
from ceasefire.assess.forms import Case, DayTable, evaluate, judged
from ceasefire.assess.forms._daily import Bounds, surely_kept, with_broken_runs

Ints = npt.NDArray[np.int64]

FLOOR = """
SELECT place, first_ordinal, CAST(SUM(low_0) AS BIGINT) AS low,
  CAST(SUM(CASE WHEN high_0 = -1 THEN 0 ELSE high_0 END) AS BIGINT) AS high
FROM records WHERE known_from <= {as_of} AND known_until > {as_of}
GROUP BY place, first_ordinal
"""


def run(contender: str, path: Path) -> Report:
    """Return how long a contender took, loading apart, how much memory its process ever held, and what it answered."""
    return {"engine": engine, "evaluate": whole, "floor": floor, "pandas": by_pandas}[contender](path)


def engine(path: Path) -> Report:
    """This engine, from the loaded table to bounds, outcomes and clocks of every area and day; and a late record."""
    table, fast, loading = _engine(path)
    case = case_of(table, fast)
    spent, answer = timed(lambda: judged_days(case))
    peak = peak_mb()
    report = spent | {"load": loading, "peak_mb": peak} | _fingerprints(*answer)
    later = case_of(table, fast, END + 1)
    question = _question(case)

    def late() -> tuple[Ints, ...]:
        touched = fast.touched((case.inputs, question), (later.inputs, question))
        report["touched"] = len(touched)
        return judged_days(_only(later, touched))

    (spent, part), (_, full) = timed(late), timed(lambda: judged_days(later))
    touched = fast.touched((case.inputs, question), (later.inputs, question))
    for before, now, after in zip(answer, part, full, strict=True):
        before[list(touched)] = now
        if not np.array_equal(before, after):
            raise SystemExit("a re-assessment after a late record differs from a full one")
    return report | {"late": spent["wall"], "late_cpu": spent["cpu"]}


def whole(path: Path) -> Report:
    """This engine through `evaluate`, which also makes every area's result and clock as values of their own."""
    table, fast, loading = _engine(path)
    case = case_of(table, fast)
    spent, node = timed(lambda: evaluate(case, case.reading.form), warm=False)
    clocks = (np.stack([getattr(each, name) for each in node.each]) for name in ("sure", "possible"))
    days = node.leaves[0].table
    return spent | {"load": loading, "peak_mb": peak_mb()} | _fingerprints(days.low, days.high, days.outcomes, *clocks)


def judged_days(case: Case) -> tuple[Ints, ...]:
    """Return (low, high, outcomes, sure, possible) of every area and day, each (areas, days)."""
    fast = case.engine
    rows = fast.measure(case.inputs, _question(case))
    low, high = fast.days(rows, *case.shape)
    limits = np.full(case.shape, AT_MOST, dtype=np.int64)
    bounds = Bounds(low, high, limits, limits, case.watched_for(_question(case).measure))
    broken = fast.broken(rows, limits, TARGET)
    outcomes = judged(bounds, np.array(case.grid.whole, dtype=np.bool_))
    table = with_broken_runs(DayTable(_question(case), rows, *bounds, outcomes), broken)
    lost = np.where(surely_kept(bounds), broken, np.arange(DAYS))
    at_once = np.zeros(DAYS, dtype=np.int64)
    sure, possible = (np.minimum(run_lengths(each, at_once), TARGET) for each in (lost, broken))
    return low, high, table.outcomes.astype(np.int64), sure, possible


def floor(path: Path) -> Report:
    """A plain scan and group-by of the same columns with the same known-at predicate: what any answer must cost."""
    table, fast, loading = _engine(path)
    connection = fast._connection  # noqa: SLF001  the same packed table, the same settings
    spent, found = timed(lambda: connection.execute(FLOOR.format(as_of=END)).to_arrow_table())
    return spent | {"load": loading, "peak_mb": peak_mb(), "groups": len(found), "versions": len(table.rows)}


def by_pandas(path: Path) -> Report:
    """The analyst's script, on the same columns and the same lookups."""
    started = time.perf_counter()
    sheets = _sheets(path)
    loading = time.perf_counter() - started
    spent, answer = timed(lambda: analyse(sheets, END), warm=False)
    found = _fingerprints(answer.low, answer.high, None, answer.sure, answer.possible)
    return spent | {"load": loading, "peak_mb": peak_mb()} | found


def _sheets(path: Path) -> Sheets:
    """Return the records as a frame, and the engine's own lookups, so that only the work on them is compared."""
    rows = _rows(path)
    fast = DuckDBEngine(duckdb.connect())
    case = case_of(table_of(rows.slice(0, 0)), fast)
    table, question = table_of(rows), _question(case)
    fast._load(table_of(rows.slice(0, 0)), question)  # noqa: SLF001  the places; no row
    actors = _axes_table(table, question).to_pandas().set_axis(["axes", "actor"], axis=1)
    standings = _standings_table(question).to_pandas().set_axis(["standing", "proof"], axis=1)
    places = fast._places_table(table, question).to_pandas().rename(columns={"code": "place"})  # noqa: SLF001
    records: pd.DataFrame = rows.drop_columns(["position", "source"]).to_pandas()
    return Sheets(records, actors, standings, places, watched())


def _rows(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _engine(path: Path) -> tuple[Table, DuckDBEngine, float]:
    """Return the table from its file, and the engine that has loaded it."""
    table = table_of(_rows(path))
    started = time.perf_counter()
    fast = DuckDBEngine(duckdb.connect())
    case = case_of(table, fast)
    fast._load(table, _question(case))  # noqa: SLF001  loading is timed apart
    fast._places_table(table, _question(case))  # noqa: SLF001  every place in every area, once a table
    return table, fast, time.perf_counter() - started


def _question(case: Case) -> Any:
    return case.question(case.reading.form.condition.measure)  # type: ignore[union-attr]


def _only(case: Case, areas: tuple[int, ...]) -> Case:
    chosen = list(areas)
    return replace(
        case,
        area_ids=tuple(case.area_ids[area] for area in chosen),
        regions=tuple(case.regions[area] for area in chosen),
    )


def _fingerprints(low: Ints, high: Ints, outcomes: Any, sure: Ints, possible: Ints) -> Report:
    """Return hashes by which two answers are compared, and how the days came out."""

    def digest(*arrays: Ints) -> str:
        return hashlib.sha256(
            b"".join(np.ascontiguousarray(each, dtype=np.int64).tobytes() for each in arrays)
        ).hexdigest()

    report: Report = {"days": digest(low, high), "clocks": digest(sure, possible)}
    if outcomes is not None:
        report["outcomes"] = {str(each): int((outcomes == each).sum()) for each in np.unique(outcomes)}
    return report
