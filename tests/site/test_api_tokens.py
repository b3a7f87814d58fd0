"""Tokens: made by their owner after saying again who one is, shown once, never good for more than they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.site.api_clients import Program, bearer, codes

from ceasefire.centre.api._guard import FAILURES_A_MINUTE
from ceasefire.centre.live import now
from ceasefire.centre.people import _tokens
from ceasefire.centre.people._accounts import DEMO_PASSWORD
from ceasefire.centre.people._signing import DURESS
from ceasefire.centre.people._tokens import DAY_S, make_token
from ceasefire.centre.people.models import Journal, Person, Token

Site = Callable[[str], Client]
FORM = {"label": "nightly import", "scope": ["read", "report"], "days": "30"}


@pytest.fixture(autouse=True)
def no_failures(site):
    """Let no other test's failures count."""
    cache.clear()


def made_by(browser: Client, form: Any) -> Any:
    """Make a token on the page, saying again who one is."""
    first = browser.post("/tokens/", form)
    assert first.status_code == 302
    assert first["Location"].startswith("/sign-in/again/")
    assert not Token.objects.exists()
    return browser.post(first["Location"], {"password": DEMO_PASSWORD})


def test_a_token_is_made_after_saying_again_who_one_is_and_is_shown_once(as_: Site):
    """What was typed is kept while one signs in again; the token is shown, only its hash is kept; it is on record."""
    browser = as_("analyst")
    page = made_by(browser, FORM).content.decode()
    (text,) = re.findall(r">(cf_[\w-]{43})<", page)
    token = Token.objects.get()

    assert text not in browser.get("/tokens/").content.decode()
    assert token.prefix in browser.get("/tokens/").content.decode()
    assert text not in str(list(Token.objects.values()))
    assert token.scopes == "read report"
    assert Journal.objects.filter(what="token", about__startswith=f"made {token.prefix}").exists()
    assert bearer(text).get("/api/v1/self").json()["role"] == "analyst"
    assert Token.objects.get().used is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": ""},
        {"scope": []},
        {"scope": ["administer"]},
        {"days": "0"},
        {"days": "366"},
        {"days": "-1"},
        {"days": "x"},
    ],
    ids=str,
)
def test_a_form_that_is_wrong_makes_no_token_and_keeps_what_was_typed(as_: Site, wrong):
    """Each field says what is wrong beside it, and what was typed stays."""
    page = made_by(as_("analyst"), FORM | wrong)

    assert page.status_code == 422
    assert not Token.objects.exists()
    assert 'role="alert"' in page.content.decode()
    assert ("nightly import" in page.content.decode()) == ("label" not in wrong)


def test_scopes_that_are_of_no_use_to_a_role_are_not_offered(as_: Site):
    """An observer only reads; a reporter decides nothing."""
    assert 'value="report"' not in as_("observer").get("/tokens/").content.decode()
    assert 'value="decide"' not in as_("reporter").get("/tokens/").content.decode()
    assert 'value="decide"' in as_("head").get("/tokens/").content.decode()


def test_under_duress_no_token_is_made_or_taken_back(as_: Site):
    """Whoever signed in by the duress word is told that the database is busy; nothing is kept."""
    token = Program("analyst").token
    browser = as_("analyst")
    session = browser.session
    session[DURESS] = True
    session.save()

    assert browser.post("/tokens/", {"revoke": token.pk}).status_code == 503
    made = browser.post("/tokens/", FORM)
    if made.status_code == 302:
        made = browser.post(made["Location"], {"password": DEMO_PASSWORD})
    assert "cf_" not in made.content.decode().replace(token.prefix, "")
    assert Token.objects.get().revoked is None


def test_a_token_is_taken_back_by_its_owner_or_the_administrator_and_nobody_else(as_: Site):
    """Another person's token is no page; the administrator sees whose it is, takes it back, and makes none."""
    program = Program("analyst")
    other = as_("verifier")
    assert program.token.prefix not in other.get("/tokens/").content.decode()
    assert other.post("/tokens/", {"revoke": program.token.pk}).status_code == 404
    assert program.get("/self").status_code == 200

    office = as_("administrator")
    assert program.token.prefix in office.get("/tokens/").content.decode()
    assert 'name="label"' not in office.get("/tokens/").content.decode()
    assert office.post("/tokens/", {"revoke": program.token.pk}).status_code == 302
    assert program.get("/self").status_code == 401
    assert Journal.objects.filter(what="token", name="administrator", about__startswith="took back").exists()


def test_an_expired_token_opens_nothing(site, monkeypatch):
    """After its last day a token is none; no token holds for more than a year."""
    program = Program("analyst", days=1)
    later = now() + DAY_S + 5
    monkeypatch.setattr(_tokens, "now", lambda: later)

    assert codes(program.get("/self")) == ["E-API-001"]
    for days in (0, 366):
        with pytest.raises(ValueError, match="days"):
            make_token(program.person, "x", ["read"], days)


@pytest.mark.parametrize("change", [{"is_active": False}, {"locked": True}, {"role": "observer"}], ids=str)
def test_a_token_follows_its_owners_account(site, change):
    """A closed or locked account's token opens nothing; one whose role was changed opens what the new role may see."""
    program = Program("analyst")
    Person.objects.filter(pk=program.person.pk).update(**change)

    assert program.get("/queue").status_code == (403 if "role" in change else 401)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer cf_wrong", "cf_wrong", "Bearer é", "Bearer " + "a" * 5_000],
)
def test_what_is_no_token_is_refused(site, header):
    """A header that holds no token is answered as if there were none."""
    answer = Client(SERVER_NAME="localhost").get("/api/v1/self", headers={"authorization": header})

    assert answer.status_code == 401
    assert "cf_" not in answer.content.decode()


def test_guessing_is_cut_short(site):
    """After thirty tokens in a minute that do not hold, none from there is looked at, not even a good one."""
    program = Program("analyst")
    wrong = bearer("cf_" + "x" * 43)
    answers = [wrong.get("/api/v1/self").status_code for _ in range(FAILURES_A_MINUTE + 2)]

    assert set(answers[:FAILURES_A_MINUTE]) == {401}
    assert answers[-1] == 429
    assert codes(program.get("/self")) == ["E-API-009"]
    assert program.get("/self")["Retry-After"] == "60"
