"""Properties over random small worlds in a real zone: clocks go back, days turn at 19:00, places have radii."""

from __future__ import annotations

import random
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.attacks.small import KILLED, WATCHED, agreement, ask, dataset, first, reading, records

from ceasefire.agreement import Filter, SetFilter, agreement_from_text, text_from_agreement
from ceasefire.assess._matching import NOT, POSSIBLY, SURELY, matches
from ceasefire.records import Choice
from ceasefire.times import instant_from_text, text_from_instant

BEGIN = instant_from_text("2016-10-28T19:00:00+03:00")
SOME = settings().max_examples // 5  # each world is asked four times
NOW = "2016-11-02T12:00:00Z"
AREAS = [
    {"id": "p", "name": "P", "circle": {"lat": 50.0, "lon": 30.0, "radius_m": 5000}},
    {"id": "q", "name": "Q", "polygon": [[30.0, 50.0], [30.2, 50.0], [30.2, 50.2], [30.0, 50.2]]},
    {"id": "r", "name": "R", "line": {"points": [[29.9, 50.0], [30.1, 50.02]], "offset_m": 3000, "side": "left"}},
]
GOV = KILLED | {"filter": {"by": ["gov"]}}
ROWS = dataset(id="rows", rows_distinct=True)
LIMIT = {"measure": GOV, "at_most": 3}
MEAN = {"measure": GOV, "at_most": {"factor": "1/2", "mean_of": {"days_before": 2}}}
forms = st.sampled_from([
    {"limit": LIMIT},
    {"limit": MEAN},
    {"never": {"measure": GOV}},
    {"hold": {"days": 2, "limit": LIMIT}},
    {"hold": {"days": 2, "limit": MEAN, "keep": True}},
    {"hold": {"days": 2, "limit": LIMIT, "restart": "instant"}},
    {"hold": {"days": 2, "limit": LIMIT, "restart": "instant", "keep": True}},
    {"hold": {"days": 2, "limit": LIMIT, "on_breach": "fail"}},
    {"floor": {"measure": GOV, "at_least": 4, "days": 2}},
    {"floor": {"measure": GOV, "at_least": 4, "days": 2, "windows": "tiled"}},
    {"deadline": {"measure": GOV, "at_least": 4, "by_day": 3}},
    {"not": {"any": [{"limit": LIMIT}, {"floor": {"measure": GOV, "at_least": 2, "days": 1}}]}},
])  # fmt: skip


@st.composite
def reports(draw) -> dict[str, Any]:
    """Draw a report."""
    start = draw(st.integers(-50, 115))
    length = draw(st.sampled_from([1, 1, 5, 12, 24, 25, 49]))
    how = draw(st.sampled_from(["sometime", "spread", "throughout"]))
    low = draw(st.integers(0, 9))
    high = draw(st.sampled_from([low, low, low + 3, None]))
    radius = draw(st.sampled_from([0, 100, 1500, 6000]))
    spot = {
        "lat": 50.0 + draw(st.integers(0, 12)) / 100,
        "lon": 30.0 + draw(st.integers(0, 8)) / 100,
        "radius_m": radius,
    }
    return {
        "kind": "report",
        "when": {"from": text_from_instant(BEGIN + 3600 * start), "to": text_from_instant(BEGIN + 3600 * (start + length)),  # noqa: E501
                 "how": how},
        "where": draw(st.sampled_from([spot, spot, {"scheme": "agreement", "code": draw(st.sampled_from("pqr"))}, None])),  # noqa: E501
        "who": {"by": draw(st.sampled_from(["gov", "gov", "opp", {"any_of": ["gov", "opp"]}, {"all_of": ["gov", "ru"]}, "unknown"]))},  # noqa: E501
        "counts": {"killed": {"low": low} | ({} if high is None else {"high": high})},
        "standing": draw(st.sampled_from(["corroborated", "corroborated", "verified", "screened", "received"])),
        "incident": draw(st.sampled_from([None, None, None, "X", "Y"])),
        "recorded": text_from_instant(BEGIN + 3600 * draw(st.integers(0, 200))),
    }  # fmt: skip


worlds = st.tuples(
    forms, st.lists(reports(), max_size=5), st.sampled_from("pqr"), st.sampled_from(["19:00", "00:00", "03:30"])
)


