"""Limits and clocks: baselines over a clock change or not yet over, huge counts, breaches of the running day."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.small import (
    KILLED,
    WATCHED,
    agreement,
    ask,
    dataset,
    day,
    first,
    reading,
    records,
    report,
    verdict_of,
    watch,
)

from ceasefire.times import instant_from_text, text_from_instant


def moment(text: str) -> dict[str, Any]:
    """Return one second."""
    return {"from": text, "to": text.replace(":00Z", ":01Z")}


def mean(**of) -> dict[str, Any]:
    """Return a limit at the mean of some days."""
    return {"limit": {"measure": KILLED, "at_most": {"factor": 1, "mean_of": of}}}


def test_a_baseline_over_a_clock_change_needs_its_coverage() -> None:
    """28 days before 23:30 on 10 November in Kyiv begin on 13 October; unwatched, they give no limit from above."""
    agreed = agreement(
        reading(mean(days_before=28)), zone="Europe/Kyiv", instrument={"begins": "2016-11-10T23:30:00+02:00"}
    )
    found = records(watch("2016-11-10T00:00:00Z", "2017-01-01T00:00:00Z"), report(moment("2016-11-11T12:00:00Z"), 5))

    assert verdict_of(agreed, found, "2016-11-14T00:00:00Z") == "undetermined"


def test_a_baseline_over_a_clock_change_counts_its_first_day() -> None:
    """What happened on the first of the 28 days, before the clocks went back, is in the mean."""
    agreed = agreement(
        reading(mean(days_before=28)), zone="Europe/Kyiv",
        instrument={"begins": "2016-11-10T23:30:00+02:00", "ends": "2016-11-13T00:00:00+02:00"},
    )  # fmt: skip
    found = records(
        WATCHED, report(day("2016-10-13", "Europe/Kyiv"), 28 * 6), report(moment("2016-11-11T12:00:00Z"), 5)
    )

    assert verdict_of(agreed, found, "2016-11-14T00:00:00Z") == "met"


def test_a_baseline_that_is_still_running_breaks_nothing() -> None:
    """A mean over today is not over: 20 killed this evening would lift it above what was killed yesterday."""
    form = mean(**{"from": "2016-09-12", "to": "2016-09-13"})
    now, found = "2016-09-13T12:00:00Z", records(WATCHED, report("2016-09-12", 10))
    running = agreement(reading(form))
    later = records(WATCHED, report("2016-09-12", 10), report(moment("2016-09-13T18:00:00Z"), 10))

    assert first(ask(running, later, "2016-09-14T00:00:00Z")).strip[0].state == "kept"
    assert verdict_of(running, found, now) != "not-met"


ROWS = dataset(id="rows", rows_distinct=True)


def huge(*counts: int, when: str) -> list[Any]:
    """Return distinct rows of a data set with these counts."""
    return records(*[report(when, each) for each in counts], dataset=ROWS, position=1)


def test_huge_counts_break_no_day_that_is_not_wholly_in_force() -> None:
    """Three times 10^12 killed on a civil day half of which precedes the beginning break no limit for sure."""
    agreed = agreement(
        reading({"limit": {"measure": KILLED, "at_most": 5}}), instrument={"begins": "2016-09-12T12:00:00+00:00"}
    )
    found = records(WATCHED) + huge(10**12, 10**12, 10**12, when="2016-09-12")

    assert verdict_of(agreed, found, "2016-09-16T00:00:00Z", datasets=(ROWS,)) != "not-met"


def test_huge_counts_break_no_limit_that_is_open() -> None:
    """Where the days of a baseline were not watched there is no limit, however great the count."""
    agreed = agreement(reading(mean(days_before=2)))
    found = records(watch("2016-09-12T00:00:00Z", "2017-01-01T00:00:00Z")) + huge(
        6 * 10**11, 6 * 10**11, when="2016-09-13"
    )

    assert verdict_of(agreed, found, "2016-09-15T00:00:00Z", datasets=(ROWS,)) == "undetermined"


def test_a_sum_of_many_greatest_counts_is_exact() -> None:
    """Two hundred rows of 10^12 are above any limit in both engines, and no number wraps round."""
    agreed = agreement(reading({"limit": {"measure": KILLED, "at_most": 10**12}}))
    found = records(WATCHED) + huge(*[10**12] * 200, when="2016-09-12")
    result = first(ask(agreed, found, "2016-09-15T00:00:00Z", datasets=(ROWS,)))

    assert (result.verdict, result.strip[0].low) == ("not-met", 200 * 10**12)


def test_a_clock_broken_today_cannot_complete_today() -> None:
    """After a sure breach this morning the earliest completion is three whole days from tomorrow."""
    agreed = agreement(reading({"hold": {"days": 3, "limit": {"measure": KILLED, "at_most": 0}}}))
    found = records(WATCHED, report(moment("2016-09-14T01:00:00Z"), 1))
    clock = first(ask(agreed, found, "2016-09-14T12:00:00Z")).clock

    assert clock.completes_earliest == 1_474_156_800  # 2016-09-18T00:00Z


@pytest.mark.parametrize(("limit", "expected"), [(58, "not-met"), (59, "undetermined")])
def test_a_civil_day_spread_over_two_agreement_days(limit: int, expected: str) -> None:
    """117 spread over a civil day lie in two days that turn at 19:00: 2 x 58 < 117 <= 2 x 59."""
    agreed = agreement(
        reading({"limit": {"measure": KILLED, "at_most": limit}}), zone="Asia/Damascus", day_begins="19:00",
        instrument={"begins": "2016-09-12T19:00:00+03:00", "ends": "2016-09-16T19:00:00+03:00"},
    )  # fmt: skip
    found = records(WATCHED, report(day("2016-09-14", "Asia/Damascus", how="spread"), 117))

    assert verdict_of(agreed, found, "2016-09-20T00:00:00Z") == expected


@pytest.mark.parametrize(
    ("zone", "begins"),
    [("Asia/Damascus", "2016-10-26"), ("Europe/Kyiv", "2016-03-26"), ("America/Sao_Paulo", "2016-10-14"),
     ("Asia/Beirut", "2016-03-25"), ("Australia/Lord_Howe", "2016-04-01"), ("Africa/Casablanca", "2016-06-03")],
)  # fmt: skip
@pytest.mark.parametrize("turns", ["00:00", "00:30", "19:00", "23:30"])
def test_days_tile_over_clock_changes(zone: str, begins: str, turns: str) -> None:
    """Over every kind of clock change the cells tile, and a watched quiet week completes a five-day hold."""
    agreed = agreement(
        reading({"hold": {"days": 5, "limit": {"measure": KILLED, "at_most": 0}}}), zone=zone, day_begins=turns,
        instrument={"begins": f"{begins}T00:00:00+00:00"},
    )  # fmt: skip
    after = text_from_instant(instant_from_text(f"{begins}T00:00:00Z") + 8 * 86_400)
    result = first(ask(agreed, records(WATCHED), after))

    assert result.clock.sure == 5
    assert all(one.end == two.start for one, two in zip(result.strip, result.strip[1:], strict=False))
    assert all(one.end - one.start > 0 for one in result.strip)
