"""When it was: days, or instants by the agreement's clock, as far as somebody knows."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Any

from ceasefire.centre.pages.report._typed import Typed
from ceasefire.publish.words import mark
from ceasefire.times import HOW, zone_from_text

_MINUTE = dt.timedelta(minutes=1)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def when_from_typed(typed: Typed) -> dict[str, Any]:
    """Return `when`: civil days without times; with one, from then for a minute, or to the end that is given."""
    first, last = _day(typed, "from_day"), _day(typed, "to_day")
    starts, ends = _time(typed, "from_time"), _time(typed, "to_time")
    if not typed.one("from_day"):
        typed.wrong("from_day", mark("Say on which day it was, or on which it began."))
    how = typed.one("how")
    rest = {"how": how} if how in HOW else {}
    if first is None or any(name in ("to_day", "from_time", "to_time") for name, _ in typed.faults):
        return {}
    if ends is not None and starts is None:
        typed.wrong("from_time", mark("There is an end with a time: give the start one too."))
        return {}
    if starts is None:
        if last is not None and last < first:
            typed.wrong("to_day", mark("The last day comes before the first."))
        zone, days = {"zone": typed.agreement.zone}, [str(first), str(last or first)]
        return {"when": ({"day": days[0]} if days[0] == days[1] else {"days": days}) | zone | rest}
    zone_ = zone_from_text(typed.agreement.zone)
    begin = _instant(typed, "from_time", first, starts, zone_)
    if ends is None and last is not None and last != first:
        typed.wrong("to_time", mark("There is a last day and a time at the start: give the end a time too."))
        return {}
    end = begin + _MINUTE if ends is None else _instant(typed, "to_time", last or first, ends, zone_, late=True)
    if end <= begin:
        typed.wrong("to_time", mark("The end comes before the start, or is the same."))
    return {"when": {"from": begin.isoformat(), "to": end.isoformat()} | rest}


def _day(typed: Typed, name: str) -> dt.date | None:
    text = typed.one(name)
    try:
        found = dt.date.fromisoformat(text) if text else None
    except ValueError:
        found = None
    if text and (found is None or not 1900 <= found.year < 2200):
        typed.wrong(name, mark("This is no date. Write year-month-day, for instance 2016-09-19."))
        return None
    return found


def _time(typed: Typed, name: str) -> dt.time | None:
    text = typed.one(name)
    match = _TIME.fullmatch(text)
    if text and match is None:
        typed.wrong(name, mark("This is no time of day. Write hours:minutes, for instance 19:10."))
    return dt.time(int(match[1]), int(match[2])) if match else None


def _instant(
    typed: Typed, name: str, day: dt.date, time: dt.time, zone: zoneinfo.ZoneInfo, *, late: bool = False
) -> dt.datetime:
    """Return the instant; of an hour that comes twice the first as a start, the second as an end."""
    found = dt.datetime.combine(day, time, zone).replace(fold=int(late))
    back = found.astimezone(dt.UTC).astimezone(zone)
    if (back.date(), back.time()) != (day, time):
        typed.wrong(name, mark("There was no such time on that day: the clocks were put forward."))
    return found
