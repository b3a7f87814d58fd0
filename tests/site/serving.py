"""A site in a process of its own, as a mission runs it: started, asked, stopped, killed."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

_ADDRESS = re.compile(r"http://[0-9.]+:([0-9]+)/")
_START_S = 90
SECRET = "of the tests alone, and long enough for it"  # noqa: S105


def environment(database: str, keys: Path, **more: str) -> dict[str, str]:
    """Return the environment of a real site."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("CEASEFIRE_", "DJANGO_", "DATABASE"))}
    return own | {
        "DATABASE_URL": database,
        "CEASEFIRE_KEYS": str(keys),
        "CEASEFIRE_KNOWLEDGE": "as-reported",
        "CEASEFIRE_NOW": "2016-09-20T00:00:00+03:00",
        "CEASEFIRE_PUBLIC_BOARD": "1",
        "CEASEFIRE_SECRET_KEY": SECRET,
        **more,
    }


@dataclass(slots=True)
class Served:
    """A site that is served; `told` is what it said on stderr."""

    own: Mapping[str, str]
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    port: int = 0
    told: str = field(default="")

    def start(self, port: int = 0) -> int:
        """Start it, and wait until it listens; return the port."""
        command = [sys.executable, "-c", "from ceasefire.cli import main; main()", "serve", "--port", str(port)]
        self.process = subprocess.Popen([*command, *self.arguments], cwd=ROOT, env=self.own, stderr=subprocess.PIPE)
        until = time.monotonic() + _START_S
        self.told = ""
        while not (found := _ADDRESS.search(self.told)):
            assert time.monotonic() < until, self.told
            assert self.process.poll() is None or self._more(), self.told
            self._more()
        self.port = int(found[1])
        return self.port

    def _more(self) -> bool:
        assert self.process is not None
        assert self.process.stderr is not None
        ready, _, _ = select.select([self.process.stderr], [], [], 0.2)
        text = os.read(self.process.stderr.fileno(), 65_536).decode() if ready else ""
        self.told += text
        return bool(text)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal; return the exit code once it has ended and all it said is read."""
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(30)
        while self._more():
            pass
        if self.process.stderr is not None:
            self.process.stderr.close()
        return code

    def gone(self) -> None:
        """Let nothing of it be left after a test."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.stop(signal.SIGKILL)
        if self.process.stderr is not None:
            self.process.stderr.close()


def ask(port: int, path: str, *, body: str | None = None, wait_s: float = 30, **headers: str) -> tuple[int, str]:
    """Return status and text of an answer; 0 if there was none."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=wait_s)
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    try:
        line.request("GET" if body is None else "POST", path, body, {"Accept-Language": "en", **named})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        line.close()
