"""Check: an agreement and records in, an assessment out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ceasefire.agreement import (
    AUTHORITIES,
    Agreement,
    Deadline,
    Floor,
    Instrument,
    Limit,
    Never,
    Reading,
    StandingRule,
    State,
    Term,
    leaves_of,
    regions_of,
)
from ceasefire.assess._cases import Moment, case_for, takes_of
from ceasefire.assess._cells import cells_of, coverage_of, strip_of
from ceasefire.assess._digest import SEMANTICS, cited_hash, digest_of, inputs_hash
from ceasefire.assess._evidence import behind
from ceasefire.assess._milestones import milestone_result
from ceasefire.assess._outcomes import verdict
from ceasefire.assess._result import (
    AreaResult,
    Assessment,
    Cited,
    InForce,
    ReadingResult,
    RecordSummary,
    Span,
    TermResult,
)
from ceasefire.assess.days import FOREVER, timeline, touches
from ceasefire.assess.engines import Engine, Inputs, table_from_records
from ceasefire.assess.forms import Case, Node, evaluate
from ceasefire.incidents import bodies_of, known_at
from ceasefire.places import Boundaries
from ceasefire.records import Act, Dataset, Record, Statement
from ceasefire.times import TZDATA_VERSION


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the program.

    Attributes:
        at: The instant asked about. as_of: the instant whose knowledge counts. Seconds UTC.
        knowledge: recorded, as-reported or hindsight.
        reading: Only this reading, or every one if empty.
        assume: Record key to `confirmed` or `dismissed`.
    """

    at: int
    as_of: int
    knowledge: str = "recorded"
    reading: str = ""
    assume: Mapping[str, str] = field(default_factory=dict)


def check(
    agreement: Agreement,
    records: Sequence[Record],
    datasets: Sequence[Dataset],
    asked: Asked,
    engine: Engine,
    *,
    boundaries: tuple[Boundaries, ...] = (),
    refused: int = 0,
    cited: Cited | None = None,
) -> Assessment:
    """Return the assessment of every term under every reading.

    Args:
        agreement: The terms.
        records: Every version read, positions unique.
        datasets: What holds for each file.
        asked: For which moment, with which knowledge.
        engine: Any; all give the same digest.
        boundaries: Polygons of codes, if the agreement's codes should take points.
        refused: How many rows the readers refused, for the summary.
        cited: The ledger's tree that the records came from; it then stands for the input set.

    Source: DESIGN, "Meaning".
    """
    now = min(asked.at, asked.as_of)
    known = known_at(records, datasets, asked.as_of, asked.knowledge, asked.assume, bodies=bodies_of(agreement))
    distinct = frozenset(each.id for each in datasets if each.rows_distinct)
    table = table_from_records(records, datasets, asked.knowledge, _units(agreement)) if engine.reads_table else None
    inputs = Inputs(known, asked.as_of, distinct, table)
    moment = Moment(agreement, engine, inputs, regions_of(agreement), boundaries, now)
    answers: dict[tuple[str, str], tuple[Case, Node]] = {}
    terms = []
    for term in agreement.terms:
        for reading in term.readings:
            case = case_for(moment, reading, term.id)
            answers[term.id, reading.id] = (case, evaluate(case, reading.form))
        terms.append(_term(term, answers, asked.reading))
    aside = {each.record for term in terms for reading in term.readings for each in reading.set_aside}
    assessment = Assessment(
        agreement=agreement.id,
        at=asked.at,
        as_of=asked.as_of,
        knowledge=asked.knowledge,
        digest="",
        inputs=cited_hash(cited) if cited else inputs_hash(records, datasets),
        semantics=SEMANTICS,
        tzdata=TZDATA_VERSION,
        records=RecordSummary(len(records), len(known.records), len(aside), refused, known.not_yet, known.superseded),
        in_force=tuple(_in_force(moment, each) for each in agreement.instruments),
        terms=tuple(each for each in terms if each.readings),
        milestones=tuple(milestone_result(each, answers) for each in agreement.milestones),
        assumed=tuple(sorted(asked.assume.items())),
        cited=cited,
    )
    return replace(assessment, digest=digest_of(assessment, agreement.hash, boundaries))


def _units(agreement: Agreement) -> tuple[str, ...]:
    leaves = [leaf for term in agreement.terms for reading in term.readings for leaf in leaves_of(reading.form)]
    units = {leaf.measure.unit for leaf in leaves if isinstance(leaf, Limit | Never | State | Floor | Deadline)}
    return tuple(sorted(units - {"incidents"}))


def _term(term: Term, answers: Mapping[tuple[str, str], tuple[Case, Node]], only: str) -> TermResult:
    readings = [
        _reading(reading, *answers[term.id, reading.id])
        for reading in sorted(term.readings, key=lambda each: AUTHORITIES.index(each.authority))
        if only in ("", reading.id, f"{term.id}/{reading.id}")
    ]
    return TermResult(term.id, tuple(readings))


def _reading(reading: Reading, case: Case, node: Node) -> ReadingResult:
    cells = cells_of(case, node)
    found = behind(case, node)
    return ReadingResult(
        id=reading.id,
        authority=reading.authority,
        form=_form_name(reading),
        verdict=verdict(node.outcomes),
        outcomes=node.outcomes,
        clock=node.together.clock if node.together else node.each[0].clock if len(node.each) == 1 else None,
        strip=strip_of(cells),
        areas=tuple(
            AreaResult(
                id=area_id,
                verdict=verdict(node.areas[index]),
                cells=cells[index],
                clock=node.each[index].clock if node.each else None,
                outcomes=node.areas[index],
            )
            for index, area_id in enumerate(case.area_ids)
        ),
        coverage=coverage_of(case, node),
        set_aside=found.set_aside,
        unscreened=found.unscreened,
        evidence=found.evidence,
        settle=found.settle if verdict(node.outcomes) in ("undetermined", "pending") else (),
    )


def _form_name(reading: Reading) -> str:
    return {"AllOf": "all", "AnyOf": "any", "NotThat": "not"}.get(
        type(reading.form).__name__, type(reading.form).__name__.lower()
    )


def _in_force(moment: Moment, instrument: Instrument) -> InForce:
    inputs = moment.inputs
    acts = inputs.of_kind("act")
    line = timeline(instrument, acts, inputs.known.standings, StandingRule(), takes_of(moment.agreement, None))
    surely = touches(line.sure, moment.now, moment.now + 1)
    possibly = touches(line.possible, moment.now, moment.now + 1)
    spans = [
        Span(since, None if until >= FOREVER else until, sure)
        for sure, part in ((True, line.sure), (False, line.possible))
        for since, until in part
    ]
    said = inputs.of_kind("statement")
    return InForce(
        instrument=instrument.id,
        verdict="in-force" if surely else "contested" if possibly else "not-in-force",
        spans=tuple(spans),
        acts=tuple(
            each.key for each in acts if isinstance(each.details, Act) and each.details.instrument == instrument.id
        ),
        declarations=tuple(
            each.key
            for each in said
            if isinstance(each.details, Statement) and each.details.instrument == instrument.id
        ),
    )
