"""What each kind of record adds, read from JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ceasefire.records._choices import choice_from_json
from ceasefire.records._fields import Fields
from ceasefire.records._model import (
    ACTS,
    END_STANDINGS,
    LINK_STATES,
    MOVEMENT_STATUS,
    NOTICE_PURPOSES,
    ORDERED_STANDINGS,
    STANCES,
    UNKNOWN,
    Act,
    Answer,
    Complaint,
    Details,
    Determination,
    Finding,
    Link,
    Movement,
    Notice,
    StandingDecision,
    Statement,
    Tally,
    Watch,
)

VIEWS = ("met", "partly-met", "not-met", "ended")
ADMITTED = ("yes", "no", "unknown")
HAPPENED = ("yes", "no", "unverifiable")
YES_NO = ("yes", "no")

_KEY_EXAMPLE = "un-ocha/urum-2016-09-20"


def _statement(fields: Fields) -> Details:
    stance = fields.word("stance", STANCES, "a stance", required=True)
    return Statement(stance, fields.id("about"), fields.id("term"), fields.id("instrument"))


def _determination(fields: Fields) -> Details:
    term = fields.id("term", example="reduced-violence")
    return Determination(term, fields.word("view", VIEWS, "a view of a term", required=True))


def _tally(fields: Fields) -> Details:
    return Tally(fields.text("scope", example='"violations by all sides"'), fields.text("accused"))


def _complaint(fields: Fields) -> Details:
    number = ""
    if fields.need("number", '"17"'):
        seen = fields.value["number"]
        whole = isinstance(seen, int) and not isinstance(seen, bool)
        number = fields.checked_id("number", str(seen) if whole and abs(seen) < 10**18 else seen, '"17"')
    addressee = choice_from_json(fields, "addressee", '"russia"', required=True)
    admitted = fields.word("admitted", ADMITTED, "yes, no or unknown", "unknown")
    return Complaint(number, addressee or UNKNOWN, admitted, fields.id("term"))


def _answer(fields: Fields) -> Details:
    return Answer(_key(fields, "complaint"))


def _movement(fields: Fields) -> Details:
    status = fields.word("status", MOVEMENT_STATUS, "a status of a movement", required=True)
    return Movement(status, fields.id("convoy"))


def _watch(fields: Fields) -> Details:
    return Watch(fields.ids("sees", '["air-strike"]'), fields.truth("done"))


def _notice(fields: Fields) -> Details:
    purpose = fields.word("purpose", NOTICE_PURPOSES, "a protective purpose", required=True)
    return Notice(purpose, fields.ids("recipients", '["government"]'), fields.truth("consent"))


def _finding(fields: Fields) -> Details:
    incident = ""
    if fields.need("incident", "urum-al-kubra-convoy"):
        seen = fields.value["incident"]
        if isinstance(seen, list):
            fields.wrong("incident", seen, "one incident", "urum-al-kubra-convoy")
        else:
            incident = seen if isinstance(seen, str) else ""
    return Finding(
        incident=incident,
        happened=fields.word("happened", HAPPENED, "yes, no or unverifiable"),
        permitted=fields.word("permitted", YES_NO, "yes or no"),
        ground=fields.text("ground"),
        identifiable=fields.word("identifiable", YES_NO, "yes or no"),
        standard=fields.text("standard"),
    )


def _act(fields: Fields) -> Details:
    act = fields.word("act", ACTS, "an act", required=True)
    instrument = fields.id("instrument", example="arrangement")
    effective, until = fields.instant("effective", required=True), fields.instant("until")
    if effective is not None and until is not None and until <= effective:
        fields.fault("E-TIME-005", "until", start=fields.value["effective"], end=fields.value["until"])
    if until is not None and act not in ("extends", "suspends"):
        fields.wrong("until", fields.value["until"], "no until: only extends and suspends run out", '"act": "extends"')
    return Act(act, instrument, effective or 0, until)


def _link(fields: Fields) -> Details:
    first, second = _key(fields, "first"), _key(fields, "second")
    if first and first == second:
        fields.wrong("second", second, "another record", _KEY_EXAMPLE)
    return Link(first, second, fields.word("state", LINK_STATES, "a state of a link", required=True))


def _standing(fields: Fields) -> Details:
    allowed = (*ORDERED_STANDINGS, *END_STANDINGS)
    return StandingDecision(_key(fields, "record"), fields.word("to", allowed, "a standing", required=True))


def _key(fields: Fields, key: str) -> str:
    name = fields.id(key, example=_KEY_EXAMPLE)
    if name and not all(name.partition("/")):
        fields.wrong(key, name, "the source and the id of a record", _KEY_EXAMPLE)
    return name


READ_DETAILS: Mapping[str, Callable[[Fields], Details]] = {
    "tally": _tally,
    "statement": _statement,
    "determination": _determination,
    "complaint": _complaint,
    "answer": _answer,
    "movement": _movement,
    "watch": _watch,
    "notice": _notice,
    "finding": _finding,
    "act": _act,
    "link": _link,
    "standing": _standing,
}
