"""The answer from the ledger at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections

from ceasefire.agreement import Agreement
from ceasefire.assess import Asked, Assessment
from ceasefire.centre.live._answering import ANSWERING, Question
from ceasefire.centre.live._centre import keys, now, store
from ceasefire.centre.live._moments import Moment, span_of_history
from ceasefire.centre.live._reading import Reader
from ceasefire.centre.storage._copy import DatabaseCopy
from ceasefire.desk import MOST_IN_PLAIN_PYTHON, Inputs, answer, engine_for
from ceasefire.incidents import known_from
from ceasefire.ledger.copies import Reading
from ceasefire.ledger.entries import SealedPart, unseal
from ceasefire.records import Record


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Shown:
    """An answer at a moment, from the first `size` entries.

    Attributes:
        inputs: The cores: what the answer is computed from, the same for every audience.
        worded: Records in the same order, those said in public with their words.
        known: From which instant each record was known, by (key, version).
        stops: Every instant at which something became known: the slider's stops.
    """

    moment: Moment
    size: int
    recorded: int
    inputs: Inputs
    asked: Asked
    answer: Assessment
    worded: tuple[Record, ...]
    known: Mapping[tuple[str, int], int]
    stops: tuple[int, ...]

    @property
    def agreement(self) -> Agreement:
        """Return the agreement."""
        return self.inputs.agreement


def shown_at(reader: Reader, copy: DatabaseCopy, moment: Moment | None) -> Shown:
    """Return the answer at a moment, or at the present one, from a copy of the ledger.

    Raises:
        Refused: The database is gone, or holds no agreement.
    """
    knowledge = settings.CENTRE_KNOWLEDGE
    until = moment.as_of if moment is not None and knowledge == "recorded" else None
    inputs, worded, recorded = reader.read(copy) if until is None else reader.until(copy, until)
    stops = span_of_history(inputs.records, inputs.datasets, knowledge)
    present = max(now(), recorded if knowledge == "recorded" else 0)
    if moment is None:
        moment = Moment(present, present)
    elif moment.as_of > (last := max(present, *stops[-1:])):  # beyond it nothing is known, and days cost time
        moment = Moment(last, last, chosen=True)
    asked = Asked(moment.at, moment.as_of, knowledge)
    by_id = {each.id: each for each in inputs.datasets}
    known = {(each.key, each.version): known_from(each, by_id.get(each.dataset), knowledge) for each in inputs.records}
    if len(inputs.records) <= MOST_IN_PLAIN_PYTHON:
        found = answer(inputs, asked, engine_for(len(inputs.records), _connect))
    else:
        found = ANSWERING.answer(Question(copy.size, asked, until))
    return Shown(moment, copy.size, recorded, inputs, asked, found, worded, known, stops)


_readers: dict[str, Reader] = {}  # of a process that computes answers: by knowledge


def computed(question: Question) -> Assessment:
    """Return the answer to a question, from this process's own reading of the ledger.

    Raises:
        Refused: The database is gone, or holds no agreement.
    """
    knowledge = question.asked.knowledge
    reader = _readers.setdefault(knowledge, Reader(knowledge, Reading(knowledge), opens=False))
    try:
        copy = store().copy_at(question.size)
        inputs, _, _ = reader.read(copy) if question.until is None else reader.until(copy, question.until)
        return answer(inputs, question.asked, engine_for(len(inputs.records), _connect))
    finally:
        connections.close_all()


def opened_parts(position: int, team: str) -> dict[str, dict[str, Any]]:
    """Return the protected parts of an entry that a team's key opens, by name. The caller puts the reading on record.

    Raises:
        Refused: E-LEDGER-040, no such entry; -033, the keys cannot be read.
    """
    leaf, parts = store().entry(position)
    key = keys().teams.get(team)
    found: dict[str, dict[str, Any]] = {}
    for part in parts if key is not None else ():
        if isinstance(part, SealedPart) and (head := leaf.entry.part(part.name)) is not None and key is not None:
            try:
                found[part.name] = unseal(part, head, key)
            except ValueError:  # sealed to others
                continue
    return found


def _connect() -> Any:
    import duckdb  # noqa: PLC0415  a tenth of a second that small ledgers need not pay

    return duckdb.connect()
