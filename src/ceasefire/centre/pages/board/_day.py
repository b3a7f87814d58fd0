"""The last 24 hours: what became known in them, newest first."""

from __future__ import annotations

from ceasefire.centre.live import View
from ceasefire.publish import Line, record_lines
from ceasefire.publish.words import NameBook

_DAY = 86_400
_MOST = 12


def last_day(names: NameBook, view: View) -> tuple[tuple[tuple[Line, int], ...], int]:
    """Return the newest records of the last 24 hours in words, each with its entry, and how many more there are."""
    until = view.shown.asked.as_of
    known = view.shown.known
    told = [each for each in view.records if until - _DAY < known[each.key, each.version] <= until]
    told.sort(key=lambda each: (-known[each.key, each.version], each.key))
    lines = record_lines(names, [each.key for each in told[:_MOST]], {each.key: each for each in told})
    entries = (each.position for each in told[:_MOST])
    return tuple(zip(lines, entries, strict=True)), max(0, len(told) - _MOST)
