"""A bulletin computed from a ledger: from its first so many entries, as released to observers by its moment."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ceasefire.assess import Asked
from ceasefire.centre.access import completed, released, without_strangers
from ceasefire.desk import Inputs, answer, desk_of, engine_for, inputs_from_ledger
from ceasefire.incidents import known_from
from ceasefire.ledger.copies import Copy, inputs_from_copy
from ceasefire.problems import Refused, problem
from ceasefire.publish.bulletin import (
    NO_TEXTS,
    Bulletin,
    Head,
    Period,
    Template,
    Texts,
    bulletin_of,
    material_of,
    period_from_text,
)
from ceasefire.records import Record


@dataclass(frozen=True, slots=True)
class Brief:
    """What a bulletin is to be.

    Attributes:
        day: `agreement:` or `civil:` and a date.
        since: From when on what was released counts as new, seconds UTC; None: from the beginning of the day.
        as_of: Its moment, seconds UTC.
        size: How many entries of the ledger.
        corrects: The number of the one that it corrects; 0: none. `reason` says why.
    """

    number: int
    day: str
    since: int | None
    as_of: int
    size: int
    knowledge: str
    template_number: int
    template: Template
    remarks: Texts = NO_TEXTS
    corrects: int = 0
    reason: Texts = NO_TEXTS


def bulletin_from_ledger(copy: Copy, brief: Brief) -> Bulletin:
    """Return the bulletin that follows from a ledger; the same bytes from every copy that holds the cores.

    Raises:
        Refused: The copy has not so many entries, or no agreement among them.
        ValueError: The brief's day is none.
    """
    held = inputs_from_copy(copy, brief.size, None, brief.knowledge)
    inputs = inputs_from_ledger(held, (), (), brief.knowledge)
    period = period_from_text(inputs.agreement, brief.day)
    since = period.start if brief.since is None else brief.since
    asked = Asked(brief.as_of, brief.as_of, brief.knowledge)
    found = answer(inputs, asked, engine_for(len(inputs.records), _connect))
    known = _known(inputs, brief.knowledge)
    out = _released(inputs, known, brief.as_of)
    desk = desk_of(replace(inputs, records=tuple(out.values())), asked)
    fresh = out.keys() - _released(inputs, known, since).keys()
    held_back = sum(1 for instant in known.values() if instant <= brief.as_of) - len(out)
    material = material_of(found, desk, period, fresh, held_back)
    cited = inputs.cited
    if cited is None:
        raise Refused([problem("E-LEDGER-030")])
    head = Head(
        inputs.agreement.id,
        brief.number,
        brief.corrects,
        period,
        since,
        brief.as_of,
        brief.knowledge,
        cited.origin,
        cited.size,
        cited.root,
        found.digest,
        brief.template_number,
        hashlib.sha256(brief.template.canonical()).hexdigest(),
    )
    return bulletin_of(material, head, brief.template, brief.remarks, brief.reason)


def made_anew(copy: Copy, bulletin: Bulletin) -> Bulletin:
    """Return a bulletin computed again from a ledger at the size and moment that it cites.

    Raises:
        Refused: The copy has not so many entries.
    """
    head = bulletin.head
    brief = Brief(
        head.number,
        f"{head.period.kind}:{head.period.date}",
        head.since,
        head.as_of,
        head.size,
        head.knowledge,
        head.template_number,
        bulletin.template,
        bulletin.remarks,
        head.corrects,
        bulletin.reason,
    )
    return bulletin_from_ledger(copy, brief)


def period_in(copy: Copy, day: str, knowledge: str) -> Period:
    """Return the day of `agreement:` or `civil:` and a date, by the newest agreement of a ledger.

    Raises:
        Refused: The ledger holds no agreement.
        ValueError: Not a day.
    """
    held = inputs_from_copy(copy, None, None, knowledge)
    return period_from_text(inputs_from_ledger(held, (), (), knowledge).agreement, day)


def _known(inputs: Inputs, knowledge: str) -> dict[tuple[str, int], int]:
    datasets = {each.id: each for each in inputs.datasets}
    return {
        (each.key, each.version): known_from(each, datasets.get(each.dataset), knowledge) for each in inputs.records
    }


def _released(inputs: Inputs, known: Mapping[tuple[str, int], int], by: int) -> dict[tuple[str, int], Record]:
    """Return the records that observers may have by a moment, as coarse as they may, by (key, version)."""
    over = completed(inputs.records, "observers", known, by)
    out = (released(each, "observers", known[each.key, each.version], by, over) for each in inputs.records)
    return {(each.key, each.version): each for each in without_strangers(each for each in out if each is not None)}


def _connect() -> Any:
    import duckdb  # noqa: PLC0415  a tenth of a second that small ledgers need not pay

    return duckdb.connect()
