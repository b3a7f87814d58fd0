"""Keys, leaves and a small ledger, made by hand: the same bytes at every run, save what HPKE draws for itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from ceasefire.ledger import LogKey, PublicKeys, TeamKey, new_log_key, new_team_key
from ceasefire.ledger.entries import (
    Author,
    Keyring,
    Leaf,
    PartHead,
    SealedPart,
    Seen,
    Submission,
    enter_opening,
    judge,
    leaf_bytes,
    leaf_from_bytes,
    open_part,
    submit,
)
from ceasefire.problems import Refused

ORIGIN = "ledger.example/truce"
START = 1_474_300_800  # 2016-09-19T16:00:00Z
OPERATOR, NORTH, SOUTH = "mission", "north", "south"

REPORT: dict[str, Any] = {
    "kind": "report",
    "source": "register",
    "id": "r1",
    "version": 1,
    "standing": "received",
    "when": {"from": "2016-09-12T16:00:00Z", "to": "2016-09-12T17:00:00Z", "how": "sometime"},
    "dataset": "d",
}


class Drawn:
    """Random bytes that are the same at every run: SHA-256 over the seed and a counter."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.blocks = 0

    def __call__(self, count: int) -> bytes:
        """Return the next bytes."""
        out = b""
        while len(out) < count:
            out += hashlib.sha256(f"{self.seed} {self.blocks}".encode()).digest()
            self.blocks += 1
        return out[:count]


@cache
def team(name: str, number: int = 1) -> TeamKey:
    """Return a team's key; each number is another one."""
    return new_team_key(name, Drawn(f"team {name} {number}"))


@cache
def log(number: int = 1, origin: str = ORIGIN) -> LogKey:
    """Return a log's key; each number is another one."""
    return new_log_key(origin, Drawn(f"log {origin} {number}"))


def author(name: str, number: int = 1, origin: str = ORIGIN) -> Author:
    """Return a team that hands in."""
    return Author(team(name, number), origin, Drawn(f"author {name} {number} {origin}"))


def entry(
    by: TeamKey, kind: str, core: Any, protected: tuple[tuple[PartHead, SealedPart], ...] = (), origin: str = ORIGIN
) -> Submission:
    """Return an entry of any content, signed by a key; the salt follows from the content."""
    opened = open_part("core", core, Drawn(f"core {by.team} {kind} {core}"))
    return submit(by, origin, kind, opened, protected)


def opening(*others: PublicKeys) -> Submission:
    """Return the first entry: the mission opens, the others are teams from the start."""
    return enter_opening(author(OPERATOR), log(), others)


class SmallLedger:
    """A ledger in memory, by the one judge that storage and verification ask."""

    def __init__(self, *others: PublicKeys, open_: bool = True) -> None:
        self.leaves: list[bytes] = []
        self.ring = Keyring()
        self.past = Seen()
        self.recorded = START
        if open_:
            self.add(opening(*(others or (team(NORTH).public, team(SOUTH).public))))

    def add(self, submission: Submission, recorded: int | None = None, core: Any = ...) -> Leaf:
        """Append an entry, or raise what the judge says; `core` None stands for a core that was redacted."""
        at = self.recorded + 60 if recorded is None else recorded
        data = leaf_bytes(submission, len(self.leaves), at)
        leaf, seen = leaf_from_bytes(data), submission.core if core is ... else core
        self.ring = judge(leaf, seen, len(self.leaves), self.recorded, ring=self.ring, past=self.past)
        self.past.add(leaf, seen)
        self.leaves.append(data)
        self.recorded = at
        return leaf

    def refusal(self, submission: Submission, recorded: int | None = None, core: Any = ...) -> str:
        """Return the code with which an entry is refused; nothing changes by it."""
        before = (list(self.leaves), self.ring)
        with pytest.raises(Refused) as caught:
            self.add(submission, recorded, core)

        assert before == (self.leaves, self.ring)
        return caught.value.problems[0].code


def each_changed_byte(data: bytes) -> Iterator[bytes]:
    """Yield the bytes with each one of them changed in turn, and with one more or one less at the end."""
    for at in range(len(data)):
        yield data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    yield data[:-1]
    yield data + b"\x00"


def each_changed_letter(text: str) -> Iterator[str]:
    """Yield the text with each letter replaced in turn by another one, and by none."""
    for at, letter in enumerate(text):
        yield text[:at] + ("B" if letter == "A" else "A") + text[at + 1 :]
        yield text[:at] + text[at + 1 :]
