"""The shipped illustration on real UCDP data, against a few lines of arithmetic over the same CSV."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from tests.engines.test_equal import shipped

from ceasefire.assess import Asked, DuckDBEngine, check
from ceasefire.sources import read_source, shipped_mapping
from ceasefire.times import instant_from_text

FILES = {
    "ged_syria_2016_2017.csv.gz": "ucdp-ged-syria-2016-2017.yaml",
    "ged_syria_2016_09.csv": "ucdp-ged-syria-2016-09.yaml",
}
FIRST = dt.date(2016, 9, 13)  # the first whole civil day after 19:00 on the 12th
BASELINE = (dt.date(2016, 8, 15), dt.date(2016, 9, 11))


def rows_of(path: Path):
    """Return (first day, last day, low, high, best) of every battle between government and insurgents, plainly."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        if row["dyad_name"] == "Government of Syria - Syrian insurgents":
            low, best, high = (int(row[name]) for name in ("low", "best", "high"))
            first, last = (dt.date.fromisoformat(row[name]) for name in ("date_start", "date_end"))
            rows.append((first, last, min(low, best), max(high, best)))
    return rows


def expected_clock(path: Path, covered: bool, first_day: dt.date, last: dt.date, turn: int = 0) -> tuple[int, int]:
    """Return (sure, possible) days up to `last`, by day sums and runs of days, in as few lines as it takes.

    `turn` 1: days turn at 19:00, so that what is known to the civil day may lie in the day that began the day before.
    """
    rows = [
        (first - dt.timedelta(turn), end, low, high)
        for first, end, low, high in rows_of(path)
        if (end - first).days < 7  # longer ones are set aside
    ]
    length = (BASELINE[1] - BASELINE[0]).days + 1
    inside = sum(low for first, end, low, _ in rows if BASELINE[0] <= first and end <= BASELINE[1])
    around = sum(high for first, end, _, high in rows if first <= BASELINE[1] and end >= BASELINE[0])
    floor_low = Fraction(inside, 2 * length) // 1
    floor_high = Fraction(around, 2 * length) // 1 if covered else 10**9

    def day(number: int) -> dt.date:
        return first_day + dt.timedelta(number)

    days = (last - first_day).days + 1
    high = [sum(top for first, end, _, top in rows if first <= day(n) <= end) for n in range(days)]
    sure = possible = 0
    while sure < days and high[days - 1 - sure] <= floor_low:
        sure += 1

    def broken(start: int, end: int) -> bool:
        lows = sum(low for first, stop, low, _ in rows if day(start) <= first and stop <= day(end))
        return lows > floor_high * (end - start + 1)

    while possible < min(days, 7):
        start = days - 1 - possible
        if any(broken(start, end) for end in range(start, days)):
            break
        possible += 1
    return min(sure, 7), possible


def assessed(shared_data: Path, name: str, at: str):
    """Return the readings of "reduced violence" on one UCDP file alone, by id."""
    agreement, _, _ = shipped("syria-2016-09")
    path = shared_data / "ucdp_ged_syria" / name
    read = read_source("ucdp-ged", path.read_bytes(), name, shipped_mapping(FILES[name]))
    now = instant_from_text(at)
    asked = Asked(now, now, "hindsight")
    answer = check(agreement, read.records, [read.dataset], asked, DuckDBEngine(duckdb.connect()))
    return {each.id: each for each in answer.terms[0].readings}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("last", ["2016-09-15", "2016-09-17", "2016-09-18", "2016-09-19", "2016-09-22", "2016-09-29"])
def test_the_civil_day_clock_is_the_arithmetic_of_the_csv(shared_data: Path, name: str, last: str) -> None:
    """The illustration's clock equals the few-line script's, on both files, at several days."""
    ended = dt.date.fromisoformat(last) + dt.timedelta(1)
    reading = assessed(shared_data, name, f"{ended}T00:00:00+03:00")["half-of-before-civil-days"]
    expected = expected_clock(
        shared_data / "ucdp_ged_syria" / name, name.endswith(".gz"), FIRST, ended - dt.timedelta(1)
    )

    assert (reading.clock.sure, reading.clock.possible) == expected


def test_september_2016_kept_four_days_and_lost_the_eighteenth(shared_data: Path) -> None:
    """By UCDP's count 13 to 17 September were at most half the weeks before, and 18 September surely was not."""
    reading = assessed(shared_data, "ged_syria_2016_2017.csv.gz", "2016-09-19T00:00:00+03:00")
    strip = {cell.date: cell for cell in reading["half-of-before-civil-days"].strip}

    assert [strip[f"2016-09-{day}"].state for day in (13, 14, 15, 17, 18)] == ["kept"] * 4 + ["broken"]
    assert (strip["2016-09-18"].low, strip["2016-09-18"].limit_high) == (29, 22)


def test_days_from_nineteen_hours_say_what_day_precision_cannot_tell(shared_data: Path) -> None:
    """With days from 19:00 no day of UCDP's is surely broken by itself, so none is claimed to be."""
    reading = assessed(shared_data, "ged_syria_2016_2017.csv.gz", "2016-09-30T19:00:00+03:00")
    strip = reading["half-of-before-agreement-days"].strip

    assert all(cell.state != "broken" for cell in strip)
    assert {cell.state for cell in strip} >= {"open"}


@pytest.mark.parametrize("last", ["2016-09-15", "2016-09-18", "2016-09-20", "2016-09-22", "2016-09-23", "2016-09-29"])
def test_runs_of_days_find_every_certain_breach(shared_data: Path, last: str) -> None:
    """With days from 19:00 the clock still equals the few-line script's, which tries every run of days."""
    name = "ged_syria_2016_2017.csv.gz"
    day = dt.date.fromisoformat(last)
    reading = assessed(shared_data, name, f"{day + dt.timedelta(1)}T19:00:00+03:00")["half-of-before-agreement-days"]
    path = shared_data / "ucdp_ged_syria" / name
    expected = expected_clock(path, True, FIRST - dt.timedelta(1), day, turn=1)

    assert (reading.clock.sure, reading.clock.possible) == expected
    elapsed = (day - FIRST).days + 2
    assert (reading.clock.possible < min(7, elapsed)) == (day >= dt.date(2016, 9, 20))
