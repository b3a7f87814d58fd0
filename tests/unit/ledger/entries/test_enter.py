"""What teams hand in: every kind as an entry, in parts, for the readers that were named and no others."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.ledger.entries.test_core import AGREEMENTS, AREAS, EVERYTHING, record
from tests.unit.ledger.making import NORTH, OPERATOR, ORIGIN, SOUTH, SmallLedger, author, log, team

from ceasefire.agreement import agreement_from_text, regions_of
from ceasefire.ledger.entries import (
    DECISIONS,
    PROTECTED,
    File,
    SealedPart,
    core_from_dataset,
    core_from_record,
    enter_agreement,
    enter_dataset,
    enter_key,
    enter_log_key,
    enter_opening,
    enter_record,
    enter_redaction,
    enter_withdrawal,
    open_attachment,
    pseudonymous,
    strangers_in,
    unseal,
)
from ceasefire.problems import Place
from ceasefire.records import KINDS, Dataset, record_from_json

TEXT = b"a statement\n"
TEAMS = (OPERATOR, NORTH, SOUTH)


def opened(submission, name, by):
    """Return a part as a team opens it, or None where it cannot."""
    part = next(each for each in submission.parts if each.name == name)
    head = submission.entry.part(name)
    assert isinstance(part, SealedPart)
    assert head is not None
    try:
        return unseal(part, head, team(by))
    except ValueError:
        return None


def test_every_kind_stands_in_a_ledger():
    """An opening, keys, an agreement, a data set, a record, a decision, a redaction and a log key: the judge takes
    each.
    """
    ledger = SmallLedger(open_=False)
    submissions = [
        enter_opening(author(OPERATOR), log(), [team(NORTH).public]),
        enter_key(author(OPERATOR), team(SOUTH).public),
        enter_key(author(NORTH), team(NORTH, 2).public),
        enter_withdrawal(author(NORTH, 2), team(NORTH).public, "retired", "a new one is in use"),
        enter_agreement(author(OPERATOR), "text"),
        enter_dataset(author(SOUTH), Dataset("d"), AREAS),
        enter_record(author(SOUTH), record(), AREAS, {"position": [team(NORTH, 2).public]}),
        enter_record(author(SOUTH), record(kind="finding", incident="i1", happened="yes", id="f"), AREAS, {}),
        enter_redaction(author(SOUTH), 6, ["core", "narrative"], ["the panel"], "names a source"),
        enter_log_key(author(OPERATOR), log(2)),
    ]
    kinds = [ledger.add(each).entry.kind for each in submissions]

    assert [
        "ledger",
        "key",
        "key",
        "key-withdrawn",
        "agreement",
        "dataset",
        "record",
        "decision",
        "redaction",
        "log-key",
    ] == kinds


def test_what_the_entries_hold():
    """Each core is what the format says of its kind, and the entry is for the author's ledger, by the author."""
    withdrawn = enter_withdrawal(author(NORTH), team(NORTH).public, "lost", "g", "2016-09-12T00:00:00Z")
    cores = [
        enter_opening(author(OPERATOR), log(), [team(NORTH).public]).core,
        enter_key(author(NORTH), team(NORTH, 2).public).core,
        withdrawn.core,
        enter_agreement(author(OPERATOR), "text").core,
        enter_dataset(author(NORTH), Dataset("d"), AREAS).core,
        enter_redaction(author(NORTH), 1, ["core"], ["a"], "g").core,
        enter_log_key(author(OPERATOR), log(2)).core,
    ]

    assert [
        {"origin": ORIGIN, "operator": OPERATOR, "log": str(log().public),
         "teams": [team(OPERATOR).public.json(), team(NORTH).public.json()]},
        team(NORTH, 2).public.json(),
        {"team": NORTH, "sign": team(NORTH).public.json()["sign"], "reason": "lost", "ground": "g",
         "since": "2016-09-12T00:00:00Z"},
        {"text": "text"},
        core_from_dataset(Dataset("d"), AREAS),
        {"entry": 1, "parts": ["core"], "approved_by": ["a"], "ground": "g"},
        {"log": str(log(2).public)},
    ] == cores  # fmt: skip
    assert (ORIGIN, NORTH, team(NORTH).public.sign) == (withdrawn.entry.origin, withdrawn.entry.by, withdrawn.entry.key)


def test_a_record_is_handed_in_by_parts():
    """Core, position and narrative hold what `core_from_record` says, and the record's own time is the entry's
    claim.
    """
    submission = enter_record(author(NORTH), record(), AREAS, {})
    core, parts = core_from_record(record(), AREAS)

    assert core == submission.core
    assert ["core", "narrative", "position"] == [each.name for each in submission.entry.parts]
    assert [parts["narrative"], parts["position"]] == [
        opened(submission, each, NORTH) for each in ("narrative", "position")
    ]
    assert record().claimed_recorded == submission.entry.claimed is not None


def test_each_part_is_for_its_own_readers():
    """Who may read the position may not thereby read the narrative; the author always may; nobody else."""
    readers = {"position": [team(SOUTH).public], "narrative": [team(OPERATOR).public], "attachment": []}
    submission = enter_record(author(NORTH), record(), AREAS, readers)
    can = {name: [each for each in TEAMS if opened(submission, name, each)] for name in ("position", "narrative")}

    assert {"position": [NORTH, SOUTH], "narrative": [OPERATOR, NORTH]} == can
    assert {"position": (NORTH, SOUTH), "narrative": (OPERATOR, NORTH)} == {
        each.name: each.readers for each in submission.entry.parts[1:]
    }
    assert ("position", "narrative", "attachment") == PROTECTED


