"""The agreement as frozen values. What each word means: docs/agreement-file.md and docs/glossary.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ceasefire.agreement._form_model import CoverageRule, Form, Response, SetFilter, leaves_of

AUTHORITIES = ("agreed", "tabled", "attributed", "illustration")
STANDINGS = ("received", "screened", "corroborated", "verified")


@dataclass(frozen=True, slots=True)
class Names:
    """A name in English, Arabic and Russian; the last two may be empty, then English serves."""

    en: str
    ar: str = ""
    ru: str = ""

    def in_language(self, language: str) -> str:
        """Return the name in `en`, `ar` or `ru`, falling back to English."""
        return {"ar": self.ar, "ru": self.ru}.get(language, self.en) or self.en


@dataclass(frozen=True, slots=True)
class Citation:
    """Who said it, when, where it can be read.

    `date` is the source's own, as written (YYYY, YYYY-MM or YYYY-MM-DD).
    """

    speaker: str
    date: str = ""
    title: str = ""
    quote: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Bound by the agreement."""

    id: str
    names: Names


@dataclass(frozen=True, slots=True)
class AnswersFor:
    """By one source's word a guarantor answers for a party."""

    party: str
    according_to: Citation


@dataclass(frozen=True, slots=True)
class Guarantor:
    """Answers for parties, according to whom; is not itself a party."""

    id: str
    names: Names
    answers_for: tuple[AnswersFor, ...] = ()


@dataclass(frozen=True, slots=True)
class Excluded:
    """Outside the truce, by whose list."""

    id: str
    names: Names
    by_list: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody else who does something in a record."""

    id: str
    names: Names


@dataclass(frozen=True, slots=True)
class Collective:
    """A name that a source uses for some non-empty, unknown subset of `any_of`."""

    id: str
    names: Names
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Speaks. `kind` is free text (party, guarantor, mission, ngo, un, press, data-set).

    `of`: whose organ it is. The mission's own word, and whose staff verify, is that of the sources of kind `mission`.
    """

    id: str
    names: Names
    kind: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """All points within `radius_m` metres of the centre (degrees, WGS 84)."""

    lon: float
    lat: float
    radius_m: int


@dataclass(frozen=True, slots=True)
class Polygon:
    """A ring of (lon, lat) degrees; closed implicitly."""

    ring: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """All points within `offset_m` metres of a line, on `side` both, left or right of its direction."""

    points: tuple[tuple[float, float], ...]
    offset_m: int
    side: str = "both"


@dataclass(frozen=True, slots=True)
class Code:
    """An area of a published scheme, of a stated vintage."""

    scheme: str
    code: str
    vintage: str = ""


Shape = Circle | Polygon | Line | Code


@dataclass(frozen=True, slots=True)
class Area:
    """A named area; `within` names the area that contains it."""

    id: str
    names: Names
    shape: Shape
    within: str = ""


@dataclass(frozen=True, slots=True)
class StandingRule:
    """From which standing a record is sure, and from which it counts as possible."""

    sure: str = "corroborated"
    possible: str = "screened"


@dataclass(frozen=True, slots=True)
class FindingRule:
    """Whose findings count, and whether what was found permitted (self-defence, accident …) is left out."""

    bodies: tuple[str, ...] = ()
    permitted_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Vagueness:
    """How vague a record may be: at most `days` long and `place_m` metres in radius. None: any."""

    days: int | None = None
    place_m: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One formal interpretation of a term.

    `takes` maps a collective to the actors this reading takes it for. `areas_mode`: together (all at once) or
    each.
    `valid_from`/`valid_until`: the agreement version in force; days outside are not applicable.
    """

    id: str
    names: Names
    authority: str
    form: Form
    instrument: str
    source: Citation | None = None
    zone: str = ""
    day_begins_s: int | None = None
    areas: tuple[str, ...] = ()
    areas_mode: str = "together"
    takes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    standing: StandingRule = StandingRule()
    findings: FindingRule = FindingRule()
    coverage: CoverageRule = CoverageRule()  # noqa: RUF009  frozen
    vague: Vagueness = Vagueness()
    valid_from: int | None = None
    valid_until: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A provision: the quoted text, its source, its readings."""

    id: str
    names: Names
    text: str
    source: Citation
    readings: tuple[Reading, ...]


_NO_CONDITION = SetFilter()


@dataclass(frozen=True, slots=True)
class ActRules:
    """Whose act suffices to extend, reset, suspend, resume or end."""

    extend: SetFilter = _NO_CONDITION
    reset: SetFilter = _NO_CONDITION
    suspend: SetFilter = _NO_CONDITION
    resume: SetFilter = _NO_CONDITION
    end: SetFilter = _NO_CONDITION


@dataclass(frozen=True, slots=True)
class Instrument:
    """A truce with its own period: the arrangement, or one party's own declaration; in seconds UTC."""

    id: str
    names: Names
    binds: tuple[str, ...]
    begins: int | None
    ends: int | None
    rules: ActRules
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class MilestoneSet:
    """Needs all of (term, reading); with `same_days`, in the same run of days."""

    id: str
    names: Names
    needs: tuple[tuple[str, str], ...]
    same_days: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """Becomes available when one of its sets holds. Computed, never declared."""

    id: str
    names: Names
    sets: tuple[MilestoneSet, ...]
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole file. `hash` is the SHA-256 of its canonical JSON (RFC 8785)."""

    id: str
    names: Names
    zone: str
    day_begins_s: int
    source: Citation
    parties: tuple[Party, ...]
    guarantors: tuple[Guarantor, ...]
    excluded: tuple[Excluded, ...]
    actors: tuple[Actor, ...]
    collectives: tuple[Collective, ...]
    sources: tuple[Source, ...]
    areas: tuple[Area, ...]
    instruments: tuple[Instrument, ...]
    terms: tuple[Term, ...]
    milestones: tuple[Milestone, ...]
    hash: str
    fictional: bool = False
    note: Names | None = None

    @property
    def everybody(self) -> tuple[Party | Guarantor | Excluded | Actor | Collective, ...]:
        """Return all whom a record may name as doing something."""
        return (*self.parties, *self.guarantors, *self.excluded, *self.actors, *self.collectives)


def responses_to(agreement: Agreement, term: str) -> Iterator[tuple[str, Response]]:
    """Yield (term, form) of every response that a complaint about a term concerns.

    A term that asks for answers itself has its complaints to itself; any other complaint concerns every response.

    Args:
        agreement: The whole.
        term: The term that the complaint names, or empty.

    Source: docs/semantics.md, "response".
    """
    found = [
        (own.id, leaf)
        for own in agreement.terms
        for reading in own.readings
        for leaf in leaves_of(reading.form)
        if isinstance(leaf, Response)
    ]
    own_terms = {each for each, _ in found}
    yield from ((each, form) for each, form in found if term not in own_terms or each == term)
