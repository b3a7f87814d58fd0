"""Moments: how it stood at, as known at."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.incidents import known_from
from ceasefire.records import Dataset, Record
from ceasefire.times import instant_from_text


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment a page shows: `at` and `as_of`, seconds UTC; `chosen` if the reader named one."""

    at: int
    as_of: int
    chosen: bool = False


def moment_from_text(text: str) -> Moment | None:
    """Return a moment from an address: an instant with its offset, or seconds UTC; None if it is neither."""
    try:
        instant = int(text) if text.isascii() and text.isdigit() else instant_from_text(text)
    except (ValueError, OverflowError):
        return None
    return Moment(instant, instant, chosen=True) if 0 < instant < 7_258_118_400 else None


def span_of_history(records: tuple[Record, ...], datasets: tuple[Dataset, ...], knowledge: str) -> tuple[int, ...]:
    """Return the instants at which something became known, in order, each once: the stops of the slider."""
    by_id = {each.id: each for each in datasets}
    return tuple(sorted({known_from(each, by_id.get(each.dataset), knowledge) for each in records}))
