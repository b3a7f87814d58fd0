"""The server itself, over a real socket: slow clients, huge requests, requests that are none."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

import pytest

from ceasefire.centre.web import _serving

PROMPT_S = 10


@pytest.fixture
def port(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve the site on a free port, with little patience; return the port."""
    del site
    monkeypatch.setattr(_serving, "PATIENCE_S", 1)
    monkeypatch.setattr(_serving, "LOOKS_S", 1)
    port, run, close = _serving.server("127.0.0.1", 0, threads=2)
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield port
    close()
    thread.join(5)


def talk(port: int, *sent: bytes, wait_s: float = PROMPT_S) -> bytes:
    """Send bytes; return what comes back until the server closes or nothing more comes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=wait_s)) as line:
        for each in sent:
            line.sendall(each)
        found = b""
        while True:
            try:
                more = line.recv(65_536)
            except (TimeoutError, ConnectionResetError):
                return found
            if not more:
                return found
            found += more


def status(answer: bytes) -> int:
    """Return the status of an answer."""
    return int(answer.split(b" ", 2)[1])


GOOD = b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def test_it_answers_and_does_not_say_what_it_is(port: int):
    """A page comes without the name of a server or a program."""
    answer = talk(port, GOOD)

    assert status(answer) == HTTPStatus.OK
    assert b"waitress" not in answer.lower()
    assert b"\r\nServer:" not in answer


def test_slow_clients_keep_nobody_waiting_and_are_let_go(port: int):
    """Fifty who send a byte and no more hold no thread: others are answered at once, and the fifty are dropped."""
    slow = [socket.create_connection(("127.0.0.1", port), timeout=PROMPT_S) for _ in range(50)]
    try:
        for each in slow:
            each.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\na")
        began = time.monotonic()
        assert status(talk(port, GOOD)) == HTTPStatus.OK
        assert time.monotonic() - began < PROMPT_S
        until = time.monotonic() + PROMPT_S
        talk(port, GOOD)
        for each in slow:
            each.settimeout(max(0.1, until - time.monotonic()))
            assert not each.recv(65_536)
    finally:
        for each in slow:
            each.close()


def test_a_client_that_says_nothing_is_let_go(port: int):
    """A connection on which nothing comes is closed by the server."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=PROMPT_S)) as line:
        line.sendall(b"GET /live HT")
        assert line.recv(65_536) == b""


def test_a_reader_who_reads_nothing_holds_no_thread(port: int):
    """Answers to somebody who does not read are kept for them; with two threads, three such block nobody."""
    lines = [socket.create_connection(("127.0.0.1", port), timeout=PROMPT_S) for _ in range(3)]
    try:
        for each in lines:
            each.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 3)
        assert status(talk(port, GOOD, wait_s=30)) == HTTPStatus.OK
    finally:
        for each in lines:
            each.close()


def test_a_body_beyond_the_limit_is_not_taken(port: int):
    """A declared length of a gigabyte is refused without reading it."""
    answer = talk(port, b"POST /language/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1073741824\r\n\r\n")

    assert status(answer) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_headers_beyond_the_limit_are_not_taken(port: int):
    """A hundred kilobytes of headers are refused."""
    answer = talk(port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n")

    assert status(answer) == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: xchunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
    ],
)
def test_what_is_no_request_breaks_nothing(port: int, sent: bytes):
    """It is refused or dropped, and the next one is answered; two lengths are never taken for one request."""
    answer = talk(port, sent, wait_s=3)

    assert not answer or status(answer) in (400, 404, 405, 501, 505)
    assert status(talk(port, GOOD)) == HTTPStatus.OK


def test_two_ways_of_saying_a_length_are_never_two_requests(port: int):
    """Beside chunks a Content-Length counts for nothing, as RFC 9112 says, or the request is refused."""
    chunked = b"Content-Length: 60\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
    answer = talk(port, b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n" + chunked + GOOD, wait_s=3)

    assert status(answer) in (200, 400)
    assert answer.count(b"HTTP/1.1") == 1


def test_who_asks_is_not_believed_about_where_from(port: int, site: Path):
    """A forged X-Forwarded-For changes neither the journal nor the limits: no proxy was named."""
    from ceasefire.centre.people.models import Journal

    del site
    body = b"login=analyst&password=x"
    talk(
        port,
        b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body,
    )

    assert "6.6.6.6" not in set(Journal.objects.values_list("from_address", flat=True))
