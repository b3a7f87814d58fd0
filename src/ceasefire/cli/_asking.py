"""From the options of a question to the question itself, and to its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from ceasefire.agreement import Agreement
from ceasefire.assess import Asked, DuckDBEngine, Engine, ReferenceEngine
from ceasefire.cli._inputs import names_a_ledger, open_inputs, open_ledger
from ceasefire.cli._options import ENGINES, Given
from ceasefire.cli._output import tell_problems
from ceasefire.desk import Inputs, engine_for, warnings_of
from ceasefire.problems import Place, Refused, did_you_mean, problem
from ceasefire.records import Record
from ceasefire.times import instant_from_text, text_from_instant

if TYPE_CHECKING:
    import duckdb

MOST_YEARS = 100
_EARLIEST = -2_208_988_800  # 1900, as in agreements

_LISTED, _FITS = 12, 300


def now() -> int:
    """Return the present instant; no other part of the program has a clock."""
    return int(dt.datetime.now(tz=dt.UTC).timestamp())


def instant(text: str, option: str) -> int:
    """Return the instant of an option.

    Raises:
        Refused: E-TIME-001, no instant, or one without an offset.
    """
    try:
        found = instant_from_text(text)
        text_from_instant(found)
    except (ValueError, OverflowError):
        found = _EARLIEST - 1
    if found < _EARLIEST:
        raise Refused([problem("E-TIME-001", Place(option), seen=text)])
    return found


def ask(given: Given) -> tuple[Inputs, Asked]:
    """Return what the options name, opened, and the question that they make; warnings go to stderr.

    Raises:
        Refused: An instant without offset, an unknown reading or record, or something wrong with a file.
        click.exceptions.Exit: A file of records cannot be used; stderr says why.
    """
    if names_a_ledger(given):
        inputs, as_of = _ledger_known(given)
    else:
        as_of = now() if given.as_of is None else instant(given.as_of, "--as-of")
        inputs = open_inputs(given)
    at = as_of if given.at is None else instant(given.at, "--at")
    _must_be_near(inputs.agreement, min(at, as_of))
    if given.reading:
        _must_be_among(given.reading, _readings(inputs.agreement), "reading", "--reading")
    asked = Asked(at, as_of, given.knowledge, given.reading, _assumed(given, inputs.records))
    tell_problems(warnings_of(inputs, asked), given.lang)
    return inputs, asked


def _ledger_known(given: Given) -> tuple[Inputs, int]:
    """Return a ledger, opened, and the moment whose knowledge counts; a size is that of its first so many entries."""
    if given.as_of is not None and given.as_of.isascii() and given.as_of.isdigit():
        inputs = open_ledger(given, int(given.as_of), None)
        return inputs, inputs.known_by or 0
    as_of = now() if given.as_of is None else instant(given.as_of, "--as-of")
    return open_ledger(given, None, as_of), as_of


def engine_called(name: str, records: int) -> Engine:
    """Return an engine by its name; this is the one place that knows them. `auto` goes by how many records there are.

    Raises:
        Refused: E-ASK-001, it is not there.
    """
    _must_be_among(name, ENGINES, "engine", "--engine")
    if name == "auto":
        return engine_for(records, _connection)
    return ReferenceEngine() if name == "reference" else DuckDBEngine(_connection())


def _connection() -> duckdb.DuckDBPyConnection:
    import duckdb  # a tenth of a second that small questions need not pay

    return duckdb.connect()


def _readings(agreement: Agreement) -> list[str]:
    pairs = [(term.id, reading.id) for term in agreement.terms for reading in term.readings]
    return [reading for _, reading in pairs] + [f"{term}/{reading}" for term, reading in pairs]


def _must_be_near(agreement: Agreement, now: int) -> None:
    first = min((each.begins for each in agreement.instruments if each.begins is not None), default=now)
    years = (now - first) // (366 * 86_400)
    if years > MOST_YEARS:
        seen, limit = f"{years} years", f"{MOST_YEARS} years after its first period begins"
        raise Refused([problem("E-ASK-003", Place("--at"), seen=seen, what="the agreement", limit=limit)])


def _assumed(given: Given, records: Iterable[Record]) -> dict[str, str]:
    assumed = {}
    keys = {each.key for each in records} if given.assume else set()
    for each in given.assume:
        key, _, how = each.rpartition("=")
        if how not in ("confirmed", "dismissed"):
            raise click.BadParameter(f"{each!r}: write RECORD=confirmed or RECORD=dismissed.", param_hint="--assume")
        _must_be_among(key, keys, "record", "--assume")
        assumed[key] = how
    return assumed


def _must_be_among(seen: str, known: Iterable[str], wanted: str, option: str) -> None:
    names = sorted(set(known))
    if seen not in names:
        alike = [each for each in names if ("/" in each) == ("/" in seen)] or names
        near = did_you_mean(seen, names)
        params = {"wanted": wanted, "seen": seen, "expected": _some(alike), "suggestion": near}
        raise Refused([problem("E-ASK-001", Place(option), **params)])


def _some(names: Sequence[str]) -> str:
    """Return as many names as fit a message, and whether there are more."""
    shown = list(names[:_LISTED])
    while len(", ".join(shown)) > _FITS:
        shown.pop()
    return ", ".join(shown) + (" …" if len(shown) < len(names) else "") or "none"
