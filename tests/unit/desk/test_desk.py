"""The desk: one way to ask, from files or from a ledger; problems stand where the caller says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pytest
from tests.unit.incidents.desk import P, at, link, records_of, report, standing, the_agreement

from ceasefire.agreement import text_from_agreement
from ceasefire.assess import Asked, DuckDBEngine, ReferenceEngine, Settle
from ceasefire.desk import (
    MOST_IN_PLAIN_PYTHON,
    Desk,
    Inputs,
    answer,
    deciding_source,
    desk_of,
    engine_for,
    incident_called,
    inputs_from_ledger,
    known_records,
    linker_called,
    must_be_accounts,
    settles_of,
    suggestions_of,
    undecided,
    unheeded,
    warnings_of,
)
from ceasefire.incidents.linking import BackEndMissing, Marks
from ceasefire.ledger.copies import LedgerInputs
from ceasefire.ledger.notes import Checkpoint
from ceasefire.problems import Place, Refused
from ceasefire.records import Dataset, Record
from ceasefire.times import instant_from_text

HERE = Place("form", 0, "name")
LATE = instant_from_text(at(400))
ASKED = Asked(LATE, LATE, "recorded")
TWICE = (report("a/one", where=P, counts={"killed": 3}), report("b/two", where=P, counts={"killed": 3}))


def inputs_of(*rows: dict[str, Any], mission: bool = True) -> Inputs:
    """Return the inputs of a small world."""
    return Inputs(the_agreement(mission=mission), records_of(*rows), ())


def desk(*rows: dict[str, Any], mission: bool = True, hour: int = 400) -> Desk:
    """Return the desk at an hour."""
    instant = instant_from_text(at(hour))
    return desk_of(inputs_of(*rows, mission=mission), Asked(instant, instant, "recorded"))


def held(records: tuple[Record, ...]) -> LedgerInputs:
    """Return what a ledger holds, the small world's agreement as its seventh entry."""
    text = text_from_agreement(the_agreement())
    return LedgerInputs(Checkpoint("origin", 9, b"\x01" * 32), (text, 7), records, (), (3,), (), LATE)


def test_a_ledger_and_files_are_asked_in_one_way() -> None:
    """What stands in a ledger gives the verdicts that it gives from files, and cites the tree it came from."""
    inputs = inputs_of(*TWICE)
    entered = inputs_from_ledger(held(inputs.records), (("gov", 9, 5),), (), "recorded")
    engine = ReferenceEngine()

    assert inputs.agreement == entered.agreement
    assert answer(inputs, ASKED, engine).terms == answer(entered, ASKED, engine).terms
    assert answer(inputs, ASKED, engine).cited is None
    assert entered.cited is not None
    assert answer(entered, ASKED, engine).cited == entered.cited
    assert ("origin", 9, (3,), (("gov", 9, 5),)) == (
        entered.cited.origin,
        entered.cited.size,
        entered.cited.without,
        entered.cited.cosigned,
    )


def test_a_ledger_says_when_its_last_was_known_by_the_clock_asked_for() -> None:
    """By the ledger's clock it is its newest entry, by the sources' own the latest of what they say."""
    said = replace(records_of(TWICE[0])[0], claimed_recorded=LATE + 60)

    assert LATE == inputs_from_ledger(held((said,)), (), (), "recorded").known_by
    assert LATE == inputs_from_ledger(held((said,)), (), (), "hindsight").known_by
    assert LATE + 60 == inputs_from_ledger(held((said,)), (), (), "as-reported").known_by
    assert LATE == inputs_from_ledger(held(()), (), (), "as-reported").known_by


def test_an_agreement_that_is_none_is_refused_at_its_entry() -> None:
    """The problem names the entry of the ledger that holds the text."""
    with pytest.raises(Refused) as caught:
        inputs_from_ledger(replace(held(()), agreement=("[", 7)), (), (), "recorded")

    assert {"entry 7"} == {each.where.file for each in caught.value.problems}


def test_records_stand_where_they_stood_then() -> None:
    """A record that was screened later is shown so from then on, and what came later is not shown."""
    inputs = inputs_of(*TWICE, standing("mission/s", 30, "a/one", "screened", "analyst", "v-1"), report("a/late", 50))
    by_hour = {
        hour: {each.key: each.standing for each in known_records(inputs, Asked(0, instant_from_text(at(hour))))}
        for hour in (20, 40)
    }

    assert "received" == by_hour[20]["a/one"]
    assert "screened" == by_hour[40]["a/one"]
    assert "a/late" not in by_hour[40]


def test_what_is_said_beside_an_answer() -> None:
    """Hindsight is said; a record without a time of record is counted, unless another version of it, or
    its file, has one.
    """
    one, two = records_of(*TWICE)
    inputs = Inputs(the_agreement(), (replace(one, recorded=None), two), ())
    dated = replace(inputs, records=(*inputs.records, replace(one, version=2)))

    assert [] == warnings_of(inputs_of(*TWICE), ASKED)
    assert ["W-KNOWN-001"] == [each.code for each in warnings_of(inputs, ASKED)]
    assert [] == warnings_of(dated, ASKED)
    assert [] == warnings_of(replace(inputs, datasets=(Dataset("d", released=0),)), ASKED)
    assert ["W-KNOWN-002"] == [each.code for each in warnings_of(inputs, replace(ASKED, knowledge="hindsight"))]


