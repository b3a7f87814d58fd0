"""What a reading asks for, as frozen values: filters, measures, forms. Meaning: docs/agreement-file.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SetFilter:
    """A condition on a set of actors (or kinds).

    `any`: the true set meets this one. `all`: contains each. `only`: lies inside. Empty means no condition.
    """

    any: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which occurrences a measure counts; a missing part matches everything."""

    by: SetFilter | None = None
    against: SetFilter | None = None
    between: SetFilter | None = None
    what: SetFilter | None = None
    status: SetFilter | None = None


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """Silence counts only where watches of `watchers` that see all of `sees` cover `share` of a day."""

    watchers: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: `unit` over the records of `kinds` that match one of `filters`.

    With `tallies_of` it is that source's own tallies instead. `unit` "incidents" counts each record as one.
    `coverage` says what must have been watched for this measure; without it the reading's own rule holds.
    """

    unit: str
    kinds: tuple[str, ...] = ("report",)
    filters: tuple[Filter, ...] = (Filter(),)
    tallies_of: str = ""
    coverage: CoverageRule | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """`factor` times the mean of whole days: `first`..`last` (local dates), or `days_before` the period."""

    factor: Fraction
    first: dt.date | None = None
    last: dt.date | None = None
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """At most this much in every agreement day."""

    measure: Measure
    at_most: Fraction | Baseline


@dataclass(frozen=True, slots=True)
class Never:
    """Not once in the period."""

    measure: Measure


@dataclass(frozen=True, slots=True)
class State:
    """From day `from_day` (1 is the first) at every moment at most / at least `count` of `measure.unit`.

    `must` is `absent` (at most `count`) or `present` (at least `count`).
    """

    measure: Measure
    must: str
    count: int
    from_day: int = 1


@dataclass(frozen=True, slots=True)
class Hold:
    """The daily condition for `days` consecutive agreement days.

    `on_breach`: restart or fail. `restart`: next-day or instant. `keep`: it must still hold; otherwise a
    completed hold latches.
    """

    condition: Limit | Never | State
    days: int
    on_breach: str = "restart"
    restart: str = "next-day"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """At least `at_least` in every window of `days` days, sliding or tiled."""

    measure: Measure
    at_least: int
    days: int
    windows: str = "sliding"


@dataclass(frozen=True, slots=True)
class Response:
    """Every admitted complaint to `addressee` has a reply that names it within `within_s` seconds."""

    within_s: int
    addressee: SetFilter | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """At least `at_least` by the end of day `by_day` (1 is the first)."""

    measure: Measure
    at_least: int
    by_day: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of `forms`."""

    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `forms`."""

    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class NotThat:
    """The contrary of `form`."""

    form: Form


Form = Limit | Never | State | Hold | Floor | Response | Deadline | AllOf | AnyOf | NotThat


def leaves_of(form: Form) -> Iterator[Form]:
    """Yield the forms that are not joined from others, and what a hold holds.

    Source: DESIGN, "Forms".
    """
    match form:
        case AllOf(forms) | AnyOf(forms):
            for each in forms:
                yield from leaves_of(each)
        case NotThat(inner):
            yield from leaves_of(inner)
        case Hold(condition=condition):
            yield form
            yield condition
        case _:
            yield form
