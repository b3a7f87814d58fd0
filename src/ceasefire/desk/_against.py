"""Records against an agreement: what they name that it does not define."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ceasefire.agreement import Agreement
from ceasefire.problems import Place, Problem, did_you_mean, problem
from ceasefire.records import Act, Complaint, Determination, Record, Statement

_LISTED = 12


def against(
    agreement: Agreement, records: Iterable[Record], *, actors: bool = True
) -> Iterator[tuple[Record, Problem]]:
    """Yield what records name that the agreement does not define, each beside its record.

    Args:
        agreement: What defines areas, terms, instruments and actors.
        records: In any order.
        actors: Whether actors are looked at; a file of somebody else names many of its own.

    Yields:
        E-REC-009 for an actor, E-REC-007 for an area, E-AGR-001 for a term or an instrument, in the order of the
        records; the place of each is the field alone, to be completed by whoever knows where the record stood.
    """
    defined = _Defined.by(agreement)
    for record in records:
        if actors:
            for key, actor in _actors(record):
                if actor not in defined.actors:
                    yield record, _undefined("E-REC-009", key, actor, defined.actors)
        for fault in _undefined_names(defined, record):
            yield record, fault


def strangers_to(agreement: Agreement, records: Iterable[Record]) -> tuple[str, ...]:
    """Return the actors that the agreement does not know, each once, in the order in which they are named."""
    known = frozenset(_Defined.by(agreement).actors)
    return tuple(dict.fromkeys(name for each in records for _, name in _actors(each) if name not in known))


@dataclass(frozen=True, slots=True)
class _Defined:
    """The names that records may use."""

    actors: tuple[str, ...]
    areas: tuple[str, ...]
    terms: tuple[str, ...]
    instruments: tuple[str, ...]

    @classmethod
    def by(cls, agreement: Agreement) -> _Defined:
        return cls(
            tuple(each.id for each in agreement.everybody),
            tuple(each.id for each in agreement.areas),
            tuple(each.id for each in agreement.terms),
            tuple(each.id for each in agreement.instruments),
        )


def _undefined_names(defined: _Defined, record: Record) -> Iterator[Problem]:
    where = record.where
    if where is not None and where.scheme == "agreement" and where.code not in defined.areas:
        yield _undefined("E-REC-007", "where", where.code, defined.areas)
    if where is not None and where.areas is not None:
        named = (*where.areas.sure, *where.areas.apart, *where.areas.covers)
        for each in sorted(set(named) - set(defined.areas)):
            yield _undefined("E-REC-007", "where.areas", each, defined.areas)
    details = record.details
    if isinstance(details, Statement | Determination | Complaint) and details.term not in ("", *defined.terms):
        yield _undefined("E-AGR-001", "term", details.term, defined.terms, "a term")
    if isinstance(details, Statement | Act) and details.instrument not in ("", *defined.instruments):
        yield _undefined("E-AGR-001", "instrument", details.instrument, defined.instruments, "an instrument")


def _undefined(code: str, key: str, seen: str, known: Sequence[str], wanted: str = "") -> Problem:
    expected = ", ".join(known[:_LISTED]) + (" …" if len(known) > _LISTED else "") or "none"
    near = did_you_mean(seen, known)
    return problem(code, Place(field=key), seen=seen, wanted=wanted, expected=expected, suggestion=near)


def _actors(record: Record) -> Iterator[tuple[str, str]]:
    for key in ("by", "against", "between"):
        choice = getattr(record.who, key)
        if choice is not None:
            yield from ((f"who.{key}", each) for each in choice.members)
    if isinstance(record.details, Complaint):
        yield from (("addressee", each) for each in record.details.addressee.members)
