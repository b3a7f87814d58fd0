"""The other rules: order, signature, sameness, agreements, records, decisions and redactions."""

from dataclasses import replace

import pytest
from tests.unit.ledger.making import (
    NORTH,
    OPERATOR,
    REPORT,
    SOUTH,
    START,
    Drawn,
    SmallLedger,
    author,
    each_changed_byte,
    entry,
    team,
)

from ceasefire.ledger.entries import (
    DECISIONS,
    KINDS,
    RECORDS,
    Seen,
    enter_agreement,
    enter_redaction,
    identity_of,
    judge,
    leaf_bytes,
    leaf_from_bytes,
    seal_part,
)
from ceasefire.problems import Refused
from ceasefire.records import KINDS as RECORD_KINDS

CORE_MISSING, NOT_ALLOWED = "E-LEDGER-016", "E-LEDGER-018"
PART = seal_part("position", {"a": 1}, (team(NORTH).public,), Drawn("rules"))


def record(by=NORTH, protected=(), **changes):
    """Return a record as an entry."""
    return entry(team(by), "record", REPORT | changes, protected)


def decision(by=NORTH, protected=(), **changes):
    """Return a finding as an entry."""
    return entry(team(by), "decision", REPORT | {"kind": "finding", "id": "f"} | changes, protected)


# Order, origin, sameness, signature: the codes of docs/ledger-format.md, "How it is verified", step 2.


def test_a_position_is_the_index():
    """An entry that says another position than it stands at is refused."""
    ledger = SmallLedger()
    for position in (0, 2, -1):
        leaf = leaf_from_bytes(leaf_bytes(record(), position, START))
        with pytest.raises(Refused) as caught:
            judge(leaf, REPORT, 1, START, ring=ledger.ring, past=ledger.past)

        assert "E-LEDGER-009" == caught.value.problems[0].code


def test_recorded_never_runs_back():
    """The same second again is fine, a second earlier is refused."""
    ledger = SmallLedger()
    at = ledger.recorded

    assert "E-LEDGER-010" == ledger.refusal(record(), recorded=at - 1)
    ledger.add(record(), recorded=at)


def test_an_entry_for_another_ledger_is_worth_nothing():
    """An entry signed for another origin is refused, though its team and key are known."""
    assert "E-LEDGER-013" == SmallLedger().refusal(entry(team(NORTH), "record", REPORT, origin="another.example/truce"))


def test_no_entry_stands_twice():
    """The same signed entry is refused a second time, whatever comes between."""
    ledger = SmallLedger()
    agreement = enter_agreement(author(OPERATOR), "text")
    ledger.add(agreement)
    ledger.add(record())

    assert "E-LEDGER-014" == ledger.refusal(agreement)
    assert "E-LEDGER-014" == ledger.refusal(record())


def test_a_team_that_the_ledger_does_not_know_writes_nothing():
    """An entry by a team without keys here is refused."""
    assert "E-LEDGER-012" == SmallLedger(team(NORTH).public).refusal(record(SOUTH))


def test_a_false_signature_is_refused():
    """With any byte of its signature changed an entry is refused, and so is one whose content changed after signing."""
    ledger = SmallLedger()
    good = record()
    signatures = [each for each in each_changed_byte(good.signature) if len(each) == 64]
    changed = replace(good, entry=replace(good.entry, claimed=START))

    assert {"E-LEDGER-011"} == {ledger.refusal(replace(good, signature=each)) for each in signatures[::7]}
    assert "E-LEDGER-011" == ledger.refusal(changed)


def test_a_part_is_for_teams_that_are_known():
    """A reader that the ledger does not know is refused; one that was there, or whose key was withdrawn, is not."""
    ledger = SmallLedger(team(NORTH).public)
    stranger = seal_part("position", {"a": 1}, (team(SOUTH).public,), Drawn("stranger"))

    assert NOT_ALLOWED == ledger.refusal(record(protected=(stranger,)))
    ledger.add(record(protected=(PART,)))


# Agreements.


