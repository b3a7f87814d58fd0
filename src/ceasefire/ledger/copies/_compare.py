"""Compare two copies: one history, one the beginning of the other, or two stories."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from ceasefire.ledger.copies._copy import Copy
from ceasefire.ledger.copies._verify import Facts
from ceasefire.ledger.entries import leaf_from_bytes
from ceasefire.ledger.tree import leaf_hash
from ceasefire.times import text_from_instant


@dataclass(frozen=True, slots=True)
class Compared:
    """How two copies stand to each other.

    Attributes:
        relation: same, first-is-prefix, second-is-prefix, fork, or other (not of one ledger).
        shared: How many first entries they share.
        differing: Where they fork, what each has there, in words, with the beginning of its leaf's hash.
    """

    relation: str
    shared: int
    differing: tuple[str, str] = ("", "")


def compare_copies(first: Copy, first_facts: Facts, second: Copy, second_facts: Facts) -> Compared:
    """Return how two sound copies stand to each other.

    Source: RFC 6962, section 1: a log that shows two views is found out by comparing them.
    """
    one, other = first_facts, second_facts
    if one.head.origin != other.head.origin or one.keyring.log[0] != other.keyring.log[0]:
        return Compared("other", 0)
    shared = 0
    for mine, theirs in itertools.zip_longest(_leaves(first), _leaves(second)):
        if mine is None:
            return Compared("first-is-prefix", shared)
        if theirs is None:
            return Compared("second-is-prefix", shared)
        if mine != theirs:
            return Compared("fork", shared, (_in_words(mine), _in_words(theirs)))
        shared += 1
    return Compared("same", shared)


def _leaves(copy: Copy) -> Iterator[bytes]:
    for batch in copy.batches():
        yield from batch.leaves


def _in_words(data: bytes) -> str:
    leaf = leaf_from_bytes(data)
    short = leaf_hash(data).hex()[:12]
    return f"{leaf.entry.kind} by {leaf.entry.by}, recorded {text_from_instant(leaf.recorded)} ({short})"
