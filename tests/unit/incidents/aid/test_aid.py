"""The access ladder, gaps and convoys: bounds from movements, order irrelevant, silence proving nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.incidents.desk import P, at, known_of, situation, told

from ceasefire.agreement import regions_of
from ceasefire.incidents.aid import Rung, Vigil, aid_scope, convoys_of, gap_of, ladder_days, rungs_of, vigils_of
from ceasefire.records import MOVEMENT_STATUS
from ceasefire.times import Calendar, When, instant_from_text

DAY = 86_400
START = instant_from_text(at(0))
DAYS = Calendar(tuple(START + DAY * index for index in range(8)), dt.date(2016, 9, 12))
NOW = START + 7 * DAY
AREA = frozenset({"p"})


def rung(key: str, status: str, day: float, days: float = 1, **more) -> Rung:
    """A movement in p within so many days from one on, surely and proven unless said otherwise."""
    when = When(int(START + day * DAY), int(START + (day + days) * DAY), more.pop("how", "sometime"))
    made = Rung(key, status, "c", when, AREA, AREA, proven=True, delivers=status == "delivered")
    return replace(made, **more)


def vigil(day: float, days: float) -> Vigil:
    """A watch over p."""
    return Vigil("w", AREA, int(START + day * DAY), int(START + (day + days) * DAY))


def test_a_sure_delivery_ends_a_gap_and_a_possible_one_ends_it_only_possibly():
    """Whole days since a sure delivery are counted; a possible one stands beside them and ends nothing surely."""
    sure, maybe = rung("a/1", "delivered", 1), rung("a/2", "delivered", 4, proven=False, convoy="d")
    gap = gap_of((sure, maybe), (), "p", DAYS, NOW)

    assert (gap.sure, gap.possible, gap.known, gap.maybe) == (0, 5, "a/1", "a/2")
    assert gap.maybe_until == START + 5 * DAY


def test_a_second_account_of_the_same_convoy_is_no_later_delivery():
    """What a second source tells of the convoy that surely delivered is not told as a delivery since."""
    gap = gap_of((rung("a/1", "delivered", 1), rung("b/1", "delivered", 1, proven=False)), (), "p", DAYS, NOW)

    assert (gap.known, gap.maybe) == ("a/1", "")


def test_without_a_watch_nothing_is_surely_without():
    """Seven silent days: surely 0 of them without where nobody watched, 7 where somebody watched throughout."""
    assert gap_of((), (), "p", DAYS, NOW).sure == 0
    assert gap_of((), (vigil(0, 7),), "p", DAYS, NOW).sure == 7
    assert gap_of((), (vigil(0, 7),), "q", DAYS, NOW).sure == 0
    assert gap_of((), (vigil(0, 6.5),), "p", DAYS, NOW).sure == 0, "the last day was not watched to its end"


def test_a_watched_gap_ends_where_a_delivery_is_possible():
    """The days surely without begin after the last delivery that is even possible."""
    gap = gap_of((rung("a/1", "delivered", 2, 2, proven=False),), (vigil(0, 7),), "p", DAYS, NOW)

    assert (gap.sure, gap.possible, gap.watched) == (3, 7, 7)


def test_a_delivery_today_leaves_no_day_surely_without():
    """What may have been delivered on the day that is not over yet breaks the run."""
    now = NOW + DAY // 2
    assert gap_of((rung("a/1", "delivered", 7, 0.3, proven=False),), (vigil(0, 7),), "p", DAYS, now).sure == 0
    assert gap_of((), (vigil(0, 7),), "p", DAYS, now).sure == 7


def test_arrived_is_not_delivered_and_nothing_delivered_is_no_delivery():
    """A convoy that arrived, or that by its own numbers delivered nothing, ends no gap."""
    arrived = rung("a/1", "arrived", 1)
    empty = rung("a/2", "delivered", 1, delivers=False)

    assert gap_of((arrived,), (), "p", DAYS, NOW).known == ""
    assert gap_of((empty,), (), "p", DAYS, NOW).known == ""
    assert gap_of((empty,), (), "p", DAYS, NOW).maybe == "a/2"


def test_a_day_tells_what_surely_and_what_possibly_was():
    """A moment inside a day is sure there; one spread over two days is possible on each; throughout is sure on all."""
    days = ladder_days(
        (
            rung("a/1", "departed", 0),
            rung("a/2", "delayed", 1, 2, how="spread"),
            rung("a/3", "refused", 3, 2, how="throughout"),
        ),
        (vigil(5, 1),),
        "p",
        DAYS,
    )

    assert [(each.sure, each.possible) for each in days[:6]] == [
        (("departed",), ()),
        ((), ("delayed",)),
        ((), ("delayed",)),
        (("refused",), ()),
        (("refused",), ()),
        ((), ()),
    ]
    assert [each.watched for each in days] == [False] * 5 + [True, False]


def test_a_convoy_keeps_every_account_of_a_rung_in_order():
    """Two sources of one arrival stay side by side, the delay between, the attack last; nothing is merged."""
    told_of = (
        rung("b/arrived", "arrived", 2), rung("a/attacked", "attacked", 3), rung("a/arrived", "arrived", 2),
        rung("a/delayed", "delayed", 1), rung("a/departed", "departed", 0),
    )  # fmt: skip
    (convoy,) = convoys_of(told_of)

    assert [each.key for each in convoy.rungs] == ["a/departed", "a/delayed", "a/arrived", "b/arrived", "a/attacked"]
    assert convoy.setbacks == ("delayed", "attacked")
    assert convoy.over


def test_movements_and_watches_are_read_as_the_records_have_them():
    """A false movement is none; an unscreened one is only possible; a record of 0 deliveries throughout is a watch."""
    when = {"from": at(0), "to": at(24), "how": "throughout"}
    more = {"when": when, "where": P}
    known = known_of(
        told(1, "movement", "a/1", status="delivered", **more),
        told(1, "movement", "a/2", status="delivered", standing="received", **more),
        told(1, "movement", "a/3", status="delivered", standing="false", **more),
        told(1, "movement", "a/4", status="delayed", counts={"deliveries": 0}, **more),
        told(1, "watch", "b/1", sees=["deliveries"], done=True, **more),
        told(1, "watch", "b/2", sees=["shelling"], done=True, **more),
        told(1, "watch", "b/3", sees=["deliveries"], done=False, **more),
    )
    regions = regions_of(situation().agreement)
    found = rungs_of(known, regions)

    assert [(each.key, each.proven) for each in found] == [("a/1", True), ("a/2", False), ("a/4", True)]
    assert all("p" in each.sure for each in found)
    assert [each.key for each in vigils_of(known, regions, frozenset({"deliveries"}))] == ["a/4", "b/1"]


def test_an_agreement_without_aid_has_no_scope():
    """Where no reading measures movements, no term, area or beginning is named."""
    scope = aid_scope(situation().agreement)

    assert (scope.terms, scope.areas, scope.since) == ((), (), None)


RUNGS = st.builds(
    rung,
    st.sampled_from(["a/1", "a/2", "b/1", "b/2"]),
    st.sampled_from(MOVEMENT_STATUS),
    st.integers(0, 6),
    st.integers(1, 3),
    how=st.sampled_from(["sometime", "spread", "throughout"]),
    proven=st.booleans(),
    sure=st.sampled_from([AREA, frozenset()]),
)
WATCHES = st.lists(st.builds(vigil, st.integers(0, 6), st.integers(1, 7)), max_size=4)


@given(st.lists(RUNGS, max_size=6), WATCHES, st.randoms())
def test_order_is_irrelevant(rungs, watches, random):
    """Rungs and watches may come in any order."""
    mixed, others = random.sample(rungs, len(rungs)), random.sample(watches, len(watches))

    assert gap_of(rungs, watches, "p", DAYS, NOW) == gap_of(mixed, others, "p", DAYS, NOW)
    assert ladder_days(rungs, watches, "p", DAYS) == ladder_days(mixed, others, "p", DAYS)
    assert {each.name for each in convoys_of(rungs)} == {each.name for each in convoys_of(mixed)}


@given(st.lists(RUNGS, min_size=1, max_size=6), WATCHES, st.integers(0, 5), st.integers(0, 3), st.integers(0, 3))
def test_knowing_less_never_claims_more(rungs, watches, which, earlier, later):
    """A record told more vaguely makes no gap surely longer, none possibly shorter, and no day surer."""
    index = which % len(rungs)
    one = rungs[index]
    how = one.when.how if not (earlier or later) else "sometime"
    vague = replace(
        one,
        when=When(one.when.earliest - earlier * DAY, one.when.latest + later * DAY, how),
        sure=frozenset(),
        proven=False,
    )
    less = [*rungs[:index], vague, *rungs[index + 1 :]]
    before, after = gap_of(rungs, watches, "p", DAYS, NOW), gap_of(less, watches, "p", DAYS, NOW)

    assert after.sure <= before.sure
    assert after.possible >= before.possible
    for one_day, same in zip(
        ladder_days(rungs, watches, "p", DAYS), ladder_days(less, watches, "p", DAYS), strict=True
    ):
        assert {*same.sure} <= {*one_day.sure}
        assert {*one_day.sure, *one_day.possible} <= {*same.sure, *same.possible}


@given(st.lists(RUNGS, max_size=6), WATCHES, WATCHES)
def test_watching_less_never_makes_a_gap_surer(rungs, watches, more):
    """Without some of the watches there are no more days surely without, and no more watched ones."""
    fewer, all_of_them = gap_of(rungs, watches, "p", DAYS, NOW), gap_of(rungs, watches + more, "p", DAYS, NOW)

    assert fewer.sure <= all_of_them.sure
    assert fewer.watched <= all_of_them.watched
    assert fewer.possible == all_of_them.possible


@given(st.lists(RUNGS, max_size=5), WATCHES, RUNGS)
def test_a_possible_delivery_ends_no_gap_surely(rungs, watches, more):
    """Adding a delivery that is only possible never shortens the days that are possibly without."""
    maybe = replace(more, key="z/1", status="delivered", proven=False)

    assert gap_of([*rungs, maybe], watches, "p", DAYS, NOW).possible == gap_of(rungs, watches, "p", DAYS, NOW).possible
    assert gap_of([*rungs, maybe], watches, "p", DAYS, NOW).sure <= gap_of(rungs, watches, "p", DAYS, NOW).sure


@given(st.lists(RUNGS, max_size=6), WATCHES)
def test_surely_without_is_never_more_than_possibly(rungs, watches):
    """What surely was without a delivery possibly was, too."""
    gap = gap_of(rungs, watches, "p", DAYS, NOW)

    assert 0 <= gap.sure <= gap.possible <= 7
