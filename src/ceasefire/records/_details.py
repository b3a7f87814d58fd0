"""What each kind of record adds, read from JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ceasefire.records._choices import choice_from_json
from ceasefire.records._fields import Fields
from ceasefire.records._model import (
    ACTS,
    CALL_OUTCOMES,
    END_STANDINGS,
    LINK_STATES,
    MOVEMENT_STATUS,
    NOTICE_PURPOSES,
    ORDERED_STANDINGS,
    QUESTIONS,
    ROLES,
    STANCES,
    STEPS,
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
    Step,
    Tally,
    Watch,
)

VIEWS = ("met", "partly-met", "not-met", "ended")
VIEWS_OF = {
    "happened": ("yes", "no", "unverifiable"),
    "who": ("named", "not-identifiable"),
    "permitted": ("yes", "no", "outside"),
}
ADMITTED = ("yes", "no", "unknown")
HAPPENED = ("yes", "no", "unverifiable")
YES_NO = ("yes", "no")
PERMITTED = ("yes", "no", "outside")
_VIEWS_OF_ANY = tuple(dict.fromkeys(each for views in VIEWS_OF.values() for each in views))

_PSEUDONYM = re.compile("[A-Za-z0-9][A-Za-z0-9.-]*")
_KEY_EXAMPLE = "un-ocha/urum-2016-09-20"


def _statement(fields: Fields) -> Details:
    stance = fields.word("stance", STANCES, "a stance", required=True)
    addressee = choice_from_json(fields, "addressee", '"russia"')
    question = fields.word("question", QUESTIONS, "a question about an incident")
    return Statement(stance, fields.id("about"), fields.id("term"), fields.id("instrument"), question, addressee)


def _determination(fields: Fields) -> Details:
    if fields.has("incident"):
        incident = fields.id("incident", example="urum-al-kubra-convoy")
        question = fields.word("question", QUESTIONS, "a question about an incident", required=True)
        views = VIEWS_OF.get(question, _VIEWS_OF_ANY)  # a question that there is not is a fault by itself
        return Determination(
            "", fields.word("view", views, "a view of that question", required=True), incident, question
        )
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
        permitted=fields.word("permitted", PERMITTED, "yes, no or outside"),
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
    state = fields.word("state", LINK_STATES, "a state of a link", required=True)
    restores = fields.text("restores")
    if restores and not re.fullmatch("[1-9][0-9]{0,8}", restores):
        fields.wrong("restores", restores, "the number of a version, as text", '"1"')
    return Link(first, second, state, *_reviewer(fields), restores)


def _standing(fields: Fields) -> Details:
    allowed = (*ORDERED_STANDINGS, *END_STANDINGS)
    to = fields.word("to", allowed, "a standing", required=True)
    return StandingDecision(_key(fields, "record"), to, *_reviewer(fields))


def _reviewer(fields: Fields) -> tuple[str, str]:
    """Return the role and the pseudonym of who decided; a role needs somebody who holds it."""
    role = fields.word("role", ROLES, "a role")
    reviewer = fields.id("reviewer", example="v-07") if role else fields.id("reviewer")
    if reviewer and not _PSEUDONYM.fullmatch(reviewer):
        fields.wrong("reviewer", reviewer, "a pseudonym of letters a to z, digits, dots and hyphens", '"v-07"')
    return role, reviewer


def _step(fields: Fields) -> Details:
    step = fields.word("step", STEPS, "a step", required=True)
    outcome = fields.word("outcome", CALL_OUTCOMES, "how a call went")
    if outcome and step != "call":
        fields.wrong("outcome", outcome, "no outcome: only a call has one", '"step": "call"')
    about = fields.id("about", example="urum-al-kubra-convoy")
    addressee = choice_from_json(fields, "addressee", '"russia"')
    return Step(about, step, addressee, fields.instant("due"), outcome)


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
    "step": _step,
}
