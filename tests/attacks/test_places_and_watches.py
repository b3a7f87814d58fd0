"""Places and watches: settlements' codes, edges of the map, who watched what, and when that was known."""

from __future__ import annotations

from typing import Any

import pytest
from tests.attacks.small import (
    KILLED,
    SY,
    WATCHED,
    agreement,
    ask,
    dataset,
    first,
    reading,
    records,
    report,
    verdict_of,
    watch,
)

AT = "2016-09-16T00:00:00Z"
THREE_DAYS = {"ends": "2016-09-15T00:00:00+00:00"}


def at_most(limit: int = 5, area: dict[str, Any] | None = None, **more):
    """Return an agreement of three days with at most so many killed a day, perhaps in another area p."""
    areas = {"areas": [{"id": "p", "name": "P", **area}]} if area else {}
    form = reading({"limit": {"measure": KILLED, "at_most": limit}}, **more)
    return agreement(form, instrument=THREE_DAYS, **areas)


def coded(code: str, killed: int = 10, **more) -> dict[str, Any]:
    """Return a report at a P-code."""
    return report("2016-09-12", killed, where={"scheme": "ocha-pcode", "code": code, "vintage": "v"}, **more)


def test_a_settlement_code_may_lie_in_any_district() -> None:
    """C1007 is Aleppo city; that it does not begin with SY02 does not prove that it lies outside SY02."""
    aleppo = {"code": {"scheme": "ocha-pcode", "code": "SY02", "vintage": "v"}}

    assert verdict_of(at_most(area=aleppo), records(WATCHED, coded("C1007")), AT) != "met"


def test_a_settlement_and_its_district_may_be_one_occurrence() -> None:
    """One source names the settlement, another the governorate: 4 and 4 killed are not surely 8."""
    point = {"scheme": "ocha-pcode", "vintage": "v", "lat": 36.2, "lon": 37.1, "radius_m": 10}
    two = [report("2016-09-12", 4, source=code.lower(), where=point | {"code": code}) for code in ("C1007", "SY02")]
    circle = {"circle": {"lat": 36.2, "lon": 37.1, "radius_m": 5000}}

    assert verdict_of(at_most(area=circle), records(WATCHED, *two), AT) == "undetermined"


def test_a_circle_across_the_date_line() -> None:
    """A place 1.1 km beyond 180 degrees with a radius of 5 km may lie in a polygon that ends at 180."""
    area = {"polygon": [[179.9, -0.1], [180, -0.1], [180, 0.1], [179.9, 0.1]]}
    found = records(WATCHED, report("2016-09-12", 10, where={"lat": 0, "lon": -179.99, "radius_m": 5000}))

    assert verdict_of(at_most(area=area), found, AT) != "met"


@pytest.mark.parametrize(
    "area",
    [{"circle": {"lat": 36.0, "lon": 37.0, "radius_m": 3000}},
     {"polygon": [[36.97, 35.97], [37.03, 35.97], [37.03, 36.03], [36.97, 36.03]]},
     {"line": {"points": [[36.9, 36.0], [37.1, 36.0]], "offset_m": 3000, "side": "both"}}],
)  # fmt: skip
@pytest.mark.parametrize("north_m", [0, 2000, 2995, 3005, 3400, 5000])
def test_a_larger_radius_only_adds_outcomes(area: dict[str, Any], north_m: int) -> None:
    """Of one point, a larger radius never makes an open verdict definite nor turns a definite one round."""
    agreed, seen = at_most(area=area), 0
    for radius_m in (0, 4, 50, 500, 2500, 100_000):
        where = {"lat": 36.0 + north_m / 111_195, "lon": 37.0, "radius_m": radius_m}
        outcomes = first(ask(agreed, records(WATCHED, report("2016-09-12", 10, where=where)), AT)).outcomes
        assert seen & ~outcomes == 0
        seen = outcomes


