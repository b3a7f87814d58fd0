"""The answer that is shown now: computed anew in the background when the ledger grows, shown meanwhile as it was.

A reader never waits longer than `PATIENCE_S` for the newest one, and then gets the last that was computed, with its
checkpoint. Whoever entered something waits for the answer that has it (`catch_up`). Between two computations the
process rests as long as the last one took, so that a flood of entries leaves half of its time to readers. Where the
last one took long it rests four times as long, and nobody waits for the next: waiting would hold a thread that readers
need. What readers used of the answer before is made of the new one first: the first of them does not wait for it.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
import zoneinfo
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import connections

from ceasefire.centre.live._centre import now, store
from ceasefire.centre.live._moments import Moment
from ceasefire.centre.live._reading import Reader
from ceasefire.centre.live._shown import Shown, shown_at
from ceasefire.centre.live._views import forget, prepare
from ceasefire.desk import MOST_IN_PLAIN_PYTHON
from ceasefire.ledger.copies import Reading
from ceasefire.times import zone_from_text

PATIENCE_S = 1.0
_CATCH_UP_S = 10.0
_LONG_S = 3.0
_RESTS = 4
_KEPT = 16
_MINUTE = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is of: the database's name, the newest checkpoint, how often cosigned, and in which minute."""

    name: str
    knowledge: str
    checkpoint: str
    size: int
    cosignatures: int
    minute: int

    def is_for(self, other: Mark) -> bool:
        """Return whether an answer of this may stand, as an older one, where one of the other is asked."""
        return (self.name, self.knowledge) == (other.name, other.knowledge)

    def has(self, other: Mark) -> bool:
        """Return whether an answer of this is as new as one of the other."""
        if self.is_for(other) and self.size > other.size:
            return True
        return (self.checkpoint, self.knowledge, self.cosignatures) == (
            other.checkpoint,
            other.knowledge,
            other.cosignatures,
        ) and self.minute >= other.minute


@dataclass(slots=True)
class _Work:
    """One computation: what it is for, and what came of it."""

    mark: Mark
    done: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None


class _Current:
    """What a process keeps: its reader of the ledger, the newest answer, answers at moments chosen."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.reading = threading.Lock()
        self.reader: Reader | None = None
        self.newest: tuple[Mark, Shown] | None = None
        self.work: _Work | None = None
        self.rest_until = 0.0
        self.took = 0.0
        self.chosen: OrderedDict[tuple[str, str, int, int], Shown] = OrderedDict()

    def reader_of(self, knowledge: str) -> Reader:
        if self.reader is None or self.reader.knowledge != knowledge:
            self.reader = Reader(knowledge, Reading(knowledge))
        return self.reader


_current = _Current()


def shown(moment: Moment | None = None) -> Shown:
    """Return the answer at a moment, or the newest.

    Raises:
        Refused: The database is gone, or holds no ledger or no agreement.
    """
    if moment is not None:
        return _at(moment)
    mark = _mark()
    kept = _current.newest
    if kept is not None and kept[0].has(mark):
        return kept[1]
    return _waited(mark, 0.0 if _current.took > _LONG_S else PATIENCE_S)


def catch_up() -> Shown:
    """Return the answer that has everything entered by now; wait for it, without a rest, unless it would be in vain.

    Raises:
        Refused: As `shown`.
    """
    if _current.took > _CATCH_UP_S:
        return _waited(_mark(), 0.0)
    return _waited(_mark(), _CATCH_UP_S, rests=False)


def zone() -> zoneinfo.ZoneInfo:
    """Return the zone whose clock the newest agreement keeps, as the newest answer has it.

    Raises:
        Refused: As `shown`.
    """
    kept = _current.newest
    if kept is None or kept[0].name != _name():
        return zone_from_text(shown().agreement.zone)
    return zone_from_text(kept[1].agreement.zone)


def _waited(mark: Mark, patience: float, *, rests: bool = True) -> Shown:
    end = time.monotonic() + patience
    while True:
        kept = _current.newest
        if kept is not None and kept[0].has(mark):
            return kept[1]
        same = kept is not None and kept[0].is_for(mark)
        work = _begun(mark, rests=same and rests)
        left = end - time.monotonic()
        if same and (work is None or left <= 0) and kept is not None:
            return kept[1]
        if work is not None:
            work.done.wait(max(left, 0.01) if same else None)
            if work.error is not None:
                if not same or kept is None:
                    raise work.error
                return kept[1]


def _begun(mark: Mark, *, rests: bool) -> _Work | None:
    """Return the computation under way, begun if none is; None while the process rests."""
    with _current.lock:
        if _current.work is not None:
            return _current.work
        if rests and time.monotonic() < _current.rest_until:
            return None
        work = _current.work = _Work(mark)
        threading.Thread(target=_compute, args=(work,), name="answer", daemon=True).start()
        return work


def _compute(work: _Work) -> None:
    begun = time.monotonic()
    try:
        with _current.reading:
            mark, copy = _mark(), store().copy()
            mark = replace(mark, checkpoint=copy.checkpoint.text, size=copy.size)  # it may have grown in between
            found, older = shown_at(_current.reader_of(mark.knowledge), copy, None), _current.newest
            if older is not None:
                prepare(found, older[1])
            _current.newest = (mark, found)
            if older is not None:
                forget(older[1])
            if len(found.inputs.records) > MOST_IN_PLAIN_PYTHON:
                gc.freeze()  # else Python walks through every record again and again to find garbage, and pages wait
    except Exception as error:  # noqa: BLE001  whatever it is, whoever waits is told
        _log.exception("no new answer could be computed")
        work.error = error  # told to whoever waits
    finally:
        connections.close_all()
        with _current.lock:
            _current.work = None
            _current.took = time.monotonic() - begun
            _current.rest_until = time.monotonic() + _current.took * (1 if _current.took <= _LONG_S else _RESTS)
        work.done.set()


def _at(moment: Moment) -> Shown:
    with _current.reading:
        mark = _mark()
        key = (mark.checkpoint, mark.knowledge, mark.cosignatures, moment.as_of)
        if key not in _current.chosen:
            reader = _current.reader_of(mark.knowledge)
            _current.chosen[key] = shown_at(reader, store().copy(), moment)
            while len(_current.chosen) > _KEPT:
                _current.chosen.popitem(last=False)
        return _current.chosen[key]


def _mark() -> Mark:
    checkpoint, size, cosignatures = store().state()
    return Mark(_name(), settings.CENTRE_KNOWLEDGE, checkpoint, size, cosignatures, now() // _MINUTE)


def _name() -> str:
    return str(connections.databases["default"]["NAME"])
