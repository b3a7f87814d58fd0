"""What was watched: for a kind of event and some days, each area of the agreement, and each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ceasefire.centre.access import RULES
from ceasefire.centre.live import View, latest_moment
from ceasefire.incidents import PROVEN
from ceasefire.places import Region, covers
from ceasefire.records import Watch, Where, spot_of

State = Literal["watched", "partly", "nobody", "untold"]
Span = tuple[int, int]
_HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Watching:
    """Somebody was able to see some kinds, somewhere, over [start, end); `whole`: all of that time, by proof."""

    sees: tuple[str, ...]
    where: Where
    start: int
    end: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of an area was watched: on how many of the days the whole day, and on how many a part of it."""

    whole: int
    part: int
    days: int

    @property
    def state(self) -> State:
        """Return it in a word; untold: coverage of these days is not told to this reader yet."""
        if not self.days:
            return "untold"
        if self.whole == self.days:
            return "watched"
        return "partly" if self.whole or self.part else "nobody"


def watchings_in(view: View) -> tuple[Watching, ...]:
    """Return the watches that took place, of the records released to the reader, and what data sets declare.

    A watch counts whole as in the verdicts: kept throughout, at the standard of proof, until it was told. What a data
    set declares goes out as late as a watch would.

    Source: DESIGN, "Silence is not compliance".
    """
    known = view.desk.situation.known
    found = []
    for each in view.records:
        if isinstance(each.details, Watch) and each.details.done and each.when and each.where:
            said = [one for one in (each.recorded, each.claimed_recorded) if one is not None]
            end = min([each.when.latest, *said])
            proven = known.standing_of(each) in PROVEN and each.when.how == "throughout"
            found.append(Watching(each.details.sees, each.where, each.when.earliest, end, proven))
    until = told_until(view)
    for dataset in known.datasets:
        for one in dataset.coverage:
            end = one.when.latest if dataset.released is None else min(one.when.latest, dataset.released)
            whole = dataset.standing in PROVEN and dataset.source in ("", one.watcher)
            if until is None or one.when.latest <= until:
                found.append(Watching(one.sees, one.where, one.when.earliest, end, whole))
    return tuple(found)


def told_until(view: View) -> int | None:
    """Return until when coverage is told to a reader, seconds UTC; None for the mission, who may know it now.

    Source: access.RULES["watch"]: outside the mission coverage is past and coarse.
    """
    if view.audience == "mission":
        return None
    rule = RULES["watch"]
    hours = {"parties": rule.parties, "observers": rule.observers, "anybody": rule.public}.get(view.audience)
    # by the centre's clock: a moment that the reader names, in the future even, tells nothing earlier
    return 0 if hours is None else min(view.shown.asked.as_of, latest_moment(view.shown.recorded)) - hours * _HOUR


def cover_of(region: Region, watchings: Iterable[Watching], kind: str, days: Sequence[Span]) -> Cover:
    """Return how much of an area was watched for a kind, or for at least one kind where none is given.

    Args:
        region: The area; a watch counts for it that covers it whole, and in part one that covers an area in it.
        watchings: Of a view.
        kind: Of event; empty: at least one.
        days: [start, end) of each day, seconds UTC.
    """
    whole_spans: list[Span] = []
    spans: list[Span] = []
    for each in watchings:
        if kind and kind not in each.sees:
            continue
        over_all = covers(spot_of(each.where), region)
        if not over_all and not _touches(each.where, region):
            continue
        span = (each.start, each.end)
        spans.append(span)
        if over_all and each.whole:
            whole_spans.append(span)
    whole = sum(_covered(day, whole_spans) == day[1] - day[0] for day in days)
    part = sum(_covered(day, spans) > 0 for day in days)
    return Cover(whole, part - whole, len(days))


def covers_of(
    regions: Mapping[str, Region], watchings: Sequence[Watching], kind: str, days: Sequence[Span]
) -> dict[str, Cover]:
    """Return how much of each area was watched, by its id."""
    return {key: cover_of(region, watchings, kind, days) for key, region in regions.items()}


def watched_at_all(watchings: Iterable[Watching], kind: str, day: Span) -> bool:
    """Return whether anybody watched anywhere on a day."""
    return any(each.start < day[1] and day[0] < each.end and (not kind or kind in each.sees) for each in watchings)


def _touches(where: Where, region: Region) -> bool:
    """Return whether a watch covers some area that lies in this one."""
    if where.scheme == "agreement" and where.code in region.descendants:
        return True
    told = where.areas
    return told is not None and bool({*told.covers, *told.sure} & {region.id, *region.descendants})


def _covered(day: Span, spans: Iterable[Span]) -> int:
    """Return how many seconds of a day lie in at least one of the spans."""
    seconds, reached = 0, day[0]
    for start, end in sorted(spans):
        begin, stop = max(start, reached), min(end, day[1])
        if stop > begin:
            seconds += stop - begin
            reached = stop
    return seconds
