"""What a source says, as frozen values. What each word means: docs/records.md and docs/glossary.md."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.places import Placement
from ceasefire.times import When

KINDS = (
    "report",
    "tally",
    "statement",
    "determination",
    "complaint",
    "answer",
    "movement",
    "watch",
    "notice",
    "finding",
    "act",
    "link",
    "standing",
    "step",
)
STANCES = (
    "asserts",
    "denies",
    "accepts",
    "apologises",
    "cannot-confirm",
    "corrects",
    "requests-clarification",
    "declares-ended",
)
MOVEMENT_STATUS = (
    "requested",
    "approved",
    "letter",
    "departed",
    "arrived",
    "delivered",
    "refused",
    "delayed",
    "turned-back",
    "attacked",
)
ACTS = ("extends", "resets", "suspends", "resumes", "ends")
NOTICE_PURPOSES = ("aid", "evacuation", "medical", "repair", "patrol", "demining")
ORDERED_STANDINGS = ("received", "screened", "corroborated", "verified")
END_STANDINGS = ("unverifiable", "not-locatable", "false")
LINK_STATES = ("confirmed", "provisional", "rejected")
ROLES = ("analyst", "verifier", "head-of-mission", "co-chair")
QUESTIONS = ("happened", "who", "permitted")
STEPS = (
    "admitted",
    "not-admitted",
    "notified",
    "inquiry",
    "remedy",
    "closed",
    "pre-notice",
    "call",
    "stopped",
    "reviewer-named",
    "lessons",
)
CALL_OUTCOMES = ("no-answer", "hung-up", "held")
BASES = ("seen", "heard", "told")
OPERATORS = ("any_of", "all_of", "unknown")


@dataclass(frozen=True, slots=True)
class Choice:
    """A set left as uncertain as its source left it.

    `any_of`: some non-empty subset of `members`. `all_of`: exactly the members. `unknown`: anybody.
    """

    operator: str
    members: tuple[str, ...] = ()


UNKNOWN = Choice("unknown")


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it, to whom, and between whom it was; None means that the source does not speak of it."""

    by: Choice | None = None
    against: Choice | None = None
    between: Choice | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place: a point with a radius (degrees, WGS 84; metres), an area by code, or both (it lies in that).

    Scheme `agreement` means an area of the agreement. `radius_m` is also the vagueness of an area by code. `areas`
    stands for a place that is not told: which areas of the agreement it is in, and which not.
    """

    lon: float | None = None
    lat: float | None = None
    radius_m: int | None = None
    scheme: str = ""
    code: str = ""
    vintage: str = ""
    areas: Placement | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number with bounds. `high` None is open ("at least 18"). `as_printed` keeps the source's words."""

    unit: str
    low: int
    best: int | None
    high: int | None
    as_printed: str = ""


