"""`ceasefire link suggest`."""

from __future__ import annotations

import click

from ceasefire.cli._options import Given, asks, format_option, output_option

BACKENDS = ("duckdb", "splink")
SOURCE = "linker"


@click.command("suggest")
@asks(ledger=False)
@click.option("--record", "only", multiple=True, metavar="RECORD", help="Only pairs with this record. Repeatable.")
@click.option("--all", "every", is_flag=True, help="Also pairs that are one incident already, or were decided.")
@click.option("--low", default=250, show_default=True, type=click.IntRange(0, 1000), help="From which score on.")
@click.option(
    "--high",
    default=950,
    show_default=True,
    type=click.IntRange(0, 1001),
    help="From which score on a link is provisional. 1001: none.",
)
@click.option("--backend", type=click.Choice(BACKENDS), default="duckdb", show_default=True, help="What suggests.")
@format_option("text", "json", "records", also="; records: the provisional links, as records for the ledger")
@output_option
def command(
    given: Given,
    *,
    only: tuple[str, ...],
    every: bool,
    low: int,
    high: int,
    backend: str,
    form: str,
    output: str | None,
) -> None:
    """Suggest pairs of reports that may be one incident, with reasons.

    By time, place, kind, actors, counts, words and pictures, as precise as each source left them. Nothing is merged: a
    person confirms or rejects. Scores are thousandths.
    """
    import json

    from ceasefire.cli._asking import now
    from ceasefire.cli._desk._situation import desk_for, new_linker
    from ceasefire.cli._output import write
    from ceasefire.desk import suggestions_of, undecided
    from ceasefire.incidents import Decider, link_decision
    from ceasefire.incidents.linking import PROVISIONAL, Marks
    from ceasefire.publish.incidents import KnownAt, suggestions_json, suggestions_page, text_from_page
    from ceasefire.records import json_from_record

    desk = desk_for(given)
    if low > high:
        raise click.BadParameter("the low mark lies above the high one.", param_hint="--low")
    found = suggestions_of(desk, new_linker(backend), Marks(low, high), only)
    if not every:
        found = undecided(desk, found)
    if form == "json":
        write(suggestions_json(found), output)
    elif form == "records":
        decider = Decider(SOURCE, "", "", now(), f"By the {backend} linker, from {high} of 1,000 on.")
        links = [
            link_decision(desk.inputs.records, (each.first, each.second), "provisional", decider)
            for each in undecided(desk, found)
            if each.state == PROVISIONAL
        ]
        write("".join(json.dumps(json_from_record(each), ensure_ascii=False) + "\n" for each in links), output)
    else:
        page = suggestions_page(found, desk.situation, given.lang, KnownAt(desk.asked.as_of, given.knowledge))
        write(text_from_page(page), output)
