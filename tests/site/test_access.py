"""Every address, as every role, against the one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ceasefire.centre.access import ROLES, TABLE, Access, Role
from ceasefire.centre.people.models import Person
from ceasefire.ledger.copies import EVERYONE

Site = Callable[[str], Client]
ACCOUNTS: dict[Role, str] = {
    "reporter": "reporter",
    "analyst": "analyst",
    "verifier": "verifier",
    "head-of-mission": "head",
    "co-chair": "co-chair-us",
    "liaison": "liaison",
    "access-officer": "access",
    "observer": "observer",
    "administrator": "administrator",
    "anybody": "",
}
# Rows whose pages are not built yet. It must be empty in the end.
MISSING: frozenset[str] = frozenset()
# Addresses that ask who one is by themselves: a token, not a session.
API = "api-"
# What a page must be sent before it says anything but no.
SENT = {"export": {"for": EVERYONE}}


def _patterns(of: Any = None, within: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in (of or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            if each.namespace == "admin":
                yield "admin", URLPattern(each.pattern, lambda request: HttpResponse())
            else:
                yield from _patterns(each, within)
        else:
            yield each.name or "", each


def _paths() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, pattern in _patterns():
        if name == "admin":
            found[name] = reverse("admin:index")
        elif not name.startswith(API):
            samples = {
                key: 1 if "int" in type(each).__name__.lower() else "x"
                for key, each in pattern.pattern.converters.items()
            }
            found[name] = reverse(name, kwargs=samples)
    return found


def test_every_address_is_in_the_table_and_every_row_has_an_address():
    """What is served and what the table names is the same; nothing is nameless."""
    served = {name for name, _ in _patterns() if not name.startswith(API)}

    assert served - set(TABLE) == set()
    assert set(TABLE) - served == MISSING


def _opens(response: Any) -> bool:
    """Return whether the table let a request through; what the page then says is its own matter."""
    if response.status_code == HTTPStatus.FOUND and re.match(r"/sign-in/\?next=", response.headers["Location"]):
        return False
    return response.status_code not in (HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED)


@pytest.fixture
def paths() -> dict[str, str]:
    """Return an address for every name."""
    return _paths()


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_every_role_as_the_table_says(as_: Site, paths: dict[str, str], role: Role):
    """Seeing and acting are open where the table says so, and nowhere else."""
    wrong = []
    stays, leaves = as_(ACCOUNTS[role]), as_(ACCOUNTS[role])
    for name, path in paths.items():
        browser = leaves if name == "account_logout" else stays
        browser.raise_request_exception = False
        for act in (False, True):
            response = browser.post(path, SENT.get(name, {})) if act else browser.get(path)
            expected = role in (TABLE[name].act if act else TABLE[name].see)
            response.close()
            if _opens(response) != expected:
                wrong.append((name, "POST" if act else "GET", expected, response.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_head_and_options_are_asked_for_as_seeing_is(as_: Site, paths: dict[str, str], role: Role):
    """HEAD and OPTIONS open what GET opens; OPTIONS names the methods and shows nothing."""
    browser = as_(ACCOUNTS[role])
    for name, path in paths.items():
        answer = browser.options(path)
        assert _opens(answer) == (role in TABLE[name].see), name
        if answer.status_code == HTTPStatus.NO_CONTENT:
            assert answer.content == b""
            assert ("POST" in answer.headers["Allow"]) == bool(TABLE[name].act)
    assert _opens(browser.head("/")) == (role in TABLE["board"].see)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_no_other_method_is_taken(as_: Site, paths: dict[str, str], method: str):
    """PUT, PATCH, DELETE and TRACE reach no page, whoever sends them; TRACE knows no CSRF, so it must not."""
    browser = as_("head")
    for name, path in paths.items():
        assert getattr(browser, method)(path).status_code == HTTPStatus.METHOD_NOT_ALLOWED, name


@pytest.mark.parametrize("name", ["", "observer"])
def test_what_is_not_there_and_what_has_no_row_answer_alike(as_: Site, monkeypatch: pytest.MonkeyPatch, name: str):
    """An address without a row is not served, and the page that says so names nothing."""
    browser = as_(name)
    monkeypatch.delitem(TABLE, "verifier")
    without, never = browser.get(reverse("verifier")), browser.get("/nothing-of-this-kind/")

    assert without.status_code == never.status_code == HTTPStatus.NOT_FOUND
    assert b"<h1>There is no such page</h1>" in without.content


def test_a_forgotten_slash_leads_to_the_address_and_asks_the_table(as_: Site):
    """`/people` goes to `/people/`, and there the role is asked for."""
    answer = as_("observer").get("/people", follow=True)

    assert answer.redirect_chain == [("/people/", HTTPStatus.MOVED_PERMANENTLY)]
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_without_a_public_board_nobody_sees_anything_before_signing_in(as_: Site, paths: dict[str, str]):
    """Where there is no public board, not even the number of entries is told."""
    browser = as_("")
    with override_settings(CENTRE_PUBLIC_BOARD=False):
        opened = {
            name
            for name, path in paths.items()
            if _opens(browser.get(path)) and browser.get(path).status_code == HTTPStatus.OK
        }

        assert opened <= {"account_login", "account_inactive"}
        assert browser.get("/live").status_code == HTTPStatus.FORBIDDEN


def test_an_administrator_who_is_given_another_role_administers_no_more(as_: Site):
    """The role alone opens the site's administration: it goes with it."""
    person = Person.objects.get(username="administrator-2")
    person.role = "observer"
    person.save()

    assert as_("administrator-2").get("/administration/").status_code == HTTPStatus.FORBIDDEN
    assert not person.is_superuser


def test_the_tables_of_the_administration_hold_nothing_of_the_substance(as_: Site):
    """Accounts, journal and alerts, to read; no ledger, no draft, no second factor, no password."""
    from django.contrib import admin

    registered = {each._meta.label for each in admin.site._registry}
    browser = as_("administrator")
    one = browser.get(
        f"/administration/people/person/{Person.objects.get(username='analyst').pk}/change/"
    ).content.decode()

    assert registered == {"people.Person", "people.Journal", "people.Alert"}
    assert "scrypt" not in one
    assert browser.post("/administration/people/person/add/").status_code == HTTPStatus.FORBIDDEN
    assert browser.get("/administration/people/journal/").status_code == HTTPStatus.OK


def test_the_second_door_of_the_administration_is_closed(as_: Site):
    """django.contrib.admin signs nobody in: it would ask for no second factor."""
    answer = as_("administrator").post(
        "/administration/login/", {"username": "head", "password": "seven straight days"}
    )

    assert answer.headers["Location"] == "/sign-in/"


def test_rows_have_only_known_roles_and_say_what_they_are():
    """A row is two sets of roles and a sentence."""
    for name, row in TABLE.items():
        assert isinstance(row, Access), name
        assert row.what, name
        assert row.see | row.act <= set(ROLES), name