def test_the_author_named_as_reader_stands_once():
    """The author among the readers, or a reader named twice, gets one wrap."""
    readers = {"position": [team(NORTH).public, team(SOUTH).public, team(SOUTH).public]}
    submission = enter_record(author(NORTH), record(), AREAS, readers)
    part = next(each for each in submission.parts if each.name == "position")

    assert isinstance(part, SealedPart)
    assert [NORTH, SOUTH] == sorted(each.to for each in part.wraps)


def test_the_original_is_for_its_own_team():
    """Of a file the author's team alone gets the original; readers of attachments get the copy, others neither."""
    submission = enter_record(
        author(NORTH), record(), AREAS, {"attachment": [team(SOUTH).public]}, [File("a.txt", TEXT), File("b.txt", TEXT)]
    )
    names = [each.name for each in submission.entry.parts]
    sealed = dict(submission.attachments)
    can = {name: [each for each in TEAMS if opened(submission, name, each)] for name in sealed}

    assert ["core", "narrative", "position", "original-1", "attachment-1", "original-2", "attachment-2"] == names
    assert names[3:] == list(sealed)
    assert {
        "original-1": [NORTH],
        "attachment-1": [NORTH, SOUTH],
        "original-2": [NORTH],
        "attachment-2": [NORTH, SOUTH],
    } == can
    assert [TEXT] * 4 == [open_attachment(opened(submission, name, NORTH) or {}, data) for name, data in sealed.items()]


def test_a_file_that_is_not_taken_stops_the_entry():
    """With a file of another kind nothing is handed in."""
    with pytest.raises(ValueError, match="neither JPEG, PNG nor plain text"):
        enter_record(author(NORTH), record(), AREAS, {}, [File("a.zip", b"PK\x03\x04")])


def test_entering_twice_gives_two_entries():
    """The same record handed in twice has other salts, hashes and signature: the two cannot be told to be one
    content.
    """
    by = author(NORTH)
    first, second = (enter_record(by, record(), AREAS, {}) for _ in range(2))

    assert first.core == second.core
    assert set() == {each.hash for each in first.entry.parts} & {each.hash for each in second.entry.parts}
    assert first.id != second.id


def test_decisions_are_entered_as_such():
    """Each kind of record becomes the kind of entry that the judge wants."""
    few = {key: value for key, value in EVERYTHING.items() if key in ("source", "id", "when", "standing")}
    more: dict[str, dict[str, Any]] = {
        "tally": {"scope": "all"}, "act": {"act": "ends", "instrument": "i", "effective": "2016-09-19T16:00:00Z"},
        "link": {"first": "a/1", "second": "a/2", "state": "confirmed"}, "standing": {"record": "a/1", "to": "false"},
        "finding": {"incident": "i", "happened": "yes"}, "answer": {"complaint": "a/1", "who": {"by": "north"}},
        "complaint": {"number": 1, "addressee": "north", "admitted": "no"}, "movement": {"status": "requested",
        "convoy": "c"}, "step": {"about": "a/1", "step": "admitted"},
        "statement": {"stance": "denies", "about": "a/1"}, "determination": {"term": "t", "view": "met"},
        "watch": {"sees": ["shelling"], "done": True, "where": {"scheme": "agreement", "code": "town"}},
        "notice": {"purpose": "aid", "recipients": ["north"], "consent": True},
    }  # fmt: skip
    for kind in KINDS:
        made = record_from_json(few | {"kind": kind} | more.get(kind, {}), Place("r", 1), Dataset("d"), 0)
        submission = enter_record(author(NORTH), made, AREAS, {})

        assert ("decision" if kind in DECISIONS else "record") == submission.entry.kind
        SmallLedger().add(submission)


def test_names_that_the_agreement_does_not_know():
    """A source, speaker or origin that the agreement does not name is yielded; pseudonyms, carriers and parties are
    not.
    """
    agreement = agreement_from_text(
        (AGREEMENTS / "two-valleys" / "agreement.yaml").read_text("utf-8"), "agreement.yaml"
    )
    known = agreement.parties[0].id
    named = replace(record(), source=known, speaker="Abu Omar", carrier="a radio", origin="a cousin")

    assert regions_of(agreement)
    assert [("speaker", "Abu Omar"), ("origin", "a cousin")] == list(strangers_in(named, agreement))
    assert [("source", "register")] == list(strangers_in(record(), agreement))
    hidden = pseudonymous(named, {"Abu Omar": "p-abcdefghijklmnop", "a cousin": "p-ponmlkjihgfedcba"})
    assert [] == list(strangers_in(hidden, agreement))
    assert ("p-abcdefghijklmnop", "a radio", "p-ponmlkjihgfedcba", known) == (
        hidden.speaker,
        hidden.carrier,
        hidden.origin,
        hidden.source,
    )


def test_printing_shows_no_file():
    """What a traceback would show of a file to attach is its name alone."""
    assert "a statement" not in repr(File("a.txt", TEXT))
