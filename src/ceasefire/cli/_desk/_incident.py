"""`ceasefire incident`."""

from __future__ import annotations

import click

from ceasefire.cli._options import Given, asks, format_option, output_option


@click.command("incident")
@asks(ledger=False)
@click.argument("name", metavar="ID")
@format_option("text", "html", "json")
@output_option
def command(given: Given, name: str, form: str, output: str | None) -> None:
    """Say everything about one incident.

    AGREEMENT is a file or folder as for check, or a copy of a ledger. ID is the incident's, or the source/id of one of
    its accounts: whether it happened, who did it, whether it was permitted; who says how many; what bodies found; who
    holds which position, since when; what was corrected; how it was handled.
    """
    import json

    from ceasefire.cli._desk._situation import desk_for
    from ceasefire.cli._output import write
    from ceasefire.desk import incident_called
    from ceasefire.problems import Place
    from ceasefire.publish.incidents import KnownAt, dossier_of, html_from_page, incident_object, text_from_page

    desk = desk_for(given)
    incident = incident_called(desk, name, Place("ID"))
    if form == "json":
        write(json.dumps(incident_object(incident, desk.situation), ensure_ascii=False, indent=2) + "\n", output)
        return
    moment = KnownAt(desk.asked.as_of, given.knowledge)
    page = dossier_of(incident, desk.situation, given.lang, moment, desk.inputs.cited)
    write(html_from_page(page) if form == "html" else text_from_page(page), output)
