"""The complaint docket in rows, and what each side put and answered, with how much was watched beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.centre.pages.incidents._contents import ON_COMPLAINT
from ceasefire.centre.pages.incidents._offers import decisions_on
from ceasefire.incidents.dossier import Docketed, docket_of, watched_days
from ceasefire.publish._evidence import record_label, record_words
from ceasefire.publish.incidents._codes import STAGES
from ceasefire.publish.words import ANSWERS, word
from ceasefire.records import Answer, Complaint, Record, Step


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint. Each station is empty where it did not come to that; `steps` are those that it may take now.

    `unscreened`: replies that count for nothing until the mission has screened them: key, words, decisions on it.
    """

    key: str
    number: str
    side: str
    addressee: str
    term: str
    put: str
    stage: str
    stage_words: str
    admissibility: str
    stations: tuple[tuple[str, tuple[str, ...]], ...]
    due: str
    overdue: bool
    words: str
    incidents: tuple[str, ...]
    steps: tuple[str, ...]
    made_from: int
    unscreened: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class OfSide:
    """How many complaints a side put, and on how many of how many days anybody watched since the first."""

    side: str
    put: int
    admitted: int
    answered: int
    overdue: int
    watched: int
    days: int


def docket_rows(asked: Seen) -> tuple[Row, ...]:
    """Return the complaints that the viewer may see, the overdue first, then as they were put."""
    records = {each.key: each for each in asked.view.records}
    found = sorted(docket_of(asked.desk.situation), key=lambda each: not each.overdue)
    return tuple(_row(asked, each, records) for each in found)


def _row(asked: Seen, docketed: Docketed, records: Mapping[str, Record]) -> Row:
    names, language, say = asked.names, asked.names.language, asked.names.language.say
    record, details = docketed.complaint, docketed.complaint.details
    complaint = details if isinstance(details, Complaint) else None

    def told(*keys: str) -> tuple[str, ...]:
        return tuple(record_label(names, records, key) for key in keys if key in records)

    stations = (
        (say("Admissibility"), told(docketed.admissibility)),
        (say("Notice"), told(docketed.notified)),
        (say("Reply"), told(*docketed.answers)),
        (say("Inquiry"), told(docketed.inquiry)),
        (say("Finding"), told(*docketed.findings)),
        (say("Remedy"), told(docketed.remedy)),
        (say("Closure"), told(docketed.closed)),
    )
    return Row(
        key=record.key,
        number=complaint.number if complaint else "",
        side=names.actor(docketed.side),
        addressee=names.choice(complaint.addressee) if complaint else "",
        term=names.term(complaint.term) if complaint and complaint.term else "",
        put=language.instant(record.when.earliest) if record.when else "",
        stage=docketed.stage,
        stage_words=word(language, STAGES, docketed.stage),
        admissibility=word(language, ANSWERS, complaint.admitted) if complaint else "",
        stations=stations,
        due=language.instant(docketed.due) if docketed.due is not None else "",
        overdue=docketed.overdue,
        words=record_words(record, language.code).text,
        incidents=record.incidents,
        steps=ON_COMPLAINT.get(docketed.stage, ()),
        made_from=steps_on(asked, record.key),
        unscreened=tuple(
            (each.key, record_label(names, records, each.key), decisions_on(asked, each.key))
            for each in records.values()
            if isinstance(each.details, Answer)
            and each.details.complaint == record.key
            and asked.desk.situation.known.standing_of(each) == "received"
        ),
    )


def steps_on(asked: Seen, key: str) -> int:
    """Return how many steps on a complaint are on record: what a form was made from."""
    return sum(isinstance(each.details, Step) and each.details.about == key for each in asked.view.records)


def side_rows(asked: Seen) -> tuple[OfSide, ...]:
    """Return what each side put, by name; never one number over all sides, never without what was watched."""
    by_side: dict[str, list[Docketed]] = {}
    for each in docket_of(asked.desk.situation):
        by_side.setdefault(each.side, []).append(each)
    found = []
    for side, own in by_side.items():
        put = min((each.complaint.when.earliest for each in own if each.complaint.when), default=asked.moment.as_of)
        watched, days = watched_days(asked.desk.situation, put)
        found.append(
            OfSide(
                asked.names.actor(side),
                len(own),
                sum(getattr(each.complaint.details, "admitted", "") == "yes" for each in own),
                sum(bool(each.answers) for each in own),
                sum(each.overdue for each in own),
                watched,
                days,
            )
        )
    return tuple(sorted(found, key=lambda each: each.side))
