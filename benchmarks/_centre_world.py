"""A centre's ledger of any size: September 2016, and reports of a year and fourteen governorates around it."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

from benchmarks._ledger_world import BEGINS, MISSION, ORIGIN, submissions
from ceasefire.ledger.entries import Submission, open_part, submit
from ceasefire.times import instant_from_text, text_from_instant

_SOURCES = ("civil-defence", "sohr", "snhr", "editors", "un-ocha")
_YEAR = instant_from_text("2016-01-01T00:00:00+02:00")
_DAY = 86_400
_KNOWN = 120  # so many of September 2016
_VERIFIED = 20  # one in so many is at the standard of proof; the others are screened or received


def reports(first: int, count: int) -> Iterator[Submission]:
    """Yield signed reports, the same for the same numbers: an hour of the year, a governorate, a few killed."""
    for number in range(first, first + count):
        chance = random.Random(number)  # noqa: S311  a world that can be drawn again, not a secret
        yield submit(
            MISSION,
            ORIGIN,
            "record",
            open_part("core", core(number, chance), os.urandom),
            [],
            claimed=_YEAR + chance.randrange(366 * _DAY),
        )


def core(number: int, chance: random.Random) -> dict[str, Any]:
    """Return the core of a report."""
    begins = _YEAR + chance.randrange(366) * _DAY + chance.randrange(24) * 3_600
    low = chance.choice((0, 0, 0, 1, 1, 2, 3, 5))
    standing = "corroborated" if number % _VERIFIED == 0 else chance.choice(("screened", "received"))
    return {
        "kind": "report",
        "source": chance.choice(_SOURCES),
        "id": f"r-{number}",
        "version": 1,
        "standing": standing,
        "dataset": "",
        "claimed_recorded": text_from_instant(begins + 3_600 * chance.randrange(1, 48)),
        "when": {
            "from": text_from_instant(begins),
            "to": text_from_instant(begins + 3_600 * chance.choice((1, 6, 24))),
            "how": "sometime",
        },
        "where": {"scheme": "ocha-pcode", "code": f"SY{chance.randrange(1, 15):02}", "vintage": "2016-09-05"},
        "who": {"by": chance.choice(("government", "armed-opposition", "unknown"))},
        "what": chance.choice(("shelling", "air-strike", "small-arms")),
        "counts": {"killed": {"low": low, "best": low, "high": low + chance.randrange(3)}},
    }


def world(first: int, count: int) -> Iterator[Submission]:
    """Yield the records of September 2016, and after them reports."""
    known = min(max(_KNOWN - first, 0), count)
    yield from submissions(first, known)
    yield from reports(first + known, count - known)


__all__ = ["BEGINS", "core", "reports", "world"]
