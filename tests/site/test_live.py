"""A new entry reaches an open page within two seconds, and nobody loses what they are typing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks._centre_load import report
from tests.conftest import ROOT
from tests.site.serving import ask
from tests.site.walk import browsing, serving, signed_in

WITHIN_S = 2.0
TRIES = 3
_PROGRAM = """
from pathlib import Path
import sys
from ceasefire.cli._site import demo_environment
demo_environment(Path(sys.argv[1]))
import ceasefire.centre
from ceasefire.centre.people._tokens import make_token
from ceasefire.centre.people.models import Person
print(make_token(Person.objects.get(username="reporter"), "test", ["report"], 3)[1])
"""


def token_of(folder: Path) -> str:
    """Return a token of the demonstration's reporter."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("CEASEFIRE", "DJANGO", "DATABASE"))}
    return subprocess.check_output([sys.executable, "-c", _PROGRAM, str(folder)], cwd=ROOT, env=own, text=True).strip()


def test_a_new_entry_reaches_open_pages(tmp_path: Path, chromium: str):
    """The open board shows the new checkpoint within two seconds; in a form, text, focus and caret stay as they are."""
    with serving(tmp_path) as address, browsing(chromium) as browser:
        port, token = urlsplit(address).port or 0, token_of(tmp_path)
        board = signed_in(browser, address, "analyst")
        board.goto(address)
        form = signed_in(browser, address, "reporter")
        form.goto(address.rstrip("/") + "/report/")
        words = form.locator("textarea").first
        words.focus()
        form.keyboard.type("Three shells fell near the brid")
        board.wait_for_timeout(2_000)  # both have asked once

        taken = []
        for _ in range(TRIES):
            before, key = board.locator("#board").inner_text(), uuid.uuid4().hex
            headers: dict[str, Any] = {"Authorization": f"Bearer {token}", "Idempotency_Key": key}
            headers["Content_Type"] = "application/json"
            status, text = ask(port, "/api/v1/records", body=json.dumps([report(key)]), **headers)
            assert status == 201, text
            began = time.monotonic()
            board.wait_for_function(
                "before => document.getElementById('board').innerText !== before", arg=before, timeout=20_000
            )
            taken.append(time.monotonic() - began)
        form.keyboard.type("ge")

        assert words.input_value() == "Three shells fell near the bridge"
        assert words.evaluate("each => each === document.activeElement")
        assert min(taken) < WITHIN_S, taken  # the best of three: the machine may be busy with other tests
