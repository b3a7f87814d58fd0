"""Answers of large ledgers are computed by a process of their own: counting takes seconds, and pages wait for nobody.

A web process has one such child, started when it is first needed and again when it has died. It keeps its own reader of
the ledger, reads as far as it is told, and hands back the answer alone; records stay where they are read.
"""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from ceasefire.assess import Asked, Assessment
from ceasefire.problems import Problem, Refused

_NICER = 5  # pages come first
_TRIES = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """What the child is asked: the answer to `asked` from the first `size` entries, from those known `until` then."""

    size: int
    asked: Asked
    until: int | None


class Answering:
    """The child of this process."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = threading.Lock()
        self._child: tuple[BaseProcess, Connection] | None = None

    def answer(self, question: Question) -> Assessment:
        """Return the child's answer; a child that dies is replaced once.

        Raises:
            Refused: As the child was refused: the database is gone, or holds no agreement.
            RuntimeError: It died twice, or met a fault of its own.
        """
        with self._lock:
            for _ in range(_TRIES):
                try:
                    pipe = self._started()
                    pipe.send(question)
                    found = pipe.recv()
                except (EOFError, OSError):
                    _log.warning("the process that computes answers has died; it is started anew")
                    self._stop()
                    continue
                return _unpacked(found)
        raise RuntimeError("the process that computes answers has died, and so has its successor")

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def _started(self) -> Connection:
        if self._child is None or not self._child[0].is_alive():
            self._stop()
            context = multiprocessing.get_context("spawn")  # a fork would copy threads in whatever they are doing
            ours, theirs = context.Pipe()
            child = context.Process(target=_compute_until_left, args=(theirs,), name="answers", daemon=True)
            child.start()
            theirs.close()
            self._child = (child, ours)
        return self._child[1]

    def _stop(self) -> None:
        if self._child is None:
            return
        child, pipe = self._child
        self._child = None
        pipe.close()
        child.terminate()
        child.join(5)


def _unpacked(found: Any) -> Assessment:
    if isinstance(found, Assessment):
        return found
    if isinstance(found, tuple) and all(isinstance(each, Problem) for each in found):
        raise Refused(found)
    raise RuntimeError(str(found))


def _compute_until_left(pipe: Connection) -> None:
    """Answer questions until the other end is gone; the child's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that serves, which ends this one
    os.nice(_NICER)
    import ceasefire.centre  # noqa: F401, PLC0415  sets Django up
    from ceasefire.centre.live._shown import computed  # noqa: PLC0415  needs it

    while True:
        try:
            question = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            found: object = computed(question)
        except Refused as refused:
            found = refused.problems
        except Exception as error:  # noqa: BLE001  whatever it is, whoever asked is told
            found = f"{type(error).__name__}: {error}"
        try:
            pipe.send(found)
        except OSError:
            return


ANSWERING = Answering()
atexit.register(ANSWERING.close)
