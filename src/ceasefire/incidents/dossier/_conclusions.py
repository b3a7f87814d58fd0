"""The three questions about an incident, kept apart: did it happen, who did it, was it permitted."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import COUNTED, ENDS, PROVEN, STAGES
from ceasefire.incidents.dossier._incident import Incident
from ceasefire.incidents.dossier._situation import Situation
from ceasefire.records import Choice, Determination, Finding, Record, Statement

FOR, AGAINST = ("asserts", "accepts", "apologises"), ("denies",)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Where one question stands.

    Attributes:
        question: happened, who, permitted.
        state: happened: a standing, or taken-back. who: unknown, claimed, admitted, found, not-identifiable, contested.
            permitted: not-asked, claimed, permitted, not-permitted, outside, contested.
        by: Keys of what brought it there, in the order told.
        since: When the last of them was told, seconds UTC; None where nothing was.
        against: Keys of what stands against it.
        beside: Keys of sides' determinations, which stand beside each other.
        actors: Who is named, by the records in `by`; each as its source left it.
    """

    question: str
    state: str
    by: tuple[str, ...]
    since: int | None
    against: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    actors: tuple[Choice, ...] = ()


def conclusions_of(incident: Incident, situation: Situation) -> tuple[Conclusion, Conclusion, Conclusion]:
    """Return where the three questions stand.

    Findings count at the standard of proof, as their bodies made them, each beside the others: where two differ the
    question is contested, and a reading says whose count. Statements and determinations count once they were screened:
    anybody may have filed one in another's name. What happened moves by decisions on the accounts alone.

    Args:
        incident: What is judged.
        situation: What was known at the moment.

    Source: DESIGN, "Incident": three separate questions; docs/adr/0002.
    """
    return _happened(incident, situation), _who(incident, situation), _permitted(incident, situation)


def happened_state(incident: Incident, situation: Situation) -> str:
    """Return the state of "did it happen?" alone, for whoever asks it of very many incidents.

    Args:
        incident: What is judged.
        situation: What was known at the moment.

    Source: DESIGN, "Incident": three separate questions.
    """
    standings = [situation.known.standing_of(each) for each in incident.accounts]
    return _best(standings) if standings else "taken-back"


def _happened(incident: Incident, situation: Situation) -> Conclusion:
    known = situation.known
    state = happened_state(incident, situation)
    if not incident.accounts:
        return Conclusion("happened", state, incident.withdrawn, None)
    standings = {each.key: known.standing_of(each) for each in incident.accounts}
    own = [key for key, standing in standings.items() if standing == state]
    decided = [each for key in own for each in situation.decided.get(key, ())]
    moved = [each.decision for each in decided if not each.why and each.to == state]
    said = [each for each in _found(incident, known) if _finding(each).happened in ("no", "unverifiable")]
    against = [*_stances(incident, known, "happened", AGAINST), *said] if state not in ENDS else []
    by, beside = tuple(moved or own), _determined(incident, situation, "happened")
    return Conclusion("happened", state, by, _last(known, by), _keys(against), _keys(beside))


def _best(standings: Iterable[str]) -> str:
    """Return the highest stage beyond received; else the end that most came to, ties by the order of the table."""
    found = list(standings)
    stages = [each for each in found if each in STAGES and each != "received"]
    ends = [each for each in found if each in ENDS]
    if stages:
        return max(stages, key=STAGES.index)
    return max(ENDS, key=lambda each: (ends.count(each), -ENDS.index(each))) if ends else "received"


def _who(incident: Incident, situation: Situation) -> Conclusion:
    known = situation.known
    beside, denied = _determined(incident, situation, "who"), _stances(incident, known, "who", AGAINST)
    found = _found(incident, known)
    named = [each for each in found if _names(each.who.by)]
    unnamed = [each for each in found if not _names(each.who.by) and _finding(each).identifiable == "no"]
    if named or unnamed:
        state = "not-identifiable" if not named else "contested" if unnamed or _differ(named) else "found"
        told = [each for each in found if each in named or each in unnamed]
        return _conclusion(known, "who", _contested(state, beside), (told, denied), beside)
    accounts = [
        each
        for each in incident.counted
        if each.kind == "report" and _names(each.who.by) and known.standing_of(each) in STAGES
    ]
    claims = [*accounts, *_stances(incident, known, "who", FOR)]
    admitted = _admissions(incident, situation, accounts)
    state = "admitted" if admitted else "unknown" if not claims else "claimed"
    if state == "claimed" and (denied or _differ(accounts)):
        state = "contested"
    return _conclusion(known, "who", _contested(state, beside), (admitted or claims, denied), beside)


def _differ(records: Sequence[Record]) -> bool:
    """Return whether two of the records name nobody in common."""
    sets = [frozenset(each.who.by.members) for each in records if each.who.by is not None and each.who.by.members]
    return any(not one & other for one, other in itertools.combinations(set(sets), 2))


