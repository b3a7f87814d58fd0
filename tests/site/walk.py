"""Every page of the site with an example of its address, and a browser that walks through them as a role."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from ceasefire.centre.access import TABLE
from ceasefire.centre.people._accounts import DEMO, DEMO_PASSWORD

LANGUAGES = ("en", "ar", "ru")
WIDTHS = (390, 1280)
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
_BUILT_ANEW = "from ceasefire.cli import main; main()"
_COPIED = """
import sys
from pathlib import Path
from ceasefire.cli._site import demo_environment
from ceasefire.cli._site._serve import _serve
demo_environment(Path(sys.argv[1]))
_serve("127.0.0.1", 0, 8, "en")
"""
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_ADDRESS = re.compile(r"http://[0-9.]+:[0-9]+")
_ROLE = {each.name: each.role for each in DEMO}


def open_to(account: str) -> list[str]:
    """Return the names of the pages that an account may see, in the order of the table."""
    role = _ROLE.get(account, "anybody")
    return [name for name in TABLE if name in ADDRESSES and role in TABLE[name].see]


@contextlib.contextmanager
def serving(folder: Path, built: Path | None = None) -> Iterator[str]:
    """Serve the demonstration's site, and yield its address.

    Args:
        folder: An empty one, where its database and keys are made.
        built: The `centre` folder of a site that was built already: it is copied, which is faster than building it.
    """
    if built is None:
        program, more = _BUILT_ANEW, ["serve", "--demo", "--port", "0", "--output", str(folder)]
    else:
        shutil.copytree(built, folder / "centre")
        program, more = _COPIED, [str(folder)]
    command = [sys.executable, "-c", program, *more]
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
    """Return a page in which an account ("" for nobody) has signed in."""
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


@dataclass(slots=True)
class Walk:
    """A site that is served and a browser; whoever walks signs in once, and keeps the cookie from then on."""

    browser: Browser
    address: str
    _states: dict[str, Any] = field(default_factory=dict)

    @contextlib.contextmanager
    def by(self, account: str, lang: str = "en", **options: Any) -> Iterator[Steps]:
        """Yield the steps of an account ("" for nobody); at the end nothing may have gone wrong unseen."""
        if account not in self._states:
            page = signed_in(self.browser, self.address, account)
            assert not account or page.locator(".who").count(), f"{account} could not sign in"
            self._states[account] = page.context.storage_state()
            page.context.close()
        context = self.browser.new_context(
            storage_state=self._states[account],
            viewport={"width": WIDTHS[-1], "height": 900},
            locale=lang,
            reduced_motion="reduce",
            **options,
        )
        context.add_cookies([{"name": "ceasefire-language", "value": lang, "url": self.address}])
        steps = Steps(context.new_page(), self.address, lang)
        try:
            yield steps
        finally:
            context.close()
        assert not steps.faults, steps.faults


class Steps:
    """One page of a browser, on which somebody goes from page to page in one language.

    `faults` gathers what nobody sees on the page: errors in the console, requests to another server, answers with 5xx.
    """

    def __init__(self, page: Page, address: str, lang: str) -> None:
        """Watch a page that has loaded nothing yet."""
        self.page, self.address, self.lang = page, address, lang
        self.faults: list[str] = []
        page.set_default_timeout(30_000)
        page.on("console", lambda each: self._fault(each.type == "error", f"console: {each.text}"))
        page.on("pageerror", lambda each: self._fault(True, f"script: {each}"))
        page.on("request", lambda each: self._fault(self._is_elsewhere(each.url), f"to another server: {each.url}"))
        page.on("response", lambda each: self._fault(each.status >= 500, f"{each.status}: {each.url}"))

    def _fault(self, found: bool, words: str) -> None:
        if found:
            self.faults.append(words)

    def _is_elsewhere(self, url: str) -> bool:
        return not url.startswith((f"{self.address}/", "data:", "blob:"))

    def go(self, path: str) -> None:
        """Open an address, which must answer."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        self.look()

    def menu(self, path: str) -> None:
        """Follow the bar at the top to a page, from wherever one is."""
        if self.page.url == "about:blank":
            self.go("/")
        self.click(f'.bar-top nav a[href="{path}"]')

    def click(self, what: str) -> None:
        """Press a button or follow a link that leads to a page, and look at that page."""
        with self.page.expect_navigation():
            self.page.locator(what).first.click()
        self.look()

    def _settles(self) -> bool:
        """Return whether the page fits, at the latest two seconds after its width was changed."""
        end = time.monotonic() + 2
        while self.page.evaluate(_WIDER):
            if time.monotonic() > end:
                return False
            self.page.wait_for_timeout(50)
        return True

    def look(self) -> None:
        """The page speaks the language, runs in its direction, has one heading, and fits a desk and a phone."""
        page = self.page
        assert self.lang == page.get_attribute("html", "lang")
        assert ("rtl" if self.lang == "ar" else "ltr") == page.evaluate("getComputedStyle(document.body).direction")
        assert 1 == page.locator("h1").count(), page.url
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert self._settles(), f"{page.url} scrolls sideways at {width} px"

    def text(self, where: str = "main") -> str:
        """Return what is written in a part of the page."""
        return self.page.locator(where).first.inner_text()