def test_a_database_is_opened_only_for_many_records() -> None:
    """Up to 2,000 records no connection is asked for."""

    def refuse() -> duckdb.DuckDBPyConnection:
        pytest.fail("a connection was opened")

    assert isinstance(engine_for(MOST_IN_PLAIN_PYTHON, refuse), ReferenceEngine)
    assert isinstance(engine_for(MOST_IN_PLAIN_PYTHON + 1, duckdb.connect), DuckDBEngine)


def test_an_incident_is_found_by_id_name_and_account() -> None:
    """Any of its names will do; none of that name is a problem at the place that the caller gives."""
    on = desk(report("a/one", incident="the-strike"), report("b/two"))
    found = incident_called(on, "the-strike")

    assert found is incident_called(on, "a/one") is incident_called(on, found.id)
    with pytest.raises(Refused, match="E-ASK-001") as caught:
        incident_called(on, "the-strik", HERE)
    assert HERE == caught.value.problems[0].where


def test_decisions_that_move_nothing_are_warned_about() -> None:
    """A decision without a role moves nothing where there is a mission; decisions that contradict are named."""
    on = desk(*TWICE, standing("mission/s", 2, "a/one", "verified"))
    parted = desk(
        *TWICE,
        report("a/three"),
        link("mission/l1", 2, "a/one", "b/two", "confirmed"),
        link("mission/l2", 2, "b/two", "a/three", "confirmed"),
        link("mission/l3", 2, "a/one", "a/three", "rejected"),
    )

    assert [] == unheeded(desk(*TWICE))
    assert ["W-CASE-001"] == [each.code for each in unheeded(on)]
    assert ["W-CASE-002"] == [each.code for each in unheeded(parted)]


def test_the_mission_decides_and_without_it_the_editors() -> None:
    """One source decides; two of a kind, or none, is a problem at the place that the caller gives."""
    with_mission, without = the_agreement(), the_agreement(mission=False)
    editors = tuple(each for each in without.sources if each.kind == "editors")
    nobody = replace(without, sources=tuple(each for each in without.sources if each.kind != "editors"))

    assert "mission" == deciding_source(with_mission)
    assert "editors" == deciding_source(without)
    for wrong in (nobody, replace(nobody, sources=(*editors, *editors))):
        with pytest.raises(Refused, match="E-CASE-002") as caught:
            deciding_source(wrong, HERE)
        assert HERE == caught.value.problems[0].where


def test_what_is_no_account_is_refused() -> None:
    """Every key of which no account is known is a problem of its own, at the place that the caller gives."""
    on = desk(*TWICE)
    must_be_accounts(on, ["a/one", "b/two"])

    with pytest.raises(Refused) as caught:
        must_be_accounts(on, ["a/on", "b/two", "b/tow"], HERE)
    assert [("E-ASK-001", HERE)] * 2 == [(each.code, each.where) for each in caught.value.problems]


def test_pairs_are_suggested_by_the_linker_handed_in() -> None:
    """All pairs, or those with a record asked for; what was decided is open no more."""
    linker, marks = linker_called("duckdb", duckdb.connect()), Marks(1, 1001)
    on, confirmed = desk(*TWICE), desk(*TWICE, link("mission/l", 2, "a/one", "b/two", "confirmed"))
    found = suggestions_of(on, linker, marks)

    assert [("a/one", "b/two")] == [(each.first, each.second) for each in found]
    assert found == suggestions_of(on, linker, marks, ["b/two"])
    assert () == suggestions_of(on, linker, marks, ["b/other"])
    assert found == undecided(on, found)
    assert () == undecided(confirmed, found)
    assert "splink" == linker_called("splink", duckdb.connect()).name


def test_a_linker_that_is_not_installed_is_a_problem() -> None:
    """The problem names what to install."""

    class Missing:
        name = "missing"

        def suggest(self, *_: object) -> tuple[()]:
            raise BackEndMissing("splink", "link")

    with pytest.raises(Refused, match="E-CASE-004"):
        suggestions_of(desk(*TWICE), Missing(), Marks())


def test_what_an_answer_would_settle_is_by_record() -> None:
    """Days turned add up by record, apart from those that an answer turns; watching turns no record."""
    found = answer(inputs_of(), ASKED, ReferenceEngine())
    reading = found.terms[0].readings[0]
    settle = (
        Settle(("a/one",), "confirmed", 2),
        Settle(("a/one", "b/two"), "dismissed", 1),
        Settle(("a/one",), "answer", 4),
        Settle(("p@2016-09-12",), "watch", 8),
    )
    open_one = replace(reading, settle=settle, unscreened=("b/two",))
    records, answers, unscreened = settles_of(replace(found, terms=(replace(found.terms[0], readings=(open_one,)),)))

    assert {"a/one": 3, "b/two": 1} == records
    assert {"a/one": 4} == answers
    assert {"b/two"} == unscreened
