"""Response: every admitted complaint is answered in time by a reply that names it."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.agreement import Filter, Response, SetFilter, responses_to
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, all_of
from ceasefire.assess._question import Question
from ceasefire.assess.days import contains, touches
from ceasefire.assess.engines import NOT, POSSIBLY, SURELY, matches, standing_of
from ceasefire.assess.forms._case import Case, covered_s
from ceasefire.assess.forms._daily import later_outcomes
from ceasefire.records import Answer, Choice, Complaint, Record


@dataclass(frozen=True, slots=True)
class Docketed:
    """One complaint: its outcome set, when an answer was due at the latest, and the answers that name it."""

    complaint: Record
    outcomes: int
    due: int
    answers: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class ResponseResult:
    """All complaints of the period, by position, and what they come to."""

    docket: tuple[Docketed, ...]
    outcomes: int


def response_result(case: Case, response: Response, question: Question) -> ResponseResult:
    """Return the docket of complaints and the outcome over all of them.

    Args:
        case: The reading.
        response: The form.
        question: Any question of the reading, for its rule of standing.

    Missing answers count only where a watch that the reading accepts covers the time to answer.

    Source: DESIGN, form "response".
    """
    docket = [
        docketed
        for each in case.inputs.of_kind("complaint")
        if (docketed := _docketed(case, response, question, each)) is not None
    ]
    outcomes = all_of([*(each.outcomes for each in docket), later_outcomes(case.grid)])
    return ResponseResult(tuple(docket), outcomes)


def _docketed(case: Case, response: Response, question: Question, record: Record) -> Docketed | None:
    complaint = record.details
    if not isinstance(complaint, Complaint) or complaint.admitted == "no" or record.when is None:
        return None
    if case.term and all(term != case.term for term, _ in responses_to(case.agreement, complaint.term)):
        return None
    line, now = case.grid.timeline, case.now
    grade = min(
        SURELY if complaint.admitted == "yes" else POSSIBLY,
        _addressed(complaint.addressee, response.addressee, question),
        standing_of(record, question),
        SURELY
        if contains(line.sure, record.when.earliest, record.when.latest) and record.when.latest <= now
        else POSSIBLY
        if touches(line.possible, record.when.earliest, record.when.latest) and record.when.earliest < now
        else NOT,
    )
    if grade == NOT:
        return None
    answers = tuple(
        each
        for each in case.inputs.of_kind("answer")
        if isinstance(each.details, Answer) and each.details.complaint == record.key and each.when is not None
    )
    outcomes = _answered(record, response, question, answers, case)
    due = record.when.latest - 1 + response.within_s
    return Docketed(record, outcomes if grade == SURELY else outcomes | NEUTRAL, due, answers)


def _addressed(addressee: Choice, asked: SetFilter | None, question: Question) -> int:
    if asked is None:
        return SURELY
    return matches((addressee, None, None, None, None), (Filter(by=asked),), question.takes)


def _answered(
    record: Record,
    response: Response,
    question: Question,
    answers: tuple[Record, ...],
    case: Case,
) -> int:
    """Return the outcomes of one complaint, taken as admitted and put in the period."""
    when, now = record.when, case.now
    if when is None:
        return TRUE | FALSE | OPEN
    due_first, due_last = when.earliest + response.within_s, when.latest - 1 + response.within_s
    possible = in_time = False
    for answer in answers:
        grade = min(standing_of(answer, question), _answerer(answer, response, question))
        if grade == NOT or answer.when is None or answer.when.earliest >= now:
            continue
        if answer.when.latest <= when.earliest:  # dated before what it answers: the date, or the answer, is wrong
            possible = True
            continue
        possible |= answer.when.earliest <= due_last
        in_time |= grade == SURELY and answer.when.latest - 1 <= due_first and answer.when.latest <= now
    if in_time:
        return TRUE
    channel = [(each.since, each.until) for each in case.channels()]
    until = min(due_last + 1, now)
    complete = covered_s(channel, when.earliest, until) == until - when.earliest
    silent = complete and not possible
    answered = 0 if silent else TRUE
    if now > due_last:
        return FALSE | answered
    return answered | OPEN | (FALSE if now > due_first else 0)


def _answerer(answer: Record, response: Response, question: Question) -> int:
    if response.addressee is None:
        return SURELY
    return matches((answer.who.by, None, None, None, None), (Filter(by=response.addressee),), question.takes)