def test_the_agreement_is_the_operators():
    """The operator enters it, again and again; no other team does."""
    ledger = SmallLedger()
    ledger.add(enter_agreement(author(OPERATOR), "text"))
    ledger.add(enter_agreement(author(OPERATOR), "another text"))

    assert NOT_ALLOWED == ledger.refusal(enter_agreement(author(NORTH), "text"))


@pytest.mark.parametrize("core", [{}, {"text": 1}, {"text": []}, {"text": True}])
def test_an_agreement_is_a_text(core):
    """Without a text it is refused."""
    assert NOT_ALLOWED == SmallLedger().refusal(entry(team(OPERATOR), "agreement", core))


# Data sets, records and decisions.


@pytest.mark.parametrize("by", [NORTH, SOUTH, OPERATOR])
def test_any_team_writes_data_sets_records_and_decisions(by):
    """Every team of the ledger may, so that none depends on another to be heard."""
    ledger = SmallLedger()

    ledger.add(entry(team(by), "dataset", {"kind": "dataset", "id": "d", "standing": "received"}))
    ledger.add(record(by))
    ledger.add(decision(by))


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_decisions_are_entered_as_decisions(kind):
    """act, link, standing, finding, tally, complaint and answer are decisions, every other kind of record is a
    record.
    """
    ledger = SmallLedger()
    right, wrong = ("decision", "record") if kind in DECISIONS else ("record", "decision")

    assert NOT_ALLOWED == ledger.refusal(entry(team(NORTH), wrong, REPORT | {"kind": kind}))
    ledger.add(entry(team(NORTH), right, REPORT | {"kind": kind}))


def test_the_kinds_are_those_of_the_format():
    """The eight kinds of decision are kinds of records; the kinds of entry are the nine of the format's table."""
    assert {"act", "link", "standing", "finding", "tally", "complaint", "answer", "step"} == set(DECISIONS)
    assert set(DECISIONS) < set(RECORD_KINDS)
    assert (
        "ledger",
        "key",
        "key-withdrawn",
        "log-key",
        "agreement",
        "dataset",
        "record",
        "decision",
        "redaction",
    ) == KINDS
    assert ("record", "decision") == RECORDS


def test_a_version_stands_once():
    """The same source, id and version is refused, also by another team, with other content, or as a decision."""
    ledger = SmallLedger()
    ledger.add(record())

    assert NOT_ALLOWED == ledger.refusal(record(standing="verified"))
    assert NOT_ALLOWED == ledger.refusal(record(SOUTH))
    assert NOT_ALLOWED == ledger.refusal(decision(id="r1"))
    for changes in ({"version": 2}, {"id": "r2"}, {"source": "other"}):
        ledger.add(record(**changes))


def test_no_version_is_version_1():
    """A record without a version is its first one."""
    ledger = SmallLedger()
    core = {key: value for key, value in REPORT.items() if key != "version"}
    ledger.add(entry(team(NORTH), "record", core))

    assert ("register", "r1", 1) == identity_of(core)
    assert NOT_ALLOWED == ledger.refusal(record())


@pytest.mark.parametrize("change", [
    {"source": 1}, {"source": ...}, {"id": []}, {"id": ...}, {"version": "1"}, {"version": True}, {"version": []},
])  # fmt: skip
def test_a_record_has_an_identity(change):
    """Without source and id, or with a version that is no number, a record is refused."""
    core = {key: value for key, value in (REPORT | change).items() if value is not ...}

    assert NOT_ALLOWED == SmallLedger().refusal(entry(team(NORTH), "record", core))


def test_only_a_record_stands_without_its_core():
    """A record whose core was redacted is passed over; a decision, an agreement or a redaction without core is
    refused.
    """
    ledger = SmallLedger()
    ring = ledger.ring
    ledger.add(record(), core=None)

    assert ring == ledger.ring
    assert CORE_MISSING == ledger.refusal(decision(), core=None)
    assert CORE_MISSING == ledger.refusal(enter_agreement(author(OPERATOR), "text"), core=None)
    assert CORE_MISSING == ledger.refusal(enter_redaction(author(NORTH), 1, ["core"], ["a"], "g"), core=None)
    assert CORE_MISSING == ledger.refusal(entry(team(NORTH), "dataset", {"id": "d"}), core=None)


