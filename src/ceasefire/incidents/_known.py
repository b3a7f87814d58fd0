"""What was known at a moment: which version of each record, which standing, which declared coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ceasefire.agreement import Agreement
from ceasefire.incidents._groups import groups
from ceasefire.incidents._origins import origins_of
from ceasefire.incidents._standings import Decided, Told, standings_of
from ceasefire.records import Complaint, Dataset, Link, Record, Step

ALWAYS, NEVER = -(1 << 60), 1 << 60
PROVEN = ("corroborated", "verified")


@dataclass(frozen=True, slots=True)
class Bodies:
    """Whose sources are whose, as the agreement names them.

    Attributes:
        owners: Source to the party, guarantor or actor whose organ it is.
        missions: The mission's sources; none where there is no mission.
    """

    owners: Mapping[str, str]
    missions: frozenset[str]


NOBODY = Bodies({}, frozenset())


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at `as_of`.

    Attributes:
        records: One version a record, the newest known and not withdrawn, by position; complaints as last admitted.
        standings: Standing by record key where a decision (or an assumption) changed it.
        links: Link decisions that count, the one told last coming last.
        datasets: Those whose declarations were known.
        not_yet: How many versions were not yet known.
        superseded: How many had been corrected or withdrawn.
        earlier: The versions that were known by then and had been corrected or withdrawn, by position.
        withdrawn: Keys of records whose newest known version takes them back.
        told: When each known record was told, by key: as its source claims, else as the ledger has it.
        decided: What became of every decision on standing, in the order told.
    """

    records: tuple[Record, ...]
    standings: Mapping[str, str]
    links: tuple[Record, ...]
    datasets: tuple[Dataset, ...]
    not_yet: int
    superseded: int = 0
    earlier: tuple[Record, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    told: Mapping[str, int] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()

    def standing_of(self, record: Record) -> str:
        """Return where a record stands."""
        return self.standings.get(record.key, record.standing)


def bodies_of(agreement: Agreement) -> Bodies:
    """Return whose sources are whose.

    Source: DESIGN, "Party, Guarantor, Excluded, Source, Actor".
    """
    return Bodies(
        {each.id: each.of for each in agreement.sources if each.of},
        frozenset(each.id for each in agreement.sources if each.kind == "mission"),
    )


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


def known_at(
    records: Sequence[Record],
    datasets: Sequence[Dataset],
    as_of: int,
    knowledge: str,
    assume: Mapping[str, str],
    *,
    bodies: Bodies = NOBODY,
) -> Known:
    """Return what was known at `as_of`.

    Args:
        records: Every version read.
        datasets: What holds for each file.
        as_of: Instant, seconds UTC.
        knowledge: recorded, as-reported or hindsight.
        assume: Record key to `confirmed` or `dismissed`, on top of what is known.
        bodies: Whose sources are whose: with a mission, standings move by its table alone.

    A decision counts if it is itself at the standard of proof, and on the versions of a record that were told by then:
    what a source corrects afterwards stands where the correction stands.

    Source: DESIGN, "As known at".
    """
    by_id = {each.id: each for each in datasets}
    intervals = validity(records, by_id, knowledge)
    visible = [each for each in records if intervals[each.position][0] <= as_of < intervals[each.position][1]]
    visible.sort(key=lambda each: each.position)
    used = [each for each in visible if not each.withdrawn]
    told = {each.key: known_from(each, by_id.get(each.dataset), "as-reported") for each in used}
    versions = {(each.key, str(each.version)): each for each in records if each.kind == "link"}
    decisions = sorted(
        (Told(_decided_at(each, told, versions), each) for each in used if _decides(each)),
        key=lambda each: (each.at, each.record.position),
    )
    links = tuple(each.record for each in decisions if _links(each.record, bodies))
    standings = standings_of(
        {each.key: each for each in used}, told, decisions, bodies.missions, _Corroboration(used, links, bodies).of
    )
    assumed = {key: {"confirmed": "verified", "dismissed": "false"}[how] for key, how in assume.items()}
    seen = {each.position for each in visible}
    return Known(
        records=_admitted(used, decisions),
        standings={**standings.of, **assumed},
        links=links,
        datasets=tuple(
            each
            for each in datasets
            if knowledge == "hindsight" or (each.released is not None and each.released <= as_of)
        ),
        not_yet=(not_yet := sum(intervals[each.position][0] > as_of for each in records)),
        superseded=len(records) - len(used) - not_yet,
        earlier=tuple(
            sorted(
                (each for each in records if intervals[each.position][0] <= as_of and each.position not in seen),
                key=lambda each: each.position,
            )
        ),
        withdrawn=frozenset(each.key for each in visible if each.withdrawn),
        told=told,
        decided=standings.decided,
    )


def _decides(record: Record) -> bool:
    """Return whether a decision counts: one that anybody may have filed moves nothing."""
    return record.kind in ("link", "standing", "step") and record.standing in PROVEN


def _decided_at(record: Record, told: Mapping[str, int], versions: Mapping[tuple[str, str], Record]) -> int:
    """Return when a decision was told; one that an undoing brought back was told when it was first."""
    restored = versions.get((record.key, record.details.restores)) if isinstance(record.details, Link) else None
    return told[record.key] if restored is None else known_from(restored, None, "as-reported")


def _links(record: Record, bodies: Bodies) -> bool:
    """Return whether a link decision counts: with a mission a person in a role confirms and rejects."""
    link = record.details
    return isinstance(link, Link) and (not bodies.missions or link.state == "provisional" or bool(link.role))


def _admitted(used: Sequence[Record], decisions: Iterable[Told]) -> tuple[Record, ...]:
    """Return the records, each complaint admitted or not as was last decided."""
    admitted = {
        step.about: {"admitted": "yes", "not-admitted": "no"}[step.step]
        for step in (each.record.details for each in decisions)
        if isinstance(step, Step) and step.step in ("admitted", "not-admitted")
    }
    return tuple(
        replace(each, details=replace(each.details, admitted=admitted[each.key]))
        if isinstance(each.details, Complaint) and each.key in admitted
        else each
        for each in used
    )


class _Corroboration:
    """Whether the origins of a record's incident corroborate it; found only when a decision asks."""

    def __init__(self, used: Sequence[Record], links: Sequence[Record], bodies: Bodies) -> None:
        """Keep what it is found from."""
        self.used, self.links, self.bodies = used, links, bodies
        self.groups: dict[str, frozenset[str]] | None = None

    def of(self, key: str, standings: Mapping[str, str]) -> bool:
        """Return whether those at screened or above that are one with the record have two origins."""
        if self.groups is None:
            single = [each for each in self.used if len(each.incidents) < 2]
            proven = {each.key for each in single if standings.get(each.key, each.standing) in PROVEN}
            found = groups(single, link_states(self.links), proven).confirmed
            self.groups = {member: group for group in found for member in group}
        members = self.groups.get(key, frozenset((key,)))
        accounts = [
            each
            for each in self.used
            if each.key in members and standings.get(each.key, each.standing) in ("screened", *PROVEN)
        ]
        return origins_of(accounts, self.bodies.owners, self.bodies.missions).corroborate


def link_states(links: Iterable[Record]) -> dict[frozenset[str], str]:
    """Return what was last decided of each pair of record keys.

    Args:
        links: Link decisions that count, the one told last coming last.

    Source: DESIGN, "Sameness".
    """
    return {
        frozenset((each.details.first, each.details.second)): each.details.state
        for each in links
        if isinstance(each.details, Link)
    }
