"""Which records are one incident, and what is gathered about it: derived, reversible, never merged by itself."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.incidents.desk import P, at, incidents, link, records_of, report, situation, standing, told

from ceasefire.incidents import Decider, link_decision, split_decisions, undo_decision
from ceasefire.incidents.dossier import conclusions_of, incidents_of, standings_fallen
from ceasefire.records import json_from_record


def members(*rows, **more) -> dict[str, set[str]]:
    """Return the keys of the accounts of every incident, by its id."""
    return {key: {one.key for one in each.accounts} for key, each in incidents(*rows, **more).items()}


def test_each_report_is_an_incident_of_its_own() -> None:
    """Without a name or a link nothing is merged."""
    assert members(report("a/1"), report("b/1")) == {"a/1": {"a/1"}, "b/1": {"b/1"}}


def test_a_name_joins_and_gives_the_incident_its_name() -> None:
    """Accounts that name one incident are one."""
    assert members(report("a/1", incident="x"), report("b/1", incident="x")) == {"x": {"a/1", "b/1"}}


@pytest.mark.parametrize(("state", "joined"), [("confirmed", True), ("provisional", False), ("rejected", False)])
def test_only_a_confirmed_link_joins(state: str, joined: bool) -> None:
    """A provisional link is shown and joins nothing; it says with whom it may be one."""
    found = incidents(report("a/1"), report("b/1"), link("mission/l", 2, "a/1", "b/1", state))

    assert (len(found) == 1) is joined
    assert found["a/1"].maybe == (("b/1",) if state == "provisional" else ())


def test_a_link_below_the_standard_of_proof_joins_nothing() -> None:
    """Anybody may file a link; it moves nothing."""
    filed = link("a/l", 2, "a/1", "b/1", "confirmed", standing="screened")

    assert len(incidents(report("a/1"), report("b/1"), filed)) == 2


def test_with_a_mission_a_link_needs_a_role() -> None:
    """With a mission a person in a role confirms; a program's provisional link needs none."""
    confirmed = link("mission/l", 2, "a/1", "b/1", "confirmed")
    nobody = {key: value for key, value in confirmed.items() if key not in ("role", "reviewer")}

    assert len(incidents(report("a/1"), report("b/1"), nobody)) == 2
    assert len(incidents(report("a/1"), report("b/1"), nobody, mission=False)) == 1
    assert incidents(report("a/1"), report("b/1"), nobody | {"state": "provisional"})["a/1"].maybe == ("b/1",)


def test_two_names_that_are_linked_are_one_incident_with_both() -> None:
    """A confirmed link over two names leaves both on record; the first by letter is the id."""
    rows = [report("a/1", incident="x"), report("b/1", incident="y"), link("mission/l", 2, "a/1", "b/1", "confirmed")]
    found = incidents(*rows)

    assert list(found) == ["x"]
    assert found["x"].names == ("x", "y")


def test_a_round_up_is_in_each_and_joins_none() -> None:
    """A report that tells of several incidents stands in each of them, and says so."""
    rows = [report("a/1", incident="x"), report("b/1", incident="y"), report("paper/1", incident=["x", "y", "z"])]
    found = incidents(*rows)

    assert {key: {one.key for one in each.accounts} for key, each in found.items()} == {
        "x": {"a/1", "paper/1"},
        "y": {"b/1", "paper/1"},
        "z": {"paper/1"},
    }
    assert found["x"].shared == ("y", "z")


def test_a_split_leaves_the_rest_together() -> None:
    """Who is parted from every other account of a name goes; the others keep the name, and it says who went."""
    rows = [report(f"{each}/1", incident="x") for each in "abc"]
    accounts = incidents(*rows)["x"].accounts
    parted = split_decisions((), accounts, frozenset({"c/1"}), Decider("mission", "analyst", "v-1", 1_473_700_000))
    decided = [json_from_record(each) | {"recorded": at(9)} for each in parted]
    found = incidents(*rows, *decided)

    assert {key: {one.key for one in each.accounts} for key, each in found.items()} == {
        "x": {"a/1", "b/1"},
        "c/1": {"c/1"},
    }
    assert found["x"].parted == ("c/1",)


def test_a_contradiction_joins_nothing_and_is_told() -> None:
    """A rejected pair that two confirmed links would join: no link joins, and the chain is told."""
    rows = [
        *(report(f"{each}/1") for each in "abc"),
        link("mission/1", 2, "a/1", "b/1", "confirmed"),
        link("mission/2", 3, "b/1", "c/1", "confirmed"),
        link("mission/3", 4, "a/1", "c/1", "rejected"),
    ]
    found = incidents(*rows)

    assert list(found) == ["a/1", "b/1", "c/1"]
    assert found["a/1"].contradictions[0].pair == ("a/1", "c/1")
    assert found["a/1"].contradictions[0].chain == ("a/1", "b/1", "c/1")


def test_names_stay_where_decisions_contradict_each_other() -> None:
    """One of three accounts of a name is parted from one other alone: the name stays, the contradiction is told."""
    rows = [*(report(f"{each}/1", incident="x") for each in "abc"), link("mission/1", 2, "a/1", "c/1", "rejected")]
    found = incidents(*rows)

    assert [one.key for one in found["x"].accounts] == ["a/1", "b/1", "c/1"]
    assert [each.pair for each in found["x"].contradictions] == [("a/1", "c/1")]


