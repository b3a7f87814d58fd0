"""The work queue: what to look at next, ordered by what it would settle, then by age. For the mission only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ceasefire.incidents._known import Known
from ceasefire.incidents._ladder import ENDS
from ceasefire.incidents.dossier._awaited import Awaited
from ceasefire.incidents.dossier._incident import Incident
from ceasefire.incidents.linking import Suggestion

PURPOSES = ("verification", "answers", "linking")


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do.

    Attributes:
        keys: The record (or the pair of records) to look at.
        incident: To which it belongs, or empty.
        settles: How many open days, windows or complaints it would settle by itself, over all readings.
        since: Since when it waits, seconds UTC.
        reason: settles-open, waits-for-second, fell-back, contradiction, provisional, suggested, overdue, awaited,
            unscreened.
        score: Of a suggested pair, thousandths; else 0.
    """

    keys: tuple[str, ...]
    incident: str
    settles: int
    since: int
    reason: str
    score: int = 0


def verification_queue(
    incidents: Iterable[Incident], known: Known, settles: Mapping[str, int], unscreened: frozenset[str]
) -> tuple[Work, ...]:
    """Return the records to verify or screen, the one that would settle most first, then the oldest.

    Args:
        incidents: As derived.
        known: What was known at the moment.
        settles: Record key to how many open cells it alone would turn, confirmed or dismissed.
        unscreened: Keys of records below the standing that counts as possible.

    Source: DESIGN, "Why, and what would settle it": the verification team's work queue.
    """
    waiting = {each.record for each in known.decided if each.why == "waits-for-another"}
    fallen = {each.record for each in known.decided if each.why == "told-before-a-correction"}
    of = {each.key: incident.id for incident in incidents for each in incident.accounts}
    keys = {key for key in settles if key in known.told} | waiting | fallen | unscreened
    keys -= {each.key for each in known.records if known.standing_of(each) in ("verified", *ENDS)}
    found = [
        Work(
            keys=(key,),
            incident=of.get(key, ""),
            settles=settles.get(key, 0),
            since=known.said[key],
            reason="settles-open"
            if settles.get(key)
            else "waits-for-second"
            if key in waiting
            else "fell-back"
            if key in fallen
            else "unscreened",
        )
        for key in keys & known.told.keys()
    ]
    return _in_order(found)


def linking_queue(
    suggestions: Iterable[Suggestion], incidents: Iterable[Incident], known: Known, settles: Mapping[str, int]
) -> tuple[Work, ...]:
    """Return the pairs to confirm or reject: contradictions, provisional links and suggested pairs.

    Args:
        suggestions: Of a linker, over the same records.
        incidents: As derived.
        known: What was known at the moment.
        settles: As for verification.

    Source: docs/linking.md.
    """
    of = {each.key: incident.id for incident in incidents for each in incident.accounts}
    decided = {frozenset((each.details.first, each.details.second)): each.details.state for each in known.links}  # type: ignore[union-attr]
    pairs: dict[frozenset[str], tuple[str, int]] = {}
    for each in suggestions:
        pairs[frozenset((each.first, each.second))] = (each.state, each.score)
    for pair, state in decided.items():
        if state == "provisional":
            pairs[pair] = ("provisional", pairs.get(pair, ("", 0))[1])
        else:
            pairs.pop(pair, None)
    for incident in incidents:
        for contradiction in incident.contradictions:
            pairs[frozenset(contradiction.pair)] = ("contradiction", 0)
    found = [
        Work(
            keys=tuple(sorted(pair)),
            incident=next((of[key] for key in sorted(pair) if key in of), ""),
            settles=sum(settles.get(key, 0) for key in pair),
            since=max(known.said.get(key, 0) for key in pair),
            reason=reason,
            score=score,
        )
        for pair, (reason, score) in pairs.items()
        if len({of.get(key) for key in pair}) > 1 or reason == "contradiction"
    ]
    return _in_order(found)


def answers_queue(awaited: Iterable[Awaited], settles: Mapping[str, int]) -> tuple[Work, ...]:
    """Return the answers to ask for, the one that would settle most first, then the oldest.

    Args:
        awaited: As derived.
        settles: Record key of a complaint to how many complaints an answer to it settles.

    Source: docs/incidents.md, "Answers awaited".
    """
    return _in_order(
        Work((each.key,), each.about, settles.get(each.key, 0), each.since, "overdue" if each.overdue else "awaited")
        for each in awaited
    )


def _in_order(found: Iterable[Work]) -> tuple[Work, ...]:
    return tuple(sorted(found, key=lambda each: (-each.settles, each.since, each.keys)))
