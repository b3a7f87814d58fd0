"""What was known at a moment: which version of each record, which standing, which declared coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ceasefire.records import Dataset, Record, StandingDecision

ALWAYS, NEVER = -(1 << 60), 1 << 60


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at `as_of`.

    Attributes:
        records: One version a record, the newest known and not withdrawn, by position.
        standings: Standing by record key where a decision (or an assumption) changed it.
        links: Link decisions that count, the one told last coming last.
        datasets: Those whose declarations were known.
        not_yet: How many versions were not yet known.
        superseded: How many had been corrected or withdrawn.
    """

    records: tuple[Record, ...]
    standings: Mapping[str, str]
    links: tuple[Record, ...]
    datasets: tuple[Dataset, ...]
    not_yet: int
    superseded: int = 0


def known_from(record: Record, dataset: Dataset | None, knowledge: str) -> int:
    """Return the instant from which a version is known; NEVER where nothing says so.

    Args:
        record: The version.
        dataset: What holds for its file.
        knowledge: recorded, as-reported or hindsight.

    Source: DESIGN, "As known at".
    """
    if knowledge == "hindsight":
        return ALWAYS
    released = dataset.released if dataset else None
    claimed = record.claimed_recorded if knowledge == "as-reported" else None
    for instant in (claimed, record.recorded, released):
        if instant is not None:
            return instant
    return NEVER


def validity(records: Iterable[Record], datasets: Mapping[str, Dataset], knowledge: str) -> dict[int, tuple[int, int]]:
    """Return for each position the half-open [known_from, known_until) in which that version is the newest known.

    A version that became known only after a higher one never is the newest: its interval is empty.

    Source: DESIGN, "As known at".
    """
    chains: dict[str, list[Record]] = {}
    for record in records:
        chains.setdefault(record.key, []).append(record)
    result: dict[int, tuple[int, int]] = {}
    for chain in chains.values():
        until = NEVER + 1
        for record in sorted(chain, key=lambda each: (each.version, each.position), reverse=True):
            since = known_from(record, datasets.get(record.dataset), knowledge)
            result[record.position] = (since, until)
            until = min(until, since)
    return result


def _decides(record: Record) -> bool:
    """Return whether a link or standing decision counts: one that anybody may have filed moves nothing."""
    return record.kind in ("link", "standing") and record.standing in ("corroborated", "verified")


def known_at(
    records: Sequence[Record],
    datasets: Sequence[Dataset],
    as_of: int,
    knowledge: str,
    assume: Mapping[str, str],
) -> Known:
    """Return what was known at `as_of`.

    Args:
        records: Every version read.
        datasets: What holds for each file.
        as_of: Instant, seconds UTC.
        knowledge: recorded, as-reported or hindsight.
        assume: Record key to `confirmed` or `dismissed`, on top of what is known.

    A decision counts if it is itself at the standard of proof, and on the versions of a record that were told by then:
    what a source corrects afterwards stands where the correction stands.

    Source: DESIGN, "As known at".
    """
    by_id = {each.id: each for each in datasets}
    intervals = validity(records, by_id, knowledge)
    visible = [each for each in records if intervals[each.position][0] <= as_of < intervals[each.position][1]]
    visible.sort(key=lambda each: each.position)
    used = tuple(each for each in visible if not each.withdrawn)
    told = {each.position: known_from(each, by_id.get(each.dataset), "as-reported") for each in used}
    newest = {each.key: told[each.position] for each in used}
    decided = sorted((told[each.position], each.position, each) for each in used if _decides(each))
    standings = {
        each.details.record: each.details.to
        for at, _, each in decided
        if isinstance(each.details, StandingDecision) and newest.get(each.details.record, ALWAYS) <= at
    }
    standings.update({key: {"confirmed": "verified", "dismissed": "false"}[how] for key, how in assume.items()})
    not_yet = sum(known_from(each, by_id.get(each.dataset), knowledge) > as_of for each in records)
    return Known(
        records=used,
        standings=standings,
        links=tuple(each for _, _, each in decided if each.kind == "link"),
        datasets=tuple(
            each
            for each in datasets
            if knowledge == "hindsight" or (each.released is not None and each.released <= as_of)
        ),
        not_yet=not_yet,
        superseded=len(records) - len(used) - not_yet,
    )
