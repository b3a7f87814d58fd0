"""`ceasefire answers`."""

from __future__ import annotations

import click

from ceasefire.cli._options import Given, asks, format_option, output_option


@click.command("answers")
@asks()
@format_option("table", "json")
@output_option
def command(given: Given, *, form: str, output: str | None) -> None:
    """List the answers awaited, and the complaint docket.

    By addressee, overdue ones first, with who answers for the addressee and by whose word; then every complaint from
    its arrival to its closure, and totals by side beside how much was watched.
    """
    from ceasefire.cli._desk._situation import desk_for
    from ceasefire.cli._output import write
    from ceasefire.incidents.dossier import answers_awaited, docket_of, watched_days
    from ceasefire.publish.incidents import KnownAt, answers_json, answers_page, text_from_page

    desk = desk_for(given)
    awaited, docket = answers_awaited(desk.situation, desk.incidents), docket_of(desk.situation)
    first = min((each.complaint.when.earliest for each in docket if each.complaint.when), default=desk.situation.now)
    watched = watched_days(desk.situation, first)
    if form == "json":
        write(answers_json(awaited, docket, watched), output)
        return
    moment = KnownAt(desk.asked.as_of, given.knowledge)
    page = answers_page(awaited, docket, watched, desk.situation, lang=given.lang, moment=moment)
    write(text_from_page(page), output)