# Redactions.


@pytest.fixture
def ledger():
    """Return a ledger with a record in two parts by the north at 1, and a decision by the north at 2."""
    made = SmallLedger()
    made.add(record(protected=(PART,)))
    made.add(decision())
    return made


@pytest.mark.parametrize("by", [NORTH, OPERATOR])
@pytest.mark.parametrize("parts", [["core"], ["position"], ["core", "position"], ["position", "core"]])
def test_a_record_is_redacted_by_its_team_or_the_operator(ledger, by, parts):
    """Any of a record's parts, by the team that wrote it or by the operator."""
    ledger.add(enter_redaction(author(by), 1, parts, ["the panel"], "names a source"))


def test_another_team_redacts_nothing(ledger):
    """Neither a team's record nor the operator's opening is redacted by another team."""
    assert NOT_ALLOWED == ledger.refusal(enter_redaction(author(SOUTH), 1, ["position"], ["a"], "g"))
    assert NOT_ALLOWED == ledger.refusal(enter_redaction(author(SOUTH), 0, ["core"], ["a"], "g"))


@pytest.mark.parametrize("position", [0, 2])
def test_only_a_records_core_is_cut_out(ledger, position):
    """The core of a decision, or of the opening, is never redacted: it is corrected by what comes after it."""
    by = OPERATOR if position == 0 else NORTH

    assert NOT_ALLOWED == ledger.refusal(enter_redaction(author(by), position, ["core"], ["a"], "g"))


def test_a_protected_part_of_a_decision_is_redacted():
    """A decision's protected parts may go, its core stays."""
    made = SmallLedger()
    made.add(decision(protected=(PART,)))

    assert NOT_ALLOWED == made.refusal(enter_redaction(author(NORTH), 1, ["position", "core"], ["a"], "g"))
    made.add(enter_redaction(author(NORTH), 1, ["position"], ["a"], "g"))


REDACTION = {"entry": 1, "parts": ["position"], "approved_by": ["the panel"], "ground": "names a source"}


@pytest.mark.parametrize("change", [
    {"entry": 3}, {"entry": 4}, {"entry": -1}, {"entry": "1"}, {"entry": True}, {"entry": [1]}, {"entry": ...},
    {"parts": []}, {"parts": ["narrative"]}, {"parts": ["position", "narrative"]}, {"parts": "position"},
    {"parts": [1]},
    {"parts": {"position": 1}}, {"parts": ...}, {"approved_by": []}, {"approved_by": "the panel"}, {"approved_by": [1]},
    {"approved_by": ...}, {"ground": ""}, {"ground": " \n"}, {"ground": 1}, {"ground": ...}, {"more": 1},
])  # fmt: skip
def test_a_redaction_that_is_none(ledger, change):
    """An entry that does not lie before, parts that it has not, nobody who approved, no ground: refused."""
    core = {key: value for key, value in (REDACTION | change).items() if value is not ...}

    assert NOT_ALLOWED == ledger.refusal(entry(team(NORTH), "redaction", core))
    ledger.add(entry(team(NORTH), "redaction", REDACTION))


def test_a_redaction_is_itself_not_redacted(ledger):
    """What was redacted, and why, stays to be read."""
    at = ledger.add(enter_redaction(author(NORTH), 1, ["core"], ["a"], "g")).position

    assert NOT_ALLOWED == ledger.refusal(enter_redaction(author(OPERATOR), at, ["core"], ["a"], "g"))


def test_the_past_in_memory():
    """It knows what was added and nothing else."""
    past = Seen()
    leaf = leaf_from_bytes(leaf_bytes(record(protected=(PART,)), 0, START))

    assert (False, False, None) == (past.has_entry(leaf.id), past.has_record(("register", "r1", 1)), past.head(0))
    past.add(leaf, REPORT)
    assert past.has_entry(leaf.id)
    assert past.has_record(("register", "r1", 1))
    assert (NORTH, "record", ("core", "position")) == past.head(0)
    assert [None, None] == [past.head(1), past.head(-1)]
