"""The options that commands share. Imports nothing heavy: `--help` of every command rests on this module."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

LANGUAGES = ("en", "ar", "ru")
ENGINES = ("auto", "duckdb", "reference")
DEFAULT_ENGINE = "auto"


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
    ledger: str = ""
    log: str = ""
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


def format_option(*forms: str, also: str = "") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return --format, of which the first form is the default; `also` says more about the forms."""
    text = f"What to print{also}."
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=text)


DEFAULT_DB = "ceasefire.sqlite3"

db_option = click.option(
    "--db",
    envvar="DATABASE_URL",
    default=DEFAULT_DB,
    show_default=True,
    metavar="DB",
    help="The ledger's database: a file, or postgres://USER:PASSWORD@HOST/NAME, which is better given as DATABASE_URL.",
)
receipts_option = click.option(
    "--receipts",
    metavar="DIR",
    help="Write the proof of each entry there, POSITION.tlog-proof. With it you show later that the entry was taken.",
)
_AGREEMENT = click.argument("agreement", metavar="AGREEMENT")
_AGREEMENT_OR_LEDGER = click.argument("agreement", metavar="[AGREEMENT]", default="")
_LEDGER = (
    click.option(
        "--ledger",
        default="",
        metavar="DIR|DB",
        help="Take agreement and records from a copy of a ledger: an exported folder, or a database. It is verified "
        "first.",
    ),
    click.option(
        "--log", default="", metavar="KEY", help="The log's key that you trust, if the copy is to be held to it."
    ),
)
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
        "its offset from UTC, 2016-09-19T19:00:00+03:00; a local time without one is refused. Of a ledger also a size: "
        "what its first so many entries made known.",
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
        help="What does the counting: plain Python (reference), or DuckDB, which is quicker above some 2,000 records. "
        "The digest is the same.",
    ),
    lang_option,
    problems_option,
)


def asks(*, moments: bool = True, ledger: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives a command AGREEMENT and the options of a question, as one `Given`.

    Args:
        moments: Whether --at and --as-of are among them.
        ledger: Whether --ledger may stand for AGREEMENT; where not, AGREEMENT itself may be a copy of a ledger.
    """
    first = (_AGREEMENT_OR_LEDGER, *_LEDGER) if ledger else (_AGREEMENT,)
    options = (*first, _RECORDS, *(_MOMENTS if moments else ()), *_QUESTION)
    names = frozenset(Given.__dataclass_fields__)

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def command(**params: Any) -> None:
            given = Given(**{name: value for name, value in params.items() if name in names})
            if given.as_reported and given.hindsight:
                raise click.UsageError("--as-reported and --hindsight exclude each other.")
            if bool(given.agreement) == bool(given.ledger):
                raise click.UsageError("Name an AGREEMENT or a --ledger, one of them.")
            function(given, **{name: value for name, value in params.items() if name not in names})

        for option in reversed(options):
            command = option(command)
        return command

    return decorate
