"""`ceasefire explain`: the records behind one verdict, in words, and what would turn it."""

from __future__ import annotations

import click

from ceasefire.cli._options import Given, asks, output_option


@click.command("explain")
@asks(ledger=False)
@click.argument("term", metavar="TERM")
@click.option("--area", metavar="ID", help="Only this area of the reading. Default: all of them at once.")
@click.option("--day", metavar="YYYY-MM-DD", help="Only the day that begins on this local date.")
@output_option
def command(given: Given, term: str, area: str | None, day: str | None, output: str | None) -> None:
    """Say why a verdict is what it is, and what would turn it.

    AGREEMENT is a file or folder as for check, or a copy of a ledger.

    TERM is the id of a term. Without --reading the one that leads is explained.
    """
    from ceasefire.cli._asking import ask, engine_called
    from ceasefire.cli._output import write
    from ceasefire.desk import answer, known_records
    from ceasefire.publish import explain_text

    inputs, asked = ask(given)
    found = answer(inputs, asked, engine_called(given.engine, len(inputs.records)))
    reading = given.reading.removeprefix(f"{term}/") or None
    records = known_records(inputs, asked)
    write(
        explain_text(inputs.agreement, found, records, term=term, reading=reading, area=area, day=day, lang=given.lang),
        output,
    )
