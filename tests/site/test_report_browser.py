"""What is typed while the line is lost: kept in the browser, unreadable there, sent when the line is back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import BrowserContext, Page, sync_playwright

from ceasefire.centre.people._accounts import DEMO_PASSWORD
from ceasefire.centre.web._serving import server

LOST, BACK = "The line is lost", "among your drafts now"


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Return the address of the demonstration's site, served by a thread."""
    del site
    port, serve, stop = server("127.0.0.1", 0, threads=4)
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    stop()
    thread.join(10)
    connections["default"].close()


@pytest.fixture
def context(chromium: str) -> Iterator[BrowserContext]:
    """Return a browser with nothing in it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield running.new_context(locale="en-GB")
        running.close()


def _signed_in(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/sign-in/?lang=en")
    page.fill("input[name=login]", "reporter")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("button.main")
    page.goto(f"{address}/report/")
    return page


def _typed_without_a_line(context: BrowserContext, page: Page, words: str) -> None:
    context.set_offline(True)
    page.fill("#f-words", words)
    page.get_by_text(LOST).wait_for(timeout=20_000)


def test_what_was_typed_without_a_line_survives_closing_the_page(address: str, context: BrowserContext):
    """The browser keeps it, encrypted, and the next page that has a line makes a draft of it and forgets it."""
    page = _signed_in(context, address)
    key = page.get_attribute("#entry", "data-key")
    _typed_without_a_line(context, page, "Two lorries burnt.")
    page.click("button[value=preview]")  # does not lead into nowhere
    lying = page.evaluate("JSON.stringify(localStorage)")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{address}/report/drafts/")
    page.get_by_text(BACK).wait_for(timeout=20_000)

    page.goto(f"{address}/report/?draft={key}")
    assert "Two lorries burnt." == page.input_value("#f-words")
    assert "lorries" not in lying
    assert 0 == page.evaluate("localStorage.length")


def test_signing_out_leaves_nothing_in_the_browser(address: str, context: BrowserContext):
    """On a shared computer the next person finds nothing, whichever page one signs out from."""
    page = _signed_in(context, address)
    _typed_without_a_line(context, page, "Two lorries burnt.")
    assert 1 == page.evaluate("localStorage.length")
    context.set_offline(False)
    other = context.new_page()
    page.close()
    other.goto(f"{address}/")
    other.click('form[action$="/sign-out/"] button')
    other.wait_for_url(f"{address}/")

    assert 0 == other.evaluate("localStorage.length")


def test_what_is_typed_is_kept_by_itself(address: str, context: BrowserContext):
    """An open page keeps what is typed within seconds, without a button."""
    page = _signed_in(context, address)
    page.fill("#f-words", "Two lorries burnt.")
    page.get_by_text("Kept as a draft.").wait_for(timeout=20_000)

    listed = context.new_page()
    listed.goto(f"{address}/report/drafts/")
    assert "Two lorries burnt." in listed.content()
