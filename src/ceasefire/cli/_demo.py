"""`ceasefire demo`: the founding scenario, from the agreement and records that come with the program."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import click

import ceasefire
from ceasefire.cli._options import LANGUAGES, Given, lang_option
from ceasefire.problems import Place, Refused, problem

SCENARIO = "syria-2016-09"
MIDNIGHT = "2016-09-20T00:00:00+03:00"


@click.command("demo")
@click.option("--once", is_flag=True, help="For scripts: serve the board once, and leave.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8_000, show_default=True, help="Of the site; 0: any.")
@lang_option
@click.option(
    "-o",
    "--output",
    default="ceasefire-demo",
    show_default=True,
    metavar="DIR",
    help="Where the report is written.",
)
def command(once: bool, port: int, lang: str, output: str) -> None:
    """Show the truce of September 2016 in Syria: answer, incidents, ledger, site.

    How the cessation of hostilities stood at midnight after 19 September 2016, as it was then reported:
    the answer on the terminal, and a report in English, Arabic and Russian, each one HTML file that needs
    nothing else. Then two incidents as they were known from September 2016 to March 2017, each page in three languages.
    Then the same records as a ledger, entered in the order in which they were reported,
    cosigned by two parties, copied for each, and what happens to a copy that was tampered with.
    Last the centre's site with that ledger and one account for each role, on this machine alone, until it is stopped.
    """
    from ceasefire.cli._asking import ask, engine_called
    from ceasefire.cli._custody._demonstration import demonstrate, source_of
    from ceasefire.cli._desk._stories import stories
    from ceasefire.cli._output import colours, tell, voice, write, write_file
    from ceasefire.cli._site import ask_for_board, serve_demo
    from ceasefire.desk import answer, known_records
    from ceasefire.publish import html_from_assessment, table_from_assessment

    scenario = _as_seen_from_here(shipped_agreements() / SCENARIO)
    given = Given(str(scenario), as_of=MIDNIGHT, as_reported=True, lang=lang)
    inputs, asked = ask(given)
    found = answer(inputs, asked, engine_called(given.engine, len(inputs.records)))
    records = known_records(inputs, asked)
    write(table_from_assessment(inputs.agreement, found, records, lang, colour=colours(None)), None)
    reports = {
        f"report.{each}.html": html_from_assessment(inputs.agreement, found, records, each) for each in LANGUAGES
    }
    folder = folder_at(output)
    folder_at(str(folder / "incidents"))
    for name, text in reports.items():
        write_file(folder / name, text.encode())
    for line in stories(inputs, asked, folder / "incidents", lang):
        write(line + "\n", None)
    for line in demonstrate(source_of(inputs, scenario), folder / "ledger", given):
        write(line + "\n", None)
    files = ", ".join(str(folder / name) for name in reports)
    tell("\n" + voice(lang).say("The report: {files}", files=files))
    tell(voice(lang).say("The incidents: {folder}", folder=str(folder / "incidents")))
    if not once:
        raise click.exceptions.Exit(serve_demo(folder, port, lang))
    ask_for_board(folder, lang)
    tell(voice(lang).say("The centre's site answered with its board."))


def shipped_agreements() -> Path:
    """Return the folder of the agreements that come with the program: in the wheel, or beside src."""
    installed = Path(str(importlib.resources.files("ceasefire") / "_agreements"))
    return installed if installed.is_dir() else Path(ceasefire.__file__).resolve().parents[2] / "agreements"


def _as_seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def folder_at(name: str) -> Path:
    """Return a folder, made if it is not there.

    Raises:
        Refused: E-CLI-004.
    """
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused([problem("E-CLI-004", Place(name), reason=error.strerror)]) from None
    return folder
