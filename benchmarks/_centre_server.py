"""What the benchmark of the centre serves, in a process of its own: the site, or a bare view of Django as the floor."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ceasefire.ledger import text_from_key

NOW = "2016-09-20T00:00:00+03:00"  # the moment that the demonstration replays
READERS = {"analyst": 20, "observer": 20, "co-chair": 10}  # by role; one in three looks without signing in
WRITERS = 5


def environment(folder: Path, database: str) -> dict[str, str]:
    """Return the environment of a site in a folder, on a database."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "ceasefire.centre.web.settings",
        "DATABASE_URL": database,
        "CEASEFIRE_KEYS": str(folder / "keys"),
        "CEASEFIRE_KNOWLEDGE": "as-reported",
        "CEASEFIRE_NOW": NOW,
        "CEASEFIRE_PUBLIC_BOARD": "1",
        "CEASEFIRE_SECRET_KEY": "of a benchmark alone, and long enough for it",
    }


def people(folder: Path) -> dict[str, list[str]]:
    """Make keys, tables, accounts, sessions and tokens; return cookies by role, and the writers' tokens."""
    from django.test import Client

    import ceasefire.centre  # noqa: F401  sets Django up
    from benchmarks._ledger_world import LOG, MISSION
    from ceasefire.centre.people._accounts import Account, make_account
    from ceasefire.centre.people._tokens import make_token
    from ceasefire.centre.web._starting import make_site_tables

    (folder / "keys").mkdir(exist_ok=True)
    for name, key in (("log", LOG), ("mission", MISSION)):
        (folder / "keys" / f"{name}.key").write_text(text_from_key(key, "", os.urandom))
    make_site_tables()
    found: dict[str, list[str]] = {}
    for role, count in READERS.items():
        team = "mission" if role == "analyst" else "united-states" if role == "co-chair" else ""
        for number in range(count):
            source = {"analyst": "editors", "co-chair": "us-state"}.get(role, "")
            person = make_account(Account(f"{role}-{number}", role, team, source, role), "x" * 30, must_enrol=False)
            browser = Client(SERVER_NAME="localhost")
            browser.force_login(person, backend="ceasefire.centre.people._signing.Backend")
            found.setdefault(role, []).append("; ".join(f"{k}={v.value}" for k, v in browser.cookies.items()))
    for number in range(WRITERS):
        account = Account(f"writer-{number}", "reporter", "mission", "civil-defence", f"writer-{number}")
        person = make_account(account, "x" * 30, must_enrol=False)
        found.setdefault("writers", []).append(make_token(person, "benchmark", ["report"], 30)[1])
    return found


def serve(what: str, threads: int) -> None:
    """Serve `site` or `floor` at a free port, and print the port."""
    if what == "site":
        import ceasefire.centre  # noqa: F401  sets Django up
        from ceasefire.centre.web._serving import server

        port, run, _ = server("127.0.0.1", 0, threads=threads)
    else:
        port, run = _floor(threads)
    print(port, flush=True)
    run()


def _floor(threads: int) -> tuple[int, object]:
    """Return the port and the serving of one view of Django that does nothing."""
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path
    from waitress import create_server

    urls = type(sys)("benchmarks._bare")
    urls.urlpatterns = [path("", lambda _request: HttpResponse("as good as nothing"))]
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=urls, MIDDLEWARE=[], SECRET_KEY="bare")  # noqa: S106
    django.setup()
    made = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=threads, asyncore_use_poll=True)
    return int(made.effective_port), made.run
