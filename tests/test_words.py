"""The project's words: every public class is in the glossary, every public function of the meaning names its source."""

from __future__ import annotations

import importlib
import inspect
import re
import socket
import time
from pathlib import Path

import pytest
from tests.engines.test_equal import shipped

from ceasefire.assess import Asked, ReferenceEngine, check

ROOT = Path(__file__).resolve().parents[1]
LEDGER = ("ledger", "ledger.tree", "ledger.notes", "ledger.entries", "ledger.copies")
MEANING = ("agreement", "incidents", "assess", "assess.days", "assess.engines", "assess.forms", *LEDGER)
SPOKEN = ("agreement", "records", "incidents", "assess", "desk", *LEDGER)


def words_of(name: str) -> list[str]:
    """Return the words of a class name: CoverageRule is coverage, rule."""
    return [each.lower() for each in re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z]+|[A-Z]+", name)]


@pytest.mark.parametrize("package", SPOKEN)
def test_public_classes_use_the_words_of_the_glossary(package: str) -> None:
    """Every word in the name of a public class stands in the glossary."""
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8").lower()
    module = importlib.import_module(f"ceasefire.{package}")
    classes = [name for name in module.__all__ if inspect.isclass(getattr(module, name))]
    missing = {name: word for name in classes for word in words_of(name) if word not in glossary}

    assert missing == {}


@pytest.mark.parametrize("package", MEANING)
def test_public_functions_of_the_meaning_name_their_source(package: str) -> None:
    """Every public function that carries meaning says where the meaning comes from."""
    module = importlib.import_module(f"ceasefire.{package}")
    functions = [getattr(module, name) for name in module.__all__ if inspect.isfunction(getattr(module, name))]
    silent = [each.__name__ for each in functions if "Source:" not in (each.__doc__ or "")]

    assert silent == []


def test_the_core_needs_no_clock_and_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the clock and sockets taken away an assessment gives the same digest."""
    agreement, records, datasets = shipped("two-valleys")
    begins = agreement.instruments[0].begins
    assert begins is not None
    asked = Asked(begins + 5 * 86_400, begins + 5 * 86_400, "as-reported")
    expected = check(agreement, records, datasets, asked, ReferenceEngine()).digest

    def refuse(*_: object, **__: object) -> None:
        message = "the core asked for something that it must be handed"
        raise AssertionError(message)

    monkeypatch.setattr(time, "time", refuse)
    monkeypatch.setattr(time, "monotonic", refuse)
    monkeypatch.setattr(socket, "socket", refuse)

    assert check(agreement, records, datasets, asked, ReferenceEngine()).digest == expected
