"""What linking answers: pairs with a score and reasons, and the interface of every back end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ceasefire.incidents.linking._account import Account

SUGGESTED, PROVISIONAL = "suggested", "provisional"


@dataclass(frozen=True, slots=True)
class Marks:
    """From which score on a pair is suggested, and from which a link is provisional; whole thousandths."""

    low: int = 500
    high: int = 950

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1001:
            message = f"marks are thousandths, the low one not above the high one; not {self.low} and {self.high}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against a pair. The words are made elsewhere, from `TEMPLATES` or a translation.

    Attributes:
        code: Key of `TEMPLATES`.
        weight: Hundredths of the natural logarithm of the odds that it adds.
        params: What the words name.
    """

    code: str
    weight: int
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two records that may tell of one incident. A person decides; `provisional` is no decision either.

    Attributes:
        first, second: Keys, in order.
        score: Thousandths.
        state: `provisional` from the high mark on, else `suggested`.
        reasons: Heaviest first.
    """

    first: str
    second: str
    score: int
    state: str
    reasons: tuple[Reason, ...]


class Linker(Protocol):
    """A back end: which pairs of accounts may be one incident."""

    name: str

    def suggest(
        self, accounts: Sequence[Account], marks: Marks, distinct_sets: frozenset[str]
    ) -> tuple[Suggestion, ...]:
        """Return the pairs from the low mark on, by key; the order of the accounts changes nothing."""
        ...


class BackEndMissing(ImportError):  # noqa: N818  named for what is the matter, as Problem is
    """A back end's package is not installed; `extra` says which extra brings it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; it comes with ceasefire[{extra}]")
        self.package = package
        self.extra = extra


# code: English template of the words; names in braces are params. For counts {first} stands for first_low and
# first_high (alike: the number; high -1: "at least"; else "low to high"), {second} likewise.
TEMPLATES = {
    "same-day": "same day",
    "same-period": "times that overlap; the longer one lasts {hours} hours",
    "days-apart": "{days} days apart",
    "no-time": "at least one tells no time",
    "same-place": "same place",
    "near": "{distance_m} m apart, known to {first_m} m and {second_m} m",
    "far": "{distance_m} m apart, though known to {first_m} m and {second_m} m",
    "same-area": "one place lies in the other, or they are equal: {first}, {second}",
    "other-area": "different areas: {first}, {second}",
    "no-place": "at least one tells no place that can be compared",
    "same-kind": "same kind: {kinds}",
    "other-kind": "different kinds: {first}, {second}",
    "same-actors": "same actors: {actors}",
    "other-actors": "different actors: {first}, {second}",
    "counts-agree": "one says {first}, the other {second} {unit}: this agrees",
    "counts-near": "one says {first}, the other {second} {unit}: nearly the same",
    "counts-differ": "one says {first}, the other {second} {unit}",
    "same-words": "same words: {words}",
    "other-words": "hardly a word in common",
    "same-media": "{number} pictures or films are the same",
    "same-source": "both from one source, which seldom tells one thing twice",
    "third-report": "{key} fits both",
    "rivals": "another report of the same source fits as well, or nearly",
    "round-up": "one of them tells of several incidents",
}
