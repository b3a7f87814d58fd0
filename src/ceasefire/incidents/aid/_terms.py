"""Which terms of an agreement are about aid, which areas they name, and what counts as watching for it."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.agreement import Agreement, CoverageRule, Form, Measure, Reading, leaves_of

_DELIVERIES = "deliveries"


@dataclass(frozen=True, slots=True)
class AidScope:
    """What an agreement says about aid.

    Attributes:
        terms: Ids of the terms of which a reading measures movements.
        areas: Ids of the areas that those readings name, in the agreement's order.
        sees: What a watch must see to have seen a delivery.
        since: From when the first of those readings holds, seconds UTC; None: nothing says so.
    """

    terms: tuple[str, ...]
    areas: tuple[str, ...]
    sees: frozenset[str]
    since: int | None


def aid_scope(agreement: Agreement) -> AidScope:
    """Return which terms are about aid, where, and how it is watched.

    Args:
        agreement: Any; without such a term all of its parts are empty.

    Source: DESIGN, "access is a ladder".
    """
    terms: list[str] = []
    begins: list[int] = []
    areas: set[str] = set()
    sees = {_DELIVERIES}
    instruments = {each.id: each.begins for each in agreement.instruments}
    for term in agreement.terms:
        found = [each for each in term.readings if any(_measures_aid(leaf) for leaf in leaves_of(each.form))]
        if found:
            terms.append(term.id)
        for reading in found:
            areas.update(reading.areas)
            sees.update(*(rule.sees for rule in _rules(reading)))
            since = reading.valid_from if reading.valid_from is not None else instruments.get(reading.instrument)
            begins += [] if since is None else [since]
    in_order = tuple(each.id for each in agreement.areas if each.id in areas)
    return AidScope(tuple(terms), in_order, frozenset(sees), min(begins, default=None))


def _measure(form: Form) -> Measure | None:
    found = getattr(form, "measure", None)
    return found if isinstance(found, Measure) else None


def _measures_aid(form: Form) -> bool:
    measure = _measure(form)
    return measure is not None and "movement" in measure.kinds


def _rules(reading: Reading) -> list[CoverageRule]:
    """Return what must be watched for a measure of deliveries: the measure's own rule, else the reading's."""
    measures = [each for each in map(_measure, leaves_of(reading.form)) if each and each.unit == _DELIVERIES]
    return [each.coverage or reading.coverage for each in measures]