@dataclass(frozen=True, slots=True)
class Cites:
    """Where it can be read: the publication, its date as printed, its address."""

    title: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A position. `about` names a record or incident, `term` a term, `instrument` an instrument.

    `question`: on which question about the incident. `addressee`: of whom an answer is asked, if one is.
    """

    stance: str
    about: str = ""
    term: str = ""
    instrument: str = ""
    question: str = ""
    addressee: Choice | None = None


@dataclass(frozen=True, slots=True)
class Determination:
    """A side's formal view, of a term over the record's `when`, or of one question about an incident.

    Of a term: met, partly-met, not-met, ended. Of an incident: whether it happened, who (`who.by`), whether permitted.
    """

    term: str
    view: str
    incident: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A source's own count over the record's `when`, and its scope. `accused` as the source names them."""

    scope: str
    accused: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint to an addressee; `when` is the moment it was put. `admitted`: yes, no or unknown."""

    number: str
    addressee: Choice
    admitted: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that names its complaint, or the statement that asked; `when` it was given, `who.by` who gave it."""

    complaint: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One rung of the access ladder."""

    status: str
    convoy: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody was able to see the kinds in `sees`, over the record's where and when. Only `done` counts."""

    sees: tuple[str, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A protective notice, given outward with the owner's consent, per recipient."""

    purpose: str
    recipients: tuple[str, ...]
    consent: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A named body's conclusion on an incident. Empty parts are questions it did not answer.

    `happened`: yes, no, unverifiable. `permitted`: yes, no, or outside the agreement, on a `ground`. `identifiable`:
    whether who it was can be known. `standard`: the body's own standard of proof.
    """

    incident: str
    happened: str = ""
    permitted: str = ""
    ground: str = ""
    identifiable: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A recorded decision on an instrument's course; `who.by` says whose. Instants are seconds UTC."""

    act: str
    instrument: str
    effective: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Whether two records tell of one occurrence: confirmed, provisional, rejected. Keys are source/id.

    `role` and `reviewer`: in which role who decided; a pseudonym. `restores`: the number of the version of the decision
    that holds again, where a later one was undone: it counts as told when that was.
    """

    first: str
    second: str
    state: str
    role: str = ""
    reviewer: str = ""
    restores: str = ""


@dataclass(frozen=True, slots=True)
class StandingDecision:
    """A recorded decision on another record's standing. `record` is source/id.

    `role` and `reviewer`: in which role who decided; a pseudonym. Without a role it is an editor's.
    """

    record: str
    to: str
    role: str = ""
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded step in handling a complaint (`about` is its source/id) or an incident (its id).

    `addressee`: who was notified or called. `due`: until when a reply is asked for, seconds UTC. `outcome`: of a call.
    """

    about: str
    step: str
    addressee: Choice | None = None
    due: int | None = None
    outcome: str = ""


Details = (
    Statement
    | Determination
    | Tally
    | Complaint
    | Answer
    | Movement
    | Watch
    | Notice
    | Finding
    | Act
    | Link
    | StandingDecision
    | Step
)


@dataclass(frozen=True, slots=True)
class Record:
    """One version of what a source says.

    `key` (source/id) is the record, `hash` (SHA-256 of the canonical content) the version. `position` is its
    order in the ledger, or in the input. `recorded` is the ledger's instant, `claimed_recorded` the source's;
    both seconds UTC or None. `speaker` says it, `carrier` printed it, `origin` is whence the knowledge comes.
    `basis`: seen, heard or told. `grade`: of source and information, A1 to F6. `media`: SHA-256 of files.
    """

    kind: str
    source: str
    id: str
    version: int
    dataset: str
    position: int
    recorded: int | None
    claimed_recorded: int | None
    speaker: str
    carrier: str
    origin: str
    standing: str
    when: When | None
    where: Where | None
    who: Who
    what: Choice
    counts: tuple[Count, ...]
    absent_means_none: tuple[str, ...]
    incidents: tuple[str, ...]
    withdrawn: bool
    text: tuple[tuple[str, str], ...]
    cites: Cites
    details: Details | None
    hash: str
    basis: str = ""
    grade: str = ""
    media: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return source/id, the identity over all versions."""
        return f"{self.source}/{self.id}"

    def count(self, unit: str) -> tuple[int, int | None]:
        """Return (low, high) of a unit; a `best` outside widens them.

        An absent unit is (0, open), or (0, 0) where its absence means none.
        """
        for each in self.counts:
            if each.unit == unit:
                best = each.low if each.best is None else each.best
                high = None if each.high is None else max(each.high, best)
                return min(each.low, best), high
        return (0, 0) if unit in self.absent_means_none else (0, None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a data set declares that it would have seen: the kinds in `sees`, over where and when."""

    watcher: str
    sees: tuple[str, ...]
    where: Where
    when: When


@dataclass(frozen=True, slots=True)
class Dataset:
    """What holds for a whole file: whose it is, its release, whether its rows are distinct occurrences."""

    id: str
    source: str = ""
    title: str = ""
    released: int | None = None
    rows_distinct: bool = False
    standing: str = "received"
    absent_means_none: tuple[str, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    licence: str = ""
