"""What the deciding commands share: who decides, and where the records of the decision go."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ceasefire.cli._options import Given, asks

if TYPE_CHECKING:
    from ceasefire.desk import Desk
    from ceasefire.incidents import Decider
    from ceasefire.records import Record

ROLES = ("analyst", "verifier", "head-of-mission", "co-chair")


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, as typed, and where the decision goes."""

    reviewer: str
    role: str
    source: str
    why: str
    append: str


_OPTIONS = (
    click.option("--reviewer", required=True, metavar="PSEUDONYM", help="Who decides, by pseudonym."),
    click.option("--role", type=click.Choice(ROLES), default="analyst", show_default=True, help="In which role."),
    click.option("--source", default="", metavar="ID", help="For which source. Default: the mission, or the editors."),
    click.option("--why", default="", metavar="TEXT", help="The reason, in English."),
    click.option("--append", default="", metavar="FILE", help="Add the records to this file instead of printing them."),
)


def decides(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command AGREEMENT, the options of a question and those of a decision, as `Given` and `By`."""

    @functools.wraps(function)
    def command(given: Given, **params: Any) -> None:
        names = By.__dataclass_fields__
        by = By(**{name: params.pop(name) for name in names})
        function(given, by, **params)

    for option in reversed(_OPTIONS):
        command = option(command)
    return asks(ledger=False)(command)


def decider_of(desk: Desk, by: By) -> Decider:
    """Return who decides, now.

    Raises:
        Refused: No source is named, and not exactly one could be meant.
    """
    from ceasefire.cli._asking import now
    from ceasefire.desk import deciding_source
    from ceasefire.incidents import Decider
    from ceasefire.problems import Place

    source = by.source or deciding_source(desk.inputs.agreement, Place("--source"))
    return Decider(source, by.role, by.reviewer, now(), by.why)


def hand_out(records: Sequence[Record], by: By, lang: str) -> None:
    """Print the records of a decision, or add them to a file, whole or not at all.

    Raises:
        Refused: The file cannot be read or written.
    """
    from pathlib import Path

    from ceasefire.cli._inputs import bytes_of
    from ceasefire.cli._output import tell, voice, write, write_file
    from ceasefire.problems import Place
    from ceasefire.records import Dataset, json_from_record, record_from_json

    rows = [json_from_record(each) for each in records]
    for row in rows:  # what our own reader would refuse is not handed out
        record_from_json(row, Place("decision"), Dataset(""), 0)
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)
    if not by.append:
        write(lines, None)
        return
    path = Path(by.append)
    before = bytes_of(path) if path.exists() else b""
    before += b"" if not before or before.endswith(b"\n") else b"\n"
    write_file(path, before + lines.encode())
    text = voice(lang).count(
        "{n} record added to {file}.", "{n} records added to {file}.", len(records), file=by.append
    )
    tell(text)
