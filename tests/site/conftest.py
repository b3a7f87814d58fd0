"""The site in tests: the demonstration's, built once, and a copy of its database for each test."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client, override_settings
from django.test.client import ClientHandler
from tests.site.walk import Walk, browsing, serving

import ceasefire.centre  # noqa: F401  sets Django up
from ceasefire.centre.live import _centre
from ceasefire.centre.people.models import Person
from ceasefire.cli._site import build_demo_site
from ceasefire.cli._site._demo import NOW

BACKEND = "ceasefire.centre.people._signing.Backend"


def use_database(path: Path) -> None:
    """Let the site's database be a file."""
    connections["default"].close()
    connections.databases["default"]["NAME"] = str(path)
    connections["default"].settings_dict["NAME"] = str(path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demonstration's site, built once."""
    folder = tmp_path_factory.mktemp("site")
    use_database(folder / "centre" / "centre.sqlite3")
    with override_settings(CENTRE_KEYS=str(folder / "centre" / "keys"), CENTRE_KNOWLEDGE="as-reported", CENTRE_NOW=NOW):
        build_demo_site(folder)
    connections["default"].close()
    return folder / "centre"


@pytest.fixture
def site(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve a fresh copy of the demonstration's site, whose clock begins anew; return its folder."""
    monkeypatch.setattr(_centre, "_STARTED", int(time.time()))
    for each in built.glob("centre.sqlite3*"):
        shutil.copy(each, tmp_path / each.name)
    use_database(tmp_path / "centre.sqlite3")
    with override_settings(
        CENTRE_KEYS=str(built / "keys"),
        CENTRE_KNOWLEDGE="as-reported",
        CENTRE_NOW=NOW,
        CENTRE_DEMO=True,
        CENTRE_PUBLIC_BOARD=True,
    ):
        yield tmp_path
    connections["default"].close()


@pytest.fixture(scope="session")
def handler() -> ClientHandler:
    """Return what answers every browser in tests: its middleware is loaded once, as a server's is."""
    return ClientHandler(enforce_csrf_checks=False)


@pytest.fixture
def as_(site: Path, handler: ClientHandler) -> Callable[[str], Client]:
    """Return a browser in which an account of the demonstration has signed in; "" for nobody."""
    del site

    def client(name: str) -> Client:
        browser = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
        browser.handler = handler
        if name:
            browser.force_login(Person.objects.get(username=name), backend=BACKEND)
        return browser

    return client


@pytest.fixture(scope="module")
def walk(built: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """Serve a copy of the demonstration's site in a process of its own, and open a browser, once for a module."""
    with serving(tmp_path_factory.mktemp("walk"), built) as address, browsing(chromium) as browser:
        yield Walk(browser, address)
