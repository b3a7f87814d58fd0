"""The answer as frozen values: what `check` returns and everything that publishes reads."""

from __future__ import annotations

from dataclasses import dataclass

CELL_STATES = ("kept", "broken", "open", "not-observed", "not-in-force", "running", "future")
KNOWLEDGE = ("recorded", "as-reported", "hindsight")


@dataclass(frozen=True, slots=True)
class Cell:
    """One area on one agreement day.

    Attributes:
        start, end: Instants; [start, end).
        date: Local date on which the day begins, ISO.
        state: One of CELL_STATES. `not-observed` is open for no reason but missing coverage; `running` is today.
        low, high: What is counted surely, and at most (None: open).
        limit_low, limit_high: The bounds of the limit in whole units (None: open, or no limit).
        outcomes: Bit mask of what is possible: 1 true, 2 false, 4 open, 8 not applicable.
        watched: Whether coverage closes the day.
    """

    start: int
    end: int
    date: str
    state: str
    low: int
    high: int | None
    limit_low: int | None
    limit_high: int | None
    outcomes: int
    watched: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """How many whole agreement days have run. Instants are seconds UTC or None."""

    target: int
    sure: int
    possible: int
    sure_since: int | None
    possible_since: int | None
    completes_earliest: int | None


@dataclass(frozen=True, slots=True)
class AreaResult:
    """One area of a reading. `id` is empty where the reading is about no area in particular."""

    id: str
    verdict: str
    cells: tuple[Cell, ...]
    clock: Clock | None
    outcomes: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record too vague for the measure: listed with its totals, its high dropped."""

    record: str
    reason: str
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Settle:
    """What would settle it: with these records (or this watch, or answer) known, `turns` cells become definite.

    `how` is confirmed, dismissed, watch or answer; a watch is written area@date in `records`, an answer as the
    complaint that awaits it.
    """

    records: tuple[str, ...]
    how: str
    turns: int


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """The verdict on a term as one reading has it.

    `strip` joins the areas day by day (all at once). `coverage` is (watched, all) area-days so far. `evidence` are the
    keys of the records that decide it; `unscreened` those below the standing that would let them count.
    """

    id: str
    authority: str
    form: str
    verdict: str
    outcomes: int
    clock: Clock | None
    strip: tuple[Cell, ...]
    areas: tuple[AreaResult, ...]
    coverage: tuple[int, int]
    set_aside: tuple[SetAside, ...]
    unscreened: tuple[str, ...]
    evidence: tuple[str, ...]
    settle: tuple[Settle, ...]


@dataclass(frozen=True, slots=True)
class TermResult:
    """A term and its readings, agreed ones first, illustrations last."""

    id: str
    readings: tuple[ReadingResult, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in which an instrument is surely (or possibly) in force; `until` None is open."""

    since: int
    until: int | None
    sure: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """Whether an instrument is in force at `at`: in-force, not-in-force, or contested; its acts, its sides' words."""

    instrument: str
    verdict: str
    spans: tuple[Span, ...]
    acts: tuple[str, ...]
    declarations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetResult:
    """One named set of a milestone; `lacks` are the pairs not met, `authority` the weakest of its readings."""

    id: str
    verdict: str
    lacks: tuple[str, ...]
    authority: str = "illustration"


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """A milestone and its sets; `verdict` joins them by any."""

    id: str
    verdict: str
    sets: tuple[SetResult, ...]


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """How many record versions were read: used, not yet known, or superseded (corrected or withdrawn) make up all.

    `set_aside` counts those that some reading set aside, `refused` what a reader could not read.
    """

    read: int
    used: int
    set_aside: int
    refused: int
    not_yet_known: int = 0
    superseded: int = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """The tree of a ledger that the records came from.

    Attributes:
        origin, size, root: Whose ledger, how many of its entries were taken, the root over them (base64).
        without: Positions of records whose core nobody has any more.
        cosigned: (team, size, instant) of what each team cosigned last; not part of the digest.
    """

    origin: str
    size: int
    root: str
    without: tuple[int, ...] = ()
    cosigned: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer.

    `inputs` is the hash of the input set, or of what is `cited` from a ledger;
    `digest` covers what docs/semantics.md lists; `assumed` are the (record,
    confirmed or dismissed) that the asker took for granted beyond what was known.
    """

    agreement: str
    at: int
    as_of: int
    knowledge: str
    digest: str
    inputs: str
    semantics: str
    tzdata: str
    records: RecordSummary
    in_force: tuple[InForce, ...]
    terms: tuple[TermResult, ...]
    milestones: tuple[MilestoneResult, ...]
    assumed: tuple[tuple[str, str], ...] = ()
    cited: Cited | None = None
