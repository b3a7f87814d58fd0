"""Take a picture of every page as the roles that may see it first: scripts/screenshots."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser
from tests.site.walk import ADDRESSES, browsing, open_to, serving, signed_in

import ceasefire.centre  # noqa: F401  sets Django up

OUT = Path("out/screenshots")
# Whoever sees a page most fully; a page that several see differently is taken for each of them.
ACCOUNTS = ("analyst", "head", "co-chair-us", "access", "administrator", "observer", "")
TWICE = ("board", "map", "incidents", "statements", "aid", "ledger", "bulletin")


README = (("board", "", "en", 1280, 980), ("map", "analyst", "en", 1280, 1180), ("board", "", "ar", 390, 980))


def readme() -> None:
    """Take the pictures that the README shows."""
    with _demonstration() as (address, browser):
        for name, account, lang, width, height in README:
            page = signed_in(browser, address, account, lang=lang, width=width)
            page.set_viewport_size({"width": width, "height": height})
            page.goto(address + ADDRESSES[name])
            page.wait_for_load_state("networkidle")
            page.screenshot(path=f"docs/pictures/{name}-{lang}{'-phone' if width < 500 else ''}.png")


@contextlib.contextmanager
def _demonstration() -> Iterator[tuple[str, Browser]]:
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("no chromium")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as address, browsing(browser_path) as browser:
        yield address, browser


def main() -> None:
    """Serve the demonstration and take the pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[1:])
    with _demonstration() as (address, browser):
        for lang in os.environ.get("LANGS", "en ar").split():
            taken: set[str] = set()
            for account in ACCOUNTS:
                for width in (1280, 390):
                    page = signed_in(browser, address, account, lang=lang, width=width)
                    for name in open_to(account):
                        if (name in taken and not (name in TWICE and account in ("observer", ""))) or (
                            only and name not in only
                        ):
                            continue
                        page.goto(address + ADDRESSES[name])
                        page.wait_for_load_state("networkidle") if name == "map" else page.wait_for_load_state()
                        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                        path = OUT / f"{name}-{account or 'anybody'}-{lang}-{width}.png"
                        page.screenshot(path=path, full_page=True)
                        print(path, "SCROLLS SIDEWAYS" if wide else "")
                    page.context.close()
                taken |= set(open_to(account))


if __name__ == "__main__":
    readme() if "--readme" in sys.argv else main()
