"""Time and size: years of a floor, thousands of records of one incident, dates at the ends of the calendar."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from tests.attacks.small import KILLED, WATCHED, agreement, ask, reading, records, report, verdict_of, watch

from ceasefire.assess import Asked, ReferenceEngine, check
from ceasefire.times import instant_from_text, text_from_instant

THREE_DAYS = {"ends": "2016-09-15T00:00:00+00:00"}
AT = "2016-09-16T00:00:00Z"


def test_a_floor_over_eight_months_is_quick() -> None:
    """A sliding weekly floor over 240 watched days takes no more than a second (ten years: not hours)."""
    agreed = agreement(reading({"floor": {"measure": KILLED, "at_least": 1, "days": 7}}))
    found = records(watch("2016-01-01T00:00:00Z", "2019-01-01T00:00:00Z"))
    ask(agreed, found, AT)  # what is imported at the first question would be most of the time
    begun = time.process_time()
    ask(agreed, found, text_from_instant(1_473_638_400 + 240 * 86_400))

    assert time.process_time() - begun < 1


def test_an_incident_named_by_a_thousand_allegations_takes_little_memory() -> None:
    """Raw allegations that all name one incident cost memory in proportion to their number, not to its square."""
    agreed = agreement(reading({"limit": {"measure": KILLED, "at_most": 5}}), instrument=THREE_DAYS)
    moment = instant_from_text(AT)

    def peak(number: int) -> int:
        many = [report("2016-09-12", 100, incident="X", standing="received") for _ in range(number)]
        found = records(WATCHED, report("2016-09-12", 1, incident="X"), *many)
        tracemalloc.start()
        try:
            check(agreed, found, (), Asked(moment, moment), ReferenceEngine())
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(800) < 3 * peak(400)


@pytest.mark.parametrize("recorded", [None, "2016-02-01T00:00:00Z"])
def test_one_version_twice_is_no_type_error(recorded: str | None) -> None:
    """The same version with and without the ledger's instant is answered (or refused), in any order."""
    one = report("2016-09-12", 4, id="z")
    found = records(WATCHED, one | {"recorded": recorded}) + records(
        one | {"recorded": "2016-03-01T00:00:00Z"}, position=5
    )
    agreed = agreement(reading({"limit": {"measure": KILLED, "at_most": 5}}), instrument=THREE_DAYS)

    assert verdict_of(agreed, found, AT) == "met"


@pytest.mark.parametrize("at", ["2016-09-12T00:00:00Z", "2016-09-12T00:00:01Z", "2016-09-14T23:59:59Z"])
def test_pending_from_the_first_instant_to_the_last(at: str) -> None:
    """At the very beginning and a second before the end a quiet limit is pending; at the end it is met."""
    agreed = agreement(reading({"limit": {"measure": KILLED, "at_most": 5}}), instrument=THREE_DAYS)

    assert verdict_of(agreed, records(WATCHED), at) == "pending"
    assert verdict_of(agreed, records(WATCHED), "2016-09-15T00:00:00Z") == "met"
