"""Every page of the site with an example of its address, and a browser that walks through them as a role."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from ceasefire.centre.access import TABLE
from ceasefire.centre.people._accounts import DEMO, DEMO_PASSWORD

LANGUAGES = ("en", "ar", "ru")
ADDRESSES = {
    "board": "/",
    "time": "/time/",
    "changes": "/time/changes/",
    "map": "/map/",
    "incidents": "/incidents/",
    "incident": "/incidents/one/?id=jabal-tharda",
    "links": "/incidents/links/",
    "queue": "/incidents/queue/",
    "docket": "/complaints/",
    "report": "/report/",
    "draft": "/report/drafts/",
    "import": "/report/import/",
    "statements": "/statements/",
    "answers": "/statements/answers/",
    "aid": "/aid/",
    "movement": "/aid/movement/",
    "ledger": "/ledger/",
    "entry": "/ledger/entries/5/",
    "export": "/ledger/export/",
    "verifier": "/ledger/verifier/",
    "cosign": "/ledger/cosign/",
    "bulletins": "/bulletins/",
    "bulletin": "/bulletins/1/",
    "bulletin-template": "/bulletins/template/",
    "people": "/people/",
    "person": "/people/1/",
    "keys": "/people/keys/",
    "agreement": "/agreement/",
    "audiences": "/roles/",
    "journal": "/people/journal/",
    "alerts": "/people/alerts/",
    "tokens": "/tokens/",
    "duress": "/duress/",
    "mfa_index": "/second-factor/",
}
_ADDRESS = re.compile(r"http://[0-9.]+:[0-9]+")
_ROLE = {each.name: each.role for each in DEMO}


def open_to(account: str) -> list[str]:
    """Return the names of the pages that an account may see, in the order of the table."""
    role = _ROLE.get(account, "anybody")
    return [name for name in TABLE if name in ADDRESSES and role in TABLE[name].see]


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the demonstration's site, and yield its address."""
    program = [sys.executable, "-c", "from ceasefire.cli import main; main()"]
    command = [*program, "serve", "--demo", "--port", "0", "--output", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder) as site:
        try:
            told = []
            for line in site.stderr or ():
                told.append(line)
                if found := _ADDRESS.search(line):
                    yield found[0]
                    return
            raise AssertionError("".join(told))
        finally:
            site.kill()


@contextlib.contextmanager
def browsing(chromium: str) -> Iterator[Browser]:
    """Yield the system's browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        try:
            yield browser
        finally:
            browser.close()


def signed_in(browser: Browser, address: str, account: str, *, lang: str = "en", width: int = 1280) -> Page:
    """Return a page in which an account ("" for nobody) has signed in; what it loads from elsewhere is refused."""
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": 900}, locale=lang)
    context.add_cookies([{"name": "ceasefire-language", "value": lang, "url": address}])
    page = context.new_page()
    if account:
        page.goto(f"{address}/sign-in/")
        page.fill("[name=login]", account)
        page.fill("[name=password]", DEMO_PASSWORD)
        page.click("main button")
        page.wait_for_load_state()
    return page
