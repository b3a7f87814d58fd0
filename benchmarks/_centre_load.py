"""The load on the centre: readers who look, wait and look again, writers who send; each request timed."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

PAGES = {
    "board": "/",
    "incidents": "/incidents/",
    "map": "/map/",
    "time": "/time/",
    "ledger": "/ledger/",
    "statements": "/statements/",
    "aid": "/aid/",
    "API: board": "/api/v1/board",
}
OPEN = ("board",)  # what nobody in particular may see
_TIMEOUT_S = 60


@dataclass
class Seen:
    """What came of the requests: milliseconds by page, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: str, began: float, status: int | str, good: int = 200) -> None:
        """Count one request."""
        with self.lock:
            if status == good:
                self.times[page].append((time.perf_counter() - began) * 1e3)
            else:
                self.errors[f"{page}: {status}"] += 1


def load(port: int, cookies: Sequence[str], tokens: Sequence[str], *, seconds: float, pause: float) -> Seen:
    """Let one reader for each cookie and one writer for each token work for so long; an empty cookie is nobody.

    Args:
        port: Where it is served, here.
        cookies: Of signed-in readers. A reader of the floor is the cookie "floor".
        tokens: Of writers.
        seconds: How long.
        pause: Mean seconds between an answer and the next request of a reader; a writer waits twice as long.
    """
    seen, end = Seen(), time.monotonic() + seconds
    until = {"end": end, "pause": pause}
    threads = [
        threading.Thread(target=what, args=(port, number, who, seen), kwargs=until)
        for what, them in ((_read, cookies), (_write, tokens))
        for number, who in enumerate(them)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return seen


def _read(port: int, number: int, cookie: str, seen: Seen, *, end: float, pause: float) -> None:
    chance = random.Random(number)  # noqa: S311  the same readers in every run
    pages = {"floor": "/"} if cookie == "floor" else PAGES if cookie else {each: PAGES[each] for each in OPEN}
    headers = {"Accept-Language": chance.choice(("en", "ar", "ru")), **({"Cookie": cookie} if cookie else {})}
    time.sleep(chance.random() * pause)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)) as line:
        while time.monotonic() < end:
            page = chance.choice(list(pages))
            began = time.perf_counter()
            seen.add(page, began, _asked(line, "GET", pages[page], headers))
            time.sleep(chance.uniform(0.5, 1.5) * pause)


def _write(port: int, number: int, token: str, seen: Seen, *, end: float, pause: float) -> None:
    chance = random.Random(1_000 + number)  # noqa: S311  as above
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)) as line:
        while time.monotonic() < end:
            time.sleep(chance.uniform(1, 3) * pause)
            key = uuid.uuid4().hex
            headers = {
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            }
            began = time.perf_counter()
            status = _asked(line, "POST", "/api/v1/records", headers, json.dumps([report(key)]))
            seen.add("sending a report", began, status, good=201)


def report(key: str) -> dict[str, object]:
    """Return a report as a writer sends it."""
    return {
        "kind": "report",
        "id": key,
        "version": 1,
        "standing": "received",
        "when": {"from": "2016-09-15T09:00:00+03:00", "to": "2016-09-15T10:00:00+03:00", "how": "sometime"},
        "where": {"scheme": "ocha-pcode", "code": "SY02", "vintage": "2016-09-05"},
        "who": {"by": "unknown"},
        "what": "shelling",
        "counts": {"killed": {"low": 0, "best": 0, "high": 1}},
    }


def _asked(
    line: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> int | str:
    try:
        line.request(method, path, body, {"Host": "127.0.0.1", **headers})
        answer = line.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        line.close()
        return type(error).__name__
    return answer.status
