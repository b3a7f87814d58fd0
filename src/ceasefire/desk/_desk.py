"""The incidents as they were known, beside the question and the inputs that they follow from."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.assess import Asked
from ceasefire.desk._answer import known_then
from ceasefire.desk._inputs import Inputs
from ceasefire.incidents.dossier import Incident, Situation, incidents_of, situation_of
from ceasefire.problems import Place, Problem, Refused, did_you_mean, problem

_NOWHERE = Place()
_TOLD = {
    "no-role": "W-CASE-001",
    "not-in-table": "W-CASE-003",
    "own-report": "W-CASE-004",
    "one-origin": "W-CASE-005",
    "not-the-mission": "W-CASE-006",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk.

    Attributes:
        inputs: Where it was asked.
        asked: What was asked.
        situation: What was known then.
        incidents: What follows from it.
    """

    inputs: Inputs
    asked: Asked
    situation: Situation
    incidents: tuple[Incident, ...]


def desk_of(inputs: Inputs, asked: Asked) -> Desk:
    """Return the incidents as known at the moment asked about; `unheeded` says what moved nothing."""
    situation = situation_of(inputs.agreement, known_then(inputs, asked), min(asked.at, asked.as_of))
    return Desk(inputs, asked, situation, incidents_of(situation))


def unheeded(desk: Desk) -> list[Problem]:
    """Return a warning for every decision that moved nothing, and for every pair on which decisions contradict."""
    found = [
        problem(_TOLD[each.why], decision=each.decision, record=each.record)
        for each in desk.situation.known.decided
        if each.why in _TOLD
    ]
    seen = {each for incident in desk.incidents for each in incident.contradictions}
    for each in sorted(seen, key=lambda one: one.pair):
        first, second = each.pair
        found.append(problem("W-CASE-002", first=first, second=second, chain=" → ".join(each.chain)))
    return found


def incident_called(desk: Desk, name: str, where: Place = _NOWHERE) -> Incident:
    """Return the incident of that id, or that carries that name or account.

    Args:
        desk: What lies on it.
        name: An incident's id or name, or the source/id of an account.
        where: Where the name was given, for the problem.

    Raises:
        Refused: E-ASK-001, there is none.
    """
    for each in desk.incidents:
        if name in (each.id, *each.names) or any(name == one.key for one in each.accounts):
            return each
    names = [each.id for each in desk.incidents]
    shown = ", ".join(each for each in names if "/" not in each) or ", ".join(names[:8]) or "none"
    near = did_you_mean(name, names)
    raise Refused([problem("E-ASK-001", where, wanted="incident", seen=name, expected=shown, suggestion=near)])
