"""Whether an instrument is in force at an instant: surely, possibly or not, from its first period and recorded acts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.agreement import STANDINGS, Filter, Instrument, SetFilter, StandingRule
from ceasefire.assess._matching import NOT, POSSIBLY, SURELY, Takes, matches
from ceasefire.records import Act, Record

FOREVER = 1 << 60
_RULES = {"extends": "extend", "resets": "reset", "suspends": "suspend", "resumes": "resume", "ends": "end"}
_GROWS = ("extends", "resumes")


@dataclass(frozen=True, slots=True)
class Timeline:
    """When an instrument is in force. Spans are (since, until) instants, ascending and apart; open ends are FOREVER.

    Attributes:
        sure: In force in every completion.
        possible: In force in some completion.
        sure_resets, possible_resets: Instants at which clocks start anew; every sure one is possible too.
    """

    sure: tuple[tuple[int, int], ...]
    possible: tuple[tuple[int, int], ...]
    sure_resets: tuple[int, ...] = ()
    possible_resets: tuple[int, ...] = ()


def timeline(
    instrument: Instrument,
    acts: Iterable[Record],
    standings: Mapping[str, str],
    rule: StandingRule,
    takes: Takes,
) -> Timeline:
    """Return when the instrument is surely and possibly in force.

    The lower line takes every act that grows the period only if it is sure and every act that shrinks it if it is
    possible; the upper line the other way round. Each is reached by a completion, so both are exact at every instant.

    Args:
        instrument: With its first period and whose act suffices.
        acts: Act records known at the moment of asking, of any instrument.
        standings: Standing of each record by key.
        rule: From which standing an act is sure, and possible.
        takes: What collective names stand for.

    Source: DESIGN, "In force".
    """
    graded = [
        (each.details, grade)
        for each in sorted(acts, key=lambda record: record.position)
        if isinstance(each.details, Act)
        and each.details.instrument == instrument.id
        and (grade := _grade(each, instrument, standings, rule, takes)) != NOT
    ]
    lower = [act for act, grade in graded if grade == SURELY or act.act not in _GROWS]
    upper = [act for act, grade in graded if grade == SURELY or act.act in _GROWS]
    resets = [(act.effective, grade) for act, grade in graded if act.act == "resets"]
    return Timeline(
        sure=_spans(instrument, lower),
        possible=_spans(instrument, upper),
        sure_resets=tuple(sorted({at for at, grade in resets if grade == SURELY})),
        possible_resets=tuple(sorted({at for at, _ in resets})),
    )


def contains(spans: Sequence[tuple[int, int]], earliest: int, latest: int) -> bool:
    """Return whether one span holds all of [earliest, latest).

    Source: DESIGN, "In force".
    """
    return any(since <= earliest and latest <= until for since, until in spans)


def touches(spans: Sequence[tuple[int, int]], earliest: int, latest: int) -> bool:
    """Return whether some span meets [earliest, latest).

    Source: DESIGN, "In force".
    """
    return any(since < latest and earliest < until for since, until in spans)


def clipped(spans: Sequence[tuple[int, int]], since: int, until: int) -> tuple[tuple[int, int], ...]:
    """Return the spans cut to [since, until), empty ones left out.

    Source: DESIGN, "In force".
    """
    cut = ((max(start, since), min(end, until)) for start, end in spans)
    return tuple((start, end) for start, end in cut if start < end)


def _grade(
    record: Record, instrument: Instrument, standings: Mapping[str, str], rule: StandingRule, takes: Takes
) -> int:
    act = record.details
    if not isinstance(act, Act):
        return NOT
    who: SetFilter = getattr(instrument.rules, _RULES[act.act])
    standing = standings.get(record.key, record.standing)
    if who == SetFilter() or standing not in STANDINGS:
        return NOT
    level = STANDINGS.index(standing)
    if level < STANDINGS.index(rule.possible):
        return NOT
    grade = matches((record.who.by, None, None, None, None), (Filter(by=who),), takes)
    return grade if level >= STANDINGS.index(rule.sure) else min(grade, POSSIBLY)


def _spans(instrument: Instrument, acts: Sequence[Act]) -> tuple[tuple[int, int], ...]:
    if instrument.begins is None:
        return ()
    first_end = FOREVER if instrument.ends is None else instrument.ends
    marks = {instrument.begins, first_end}
    for act in acts:
        marks |= {act.effective, FOREVER if act.until is None else act.until}
    ordered = sorted(mark for mark in marks if instrument.begins <= mark <= FOREVER)
    spans: list[tuple[int, int]] = []
    for since, until in itertools.pairwise(ordered):
        if _holds(since, first_end, acts):
            joined = bool(spans) and spans[-1][1] == since
            spans[-1:] = [(spans[-1][0], until)] if joined else [*spans[-1:], (since, until)]
    return tuple(spans)


def _holds(instant: int, first_end: int, acts: Sequence[Act]) -> bool:
    """Return whether it is in force: by the first period or an extension not ended since, and not suspended."""
    ends = [act.effective for act in acts if act.act == "ends" and act.effective <= instant]
    periods = [(-FOREVER, first_end)] + [
        (act.effective, FOREVER if act.until is None else act.until) for act in acts if act.act == "extends"
    ]
    running = any(since <= instant < until and not any(since < end for end in ends) for since, until in periods)
    resumed = [act.effective for act in acts if act.act == "resumes" and act.effective <= instant]
    paused = any(
        act.act == "suspends"
        and act.effective <= instant < (FOREVER if act.until is None else act.until)
        and not any(act.effective <= since for since in resumed)
        for act in acts
    )
    return running and not paused
