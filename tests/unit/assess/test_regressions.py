"""Faults that readers, attackers and the oracle found, each in its smallest world."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import duckdb
import pytest
from tests.oracle.test_oracle import KINDS
from tests.oracle.worlds import World, agreement_of, instant, random_world, record, watch_records

from ceasefire import agreement as agreements
from ceasefire.agreement import Filter, Hold, Limit, Measure, SetFilter
from ceasefire.assess import FALSE, NEUTRAL, OPEN, TRUE, Asked, DuckDBEngine, ReferenceEngine, check
from ceasefire.records import Act, Choice, Count, Finding, Link, Where, Who
from ceasefire.times import When

KILLED = Measure("killed")
NONE = Limit(KILLED, Fraction(0))
BOTH = Choice("all_of", ("a", "b"))
AREA = Where(scheme="agreement", code="p")


def world(form, *records, days: int = 4, acts=(), vague: int | None = None, distinct: frozenset[str] = frozenset()):
    """Return a world of one area, watched on every day, in force from its first day on, at the end of `days`."""
    watched = frozenset(("p", 2 + day) for day in range(days))
    return World(form, ("p",), "together", 4, None, 4 + 2 * days, records, tuple(acts), watched, vague, distinct)


def killed(ident: str, first: int, last: int, low: int, high: int | None, **parts):
    """Return a report of people killed between two slots (half-days from the first day)."""
    when = When(instant(4 + first), instant(4 + last), parts.pop("how", "sometime"))
    return record("report", ident, when=when, where=AREA, counts=(Count("killed", low, None, high),), **parts)


def test_a_hold_is_not_met_over_a_breach_that_was_set_aside() -> None:
    """Fifty dead on some of seven days, too vague for the measure, keep a hold of those days from being met."""
    vague = killed("vague", 0, 14, 50, 50, how="spread")
    hold = world(Hold(NONE, 7), vague, days=7, vague=2).node()
    limit = world(NONE, vague, days=7, vague=2).node()

    assert limit.outcomes == FALSE
    assert hold.outcomes == OPEN
    assert hold.together.clock.sure == hold.together.clock.possible == 6  # the run may have begun on the second day
    assert not any(outcomes == TRUE for outcomes in limit.days[0])


@pytest.mark.parametrize("keep", [False, True])
def test_a_clock_from_the_instant_runs_over_no_breach_that_was_set_aside(keep: bool) -> None:
    """Two dead on each of the first two days, too vague for the measure: four days of 24 hours are not kept."""
    vague = killed("vague", 0, 4, 2, 2, how="throughout")
    hold = Hold(NONE, 4, restart="instant", keep=keep)
    aside, none = (world(hold, *each, vague=1).node() for each in ((vague,), ()))

    assert aside.outcomes == OPEN
    assert aside.together.clock.sure < 4
    assert none.outcomes == TRUE


def test_a_breach_set_aside_may_touch_a_day_more_than_the_clock_counts() -> None:
    """Two resets 50 hours apart, and a breach somewhere between 3 hours after the first and 3 before the second."""
    hour = 3600
    resets = [
        record("act", f"r{at}", who=Who(by=BOTH), details=Act("resets", "i", at))
        for at in (instant(4) + 11 * hour, instant(8) + 13 * hour)
    ]
    within = When(instant(4) + 14 * hour, instant(8) + 10 * hour, "sometime")
    vague = replace(killed("vague", 0, 1, 2, 2), when=within)
    hold = Hold(NONE, 2, restart="instant")

    assert world(hold, days=3, acts=resets).node().outcomes == TRUE
    assert world(hold, vague, days=3, acts=resets, vague=1).node().outcomes == OPEN


def test_a_clock_from_the_instant_may_end_with_what_nobody_saw() -> None:
    """A killing at six of a day that nobody watched leaves it open whether the breach of that day was a later one."""
    hour = 3600
    noon, six = (
        replace(killed(name, 0, 1, 2, 2), when=When(at, at + 1, "sometime"))
        for name, at in (("noon", instant(4) + 12 * hour), ("six", instant(6) + 6 * hour))
    )
    seen = replace(world(Hold(NONE, 1, restart="instant"), noon, six, days=2), ends=8)
    unseen = replace(seen, watched=frozenset({("p", 2)}))

    assert seen.node().outcomes == FALSE
    assert unseen.node().outcomes == TRUE | FALSE


def test_a_hold_that_may_have_ended_before_it_began_may_not_apply() -> None:
    """A period too short for the hold, which an act that is only screened may have ended at its very beginning."""
    ends = record("act", "e", standing="screened", who=Who(by=BOTH), details=Act("ends", "i", instant(4)))
    hold = Hold(NONE, 2, on_breach="fail")

    assert replace(world(hold), ends=7).node().outcomes == FALSE
    assert replace(world(hold, acts=[ends]), ends=7).node().outcomes == FALSE | NEUTRAL


def test_the_first_days_of_a_hold_are_later_where_the_first_may_not_have_been_in_force() -> None:
    """Perhaps suspended on the first day, surely on the second: the first two days in force may be the last two."""
    first = record(
        "act", "f", standing="screened", who=Who(by=BOTH), details=Act("suspends", "i", instant(4), instant(6))
    )
    second = record("act", "s", who=Who(by=BOTH), details=Act("suspends", "i", instant(6), instant(8)))
    hold = Hold(NONE, 2, on_breach="fail")

    assert world(hold, acts=[second]).node().outcomes == FALSE
    assert world(hold, acts=[first, second]).node().outcomes == TRUE | FALSE
    assert world(hold, killed("b", 5, 6, 1, 1), acts=[first, second]).node().outcomes == FALSE


def test_what_is_set_aside_enters_no_baseline() -> None:
    """A hundred dead somewhere in a month before neither raise the limit nor close it."""
    baseline = Limit(KILLED, agreements.Baseline(Fraction(1), days_before=2))
    long = replace(killed("long", 0, 1, 100, 100), when=When(instant(0), instant(4), "spread"))
    base = World(
        baseline, ("p",), "together", 4, None, 6, (long,), (), frozenset(("p", d) for d in range(3)), 1, frozenset()
    )
    table = base.node().leaves[0].table

    assert table is not None
    assert (int(table.limit_low[0, 2]), int(table.limit_high[0, 2])) == (0, 0)


def test_a_suspension_runs_out() -> None:
    """Suspended until the third day, it is in force again from the third day on."""
    suspends = record(
        "act", "a", who=Who(by=Choice("all_of", ("a", "b"))), details=Act("suspends", "i", instant(4), instant(8))
    )
    grid = world(NONE, acts=[suspends]).case().grid

    assert grid.sure == (False, False, True, True)


def test_a_raw_allegation_that_names_a_found_incident_proves_nothing() -> None:
    """A body found that the incident happened; an unscreened report of it with a thousand dead still moves nothing."""
    raw = killed("raw", 0, 1, 1000, 1000, incidents=("X",), standing="received")
    finding = record("finding", "f", speaker="body", details=Finding("X", happened="yes"))

    assert world(NONE, raw, finding).node().outcomes == OPEN


def test_a_name_and_a_rejected_link_that_contradict_leave_it_open() -> None:
    """Two reports name one incident, a person rejected that: neither one nor two is sure."""
    form = Limit(KILLED, Fraction(3))
    two = [killed(name, 0, 1, 2, 2, incidents=("X",), source=name) for name in ("one", "two")]
    link = record("link", "l", details=Link("one/one", "two/two", "rejected"))

    assert world(form, *two).node().outcomes == OPEN
    assert world(form, *two, link).node().outcomes == FALSE | OPEN


def test_a_planted_zero_below_the_standard_of_proof_erases_no_breach() -> None:
    """A raw look-alike with 0 killed lowers nothing; one at the standard of proof does."""
    breach = killed("breach", 0, 1, 3, 3, source="one")

    assert world(NONE, breach, killed("zero", 0, 1, 0, 0, source="two", standing="received")).node().outcomes == FALSE
    assert world(NONE, breach, killed("zero", 0, 1, 0, 0, source="two", standing="screened")).node().outcomes == FALSE
    assert world(NONE, breach, killed("zero", 0, 1, 0, 0, source="two")).node().outcomes == FALSE | OPEN


def test_syrian_or_russian_or_both_breaks_neither_alone_but_both_together() -> None:
    """One report by either or both is only possible for each never, and sure for the two together."""
    report = killed("r", 0, 1, 1, 1, who=Who(by=Choice("any_of", ("a", "b"))))
    nevers = [
        agreements.Never(replace(KILLED, filters=(Filter(by=SetFilter(any=frozenset({each}))),))) for each in "ab"
    ]

    assert [world(each, report).node().outcomes for each in nevers] == [FALSE | OPEN, FALSE | OPEN]
    assert world(agreements.AllOf(tuple(nevers)), report).node().outcomes == FALSE


@pytest.mark.parametrize("kept_by_second", [range(4), range(2, 4), range(2)])
def test_a_milestone_asks_for_the_same_days(kept_by_second: range) -> None:
    """Two holds of two days, one broken on some days: only days that both keep make up the set."""
    first, second = Measure("killed"), Measure("injured")
    breaches = [
        replace(killed(f"b{day}", 2 * day, 2 * day + 1, 0, 0), counts=(Count("injured", 5, None, 5),))
        for day in range(4)
        if day not in kept_by_second
    ]
    bare = world(
        Hold(Limit(first, Fraction(0)), 2), *[replace(each, absent_means_none=("killed",)) for each in breaches]
    )
    agreement = agreement_of(bare)
    term = agreement.terms[0]
    other = replace(term.readings[0], id="other", form=Hold(Limit(second, Fraction(0)), 2))
    both = agreements.MilestoneSet("both", term.names, (("t", "r"), ("t", "other")), same_days=True)
    agreement = replace(
        agreement,
        terms=(replace(term, readings=(term.readings[0], other)),),
        milestones=(agreements.Milestone("m", term.names, (both,)),),
    )
    records = [replace(each, position=index) for index, each in enumerate((*bare.records, *watch_records(bare)))]
    now = instant(bare.now)

    answer = check(agreement, records, (), Asked(now, now), ReferenceEngine())

    assert answer.milestones[0].verdict == "met"
    suspended = record(
        "act",
        "s",
        position=99,
        who=Who(by=Choice("all_of", ("a", "b"))),
        details=Act("suspends", "i", instant(4), instant(11)),
    )
    cut = check(agreement, [*records, suspended], (), Asked(now, now), ReferenceEngine())
    assert cut.milestones[0].verdict == "pending"


def test_an_assumption_is_on_the_answer_and_in_the_digest() -> None:
    """What was taken for granted is named, and gives another digest."""
    base = world(NONE, killed("r", 0, 1, 1, 1, standing="screened"))
    agreement = agreement_of(base)
    records = [replace(each, position=index) for index, each in enumerate((*base.records, *watch_records(base)))]
    now = instant(base.now)

    plain = check(agreement, records, (), Asked(now, now), ReferenceEngine())
    assumed = check(agreement, records, (), Asked(now, now, assume={"s/r": "dismissed"}), ReferenceEngine())

    assert (plain.assumed, assumed.assumed) == ((), (("s/r", "dismissed"),))
    assert plain.digest != assumed.digest
    assert (plain.terms[0].readings[0].verdict, assumed.terms[0].readings[0].verdict) == ("undetermined", "pending")


def test_a_flood_of_allegations_moves_nothing() -> None:
    """A thousand received allegations change no outcome, clock or limit: from met, pending and not met."""
    flood = [killed(f"f{index}", index % 8, index % 8 + 1, 9, 9, standing="received") for index in range(1000)]
    baseline = Limit(KILLED, agreements.Baseline(Fraction(1), days_before=1))
    before = replace(killed("before", 0, 1, 2, 2), when=When(instant(2), instant(3)))
    for form, records in (
        (Hold(NONE, 2), ()),
        (NONE, ()),
        (NONE, (killed("r", 0, 1, 1, 1),)),
        (baseline, (before,)),
    ):
        bare = replace(world(form, *records), watched=frozenset(("p", day) for day in range(1, 6)))
        flooded = replace(bare, records=(*bare.records, *flood))
        one, other = bare.node(), flooded.node()

        assert (one.outcomes, one.areas) == (other.outcomes, other.areas)
        assert one.leaves[0].table.limit_high.tolist() == other.leaves[0].table.limit_high.tolist()
        assert (one.together and one.together.clock) == (other.together and other.together.clock)


@pytest.mark.parametrize("kind", [each for each in KINDS if each != "not"])
def test_before_the_beginning_nothing_is_applicable(kind: str) -> None:
    """Asked before an instrument begins, or of one that never began, every form is not applicable."""
    for number in range(40):
        drawn = random_world(random.Random(f"early-{kind}-{number}"), kind)
        early = replace(drawn, begins=drawn.now + 2, ends=None, acts=())

        assert early.node().outcomes == NEUTRAL
        assert early.node(DuckDBEngine(duckdb.connect())).outcomes == NEUTRAL
