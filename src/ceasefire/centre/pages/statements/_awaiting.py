"""Answers awaited, by addressee: what is asked, by whom, until when, and by whose word a guarantor answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import View
from ceasefire.incidents.dossier import Awaited, Situation, answers_awaited
from ceasefire.publish._evidence import Words, latest, record_words
from ceasefire.publish.incidents._codes import AWAITED
from ceasefire.publish.words import NameBook, word
from ceasefire.records import Complaint, Record


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """Who answers for whom, according to whom, in whose words."""

    guarantor: str
    party: str
    according_to: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that is awaited, in words. `reply` says how one replies: `answer`, `statement`; empty: not you.

    `state` is overdue, due, or open where nothing gives a time.
    """

    key: str
    what: str
    by: str
    since: str
    due: str
    state: str
    about: str
    words: Words
    answerable: tuple[Guaranteed, ...]
    reply: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """Everything that is asked of somebody, overdue first."""

    addressee: str
    waiting: tuple[Waiting, ...]


def addressed_of(view: View, names: NameBook, viewer: Viewer, *, may_reply: bool) -> tuple[Addressed, ...]:
    """Return the answers awaited by addressee, the one with the longest overdue first.

    Args:
        view: What the viewer sees: nothing that was not released is awaited here.
        names: In the page's language.
        viewer: Who looks.
        may_reply: Whether the role may enter statements at all.
    """
    situation = view.desk.situation
    records = latest(situation.known.records)
    groups: dict[str, list[Waiting]] = {}
    for each in answers_awaited(situation, view.desk.incidents):
        reply = _reply(each, situation, viewer) if may_reply else ""
        groups.setdefault(names.choice(each.addressees), []).append(_waiting(names, each, records, reply))
    return tuple(Addressed(addressee, tuple(waiting)) for addressee, waiting in groups.items())


def _reply(awaited: Awaited, situation: Situation, viewer: Viewer) -> str:
    """Return how somebody replies: the side that is asked, a guarantor that answers for it, the mission for either."""
    side = situation.side_of(viewer.source)
    asked = {*awaited.addressees.members, *(each.guarantor for each in awaited.answerable)}
    if not viewer.inside and side not in asked:
        return ""
    return "statement" if awaited.what == "position" else "answer"


def _waiting(names: NameBook, awaited: Awaited, records: Mapping[str, Record], reply: str) -> Waiting:
    language, say = names.language, names.language.say
    if awaited.due is None:
        due, state = say("no time is set for it"), "open"
    elif awaited.overdue:
        due, state = say("overdue since {instant}", instant=language.instant(awaited.due)), "overdue"
    else:
        due, state = say("due {instant}", instant=language.instant(awaited.due)), "due"
    record = records.get(awaited.key)
    details = record.details if record else None
    what = word(language, AWAITED, awaited.what)
    if isinstance(details, Complaint):
        what = say("{what} {number}", what=what, number=details.number)
    return Waiting(
        awaited.key,
        what,
        names.actor(awaited.by),
        language.instant(awaited.since),
        due,
        state,
        awaited.about,
        record_words(record, language.code) if record else Words("", "en"),
        tuple(
            Guaranteed(
                names.actor(each.guarantor),
                names.actor(each.party),
                names.citation(each.according_to),
                each.according_to.quote,
                each.according_to.url if each.according_to.url.startswith(("https://", "http://")) else "",
            )
            for each in awaited.answerable
        ),
        reply,
    )
