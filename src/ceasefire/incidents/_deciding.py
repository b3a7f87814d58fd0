"""A person's decision on which records are one, as new records: every merge and every undoing leaves a trace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ceasefire.records import UNKNOWN, Cites, Link, Record, StandingDecision, Who, version_hash


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: for which source, in which role, under which pseudonym, and when (seconds UTC)."""

    source: str
    role: str
    reviewer: str
    at: int
    words: str = ""


def link_decision(versions: Iterable[Record], pair: tuple[str, str], state: str, decider: Decider) -> Record:
    """Return the record by which a pair of records is confirmed, rejected or left provisional.

    It is the next version of this source's decision on the pair, so that the last one holds and all stay on record.

    Args:
        versions: Every version of every record read.
        pair: Two keys.
        state: confirmed, provisional, rejected.
        decider: Who decides.

    Source: DESIGN, "Sameness": links (confirmed, provisional, rejected) are an input.
    """
    first, second = sorted(pair)
    ident = f"link-{hashlib.sha256(f'{first} {second}'.encode()).hexdigest()[:16]}"
    own = [each.version for each in versions if each.source == decider.source and each.id == ident]
    details = Link(first, second, state, decider.role, decider.reviewer)
    return decision_record(decider, ident, max(own, default=0) + 1, details)


def undo_decision(versions: Sequence[Record], key: str, decider: Decider) -> Record:
    """Return the record that brings back what held before a decision was last changed.

    What was derived before is derived again, exactly: the version before it is said anew, or, where it was the first,
    the decision is withdrawn.

    Args:
        versions: Every version of every record read.
        key: Of the decision.
        decider: Who undoes it.

    Raises:
        LookupError: No such decision, or nothing is left to undo.

    Source: issue "Incidents": every merge can be undone and leaves a trace.
    """
    chain = sorted((each for each in versions if each.key == key), key=lambda each: each.version)
    newest = chain[-1] if chain else None
    if newest is None or newest.withdrawn or not isinstance(newest.details, Link):
        raise LookupError(key)
    before, restored = (
        _before(chain),
        replace(newest.details, role=decider.role, reviewer=decider.reviewer, restores=""),
    )
    if before is not None and isinstance(before.details, Link):
        restored = replace(restored, state=before.details.state, restores=str(before.version))
    again = replace(
        newest,
        version=newest.version + 1,
        withdrawn=before is None,
        recorded=None,
        claimed_recorded=decider.at,
        text=(("en", decider.words),) if decider.words else (),
        details=restored,
    )
    return replace(again, hash=version_hash(again))


def _before(chain: Sequence[Record]) -> Record | None:
    """Return the version that held before the last change, having played earlier undoings; None: none did."""
    held: list[Record] = []
    for each in chain:
        restores = each.details.restores if isinstance(each.details, Link) else ""
        if each.withdrawn:
            held.clear()
        elif restores:
            while held and str(held[-1].version) != restores:
                held.pop()
        else:
            held.append(each)
    return held[-2] if len(held) > 1 else None


def split_decisions(
    versions: Sequence[Record], accounts: Sequence[Record], parted: frozenset[str], decider: Decider
) -> tuple[Record, ...]:
    """Return the rejections that part some accounts of an incident from its others.

    Args:
        versions: Every version of every record read.
        accounts: All accounts of the incident.
        parted: Keys of those to part from the others; among themselves they stay as they are.
        decider: Who decides.

    Source: issue "Incidents": a person confirms, rejects, splits.
    """
    own = sorted(each.key for each in accounts if each.key in parted)
    others = sorted(each.key for each in accounts if each.key not in parted)
    return tuple(link_decision(versions, (one, other), "rejected", decider) for one in own for other in others)


def decision_record(decider: Decider, ident: str, version: int, details: Link | StandingDecision) -> Record:
    """Return a decision as a record.

    Args:
        decider: Who decides.
        ident: The source's id for it.
        version: Of the source's decision on this.
        details: What is decided: on a pair of records, or on the standing of one.

    Source: docs/records.md, "link" and "standing".
    """
    record = Record(
        kind="link" if isinstance(details, Link) else "standing",
        source=decider.source,
        id=ident,
        version=version,
        dataset="",
        position=0,
        recorded=None,
        claimed_recorded=decider.at,
        speaker=decider.source,
        carrier="",
        origin="",
        standing="corroborated",
        when=None,
        where=None,
        who=Who(),
        what=UNKNOWN,
        counts=(),
        absent_means_none=(),
        incidents=(),
        withdrawn=False,
        text=(("en", decider.words),) if decider.words else (),
        cites=Cites(),
        details=details,
        hash="",
    )
    return replace(record, hash=version_hash(record))
