"""What was known at a moment: which version of each record, which standing, which declared coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ceasefire.agreement import Agreement
from ceasefire.incidents._groups import groups, link_states, pair_of
from ceasefire.incidents._ladder import COUNTED, PROVEN
from ceasefire.incidents._origins import origins_of
from ceasefire.incidents._standings import Decided, Told, folded, standings_of
from ceasefire.records import Complaint, Dataset, Link, Record, Step

ALWAYS, NEVER = -(1 << 60), 1 << 60


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
        told: When each known record was told, by key: as the ledger has it, else as its source claims. Decisions hold
            for the versions told by then: nobody moves a decision by claiming an earlier hour.
        said: The same by the clock of the question, to be shown: as reported, the source's own word.
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
    said: Mapping[str, int] = field(default_factory=dict)
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
    told = {each.key: told_at(each, by_id.get(each.dataset)) for each in used}
    versions = {(each.key, str(each.version)): each for each in records if each.kind == "link"}
    decisions = sorted(
        (Told(_decided_at(each, told, versions), each) for each in used if _decides(each)),
        key=lambda each: (each.at, each.record.position),
    )
    withdrawn = frozenset(each.key for each in visible if each.withdrawn)
    links = _without_overridden([each.record for each in decisions if _links(each.record, bodies)], bodies)
    standings = standings_of(
        {each.key: each for each in used}, told, decisions, bodies.missions, _Together(used, links, bodies, withdrawn)
    )
    assumed = {key: {"confirmed": "verified", "dismissed": "false"}[how] for key, how in assume.items()}
    seen = {each.position for each in visible}
    return Known(
        records=_admitted(used, decisions, bodies),
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
        withdrawn=withdrawn,
        told=told,
        said={each.key: _said_at(each, by_id.get(each.dataset), knowledge) for each in used},
        decided=standings.decided,
    )


def told_at(record: Record, dataset: Dataset | None) -> int:
    """Return when a version was told: as the ledger recorded it, else as its source claims, else with its data set.

    Source: DESIGN, "As known at": the ledger's instant governs.
    """
    released = dataset.released if dataset else None
    return next((each for each in (record.recorded, record.claimed_recorded, released) if each is not None), NEVER)


def _said_at(record: Record, dataset: Dataset | None, knowledge: str) -> int:
    if knowledge == "recorded" or record.claimed_recorded is None:
        return told_at(record, dataset)
    return record.claimed_recorded


def _decides(record: Record) -> bool:
    """Return whether a decision counts: one that anybody may have filed moves nothing."""
    return record.kind in ("link", "standing", "step") and record.standing in PROVEN


def _decided_at(record: Record, told: Mapping[str, int], versions: Mapping[tuple[str, str], Record]) -> int:
    """Return when a decision was told; one that an undoing brought back was told when it was first."""
    restored = versions.get((record.key, record.details.restores)) if isinstance(record.details, Link) else None
    return told[record.key] if restored is None else told_at(restored, None)


def _links(record: Record, bodies: Bodies) -> bool:
    """Return whether a link decision counts: with a mission a person in a role confirms and rejects."""
    link = record.details
    if not isinstance(link, Link) or not bodies.missions:
        return isinstance(link, Link)
    return link.state == "provisional" or (bool(link.role) and record.source in bodies.missions)


def _without_overridden(links: Sequence[Record], bodies: Bodies) -> tuple[Record, ...]:
    """Return the links; with a mission none that names no role stands against a person's decision on the pair."""
    if not bodies.missions:
        return tuple(links)
    decided = {pair_of(each.details) for each in links if isinstance(each.details, Link) and each.details.role}
    return tuple(
        each
        for each in links
        if isinstance(each.details, Link) and (each.details.role or pair_of(each.details) not in decided)
    )


def of_the_mission(record: Record, bodies: Bodies) -> bool:
    """Return whether a decision comes from the mission; where there is none, from anybody whose word is proven.

    Source: docs/incidents.md, "Who moves what".
    """
    return not bodies.missions or record.source in bodies.missions


def _admitted(used: Sequence[Record], decisions: Iterable[Told], bodies: Bodies) -> tuple[Record, ...]:
    """Return the records, each complaint admitted or not as was last decided."""
    admitted = {
        step.about: {"admitted": "yes", "not-admitted": "no"}[step.step]
        for step in (each.record.details for each in decisions if of_the_mission(each.record, bodies))
        if isinstance(step, Step) and step.step in ("admitted", "not-admitted")
    }
    return tuple(
        replace(each, details=replace(each.details, admitted=admitted[each.key]))
        if isinstance(each.details, Complaint) and each.key in admitted
        else each
        for each in used
    )


class _Together:
    """The incident of a record, as a decision asks about it; found only when one does."""

    def __init__(
        self, used: Sequence[Record], links: Sequence[Record], bodies: Bodies, withdrawn: frozenset[str]
    ) -> None:
        """Keep what it is found from."""
        self.used, self.links, self.bodies, self.withdrawn = used, links, bodies, withdrawn
        self.groups: dict[str, frozenset[str]] | None = None
        self.by_key: dict[str, Record] = {}

    def members(self, key: str) -> list[Record]:
        """Return the records that are one with a record, itself among them."""
        if self.groups is None:
            single = [each for each in self.used if len(each.incidents) < 2]
            proven = {each.key for each in single if each.standing in PROVEN}
            found = groups(single, link_states(self.links), proven).confirmed
            self.groups = {member: group for group in found for member in group}
            self.by_key = {each.key: each for each in self.used}
        return [self.by_key[each] for each in self.groups.get(key, (key,)) if each in self.by_key]

    def is_gone(self, key: str) -> bool:
        """Return whether its source took the record back."""
        return key in self.withdrawn

    def is_corroborated(self, key: str, standings: Mapping[str, str]) -> bool:
        """Return whether those at screened or above that are one with the record have two origins."""
        accounts = [each for each in self.members(key) if standings.get(each.key, each.standing) in COUNTED]
        return origins_of(accounts, self.bodies.owners, self.bodies.missions).corroborate

    def authors(self, key: str) -> frozenset[str]:
        """Return who told of it, of all that are one with the record: speakers, origins and carriers, folded."""
        return frozenset(
            folded(name) for each in self.members(key) for name in (each.speaker, each.origin, each.carrier) if name
        )
