"""Assess: from records to verdicts, clocks, evidence, and what would settle what is open.

The way of one record: `incidents.known_at` decides whether it was known, `engines` what bounds it gives to which days,
`forms` what those bounds say about a term, `_evidence` whether it decided, `_digest` what two sides compare.
docs/semantics.md says precisely what a verdict means. Invariants (tests/oracle): no definite verdict is false in any
completion; record order is irrelevant; knowing less never makes an answer more definite about what was known.
"""

from ceasefire.assess._check import Asked, check
from ceasefire.assess._outcomes import FALSE, NEUTRAL, OPEN, TRUE, VERDICTS, all_of, any_of, not_that, verdict
from ceasefire.assess._result import (
    CELL_STATES,
    KNOWLEDGE,
    AreaResult,
    Assessment,
    Cell,
    Cited,
    Clock,
    InForce,
    MilestoneResult,
    ReadingResult,
    RecordSummary,
    SetAside,
    SetResult,
    Settle,
    Span,
    TermResult,
)
from ceasefire.assess.engines import DuckDBEngine, Engine, ReferenceEngine

__all__ = [
    "CELL_STATES",
    "FALSE",
    "KNOWLEDGE",
    "NEUTRAL",
    "OPEN",
    "TRUE",
    "VERDICTS",
    "AreaResult",
    "Asked",
    "Assessment",
    "Cell",
    "Cited",
    "Clock",
    "DuckDBEngine",
    "Engine",
    "InForce",
    "MilestoneResult",
    "ReadingResult",
    "RecordSummary",
    "ReferenceEngine",
    "SetAside",
    "SetResult",
    "Settle",
    "Span",
    "TermResult",
    "all_of",
    "any_of",
    "check",
    "not_that",
    "verdict",
]