def agreed(form: dict[str, Any], area: str, turns: str):
    """Return an agreement in Kyiv from 28 October, 19:00; clocks go back on the 30th."""
    return agreement(
        reading(form, areas=[area]), areas=AREAS, zone="Europe/Kyiv", day_begins=turns,
        instrument={"begins": "2016-10-28T19:00:00+03:00"},
    )  # fmt: skip


def watches(area: str) -> dict[str, Any]:
    """Return a watch over all of an area."""
    return WATCHED | {"where": {"scheme": "agreement", "code": area}}


def named(found: list[Any]) -> list[Any]:
    """Give every report its own id, so that order is not part of what it is."""
    return [each | {"id": f"id-{number}", "source": f"s{number % 2}"} for number, each in enumerate(found)]


@settings(max_examples=SOME)
@given(world=worlds, seed=st.integers(0, 99))
def test_order_does_not_matter(world: tuple[Any, ...], seed: int) -> None:
    """Shuffled records give the same digest, evidence and all, in both engines."""
    form, found, area, turns = world
    listed = [watches(area) | {"id": "watch"}, *named(found)]
    shuffled = random.Random(seed).sample(listed, len(listed))  # noqa: S311

    assert ask(agreed(form, area, turns), records(*listed), NOW) == ask(
        agreed(form, area, turns), records(*shuffled), NOW
    )


@settings(max_examples=SOME)
@given(world=worlds, later=st.lists(reports(), min_size=1, max_size=3))
def test_what_is_recorded_later_changes_no_earlier_answer(world: tuple[Any, ...], later: list[Any]) -> None:
    """Records recorded after as_of change no verdict, cell or clock as known then."""
    form, found, area, turns = world
    late = [each | {"recorded": "2016-11-03T00:00:00Z"} for each in later]
    corrected = [each | {"version": 2, "recorded": "2016-11-03T00:00:00Z", "withdrawn": True} for each in named(found)]
    before, after = (
        first(ask(agreed(form, area, turns), records(watches(area) | {"id": "watch"}, *named(found), *more), NOW))
        for more in ([], late + corrected)
    )

    assert (before.outcomes, before.strip, before.clock) == (after.outcomes, after.strip, after.clock)


@settings(max_examples=SOME)
@given(world=worlds, far=reports(), which=st.sampled_from(["when", "where", "who"]))
def test_an_event_outside_changes_nothing(world: tuple[Any, ...], far: dict[str, Any], which: str) -> None:
    """What surely lies outside the period (and its baseline), the area or the filter changes nothing."""
    form, found, area, turns = world
    elsewhere: dict[str, dict[str, Any]] = {
        "when": {"when": {"from": "2016-08-01T00:00:00Z", "to": "2016-08-02T00:00:00Z"}},
        "where": {"where": {"lat": 10.0, "lon": 10.0, "radius_m": 1000}},
        "who": {"who": {"by": "isil"}},
    }
    outside = elsewhere[which]
    listed = [watches(area) | {"id": "watch"}, *named(found)]
    made = records(*listed, dataset=ROWS)
    extra = records(far | outside | {"id": "far", "incident": None}, dataset=ROWS, position=len(made))
    one, two = (first(ask(agreed(form, area, turns), each, NOW, datasets=(ROWS,))) for each in (made, made + extra))

    assert (one.outcomes, one.strip, one.clock) == (two.outcomes, two.strip, two.clock)


def widened(each: dict[str, Any], how: str) -> dict[str, Any]:
    """Return the report with one part less certain."""
    low = each["counts"]["killed"]["low"]
    since, until = (instant_from_text(each["when"][key]) for key in ("from", "to"))
    return each | {
        "when": {"when": {"from": text_from_instant(since - 7200), "to": text_from_instant(until + 7200), "how": "spread"}}  # noqa: E501
        if each["when"]["how"] != "throughout" else {},
        "radius": {"where": each["where"] | {"radius_m": each["where"]["radius_m"] + 2000}}
        if each["where"] and "lat" in each["where"] else {},
        "nowhere": {"where": None},
        "low": {"counts": {"killed": each["counts"]["killed"] | {"low": max(0, low - 2)}}},
        "high": {"counts": {"killed": {"low": low}}},
        "who": {"who": {"by": "unknown"}},
        "standing": {"standing": "screened"} if each["standing"] != "received" else {},
    }[how]  # fmt: skip


