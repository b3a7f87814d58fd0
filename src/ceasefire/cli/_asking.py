"""What the commands share: the options of a question, and the question that they make."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import click
import duckdb

from ceasefire import assess
from ceasefire.agreement import Agreement
from ceasefire.assess import (
    Asked,
    Assessment,
    DuckDBEngine,
    Engine,
    ReferenceEngine,
    known_at,
    known_from,
)
from ceasefire.cli._inputs import Opened, open_inputs
from ceasefire.cli._output import tell_problems
from ceasefire.problems import Place, Problem, Refused, did_you_mean, problem
from ceasefire.records import Record
from ceasefire.times import instant_from_text, text_from_instant

MOST_YEARS = 100
LANGUAGES = ("en", "ar", "ru")
ENGINES = ("duckdb", "reference")
DEFAULT_ENGINE = "duckdb"


@dataclass(frozen=True, slots=True)
class Given:
    """The options of a question, as they were typed."""

    agreement: str
    records: tuple[str, ...] = ()
    at: str | None = None
    as_of: str | None = None
    as_reported: bool = False
    hindsight: bool = False
    reading: str = ""
    assume: tuple[str, ...] = ()
    boundaries: tuple[str, ...] = ()
    engine: str = DEFAULT_ENGINE
    lang: str = "en"
    problems: str = "few"

    @property
    def knowledge(self) -> str:
        """Return by which clock a record counts as known."""
        return "as-reported" if self.as_reported else "hindsight" if self.hindsight else "recorded"


def _kept(ctx: click.Context, param: click.Parameter, value: str) -> str:
    ctx.meta[f"ceasefire.{param.name}"] = value
    return value


lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    is_eager=True,
    callback=_kept,
    help="Language of the answer and of the problems.",
)
problems_option = click.option(
    "--problems",
    type=click.Choice(("few", "all")),
    default="few",
    show_default=True,
    is_eager=True,
    callback=_kept,
    help="How many problems of a file to list.",
)
output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write the answer to a file, whole or not at all. Default: stdout."
)
_AGREEMENT = click.argument("agreement", metavar="AGREEMENT")
_RECORDS = click.option(
    "--records",
    multiple=True,
    metavar="[READER:]FILE[+MAPPING]",
    help="More records. The reader is known from the ending unless it is named; a mapping is a file, or the "
    "name of one that comes with the program. Repeatable; - is stdin.",
)
_MOMENTS = (
    click.option("--at", metavar="INSTANT", help="The moment asked about. Default: the same as --as-of."),
    click.option(
        "--as-of",
        metavar="INSTANT",
        help="The moment whose knowledge counts. Default: now. An instant is written with "
        "its offset from UTC, 2016-09-19T19:00:00+03:00; a local time without one is refused.",
    ),
)
_QUESTION = (
    click.option(
        "--as-reported",
        is_flag=True,
        help="A record counts as known from when its source says that it said so, not from when the ledger "
        "recorded it.",
    ),
    click.option("--hindsight", is_flag=True, help="Every record counts as known at all times. Not to be quoted."),
    click.option("--reading", default="", metavar="ID", help="Only this reading, written READING or TERM/READING."),
    click.option(
        "--assume",
        multiple=True,
        metavar="RECORD=confirmed|dismissed",
        help="Ask what if: take this record as verified, or as false. Repeatable.",
    ),
    click.option(
        "--boundaries",
        multiple=True,
        metavar="FILE:SCHEME:VINTAGE:PROPERTY",
        help="GeoJSON polygons that place points in the agreement's coded areas; PROPERTY holds the code. Repeatable.",
    ),
    click.option(
        "--engine",
        type=click.Choice(ENGINES),
        default=DEFAULT_ENGINE,
        show_default=True,
        help="What does the counting; the digest is the same.",
    ),
    lang_option,
    problems_option,
)


def asks(*, moments: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives a command AGREEMENT and the options of a question, as one `Given`.

    Args:
        moments: Whether --at and --as-of are among them.
    """
    options = (_AGREEMENT, _RECORDS, *(_MOMENTS if moments else ()), *_QUESTION)
    names = frozenset(Given.__dataclass_fields__)

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def command(**params: Any) -> None:
            given = Given(**{name: value for name, value in params.items() if name in names})
            if given.as_reported and given.hindsight:
                raise click.UsageError("--as-reported and --hindsight exclude each other.")
            function(given, **{name: value for name, value in params.items() if name not in names})

        for option in reversed(options):
            command = option(command)
        return command

    return decorate


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
        raise Refused([problem("E-TIME-001", Place(option), seen=text)]) from None
    return found


def ask(given: Given) -> tuple[Opened, Asked]:
    """Return what the options name, opened, and the question that they make; warnings go to stderr.

    Raises:
        Refused: An instant without offset, an unknown reading or record, or something wrong with a file.
        click.exceptions.Exit: A file of records cannot be used; stderr says why.
    """
    as_of = now() if given.as_of is None else instant(given.as_of, "--as-of")
    at = as_of if given.at is None else instant(given.at, "--at")
    opened = open_inputs(given)
    _must_be_near(opened.agreement, min(at, as_of))
    if given.reading:
        _must_be_among(given.reading, _readings(opened.agreement), "reading", "--reading")
    asked = Asked(at, as_of, given.knowledge, given.reading, _assumed(given, opened.records))
    tell_problems(_warnings(opened, asked), given.lang)
    return opened, asked


def assess_as_asked(opened: Opened, asked: Asked, engine: Engine) -> Assessment:
    """Return the answer."""
    return assess.check(
        opened.agreement,
        opened.records,
        opened.datasets,
        asked,
        engine,
        boundaries=opened.boundaries,
        refused=opened.refused,
    )


def engine_called(name: str) -> Engine:
    """Return an engine by its name; this is the one place that knows them.

    Raises:
        Refused: E-ASK-001, it is not there.
    """
    if name == "duckdb":
        return DuckDBEngine(duckdb.connect())
    _must_be_among(name, ENGINES, "engine", "--engine")
    return ReferenceEngine()


def known_records(opened: Opened, asked: Asked) -> tuple[Record, ...]:
    """Return the records known at the moment whose knowledge counts."""
    return known_at(opened.records, opened.datasets, asked.as_of, asked.knowledge, asked.assume).records


def _readings(agreement: Agreement) -> list[str]:
    pairs = [(term.id, reading.id) for term in agreement.terms for reading in term.readings]
    return [reading for _, reading in pairs] + [f"{term}/{reading}" for term, reading in pairs]


def _warnings(opened: Opened, asked: Asked) -> list[Problem]:
    if asked.knowledge == "hindsight":
        return [problem("W-KNOWN-002")]
    datasets = {each.id: each for each in opened.datasets}
    timed: set[str] = set()
    known: set[str] = set()
    for each in opened.records:
        claims = asked.knowledge == "as-reported" and each.claimed_recorded is not None
        if each.recorded is not None or claims:
            timed.add(each.key)
        elif known_from(each, datasets.get(each.dataset), asked.knowledge) <= asked.as_of:
            known.add(each.key)
    untimed = {each.key for each in opened.records} - timed - known
    return [problem("W-KNOWN-001", count=len(untimed), as_of=text_from_instant(asked.as_of))] if untimed else []


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
        shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "") or "none"
        near = did_you_mean(seen, names)
        raise Refused([problem("E-ASK-001", Place(option), wanted=wanted, seen=seen, expected=shown, suggestion=near)])
