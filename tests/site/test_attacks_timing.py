"""How long a refusal takes tells nothing: neither whether there is such a name, nor which word it was."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.test import RequestFactory

from ceasefire.centre.people._signing import Backend
from ceasefire.centre.people.models import Person

WORD, PASSWORD = "blue lamps under water", "seven straight days"
ROUNDS = 15


def _median_s(attempts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median time of each, measured in turns, so that a busy machine is busy for all alike."""
    taken: dict[str, list[float]] = {each: [] for each in attempts}
    for _ in range(ROUNDS):
        for name, attempt in attempts.items():
            began = time.perf_counter()
            attempt()
            taken[name].append(time.perf_counter() - began)
    return {each: statistics.median(times) for each, times in taken.items()}


@pytest.mark.parametrize("words", [True, False], ids=["with-duress-words", "without"])
def test_password_duress_word_wrong_word_and_unknown_name_take_as_long(site: Path, words: bool):
    """The median of each is within a fifth of the others': two hashes, whatever comes of it."""
    del site
    if words:
        Person.objects.update(duress=make_password(WORD))
    Person.objects.filter(username="liaison").update(is_active=False)
    Person.objects.filter(username="reporter").update(locked=True)
    request = RequestFactory().get("/")

    def tried(name: str, password: str) -> Callable[[], object]:
        return lambda: Backend().authenticate(request, username=name, password=password)

    medians = _median_s(
        {
            "password": tried("analyst", PASSWORD),
            "duress": tried("verifier", WORD),
            "wrong": tried("analyst", "wrong"),
            "unknown": tried("nobody", "wrong"),
            "closed": tried("liaison", PASSWORD),
            "locked": tried("reporter", PASSWORD),
        }
    )

    assert max(medians.values()) / min(medians.values()) < 1.2, medians
