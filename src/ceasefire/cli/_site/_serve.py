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
@click.option(
    "--new-administrator", metavar="NAME", help="Make an account that administers, print its word, and leave."
)
@lang_option
def command(
    *, demo: bool, host: str, port: int, threads: int, output: str, new_administrator: str | None, lang: str
) -> None:
    """Serve the centre: its board, map, incidents, reports, ledger, bulletin.

    The database is ceasefire.sqlite3 here, or what DATABASE_URL names; keys are in the folder CEASEFIRE_KEYS.
    docs/deploy.md says how a mission runs it.

    \b
    ceasefire serve --demo
    DATABASE_URL=postgres://centre@db/centre CEASEFIRE_KEYS=/etc/ceasefire/keys ceasefire serve
    """  # noqa: D301  click's mark for lines to be kept as they are
    if demo:
        if not _is_loopback(host):
            raise click.UsageError("--demo is for this machine alone: its passwords and keys are known to everybody.")
        from ceasefire.cli._site import build_demo_site, demo_environment, tell_accounts

        demo_environment(Path(output))
        build_demo_site(Path(output))
        tell_accounts(lang)
    else:
        if os.environ.get("CEASEFIRE_DEMO"):
            raise click.UsageError("CEASEFIRE_DEMO: only the demonstration has that; use --demo, or unset it.")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceasefire.centre.web.settings")
        import ceasefire.centre  # noqa: F401  sets Django up
        from ceasefire.centre.web._starting import make_site_tables, must_have_a_ledger, must_have_a_secret

        must_have_a_ledger()
        make_site_tables()
        if new_administrator is not None:
            _tell_word(new_administrator, lang)
            return
        must_have_a_secret()
    _serve(host, port, threads, lang)


def _serve(host: str, port: int, threads: int, lang: str) -> None:
    """Serve until Ctrl-C or SIGTERM, and then until whoever was being answered has been."""
    import signal

    import ceasefire.centre  # noqa: F401  sets Django up
    from ceasefire.centre.web._serving import server
    from ceasefire.cli._output import tell, voice

    if (begins := os.environ.get("CEASEFIRE_NOW")) and not os.environ.get("CEASEFIRE_DEMO"):
        tell(voice(lang).say("This centre replays the past: its clock begins at {instant}.", instant=begins))
    at, run, _ = server(host, port, threads=threads)
    for each in (signal.SIGTERM, signal.SIGINT):  # whoever starts it behind its back may have had the second ignored
        signal.signal(each, signal.default_int_handler)
    shown = f"[{host}]" if ":" in host else host
    try:
        tell(voice(lang).say("The centre: {address} (stop it with Ctrl-C)", address=f"http://{shown}:{at}/"))
        run()
    except KeyboardInterrupt:  # before it ran, or a second time: at once
        pass
    tell(voice(lang).say("Stopped."))


def _tell_word(name: str, lang: str) -> None:
    """Make an administrator, and print the word that opens the account once."""
    from ceasefire.centre.web._starting import new_administrator
    from ceasefire.cli._output import tell, voice

    word = new_administrator(name)
    tell(voice(lang).say("{name} signs in with this word once, within three days, and chooses a password:", name=name))
    click.echo(word)


def _is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address."""
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
