"""The answer from the ledger at a moment, computed once; and what an audience sees of what it was computed from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from ceasefire.agreement import Agreement
from ceasefire.assess import Asked, Assessment
from ceasefire.centre.access import RULES, Audience, Viewer, audience_of, released
from ceasefire.centre.live._centre import keys, now, store
from ceasefire.centre.live._moments import Moment, span_of_history
from ceasefire.desk import Desk, Inputs, answer, desk_of, engine_for, inputs_from_ledger
from ceasefire.incidents import known_from
from ceasefire.ledger import TeamKey
from ceasefire.ledger.copies import inputs_from_copy
from ceasefire.ledger.entries import SealedPart, unseal
from ceasefire.problems import Place, Refused
from ceasefire.records import Dataset, Record, json_from_record, record_from_json

_KEPT = 24


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class View:
    """What one audience sees: the records released to it, the incidents derived from them, and how many are held back.

    `answer` is everybody's; whoever prints it names only records that are in `desk`.
    """

    shown: Shown
    audience: Audience
    desk: Desk
    held_back: int

    @property
    def records(self) -> tuple[Record, ...]:
        """Return the records known at the moment and released."""
        return tuple(self.desk.situation.known.records)

    @property
    def answer(self) -> Assessment:
        """Return the answer."""
        return self.shown.answer


_lock = threading.RLock()
_shown: OrderedDict[tuple[Any, ...], Shown] = OrderedDict()
_views: OrderedDict[tuple[Any, ...], View] = OrderedDict()
_read: dict[tuple[str, int], tuple[Inputs, tuple[Record, ...]]] = {}
_DATASET = Dataset("")


def shown(moment: Moment | None = None) -> Shown:
    """Return the answer at a moment, or now.

    Raises:
        Refused: The database is gone, or holds no ledger or no agreement.
    """
    copy = store().copy()
    knowledge = settings.CENTRE_KNOWLEDGE
    with _lock:
        present = now()
        key: tuple[Any, ...] = (copy.checkpoint.text, moment.as_of if moment else -(present // 60), knowledge)
        if key not in _shown:
            inputs, worded, recorded = _inputs(copy, moment)
            at = moment or Moment(max(present, recorded if knowledge == "recorded" else 0), 0)
            at = at if moment else replace(at, as_of=at.at)
            asked = Asked(at.at, at.as_of, knowledge)
            by_id = {each.id: each for each in inputs.datasets}
            known = {
                (each.key, each.version): known_from(each, by_id.get(each.dataset), knowledge)
                for each in inputs.records
            }
            _keep(
                _shown,
                key,
                Shown(
                    at,
                    copy.size,
                    recorded,
                    inputs,
                    asked,
                    answer(inputs, asked, engine_for(len(inputs.records), _connect)),
                    worded,
                    known,
                    span_of_history(inputs.records, inputs.datasets, knowledge),
                ),
            )
        return _shown[key]


def view_for(viewer: Viewer, of: Shown) -> View:
    """Return what a viewer sees of an answer: incidents are derived from the records released, and from no others."""
    audience, present = audience_of(viewer), max(now(), of.moment.as_of)
    key = (of.inputs.cited.root if of.inputs.cited else "", of.asked.as_of, audience, present // 3_600)
    with _lock:
        if key not in _views:
            seen = [released(each, audience, of.known[each.key, each.version], present) for each in of.worded]
            kept = tuple(each for each in seen if each is not None)
            desk = desk_of(replace(of.inputs, records=kept), of.asked)
            held = sum(1 for each in of.worded if of.known[each.key, each.version] <= of.asked.as_of) - sum(
                1 for each in kept if of.known[each.key, each.version] <= of.asked.as_of
            )
            _keep(_views, key, View(of, audience, desk, held))
        return _views[key]


def opened_parts(position: int, team: str) -> dict[str, dict[str, Any]]:
    """Return the protected parts of an entry that a team's key opens, by name. The caller puts the reading on record.

    Raises:
        Refused: E-LEDGER-040, no such entry; -033, the keys cannot be read.
    """
    leaf, parts = store().entry(position)
    key = keys().teams.get(team)
    return {} if key is None else _unsealed(leaf, parts, key)


def _unsealed(leaf: Any, parts: Any, key: TeamKey) -> dict[str, dict[str, Any]]:
    found = {}
    for part in parts:
        if isinstance(part, SealedPart) and (head := leaf.entry.part(part.name)) is not None:
            try:
                found[part.name] = unseal(part, head, key)
            except ValueError:  # sealed to others
                continue
    return found


def _inputs(copy: Any, moment: Moment | None) -> tuple[Inputs, tuple[Record, ...], int]:
    until = moment.as_of if moment and settings.CENTRE_KNOWLEDGE == "recorded" else None
    held = inputs_from_copy(copy, None, until, settings.CENTRE_KNOWLEDGE)
    mark = (copy.checkpoint.text, held.head.size)
    if mark not in _read:
        inputs = inputs_from_ledger(held, store().cosigners(), (), settings.CENTRE_KNOWLEDGE)
        if len(_read) >= _KEPT:
            _read.clear()
        _read[mark] = (inputs, tuple(_worded(each) for each in inputs.records))
    return (*_read[mark], held.newest)


def _worded(record: Record) -> Record:
    """Return a record that was said in public with its words, opened with the operator's key if the centre has it."""
    if not RULES[record.kind].words:
        return record
    try:
        parts = opened_parts(record.position, _operator())
    except Refused:
        return record
    words = parts.get("narrative")
    if not words:
        return record
    content = json_from_record(record) | words
    content.pop("recorded", None)
    dataset = replace(_DATASET, id=record.dataset)
    try:
        said = record_from_json(content, Place("entry"), dataset, record.position)
    except Refused:
        return record
    return replace(said, recorded=record.recorded, hash=record.hash, dataset=record.dataset)


def _operator() -> str:
    return next((each for each in keys().teams if each == "mission"), "")


def _connect() -> Any:
    import duckdb  # noqa: PLC0415  a tenth of a second that small ledgers need not pay

    return duckdb.connect()


def _keep(kept: OrderedDict[tuple[Any, ...], Any], key: tuple[Any, ...], value: Any) -> None:
    kept[key] = value
    while len(kept) > _KEPT:
        kept.popitem(last=False)
