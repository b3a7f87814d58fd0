"""From the options of a question to the incidents as they were known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.assess import Asked
from ceasefire.cli._asking import ask, assess_as_asked, engine_called, known_then
from ceasefire.cli._inputs import Opened
from ceasefire.cli._options import Given
from ceasefire.cli._output import tell_problems
from ceasefire.incidents import link_states
from ceasefire.incidents.dossier import Incident, Situation, incidents_of, situation_of
from ceasefire.incidents.linking import (
    BackEndMissing,
    DuckDBLinker,
    Linker,
    Marks,
    SplinkLinker,
    Suggestion,
    account_from_record,
)
from ceasefire.problems import Place, Problem, Refused, did_you_mean, problem

_TOLD = {
    "no-role": "W-CASE-001",
    "not-in-table": "W-CASE-003",
    "own-report": "W-CASE-004",
    "one-origin": "W-CASE-005",
    "not-the-mission": "W-CASE-006",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk: the inputs, the question, what was known, and the incidents derived from it."""

    opened: Opened
    asked: Asked
    situation: Situation
    incidents: tuple[Incident, ...]


def desk_of(given: Given) -> Desk:
    """Return the incidents as known at the moment asked about; decisions that moved nothing go to stderr.

    Raises:
        Refused: Something is wrong with the question or the files.
        click.exceptions.Exit: A file of records cannot be used; stderr says why.
    """
    opened, asked = ask(given)
    situation = situation_of(opened.agreement, known_then(opened, asked), min(asked.at, asked.as_of))
    desk = Desk(opened, asked, situation, incidents_of(situation))
    tell_problems(_unheeded(desk), given.lang, given.problems)
    return desk


def _unheeded(desk: Desk) -> list[Problem]:
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


def incident_called(desk: Desk, name: str) -> Incident:
    """Return the incident of that id, or that carries that name or account.

    Raises:
        Refused: E-ASK-001, there is none.
    """
    for each in desk.incidents:
        if name in (each.id, *each.names) or any(name == one.key for one in each.accounts):
            return each
    names = [each.id for each in desk.incidents]
    shown = ", ".join(each for each in names if "/" not in each) or ", ".join(names[:8]) or "none"
    near = did_you_mean(name, names)
    raise Refused([problem("E-ASK-001", Place("ID"), wanted="incident", seen=name, expected=shown, suggestion=near)])


def settles_of(desk: Desk, given: Given) -> tuple[Mapping[str, int], Mapping[str, int], frozenset[str]]:
    """Return what each record would settle, confirmed or dismissed; what each answer would; and what is unscreened."""
    answer = assess_as_asked(desk.opened, desk.asked, engine_called(given.engine, len(desk.opened.records)))
    readings = [reading for term in answer.terms for reading in term.readings]
    records: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for reading in readings:
        for each in reading.settle:
            for key in each.records if each.how != "watch" else ():
                (answers if each.how == "answer" else records)[key] += each.turns
    return records, answers, frozenset(key for reading in readings for key in reading.unscreened)


def suggestions_of(desk: Desk, backend: str, marks: Marks, only: Iterable[str] = ()) -> tuple[Suggestion, ...]:
    """Return the pairs that a linker suggests among the accounts of all incidents, the highest score first.

    Raises:
        Refused: E-CASE-004, the back end is not installed.
    """
    accounts = {one.key: one for each in desk.incidents for one in each.accounts}
    wanted = frozenset(only)
    distinct = frozenset(each.id for each in desk.opened.datasets if each.rows_distinct)
    try:
        linker = linker_called(backend)
        found: Sequence[Suggestion] = linker.suggest(
            [account_from_record(accounts[key]) for key in sorted(accounts)], marks, distinct
        )
    except BackEndMissing as missing:
        raise Refused([problem("E-CASE-004", seen=missing.package, extra=missing.extra)]) from None
    chosen = [each for each in found if not wanted or wanted & {each.first, each.second}]
    return tuple(sorted(chosen, key=lambda each: (-each.score, each.first, each.second)))


def undecided(desk: Desk, found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the suggested pairs that are not one incident already and on which nobody has decided."""
    states = link_states(desk.situation.known.links)
    decided = {pair for pair, state in states.items() if state != "provisional"}
    of = {one.key: each.id for each in desk.incidents for one in each.accounts}
    return tuple(
        each
        for each in found
        if frozenset((each.first, each.second)) not in decided and of.get(each.first) != of.get(each.second)
    )


def linker_called(name: str) -> Linker:
    """Return a linker by its name; this is the one place that knows them."""
    import duckdb

    connection = duckdb.connect()
    return SplinkLinker(connection) if name == "splink" else DuckDBLinker(connection)
