"""Instants, agreement days and uncertain intervals.

An instant is an int: seconds since 1970-01-01T00:00:00Z. Civil times need a zone; zones come from the pinned `tzdata`
package, never from the machine. A `Calendar` cuts time into agreement days, which begin at a stated local time and are
never assumed to last 24 hours. Invariants (tests/unit/times): days tile time without gap or overlap, also over
daylight-saving changes; parse and print are inverse.
"""

from ceasefire.times._calendar import Calendar, calendar_for, day_start
from ceasefire.times._instants import (
    HOW,
    TZDATA_VERSION,
    Duration,
    When,
    date_from_text,
    duration_from_text,
    instant_from_text,
    text_from_instant,
    time_of_day_from_text,
    zone_from_text,
)

__all__ = [
    "HOW",
    "TZDATA_VERSION",
    "Calendar",
    "Duration",
    "When",
    "calendar_for",
    "date_from_text",
    "day_start",
    "duration_from_text",
    "instant_from_text",
    "text_from_instant",
    "time_of_day_from_text",
    "zone_from_text",
]