@settings(max_examples=SOME)
@given(
    world=worlds, how=st.sampled_from(["when", "radius", "nowhere", "low", "high", "who", "standing"]), data=st.data()
)
def test_less_certainty_only_adds_outcomes(world: tuple[Any, ...], how: str, data) -> None:
    """With distinct rows, widening one record's time, place, count, actor or standing never excludes an outcome."""
    form, found, area, turns = world
    found = [each | {"incident": None} for each in named(found)]
    if not found:
        return
    index = data.draw(st.integers(0, len(found) - 1))
    wide = [widened(each, how) if number == index else each for number, each in enumerate(found)]
    base, loose = (
        first(
            ask(
                agreed(form, area, turns),
                records(watches(area) | {"id": "watch"}, *each, dataset=ROWS),
                NOW,
                datasets=(ROWS,),
            )
        )
        for each in (found, wide)
    )

    assert base.outcomes & ~loose.outcomes == 0
    if base.clock is not None:
        assert loose.clock.sure <= base.clock.sure
        assert loose.clock.possible >= base.clock.possible


ACTORS = ("gov", "opp", "isil", "us")
TAKES = (("insurgents", ("isil", "opp")),)
sets = st.frozensets(st.sampled_from(ACTORS), max_size=2)
filters = st.lists(st.builds(Filter, by=st.builds(SetFilter, sets, sets, sets), between=st.builds(SetFilter, sets, sets, sets)),  # noqa: E501
                   min_size=1, max_size=2).map(tuple)  # fmt: skip
choices = st.one_of(st.none(), st.builds(Choice, st.sampled_from(["any_of", "all_of"]),
                                         st.lists(st.sampled_from((*ACTORS, "insurgents")), min_size=1, max_size=3, unique=True).map(tuple)))  # fmt: skip  # noqa: E501


def true_sets(choice: Choice | None) -> set[frozenset[str]]:
    """Return every true set, by plain enumeration over the actors and somebody else."""
    everybody = (*ACTORS, "other")
    every = {frozenset(each for bit, each in enumerate(everybody) if number >> bit & 1) for number in range(1, 32)}
    if choice is None:
        return every
    options = [{frozenset({each})} if each != "insurgents" else {frozenset({"opp"}), frozenset({"isil"}), frozenset({"opp", "isil"})}  # noqa: E501
               for each in choice.members]  # fmt: skip
    found = set()
    for number in range(1, 2 ** len(options)):
        chosen = [each for bit, each in enumerate(options) if number >> bit & 1]
        if choice.operator == "all_of" and len(chosen) < len(options):
            continue
        sums: set[frozenset[str]] = {frozenset()}
        for each in chosen:
            sums = {one | two for one in sums for two in each}
        found |= sums
    return found


@given(by=choices, between=choices, asked=filters)
def test_filters_on_two_axes_match_as_enumerated(
    by: Choice | None, between: Choice | None, asked: tuple[Any, ...]
) -> None:
    """By and between with collectives, any, all and only, match surely, possibly or not exactly as enumeration says."""

    def holds(part: SetFilter, true: frozenset[str]) -> bool:
        return (not part.any or bool(part.any & true)) and part.all <= true and (not part.only or true <= part.only)

    results = {
        any(holds(each.by, one) and holds(each.between, two) for each in asked)
        for one in true_sets(by)
        for two in true_sets(between)
    }
    expected = POSSIBLY if len(results) == 2 else SURELY if True in results else NOT

    assert matches((by, None, between, None, None), asked, TAKES) == expected


@settings(max_examples=SOME)
@given(world=worlds)
def test_an_agreement_prints_to_itself(world: tuple[Any, ...]) -> None:
    """Reading what was printed gives the same agreement, with the same hash."""
    form, _, area, turns = world
    one = agreed(form, area, turns)
    two = agreement_from_text(text_from_agreement(one), "b.yaml")

    assert (one, one.hash) == (two, two.hash)
    assert isinstance(yaml.safe_load(text_from_agreement(one)), dict)
