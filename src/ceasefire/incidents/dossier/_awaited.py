"""Answers awaited: who has to answer what, since when, and who answers for the addressee, by whose word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.agreement import Agreement, Citation
from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import COUNTED
from ceasefire.incidents.dossier._docket import docket_of, is_by_addressee
from ceasefire.incidents.dossier._incident import Incident
from ceasefire.incidents.dossier._positions import AWAITED, SILENT, asked_of
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.records import Answer, Choice, Complaint, Record, Statement


@dataclass(frozen=True, slots=True)
class Answerable:
    """A guarantor who answers for an addressee, and by whose word: that it does is a claim with a source."""

    guarantor: str
    party: str
    according_to: Citation


@dataclass(frozen=True, slots=True)
class Awaited:
    """One answer that is awaited.

    Attributes:
        key: Of the complaint, the request for clarification, or the step that asked.
        what: complaint, clarification, position.
        by: The side that asks.
        addressees: Who has to answer, as the source left it: one of several may be meant.
        since: When it was put, seconds UTC.
        due: Until when, or None where nothing gives a time.
        overdue: The time is over.
        answerable: Who answers for the addressees.
        about: The incident or record that it is about, or empty.
    """

    key: str
    what: str
    by: str
    addressees: Choice
    since: int
    due: int | None
    overdue: bool
    answerable: tuple[Answerable, ...]
    about: str = ""


def answers_awaited(situation: Situation, incidents: Iterable[Incident]) -> tuple[Awaited, ...]:
    """Return the answers awaited: overdue ones first, then by when they are due, then by when they were asked for.

    Args:
        situation: What was known; the agreement says who answers for whom, by whose word, and within which time.
        incidents: On which parties were asked for a position.

    Only admitted complaints are listed. A complaint that was withdrawn or closed awaits nothing.

    Source: DESIGN, "who has to answer"; "guarantor and party are different roles".
    """
    found = [*_complaints(situation), *_clarifications(situation)]
    for incident in incidents:
        found += _positions(situation, incident)
    return tuple(sorted(found, key=lambda each: (not each.overdue, each.due or 1 << 60, each.since, each.key)))


def _complaints(situation: Situation) -> Iterable[Awaited]:
    for each in docket_of(situation):
        details = each.complaint.details
        if not isinstance(details, Complaint) or details.admitted != "yes" or each.answers or each.closed:
            continue
        yield Awaited(
            key=each.complaint.key,
            what="complaint",
            by=each.side,
            addressees=details.addressee,
            since=_put(each.complaint, situation.known),
            due=each.due,
            overdue=each.overdue,
            answerable=_answerable(situation.agreement, details.addressee),
            about=each.complaint.incidents[0] if each.complaint.incidents else "",
        )


def _clarifications(situation: Situation) -> Iterable[Awaited]:
    known = situation.known
    answers = [
        each for each in known.records if isinstance(each.details, Answer) and known.standing_of(each) in COUNTED
    ]
    spoken = [
        each for each in known.records if isinstance(each.details, Statement) and known.standing_of(each) in COUNTED
    ]
    for each in spoken:
        details = each.details
        if not isinstance(details, Statement) or details.stance != "requests-clarification":
            continue
        if details.addressee is None:
            continue
        answered = any(
            isinstance(one.details, Answer)
            and one.details.complaint == each.key
            and is_by_addressee(one, each, situation)
            for one in answers
        )
        replied = answered or any(
            isinstance(other.details, Statement)
            and other.details.about == each.key
            and situation.side_of(other.speaker) in details.addressee.members
            for other in spoken
        )
        spoken_of = situation.side_of(details.about.partition("/")[0])
        if not replied:
            yield Awaited(
                key=each.key,
                what="clarification",
                by=situation.side_of(each.speaker),
                addressees=details.addressee,
                since=known.said[each.key],
                due=None,
                overdue=False,
                answerable=_answerable(situation.agreement, details.addressee, spoken_of),
                about=details.about,
            )


def _positions(situation: Situation, incident: Incident) -> Iterable[Awaited]:
    by_key = {each.key: each for each in incident.steps}
    for each in asked_of(incident, situation):
        if each.stance in (SILENT, AWAITED):
            addressee = Choice("all_of", (each.party,))
            yield Awaited(
                key=each.step,
                what="position",
                by=situation.side_of(by_key[each.step].source),
                addressees=addressee,
                since=situation.known.said[each.step],
                due=each.due,
                overdue=each.stance == SILENT,
                answerable=_answerable(situation.agreement, addressee),
                about=incident.id,
            )


def _answerable(agreement: Agreement, addressees: Choice, about: str = "") -> tuple[Answerable, ...]:
    """Return who answers for the addressees; for a guarantor that is asked about a party, by whose word it answers."""
    return tuple(
        Answerable(guarantor.id, each.party, each.according_to)
        for guarantor in agreement.guarantors
        for each in guarantor.answers_for
        if each.party in addressees.members or (guarantor.id in addressees.members and each.party == about)
    )


def _put(record: Record, known: Known) -> int:
    return record.when.earliest if record.when else known.said[record.key]
