"""The process that computes the answers of large ledgers."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from django.conf import settings

from ceasefire.centre.live import shown, store
from ceasefire.centre.live._answering import Answering, Question
from ceasefire.problems import Refused


def test_it_answers_alike_is_replaced_when_it_dies_and_says_what_is_wrong(site: Path, monkeypatch: pytest.MonkeyPatch):
    """Its answer is the one computed here; killed, it is started anew; what it is refused is told."""
    for name, value in {
        "DJANGO_SETTINGS_MODULE": "ceasefire.centre.web.settings",
        "DATABASE_URL": str(site / "centre.sqlite3"),
        "CEASEFIRE_KEYS": settings.CENTRE_KEYS,
    }.items():
        monkeypatch.setenv(name, value)
    here, answering = shown(), Answering()
    question = Question(here.size, here.asked, None)
    try:
        first = answering.answer(question)
        assert answering._child is not None
        child = answering._child[0]
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join(10)
        again = answering.answer(question)
        with pytest.raises(Refused, match="E-LEDGER-030"):
            answering.answer(Question(store().size() + 1, here.asked, None))
        assert answering._child[0].pid != child.pid
        last = answering._child[0]
    finally:
        answering.close()

    assert here.answer == first == again
    assert not last.is_alive()
