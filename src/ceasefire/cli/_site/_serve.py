"""`ceasefire serve`: the centre's site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ceasefire.cli._options import lang_option


@click.command("serve")
@click.option("--demo", is_flag=True, help="Serve September 2016 with one account for each role, anew each time.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8_000, show_default=True, help="0: a free one.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="Requests answered at once.")
@click.option(
    "-o",
    "--output",
    default="ceasefire-demo",
    show_default=True,
    metavar="DIR",
    help="Where --demo keeps its database and keys.",
)
@lang_option
def command(*, demo: bool, host: str, port: int, threads: int, output: str, lang: str) -> None:
    """Serve the centre: the board, the map, incidents, reports, the ledger, the bulletin.

    The database is ceasefire.sqlite3 here, or what DATABASE_URL names; keys are in the folder CEASEFIRE_KEYS.
    docs/deploy.md says how a mission runs it.

    \b
    ceasefire serve --demo
    DATABASE_URL=postgres://centre@db/centre CEASEFIRE_KEYS=/etc/ceasefire/keys ceasefire serve
    """  # noqa: D301  click's mark for lines to be kept as they are
    if demo:
        from ceasefire.cli._site import build_demo_site, demo_environment, tell_accounts

        demo_environment(Path(output))
        build_demo_site(Path(output))
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceasefire.centre.web.settings")
    import ceasefire.centre  # noqa: F401  sets Django up
    from ceasefire.centre.web._serving import make_site_tables, server
    from ceasefire.cli._output import tell, voice

    if not demo:
        make_site_tables()
    at, run, _ = server(host, port, threads=threads)
    if demo:
        tell_accounts(lang)
    tell(voice(lang).say("The centre: {address} (stop it with Ctrl-C)", address=f"http://{host}:{at}/"))
    run()
