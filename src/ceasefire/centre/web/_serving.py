"""Making the site's tables, and serving it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command
from django.db import connections


def make_site_tables() -> None:
    """Make or bring up to date every table of the site's database."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    for each in connections.all():
        each.close()


def server(host: str, port: int, *, threads: int = 8) -> tuple[int, Callable[[], None], Callable[[], None]]:
    """Return the port that the site listens at, what serves it until stopped, and what stops it.

    Args:
        host: Address to listen at.
        port: Port; 0 takes a free one.
        threads: Requests answered at once.
    """
    from waitress import create_server  # noqa: PLC0415  an extra

    from ceasefire.centre.web.wsgi import application  # noqa: PLC0415  sets the site up

    made = create_server(
        application,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        channel_timeout=30,
        max_request_header_size=32_768,
        max_request_body_size=64 * 1_048_576,
        clear_untrusted_proxy_headers=True,
    )
    return int(made.effective_port), made.run, made.close