def test_records_without_time_or_place_are_kept() -> None:
    """A movement without place, a report without place: each is an incident, at the end where it tells no time."""
    nowhere = report("a/1")
    late = report("b/1", when={"from": at(30), "to": at(31)})

    assert list(incidents(late, nowhere)) == ["a/1", "b/1"]
    assert incidents(nowhere)["a/1"].accounts[0].where is None


def test_a_withdrawn_report_under_a_verified_incident_lets_it_fall_back() -> None:
    """A verified report that is taken back is gone; what is left stands where it stands, and the fall is told."""
    rows = [
        report("a/1", standing="screened", incident="x"),
        report("b/1", standing="screened", incident="x"),
        standing("mission/1", 3, "a/1", "verified", "verifier", "v-1"),
        standing("mission/2", 4, "a/1", "verified", "verifier", "v-2"),
        report("a/1", 6, standing="screened", incident="x", version=2, withdrawn=True),
    ]
    before, after = situation(*rows, hour=5), situation(*rows, hour=7)
    incident = incidents_of(after)[0]

    assert conclusions_of(incidents_of(before)[0], before)[0].state == "verified"
    assert conclusions_of(incident, after)[0].state == "screened"
    assert incident.withdrawn == ("a/1",)
    assert standings_fallen(incident, after) == {"a/1": ("mission/1", "mission/2")}


def _world(rng: random.Random) -> list[dict[str, Any]]:
    """Return reports, some named, some linked in every state."""
    keys = [f"{source}/{n}" for source in "ab" for n in range(3)]
    rows = [
        report(key, rng.randint(1, 5), standing=rng.choice(("received", "screened")), where=P, origin=rng.choice("abc"))
        | ({"incident": rng.choice((["x"], ["y"], ["x", "y"]))} if rng.random() < 0.5 else {})
        for key in keys
    ]
    for number in range(rng.randint(0, 6)):
        first, second = rng.sample(keys, 2)
        state = rng.choice(("confirmed", "confirmed", "provisional", "rejected"))
        rows.append(link(f"mission/l{number}", 10 + number, first, second, state))
    rows.append(told(20, "statement", "gov-army/s", about=rng.choice(["x", keys[0]]), stance="denies", question="who"))
    return rows


def _derived(rows) -> list[tuple[Any, ...]]:
    """Return everything derived, without the order of arrival."""
    after = situation(*rows)
    return [
        (
            each.id,
            each.names,
            tuple(one.key for one in each.accounts),
            tuple(one.key for one in each.said),
            each.maybe,
            each.parted,
            each.shared,
            each.contradictions,
            each.origins,
            tuple((one.question, one.state, one.by, one.against) for one in conclusions_of(each, after)),
        )
        for each in incidents_of(after)
    ]


@given(st.randoms(use_true_random=False))
def test_order_of_arrival_never_changes_the_incidents(rng) -> None:
    """In whatever order records arrive, the same incidents come out."""
    rows = _world(rng)
    expected = _derived(rows)
    rng.shuffle(rows)

    assert _derived(rows) == expected


@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_undo_is_exact(rng, times: int) -> None:
    """After any number of decisions on a pair, undoing them one by one brings back each state before, exactly."""
    rows = _world(rng)
    pair = ("a/0", "b/1")
    history = [_derived(rows)]
    key = ""
    for number in range(times):
        decider = Decider("mission", "analyst", "v-1", 1_473_638_400 + 3600 * (30 + number))
        state = rng.choice(("confirmed", "rejected", "provisional"))
        made = json_from_record(link_decision(records_of(*rows), pair, state, decider))
        rows.append(made | {"recorded": at(30 + number)})
        history.append(_derived(rows))
        key = f"mission/{made['id']}"
    for number, expected in enumerate(reversed(history[:-1])):
        decider = Decider("mission", "analyst", "v-2", 1_473_638_400 + 3600 * (60 + number))
        undone = json_from_record(undo_decision(records_of(*rows), key, decider))
        rows.append(undone | {"recorded": at(60 + number)})
        assert _derived(rows) == expected
    with pytest.raises(LookupError):
        undo_decision(records_of(*rows), key, Decider("mission", "analyst", "v-2", 1_473_638_400))


def test_every_decision_stays_on_record() -> None:
    """A merge that was undone leaves its versions: who decided it, and who undid it."""
    rows = [report("a/1"), report("b/1")]
    decider = Decider("mission", "analyst", "v-1", 1_473_700_000, "One night.")
    made = json_from_record(link_decision(records_of(*rows), ("b/1", "a/1"), "confirmed", decider))
    undone = json_from_record(undo_decision(records_of(*rows, made), f"mission/{made['id']}", decider))

    assert (made["first"], made["second"], made["version"], made["text"]["en"]) == ("a/1", "b/1", 1, "One night.")
    assert (undone["version"], undone["withdrawn"]) == (2, True)
    assert list(itertools.chain(incidents(*rows, made | {"recorded": at(9)}, undone | {"recorded": at(10)}))) == [
        "a/1",
        "b/1",
    ]


def test_raw_accounts_change_neither_title_nor_order() -> None:
    """What anybody may have filed under an incident's name is listed; nothing about the incident is read from it."""
    screened = report("a/1", standing="screened", incident="x", when={"from": at(20), "to": at(21)})
    raw = [report(f"b/{n}", incident="x", when={"from": at(0), "to": at(1)}) for n in range(3)]
    found = incidents(screened, *raw)["x"]

    assert [each.key for each in found.counted] == ["a/1"]
    assert len(found.accounts) == 4
