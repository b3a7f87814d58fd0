"""`ceasefire queue`."""

from __future__ import annotations

import click

from ceasefire.cli._options import Given, asks, format_option, output_option

BACKENDS = ("duckdb", "splink")


@click.command("queue")
@asks()
@click.option(
    "--for",
    "purpose",
    type=click.Choice(("verification", "answers", "linking")),
    default="verification",
    show_default=True,
    help="What is to be done.",
)
@click.option(
    "--backend", type=click.Choice(BACKENDS), default="duckdb", show_default=True, help="What suggests pairs."
)
@format_option("table", "json")
@output_option
def command(given: Given, *, purpose: str, backend: str, form: str, output: str | None) -> None:
    """Say what to look at next, and why. For the mission only.

    Ordered by what it would settle, then by age. It tells a spoiler what to discredit: do not hand it out.
    """
    from ceasefire.cli._asking import engine_called
    from ceasefire.cli._desk._situation import desk_for, new_linker
    from ceasefire.cli._output import write
    from ceasefire.desk import answer, settles_of, suggestions_of
    from ceasefire.incidents.dossier import answers_awaited, answers_queue, linking_queue, verification_queue
    from ceasefire.incidents.linking import Marks
    from ceasefire.publish.incidents import KnownAt, queue_json, queue_page, text_from_page

    desk = desk_for(given)
    engine = engine_called(given.engine, len(desk.inputs.records))
    records, answers, unscreened = settles_of(answer(desk.inputs, desk.asked, engine))
    suggestions = suggestions_of(desk, new_linker(backend), Marks(250, 950)) if purpose == "linking" else ()
    if purpose == "verification":
        work = verification_queue(desk.incidents, desk.situation.known, records, unscreened)
    elif purpose == "answers":
        work = answers_queue(answers_awaited(desk.situation, desk.incidents), answers)
    else:
        work = linking_queue(suggestions, desk.incidents, desk.situation.known, records)
    if form == "json":
        write(queue_json(work, purpose), output)
        return
    moment = KnownAt(desk.asked.as_of, given.knowledge)
    write(
        text_from_page(queue_page(work, suggestions, desk.situation, purpose, lang=given.lang, moment=moment)), output
    )
