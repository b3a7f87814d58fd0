"""What one record adds to the bounds of an area's days: the meaning of every kind of uncertainty, in one place.

This is the definition. The reference engine calls it for every record; the DuckDB engine says the same in SQL for plain
records and calls it for the rest; `tests/engines` holds the two to one digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ceasefire.agreement import STANDINGS
from ceasefire.assess._matching import NOT, POSSIBLY, SURELY, axes_of, matches
from ceasefire.assess._question import Question
from ceasefire.assess.days import contains, touches
from ceasefire.places import Region, covers, place
from ceasefire.records import Finding, Movement, Record, Who, spot_of

_BEFORE, _AFTER = -(1 << 60), 1 << 60
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Row:
    """Bounds that a record gives to one area.

    Attributes:
        position: Of the record.
        area: Index of the area.
        first, last: The days it may lie in; -1 is before day 0, n (the number of days) is after now.
        low: Counted surely, somewhere in first..last.
        base: The same for baselines: 0 for a record set aside.
        single: `low` if it is one occurrence that cannot be divided, else 0.
        high: At most this much (None: open).
        earliest, latest: Instants, for clocks that restart at the instant.
        aside: Too vague: the high was dropped; `dropped` keeps it.
    """

    position: int
    area: int
    first: int
    last: int
    low: int
    base: int
    single: int
    high: int | None
    earliest: int
    latest: int
    aside: bool = False
    dropped: int | None = 0


def standing_of(record: Record, question: Question) -> int:
    """Return SURELY, POSSIBLY or NOT: what the record's standing lets it do in this reading.

    Source: DESIGN, "Standing".
    """
    standing = question.standings.get(record.key, record.standing)
    if standing == "false":
        return NOT
    # unverifiable and not-locatable end the inquiry where it was: screened, and never more
    level = STANDINGS.index(standing) if standing in STANDINGS else STANDINGS.index("screened")
    if level >= STANDINGS.index(question.standing.sure) and standing in STANDINGS:
        return SURELY
    return POSSIBLY if level >= STANDINGS.index(question.standing.possible) else NOT


def is_measured(record: Record, question: Question) -> bool:
    """Return whether the record is of the kinds (or the source's tallies) that the measure counts.

    Source: DESIGN, "A reading measures incidents, or one named source's tallies".
    """
    measure = question.measure
    if measure.tallies_of:
        return record.kind == "tally" and record.source == measure.tallies_of
    return record.kind in measure.kinds


def is_vague(record: Record, grade: int, question: Question) -> bool:
    """Return whether the record is set aside: its date too long, or its place too wide and not surely inside.

    Source: DESIGN, "Too vague".
    """
    vague = question.vague
    if question.at_least:
        return False
    long = vague.days is not None and (
        record.when is None or record.when.latest - record.when.earliest > vague.days * _DAY_S
    )
    wide = (
        vague.place_m is not None
        and grade != SURELY
        and (record.where is None or (record.where.radius_m or 0) > vague.place_m)
    )
    return long or wide


def contribute(record: Record, question: Question) -> Iterator[Row]:
    """Yield what a record adds, by area and then by day.

    Source: DESIGN, "A contribution".
    """
    if not is_measured(record, question):
        return
    standing = min(standing_of(record, question), _matched(record, question))
    if standing == NOT:
        return
    low, high = _bounds(record, question)
    if low == 0 and high == 0:
        return
    for area, region in enumerate(question.regions):
        placed = _placed(record, region, question)
        if placed == NOT:
            continue
        aside = is_vague(record, placed, question)
        for row in _days(record, area, question):
            grade = min(standing, placed, _during(row, record, question))
            if grade == NOT:
                continue
            sure = low if grade == SURELY and _speaks_for(record, region, question) else 0
            yield replace(
                row,
                low=sure,
                base=0 if aside else sure,
                single=sure if _is_indivisible(record, question) else 0,
                high=0 if aside else high,
                aside=aside,
                dropped=high if aside else 0,
            )


def _matched(record: Record, question: Question) -> int:
    """Grade the filters over what the record says, or over every accepted finding on its incident."""
    status = record.details.status if isinstance(record.details, Movement) else ""
    findings = _findings(record, question)
    if not findings:
        return matches(axes_of(record.who, record.what, status), question.measure.filters, question.takes)
    grades = [_matched_as_found(record, each, status, question) for each in findings]
    return max(grades) if min(grades) == max(grades) else POSSIBLY


def _matched_as_found(record: Record, finding: Record, status: str, question: Question) -> int:
    found = finding.details
    if not isinstance(found, Finding):
        return POSSIBLY
    if found.happened == "no" or (question.findings.permitted_excluded and found.permitted in ("yes", "outside")):
        return NOT
    who = record.who
    if finding.who.by is not None or found.identifiable == "no":
        who = Who(by=finding.who.by, against=who.against, between=who.between)
    return matches(axes_of(who, record.what, status), question.measure.filters, question.takes)


def _findings(record: Record, question: Question) -> tuple[Record, ...]:
    return question.found.get(record.incidents[0], ()) if len(record.incidents) == 1 else ()


def _bounds(record: Record, question: Question) -> tuple[int, int | None]:
    unit = question.measure.unit
    low, high = (1, 1) if unit == "incidents" else record.count(unit)
    presence = question.presence
    if presence is None:
        return low, high
    if presence.must == "absent":
        return (low if low > presence.count else 0), high
    breach = high is not None and high < presence.count
    return int(breach), int(low < presence.count)


def _speaks_for(record: Record, region: Region | None, question: Question) -> bool:
    """Return whether a record's number is one of the area: "one post here" does not say that there are no others."""
    if question.presence is None or question.presence.must == "absent":
        return True
    return region is not None and covers(spot_of(record.where), region, question.boundaries)


def _is_indivisible(record: Record, question: Question) -> bool:
    return question.presence is not None or record.when is None or record.when.how == "sometime"


def _placed(record: Record, region: Region | None, question: Question) -> int:
    if region is None:
        return SURELY
    return place(spot_of(record.where), region, question.boundaries)


def _during(row: Row, record: Record, question: Question) -> int:
    if question.during is None:
        return SURELY
    sure, possible = question.during
    throughout = record.when is not None and record.when.how == "throughout"
    if (touches if throughout else contains)(sure, row.earliest, row.latest):
        return SURELY
    return POSSIBLY if touches(possible, row.earliest, row.latest) else NOT


def _days(record: Record, area: int, question: Question) -> Iterator[Row]:
    """Yield the record's days, bounds still empty: one row, or one a day for what was present throughout."""
    grid, when = question.grid, record.when
    earliest, latest = (when.earliest, when.latest) if when else (_BEFORE, _AFTER)
    first = grid.index(earliest)
    last = len(grid) if latest > grid.now else grid.index(latest - 1)
    if last < 0 or first >= len(grid):
        return
    if when is None or when.how != "throughout":
        yield Row(record.position, area, first, last, 0, 0, 0, 0, earliest, latest)
        return
    for day in range(max(first, 0), min(last, len(grid) - 1) + 1):
        since, until = max(earliest, grid.bounds[day]), min(latest, grid.bounds[day + 1])
        if since < until:
            yield Row(record.position, area, day, day, 0, 0, 0, 0, since, until)
