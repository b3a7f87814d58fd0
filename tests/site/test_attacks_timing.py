"""How long a refusal takes tells nothing: neither whether there is such a name, nor which word it was."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.test import RequestFactory

from ceasefire.centre.people._signing import Backend
from ceasefire.centre.people.models import Person

WORD, PASSWORD = "blue lamps under water", "seven straight days"
ROUNDS = 7


def _least_s(attempts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least time of the processor that each took, measured in turns: a busy machine only adds to it."""
    taken: dict[str, list[float]] = {each: [] for each in attempts}
    for _ in range(ROUNDS):
        for name, attempt in attempts.items():
            began = time.thread_time()
            attempt()
            taken[name].append(time.thread_time() - began)
    return {each: min(times) for each, times in taken.items()}


@pytest.mark.parametrize("words", [True, False], ids=["with-duress-words", "without"])
def test_password_duress_word_wrong_word_and_unknown_name_take_as_long(site: Path, words: bool):
    """The least of each is within a fifth of the others': two hashes, whatever comes of it."""
    del site
    if words:
        Person.objects.update(duress=make_password(WORD))
    Person.objects.filter(username="liaison").update(is_active=False)
    Person.objects.filter(username="reporter").update(locked=True)
    request = RequestFactory().get("/")

    def tried(name: str, password: str) -> Callable[[], object]:
        return lambda: Backend().authenticate(request, username=name, password=password)

    least = _least_s(
        {
            "password": tried("analyst", PASSWORD),
            "duress": tried("verifier", WORD),
            "wrong": tried("analyst", "wrong"),
            "unknown": tried("nobody", "wrong"),
            "closed": tried("liaison", PASSWORD),
            "locked": tried("reporter", PASSWORD),
        }
    )

    assert max(least.values()) / min(least.values()) < 1.2, least
