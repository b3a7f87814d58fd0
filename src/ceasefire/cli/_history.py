"""`ceasefire history`: how the answer changed as knowledge came in."""

from __future__ import annotations

from dataclasses import replace

import click

from ceasefire.cli._options import Given, asks, format_option, output_option
from ceasefire.problems import Place, Refused, problem

MOST_STEPS = 1_000


@click.command("history")
@asks(moments=False)
@click.option("--from", "first", required=True, metavar="INSTANT", help="The first moment, with its offset from UTC.")
@click.option("--to", "last", required=True, metavar="INSTANT", help="The last moment.")
@click.option("--every", default="6h", show_default=True, metavar="DURATION", help="The step, such as 6h or 1 day.")
@click.option(
    "--at",
    "at",
    metavar="INSTANT",
    help="Always ask about this moment. Default: about each moment as it was known then.",
)
@format_option("table", "json")
@output_option
def command(given: Given, *, first: str, last: str, every: str, form: str, output: str | None) -> None:
    """Show how the answer changed as knowledge came in.

    Asks the same question as known at --from, then at every step, and at --to; shows the moments at which
    the answer differs from the one before.
    """
    from ceasefire.cli._asking import ask, engine_called
    from ceasefire.cli._output import write
    from ceasefire.desk import answer, known_records
    from ceasefire.publish import history_json, history_text
    from ceasefire.times import text_from_instant

    moments = _moments(first, last, every)
    inputs, asked = ask(replace(given, as_of=text_from_instant(moments[-1])))
    engine = engine_called(given.engine, len(inputs.records))
    rows = []
    for moment in moments:
        question = replace(asked, as_of=moment, at=asked.at if given.at else moment)
        rows.append((moment, answer(inputs, question, engine)))
    records = known_records(inputs, asked)
    write(history_json(rows) if form == "json" else history_text(inputs.agreement, rows, records, given.lang), output)


def _moments(first: str, last: str, every: str) -> list[int]:
    from ceasefire.cli._asking import instant
    from ceasefire.times import duration_from_text

    start, end = instant(first, "--from"), instant(last, "--to")
    try:
        step = duration_from_text(every).seconds
    except ValueError:
        step = 0
    if not step:
        raise Refused([problem("E-TIME-004", Place("--every"), seen=every)])
    if start > end:
        raise Refused([problem("E-ASK-002", Place("--from"), seen=first, limit=last)])
    steps = (end - start) // step + 1
    if steps > MOST_STEPS:
        raise Refused(
            [
                problem(
                    "E-ASK-003",
                    Place("--every"),
                    seen=f"{steps} moments",
                    what="history",
                    limit=f"{MOST_STEPS} moments",
                )
            ]
        )
    return sorted({*range(start, end, step), end})