@pytest.mark.parametrize(("changes", "expected"), [
    ({"where": {"scheme": "ocha-pcode", "code": "SY0101", "vintage": "v"}}, "undetermined"),
    ({"where": SY}, "met"),
    ({"where": SY | {"vintage": "other"}}, "undetermined"),
    ({"recorded": "2017-01-01T00:00:00Z"}, "undetermined"),
    ({"sees": ["flights"]}, "undetermined"),
    ({"sees": ["flights", "killed"]}, "met"),
])  # fmt: skip
def test_a_watch_closes_only_what_it_covers(changes: dict[str, Any], expected: str) -> None:
    """A watch of part of the area, another vintage, another kind, or known only later closes nothing."""
    assert verdict_of(at_most(), records(WATCHED | changes), AT) == expected


@pytest.mark.parametrize(("share", "expected"), [("2/3", "met"), ("3/4", "undetermined")])
def test_overlapping_watches_are_not_added(share: str, expected: str) -> None:
    """00-10 and 06-16 o'clock together are 16 of 24 hours."""
    agreed = agreement(
        reading({"limit": {"measure": KILLED, "at_most": 5}}, coverage={"watchers": ["w"], "sees": ["killed"], "share": share}),  # noqa: E501
        instrument={"ends": "2016-09-13T00:00:00+00:00"},
    )  # fmt: skip
    two = [watch("2016-09-12T00:00:00Z", "2016-09-12T10:00:00Z"), watch("2016-09-12T06:00:00Z", "2016-09-12T16:00:00Z")]

    assert verdict_of(agreed, records(*two), AT) == expected


def test_a_reading_that_does_not_say_what_must_be_seen_accepts_no_blind_watch() -> None:
    """Without `sees` a watch that sees only flights must not close a measure of killings."""
    agreed = at_most(coverage={"watchers": ["w"]})

    assert verdict_of(agreed, records(WATCHED | {"sees": ["flights"]}), AT) == "undetermined"


def test_a_watch_recorded_before_it_ended_closes_no_later_day() -> None:
    """A watch recorded as done on the 13th cannot have seen the 14th."""
    early = watch("2016-09-12T00:00:00Z", "2016-09-15T00:00:00Z", recorded="2016-09-13T00:00:00Z")

    assert verdict_of(at_most(), records(early), AT) == "undetermined"


def test_a_data_set_says_nothing_of_days_after_its_release() -> None:
    """A data set released on the 13th, without later records, is silent about the 14th because it cannot speak."""
    early = dataset(
        released="2016-09-13T00:00:00Z",
        coverage=[{"watcher": "w", "sees": ["killed"], "where": {"scheme": "agreement", "code": "p"},
                   "when": {"days": ["2016-01-01", "2017-12-31"], "zone": "UTC"}}],
    )  # fmt: skip

    assert verdict_of(at_most(), [], AT, datasets=(early,)) == "undetermined"


@pytest.mark.parametrize(("where", "when", "expected"), [
    ({"scheme": "ocha-pcode", "code": "SY", "vintage": "v"}, "2016-09-12", "met"),
    ({"scheme": "ocha-pcode", "code": "SY01", "vintage": "v"}, "2016-09-12", "not-met"),
    ({"scheme": "agreement", "code": "p"}, {"days": ["2016-09-12", "2016-09-14"], "zone": "UTC"}, "not-met"),
    ({"scheme": "agreement", "code": "p"}, {"days": ["2016-09-10", "2016-09-14"], "zone": "UTC"}, "met"),
])  # fmt: skip
def test_what_is_too_vague_is_set_aside_by_name(where: dict[str, Any], when: object, expected: str) -> None:
    """A wide or long record gives no high, breaks only what wholly holds it, and a `met` names it."""
    agreed = at_most(vague={"days": 2, "place_m": 1000})
    result = first(ask(agreed, records(WATCHED, report(when, 30, where=where)), AT))

    assert result.verdict == expected
    assert (result.verdict != "met") or [each.record for each in result.set_aside] == ["s/n1"]


@pytest.mark.parametrize("how", ["sometime", "spread"])
def test_a_watch_at_some_moment_of_a_year_closes_no_year(how: str) -> None:
    """Somebody who looked once, at some moment of 2016, did not watch all of it."""
    glimpse = WATCHED | {"when": WATCHED["when"] | {"how": how}}

    assert verdict_of(at_most(), records(glimpse), AT) == "undetermined"
