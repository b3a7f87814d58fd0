"""`ceasefire check`: how every term stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli._options import Given, asks, output_option

if TYPE_CHECKING:
    from ceasefire.assess import Assessment

FORMATS = ("table", "json", "html")
VERDICTS = ("not-met", "undetermined", "pending", "met", "not-applicable")
_FORMAT_OF_ENDING = {".json": "json", ".html": "html", ".htm": "html"}


@click.command("check")
@asks()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the ending of -o, else a table for the terminal.",
)
@output_option
@click.option(
    "--fail-on",
    type=click.Choice(VERDICTS),
    multiple=True,
    help="Leave with exit code 3 if any reading in the answer has this verdict. Repeatable.",
)
def command(given: Given, form: str | None, output: str | None, fail_on: tuple[str, ...]) -> None:
    """Say how every term of an agreement stands.

    AGREEMENT is a file, or a folder with agreement.yaml and records* (.jsonl, .jsonl.gz, .yaml; .csv or
    .xlsx with its mapping beside it, records.csv.mapping.yaml).

    \b
    ceasefire check agreements/syria-2016-09 --as-of 2016-09-20T00:00:00+03:00 --as-reported
    ceasefire check my-agreement --records csv:reports.csv+mapping.yaml --format json -o answer.json
    """  # noqa: D301  click's mark for lines to be kept as they are
    from ceasefire.cli._asking import ask, engine_called
    from ceasefire.cli._output import colours, write
    from ceasefire.desk import answer, known_records
    from ceasefire.publish import html_from_assessment, json_from_assessment, table_from_assessment

    inputs, asked = ask(given)
    found = answer(inputs, asked, engine_called(given.engine, len(inputs.records)))
    chosen = form or _FORMAT_OF_ENDING.get(Path(output or "").suffix.lower(), "table")
    if chosen == "json":
        text = json_from_assessment(found)
    elif chosen == "html":
        text = html_from_assessment(inputs.agreement, found, known_records(inputs, asked), given.lang)
    else:
        records = known_records(inputs, asked)
        text = table_from_assessment(inputs.agreement, found, records, given.lang, colour=colours(output))
    write(text, output)
    if _verdicts(found) & set(fail_on):
        raise click.exceptions.Exit(3)


def _verdicts(answer: Assessment) -> set[str]:
    return {reading.verdict for term in answer.terms for reading in term.readings}