def _admissions(incident: Incident, situation: Situation, claims: Sequence[Record]) -> list[Record]:
    """Return the statements in which a side that is named says that it did it, or apologises for it."""
    parts = {each.id: each.any_of for each in situation.agreement.collectives}
    members = {member for each in _named(claims) for member in each.members}
    named = members | {part for member in members for part in parts.get(member, ())}
    subjects = {incident.id, *incident.names, *(each.key for each in incident.accounts)}
    return [
        each
        for each in incident.said
        if isinstance(each.details, Statement)
        and (
            (each.details.stance == "accepts" and each.details.question == "who") or each.details.stance == "apologises"
        )
        and (each.details.about in subjects or bool(subjects & {*each.incidents}))
        and situation.side_of(each.source) in named
        and situation.known.standing_of(each) in COUNTED
    ]


def _permitted(incident: Incident, situation: Situation) -> Conclusion:
    known = situation.known
    findings = [each for each in _found(incident, known) if _finding(each).permitted]
    beside = _determined(incident, situation, "permitted")
    against = _stances(incident, known, "permitted", AGAINST)
    if findings:
        states = {
            {"yes": "permitted", "no": "not-permitted"}.get(_finding(each).permitted, "outside") for each in findings
        }
        state = "contested" if len(states) > 1 else next(iter(states))
        return _conclusion(known, "permitted", _contested(state, beside), (findings, against), beside)
    claims = _stances(incident, known, "permitted", FOR)
    state = "contested" if claims and against else "claimed" if claims else "not-asked"
    return _conclusion(known, "permitted", _contested(state, beside), (claims, against), beside)


def _contested(state: str, beside: Sequence[Record]) -> str:
    """Return `contested` where the determinations of sides differ: neither blocks the other, and none prevails."""
    views = {
        (each.details.view, each.who.by if each.details.question == "who" else None)
        for each in beside
        if isinstance(each.details, Determination)
    }
    return "contested" if len(views) > 1 else state


def _conclusion(
    known: Known,
    question: str,
    state: str,
    records: tuple[Sequence[Record], Sequence[Record]],
    beside: Sequence[Record],
) -> Conclusion:
    by, against = records
    keys = _keys(by)
    actors = _named(by) if question == "who" else ()
    return Conclusion(question, state, keys, _last(known, keys), _keys(against), _keys(beside), actors)


def _named(records: Iterable[Record]) -> tuple[Choice, ...]:
    """Return whom accounts and findings name; of a statement `by` says who speaks."""
    return tuple(dict.fromkeys(each.who.by for each in records if each.who.by and each.kind != "statement"))


def _stances(incident: Incident, known: Known, question: str, stances: Iterable[str]) -> list[Record]:
    return [
        each
        for each in incident.said
        if isinstance(each.details, Statement)
        and each.details.question == question
        and each.details.stance in stances
        and known.standing_of(each) in COUNTED
    ]


def _determined(incident: Incident, situation: Situation, question: str) -> list[Record]:
    """Return the last determination of each guarantor, in the order told; others are told as positions."""
    guarantors = {each.id for each in situation.agreement.guarantors}
    last = {
        side: each
        for each in incident.determinations
        if isinstance(each.details, Determination)
        and each.details.question == question
        and situation.known.standing_of(each) in COUNTED
        and (side := situation.side_of(each.source)) in guarantors
    }
    return [each for each in incident.determinations if each in last.values()]


def _found(incident: Incident, known: Known) -> list[Record]:
    """Return the findings at the standard of proof; one that anybody may have filed is none."""
    return [each for each in incident.findings if known.standing_of(each) in PROVEN]


def _finding(record: Record) -> Finding:
    return record.details if isinstance(record.details, Finding) else Finding("")


def _names(choice: Choice | None) -> bool:
    return choice is not None and choice.operator != "unknown"


def _keys(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(each.key for each in records)


def _last(known: Known, keys: Iterable[str]) -> int | None:
    return max((known.said[key] for key in keys if key in known.said), default=None)


def standings_fallen(incident: Incident, situation: Situation) -> Mapping[str, tuple[str, ...]]:
    """Return, by account, the decisions that no longer hold it up: it was corrected, or taken back, since.

    Args:
        incident: What is judged.
        situation: What was known at the moment.

    Source: docs/incidents.md, "When a report is corrected or withdrawn".
    """
    fallen: dict[str, tuple[str, ...]] = {}
    for key in (*(each.key for each in incident.accounts), *incident.withdrawn):
        decided = situation.decided.get(key, ())
        gone = tuple(each.decision for each in decided if each.why in ("told-before-a-correction", "taken-back"))
        fallen |= {key: gone} if gone else {}
    return fallen
