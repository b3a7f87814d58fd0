"""Serving the site: until it is stopped, and then until whoever was being answered has been."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from ceasefire.centre.web._starting import make_site_tables
from ceasefire.problems import Refused, problem

PATIENCE_S, LOOKS_S = 30, 10  # a connection on which nothing comes is closed; so often is looked
_MEBI = 1_048_576
_TURN_S = 0.001  # threads take turns so often: a page does not wait long behind an answer that is being computed
_LAST_S = 10  # so long those who were being answered are waited for
_CONNECTIONS = 1_000  # those of slow clients among them: they hold no thread


def server(host: str, port: int, *, threads: int = 8) -> tuple[int, Callable[[], None], Callable[[], None]]:
    """Return the port that the site listens at, what serves it until stopped, and what stops it.

    Args:
        host: Address to listen at.
        port: Port; 0 takes a free one.
        threads: Requests answered at once.

    Raises:
        Refused: E-SITE-004, it cannot be listened at.
    """
    from waitress import create_server  # noqa: PLC0415  an extra

    from ceasefire.centre.web.wsgi import application  # noqa: PLC0415  sets the site up

    try:
        made = create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            channel_timeout=PATIENCE_S,
            cleanup_interval=LOOKS_S,
            connection_limit=_CONNECTIONS,
            asyncore_use_poll=True,
            max_request_header_size=32_768,
            max_request_body_size=64 * _MEBI,
            clear_untrusted_proxy_headers=True,
            **_proxy(),
        )
    except (OSError, ValueError) as error:  # ValueError: a name that is no address
        reason = getattr(error, "strerror", None) or "it is no address"
        raise Refused([problem("E-SITE-004", host=host, port=port, reason=reason.lower())]) from None
    listening = getattr(made, "effective_listen", None)  # where a name stands for two addresses
    return int(listening[0][1] if listening else made.effective_port), lambda: _run(made), made.close


def _run(made: Any) -> None:
    """Answer until KeyboardInterrupt or SystemExit, then take no more connections and answer what has been asked."""
    sys.setswitchinterval(_TURN_S)
    channels = getattr(made, "_map", None)
    if channels is None:  # several addresses: waitress's own way
        made.run()
        return
    try:
        made.asyncore.loop(timeout=1, map=channels, use_poll=True)
    except (SystemExit, KeyboardInterrupt):
        made.accepting, until = False, time.monotonic() + _LAST_S
        while any(_is_busy(each) for each in list(made.active_channels.values())) and time.monotonic() < until:
            made.asyncore.loop(timeout=0.1, map=channels, use_poll=True, count=1)
        made.task_dispatcher.shutdown(timeout=1)


def _is_busy(channel: Any) -> bool:
    return bool(channel.requests) or channel.total_outbufs_len > 0


def _proxy() -> dict[str, Any]:
    """Return whom to believe about where a request came from: the proxy in front, if one is named; else nobody."""
    if not settings.CENTRE_PROXY:
        return {}
    return {
        "trusted_proxy": settings.CENTRE_PROXY,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


__all__ = ["make_site_tables", "server"]
