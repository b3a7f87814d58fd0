"""What somebody may decide on an incident, and what the ledger would make of it: said before the person acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ceasefire.centre.pages.incidents._asked import Seen
from ceasefire.incidents import MOVES, Decider, decision_record, known_at
from ceasefire.incidents.dossier import Incident
from ceasefire.publish.words import KINDS, STANDINGS, mark, word
from ceasefire.records import Record, StandingDecision

# What would become of a decision, by the code that `standings_of` would give it.
WOULD = {
    "": mark("it moves the record"),
    "waits-for-another": mark("it waits for a second person"),
    "waits-still": mark("you have decided this; it still waits for a second person"),
    "no-role": mark("it would move nothing: it names no role, and there is a mission"),
    "not-in-table": mark("it would move nothing: the table has no such move for your role"),
    "own-report": mark("it would move nothing: you told of it yourself, and nobody verifies the own report"),
    "one-origin": mark(
        "it would move nothing: there are not two independent origins, nor a direct observation by the mission"
    ),
    "not-the-mission": mark("it would move nothing: you do not decide for the mission of this agreement"),
    "told-before-a-correction": mark("it would move nothing: the record was corrected since"),
    "taken-back": mark("it would move nothing: the record was taken back"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One standing to which somebody may move a record: the code, its word, and what would become of it."""

    to: str
    said: str
    people: int
    would: str
    why: str


@dataclass(frozen=True, slots=True)
class Movable:
    """A record and where it may be moved. `decided` counts the decisions on it: what a form was made from."""

    record: Record
    kind: str
    standing: str
    offers: tuple[Offer, ...]
    decided: int


def movable(asked: Seen, incident: Incident) -> tuple[Movable, ...]:
    """Return the records that the viewer's role may move, and to where: the rows of `MOVES`, and no others.

    What a party hands in about an incident, a determination or a statement, is received until the mission has screened
    it (docs/ledger-format.md); it is offered beside the accounts for that alone.
    """
    role, language, known = asked.viewer.decides_as, asked.names.language, asked.desk.situation.known
    found = []
    for each in (*incident.accounts, *handed_in(asked, incident)) if role and asked.is_mission else ():
        standing = known.standing_of(each)
        is_account = each in incident.accounts
        rows = [row for row in MOVES if row.role == role and standing in row.origins]
        rows = rows if is_account else [row for row in rows if row.to == "screened"]
        offers = []
        for row in rows:
            why = forecast(asked, incident, each, row.to)
            offers.append(Offer(row.to, word(language, STANDINGS, row.to), row.people, why, word(language, WOULD, why)))
        if offers:
            found.append(
                Movable(
                    each,
                    word(language, KINDS, each.kind),
                    word(language, STANDINGS, standing),
                    tuple(offers),
                    decisions_on(asked, each.key),
                )
            )
    return tuple(found)


def handed_in(asked: Seen, incident: Incident) -> tuple[Record, ...]:
    """Return what was said about an incident and counts for nothing yet: it was received, and nobody looked at it."""
    known = asked.desk.situation.known
    said = (*incident.said, *incident.determinations, *incident.complaints, *incident.findings)
    return tuple(each for each in said if known.standing_of(each) == "received")


def decisions_on(asked: Seen, key: str) -> int:
    """Return how many decisions on a record's standing are on record."""
    return len(asked.desk.situation.decided.get(key, ()))


def forecast(asked: Seen, incident: Incident, record: Record, to: str) -> str:
    """Return what would become of a decision, as a code of `WOULD`: it is tried on what is known of the incident.

    Args:
        asked: By whom, as known now.
        incident: To which the record belongs.
        record: That would be moved.
        to: Its standing then.
    """
    desk, viewer = asked.desk, asked.viewer
    held = () if record in incident.accounts else (record,)
    told: Sequence[Record] = (*incident.accounts, *incident.earlier, *incident.decisions, *held)
    waiting = [each for each in desk.situation.decided.get(record.key, ()) if each.why == "waits-for-another"]
    own = {each.key for each in incident.decisions if getattr(each.details, "reviewer", "") == viewer.pseudonym}
    trial = _trial(asked, told, StandingDecision(record.key, to, viewer.decides_as, viewer.pseudonym))
    then = known_at(
        (*told, trial),
        desk.inputs.datasets,
        desk.asked.as_of,
        desk.asked.knowledge,
        {},
        bodies=desk.situation.bodies,
    )
    why = next((each.why for each in then.decided if each.decision == trial.key), "not-in-table")
    if why == "waits-for-another" and any(each.decision in own and each.to == to for each in waiting):
        return "waits-still"
    return why


def _trial(asked: Seen, told: Sequence[Record], decision: StandingDecision) -> Record:
    """Return the decision as the newest record, which is never entered."""
    as_of = asked.desk.asked.as_of
    newest = max((each.recorded for each in told if each.recorded is not None), default=as_of)
    decider = Decider(asked.viewer.source, asked.viewer.decides_as, asked.viewer.pseudonym, as_of)
    return replace(
        decision_record(decider, "trial", 1, decision),
        position=max((each.position for each in told), default=0) + 1,
        recorded=max(newest, as_of) if asked.desk.asked.knowledge == "as-reported" else as_of,
    )


def stands_apart(asked: Seen, *, by_table: bool = True) -> str:
    """Return what to tell somebody before they decide: that it can move nothing here, or by what it counts.

    Args:
        asked: Who would decide.
        by_table: It is about a standing, which moves by the table of moves.
    """
    missions, say = asked.desk.situation.bodies.missions, asked.names.language.say
    if not asked.viewer.source or not asked.viewer.pseudonym:
        return say(
            "Your account speaks for no source of the agreement or has no pseudonym: nothing can be entered by it."
        )
    if not missions and by_table:
        return say(
            "This agreement names no mission. A decision counts by the table of moves, whoever’s source it comes from."
        )
    if missions and asked.viewer.source not in missions:
        return say(
            "This agreement has a mission ({mission}), and your account decides for {source}. "
            "What you decide is put on record and moves nothing.",
            mission=asked.names.language.list(asked.names.actor(each) for each in sorted(missions)),
            source=asked.names.actor(asked.viewer.source),
        )
    return ""
