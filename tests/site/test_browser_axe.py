"""axe-core finds nothing: on every page, three of them in Russian, and in the states that a page can be in.

With AXE_LONG=1 (make axe) pages and states in English and in Arabic; else pages in English and states in Arabic.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from tests.site.walk import ADDRESSES, WIDTHS, Steps, Walk, open_to

pytestmark = pytest.mark.browser
LOOKING = ("analyst", "head", "co-chair-us", "access", "administrator")  # the first who may see a page looks at it
OWN = {name: next(each for each in LOOKING if name in open_to(each)) for name in ADDRESSES}
NO_MORE_IN_RUSSIAN = ("board", "report", "incident")
PAGES_IN, STATES_IN = (("en", "ar"), ("en", "ar")) if os.environ.get("AXE_LONG") else (("en",), ("ar",))


def _nothing_found(steps: Steps) -> None:
    """Open all that is folded, and ask axe by all of its rules: Arabic on a phone, the others at a desk."""
    steps.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    steps.look()
    steps.page.set_viewport_size({"width": WIDTHS[steps.lang != "ar"], "height": 900})
    found = Axe().run(steps.page).response["violations"]
    assert not [(each["id"], [node["html"] for node in each["nodes"]][:5]) for each in found], steps.page.url


@pytest.mark.parametrize("lang", PAGES_IN)
@pytest.mark.parametrize("name", ADDRESSES)
def test_every_page(walk: Walk, name: str, lang: str):
    """A page as whoever may see it sees it."""
    with walk.by(OWN[name], lang) as steps:
        steps.go(ADDRESSES[name])
        _nothing_found(steps)


@pytest.mark.parametrize("name", NO_MORE_IN_RUSSIAN)
def test_pages_in_russian(walk: Walk, name: str):
    """The pages that most people open, in the language with the longest words."""
    with walk.by(OWN[name], "ru") as steps:
        steps.go(ADDRESSES[name])
        _nothing_found(steps)


def _signing_in(steps: Steps) -> None:
    steps.go("/sign-in/")


def _signed_in_wrongly(steps: Steps) -> None:
    steps.go("/sign-in/")
    steps.page.fill("[name=login]", "nobody-of-that-name")
    steps.page.fill("[name=password]", "not the word")
    steps.click("main button.main")
    assert steps.page.locator(".error").count()


def _not_there(steps: Steps) -> None:
    steps.page.goto(f"{steps.address}/nothing/here/")
    steps.faults.clear()  # the browser's console says 404 as well


def _not_open(steps: Steps) -> None:
    steps.page.goto(f"{steps.address}/people/")
    steps.faults.clear()


def _filed_faultily(steps: Steps) -> None:
    steps.go("/report/")
    steps.page.fill("[name=killed_low]", "many")
    steps.click('button[value="preview"]')
    assert steps.page.locator(".error").count()
    steps.faults.clear()


def _looked_over(steps: Steps) -> None:
    steps.go("/report/")
    steps.page.check('[name=what][value="shelling"]')
    steps.page.fill("[name=from_day]", "2016-09-19")
    steps.page.fill("[name=words]", "Two shells fell.")
    steps.click('button[value="preview"]')
    assert steps.page.locator('button[value="file"]').count()


def _receipt(steps: Steps) -> None:
    _looked_over(steps)
    steps.click('main button[value="file"]')
    assert steps.page.locator("#filed").count()


def _stating_faultily(steps: Steps) -> None:
    steps.go("/statements/?make=statement")
    steps.page.evaluate("document.querySelector('#make form').noValidate = true")
    steps.click("#make button.main")
    assert steps.page.locator(".error").count()
    steps.faults.clear()


def _determining(steps: Steps) -> None:
    steps.go("/statements/?make=determination")


def _moving_faultily(steps: Steps) -> None:
    steps.go("/aid/movement/")
    steps.page.evaluate("document.querySelector('main form').noValidate = true")
    steps.click("main button.main")
    assert steps.page.locator(".error").count()
    steps.faults.clear()


def _naming_faultily(steps: Steps) -> None:
    steps.go("/people/")
    steps.page.evaluate("document.querySelector('main form').noValidate = true")
    steps.click("main button.main")
    assert steps.page.locator(".error").count()
    steps.faults.clear()


def _earlier(path: str) -> Callable[[Steps], None]:
    return lambda steps: steps.go(f"{path}known=2016-09-17T12:00:00%2B03:00")


STATES: dict[str, tuple[str, Callable[[Steps], None]]] = {
    "signing in": ("", _signing_in),
    "signed in wrongly": ("", _signed_in_wrongly),
    "the board for nobody": ("", lambda steps: steps.go("/")),
    "the board for an observer": ("observer", lambda steps: steps.go("/")),
    "no such page": ("observer", _not_there),
    "not open to the role": ("observer", _not_open),
    "a report with faults": ("reporter", _filed_faultily),
    "a report looked over": ("reporter", _looked_over),
    "a receipt": ("reporter", _receipt),
    "a complaint": ("liaison", lambda steps: steps.go("/report/?kind=complaint")),
    "a watch": ("reporter", lambda steps: steps.go("/report/?kind=watch")),
    "a statement with faults": ("co-chair-us", _stating_faultily),
    "a determination": ("co-chair-us", _determining),
    "a co-chair before an incident": ("co-chair-us", lambda steps: steps.go(ADDRESSES["incident"])),
    "a rung with faults": ("access", _moving_faultily),
    "an account with faults": ("administrator", _naming_faultily),
    "a second factor to be set up": ("observer", lambda steps: steps.go("/second-factor/set-up/")),
    "the board as it was": ("analyst", _earlier("/?")),
    "the map as it was": ("analyst", _earlier("/map/?")),
    "an incident as it was": ("analyst", _earlier("/incidents/one/?id=al-mayadin&")),
}


@pytest.mark.parametrize("lang", STATES_IN)
@pytest.mark.parametrize("state", STATES)
def test_every_state(walk: Walk, state: str, lang: str):
    """Refusals, forms with faults, what follows a form, and pages as they were earlier."""
    account, enter = STATES[state]
    with walk.by(account, lang) as steps:
        enter(steps)
        _nothing_found(steps)
