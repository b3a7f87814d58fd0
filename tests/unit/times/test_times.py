"""Instants, agreement days and durations."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.times import (
    calendar_for,
    date_from_text,
    duration_from_text,
    instant_from_text,
    text_from_instant,
    time_of_day_from_text,
    zone_from_text,
)

ZONES = ("Asia/Damascus", "UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Africa/Juba")


@given(st.integers(-(2**33), 2**34))
def test_instants_survive_printing(instant: int) -> None:
    """An instant printed and read again is the same instant."""
    assert instant_from_text(text_from_instant(instant)) == instant
    assert instant_from_text(text_from_instant(instant, zone_from_text("Asia/Damascus"))) == instant


@pytest.mark.parametrize("text", ["2016-09-12T19:00:00", "2016-09-12", "now", "2016-02-30T00:00:00Z", ""])
def test_an_instant_needs_a_zone_and_a_real_date(text: str) -> None:
    """What is no instant with an offset is refused."""
    with pytest.raises(ValueError):  # noqa: PT011  any reason will do
        instant_from_text(text)


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23 * 3600).map(lambda seconds: seconds // 1800 * 1800),
    st.integers(0, 2**31),
    st.integers(0, 400),
)
def test_days_tile_time(zone: str, begins_s: int, first: int, days: int) -> None:
    """Days follow each other without gap, hold both ends, begin on consecutive dates, and last 22 to 26 hours."""
    calendar = calendar_for(zone_from_text(zone), begins_s, first, first + days * 86_400)

    assert calendar.bounds[0] <= first < calendar.bounds[1]
    assert calendar.bounds[-1] > first + days * 86_400
    assert all(22 * 3600 <= end - start <= 26 * 3600 for start, end in itertools.pairwise(calendar.bounds))
    assert calendar.date(1) - calendar.date(0) == dt.timedelta(1)


def test_a_day_can_have_twenty_three_hours() -> None:
    """The day on which Damascus put its clocks forward in 2016 has 23 hours, and the agreement day with it."""
    zone = zone_from_text("Asia/Damascus")
    calendar = calendar_for(zone, 0, instant_from_text("2016-03-25T12:00:00+03:00"), 1_458_950_000)

    assert calendar.first == dt.date(2016, 3, 25)
    assert calendar.bounds[1] - calendar.bounds[0] == 23 * 3600


def test_index_says_before_inside_and_after() -> None:
    """An instant before the first day is -1, one after the last is the number of days."""
    calendar = calendar_for(zone_from_text("UTC"), 0, 0, 3 * 86_400 - 1)

    assert [calendar.index(each) for each in (-1, 0, 86_399, 86_400, 3 * 86_400)] == [-1, 0, 0, 1, 3]


def test_the_truce_began_at_sixteen_hours_utc() -> None:
    """19:00 in Damascus on 12 September 2016 is 16:00 UTC, and begins an agreement day."""
    begins = instant_from_text("2016-09-12T19:00:00+03:00")
    calendar = calendar_for(zone_from_text("Asia/Damascus"), 19 * 3600, begins, begins)

    assert text_from_instant(begins) == "2016-09-12T16:00:00Z"
    assert calendar.bounds[0] == begins


@pytest.mark.parametrize(
    ("text", "seconds", "months"), [("24h", 86_400, 0), ("2 weeks", 1_209_600, 0), ("1 year", 0, 12)]
)
def test_durations(text: str, seconds: int, months: int) -> None:
    """Hours, days and weeks are exact; months and years have no length of their own."""
    duration = duration_from_text(text)

    assert (duration.seconds, duration.months) == (seconds, months)


@pytest.mark.parametrize("text", ["", "soon", "-1 day", "1.5 hours", "99999999 days"])
def test_no_duration(text: str) -> None:
    """What is no duration is refused."""
    with pytest.raises(ValueError):  # noqa: PT011  any reason will do
        duration_from_text(text)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Asia/Damascus\n", "asia"])
def test_no_zone(name: str) -> None:
    """A zone that tzdata does not know is refused, and no path outside it is opened."""
    with pytest.raises(ValueError):  # noqa: PT011  any reason will do
        zone_from_text(name)


def test_dates_and_times_of_day() -> None:
    """Real dates and times are read; others are refused."""
    assert date_from_text("2016-02-29") == dt.date(2016, 2, 29)
    assert time_of_day_from_text("19:00") == 68_400
    for text in ("2016-02-30", "2016-2-3", "20160203"):
        with pytest.raises(ValueError):  # noqa: PT011  any reason will do
            date_from_text(text)
    for text in ("24:00", "7:00", "19:60"):
        with pytest.raises(ValueError):  # noqa: PT011  any reason will do
            time_of_day_from_text(text)
