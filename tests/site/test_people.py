"""Administration: accounts, keys, the agreement, roles, the journal and alerts."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from ceasefire.centre.live import now, store
from ceasefire.centre.people import _administering
from ceasefire.centre.people._accounts import DEMO_PASSWORD, journal
from ceasefire.centre.people.models import Alert, Journal, Person

Site = Callable[[str], Client]
NEW = {"name": "n.new", "role": "analyst", "team": "mission", "source": "editors", "pseudonym": "analyst-9"}


def number(name: str) -> int:
    """Return the key of an account."""
    return int(Person.objects.get(username=name).pk)


def word_in(page: str) -> str:
    """Return the one-time word that a page shows."""
    return re.findall(r'<code dir="ltr">((?:[a-z2-9]{4}-){4}[a-z2-9]{4})</code>', page)[0]


def test_an_account_is_made_with_a_word_that_opens_it_once(as_: Site):
    """The word is shown once, opens nothing but choosing a password, and is no password afterwards."""
    answer = as_("administrator").post("/people/", NEW)
    word = word_in(answer.content.decode())
    assert word not in as_("administrator").get("/people/").content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"

    client = as_("")
    client.post("/sign-in/", {"login": "n.new", "password": word})
    assert client.get("/").headers["Location"] == "/sign-in/password/"
    own = "four words nobody joins"
    client.post("/sign-in/password/", {"oldpassword": word, "password1": own, "password2": own})
    assert client.get("/").status_code == HTTPStatus.OK
    assert as_("").post("/sign-in/", {"login": "n.new", "password": word}).status_code == HTTPStatus.OK
    assert as_("").post("/sign-in/", {"login": "n.new", "password": own}).status_code == HTTPStatus.FOUND


def test_a_one_time_word_is_good_for_three_days(as_: Site):
    """A word that was never used opens nothing later, and says no more than a wrong one."""
    word = word_in(as_("administrator").post("/people/", NEW).content.decode())
    Person.objects.filter(username="n.new").update(word_until=now() - 1)

    answer = as_("").post("/sign-in/", {"login": "n.new", "password": word})
    assert b"do not open an account" in answer.content
    assert "one-time word expired" in as_("administrator").get("/people/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "Analyst"}, "There is an account of this name"),
        ({"name": "<b>"}, "error"),
        ({"role": "anybody"}, "error"),
        ({"role": "god"}, "error"),
        ({"team": "nobody-s"}, "error"),
        ({"source": "nobody-s"}, "error"),
        ({"pseudonym": "Verifier-1"}, "Another account signs with it"),
        ({"pseudonym": "two words"}, "error"),
    ],
)
def test_a_wrong_field_is_said_beside_it_and_nothing_is_made(as_: Site, wrong: dict[str, str], said: str):
    """What was typed stays; there is no account."""
    before = Person.objects.count()
    answer = as_("administrator").post("/people/", NEW | wrong)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert NEW["pseudonym"] in answer.content.decode() or "pseudonym" in wrong
    assert Person.objects.count() == before


def test_a_role_is_changed_by_another_with_what_was_and_what_is_on_record(as_: Site):
    """Role, team, source and pseudonym are journaled before and after, and the head of mission is alerted."""
    sent = {"do": "change", "role": "observer", "team": "", "source": "", "pseudonym": ""}
    as_("administrator").post(f"/people/{number('analyst')}/", sent)

    row = Journal.objects.get(what="changed")
    assert row.name == "administrator"
    assert row.about == "analyst: analyst/mission/editors/analyst-1 → observer/-/-/-"
    assert Alert.objects.get().what == "changed"
    assert "given another role" in as_("head").get("/people/alerts/").content.decode()
    assert as_("analyst").get("/queue/").status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("do", ["change", "recover", "unlock", "close"])
def test_nobody_does_anything_to_their_own_account(as_: Site, do: str):
    """Role, recovery, unlocking and closing of one's own account are another administrator's."""
    before = Person.objects.filter(username="administrator").values().get()
    sent = {"do": do, "role": "head-of-mission", "team": "mission", "source": "", "pseudonym": ""}
    answer = as_("administrator").post(f"/people/{number('administrator')}/", sent)
    own = Person.objects.get(username="administrator")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Person.objects.filter(username="administrator").values().get() == before | {"last_login": own.last_login}
    assert 'name="do"' not in as_("administrator").get(f"/people/{own.pk}/").content.decode()
    with pytest.raises(PermissionError):
        _administering.recover(own, own)


def test_a_second_administrator_recovers_the_first(as_: Site):
    """Password, second factor, duress word and lock are gone; a one-time word opens it; old sessions have ended."""
    lost = Person.objects.get(username="administrator")
    client = as_("administrator")
    Authenticator.objects.create(user=lost, type="totp", data={"secret": "x"})
    Person.objects.filter(pk=lost.pk).update(duress="x", locked=True, failures=12)
    page = as_("administrator-2").post(f"/people/{lost.pk}/", {"do": "recover"}).content.decode()

    lost.refresh_from_db()
    assert (lost.duress, lost.locked, lost.failures, lost.must_enrol) == ("", False, 0, True)
    assert not Authenticator.objects.filter(user=lost).exists()
    assert client.get("/people/").status_code == HTTPStatus.FOUND
    assert not lost.check_password(DEMO_PASSWORD)
    assert lost.check_password(word_in(page))
    assert Journal.objects.get(what="recovered").name == "administrator-2"


def test_a_closed_account_signs_in_no_more_and_can_be_recovered(as_: Site):
    """Closing ends it at once and says nothing at the door; recovering opens it with a new word."""
    as_("administrator").post(f"/people/{number('liaison')}/", {"do": "close"})
    answer = as_("").post("/sign-in/", {"login": "liaison", "password": DEMO_PASSWORD})
    assert b"do not open an account" in answer.content

    page = as_("administrator").post(f"/people/{number('liaison')}/", {"do": "recover"}).content.decode()
    assert as_("").post("/sign-in/", {"login": "liaison", "password": word_in(page)}).status_code == HTTPStatus.FOUND


def test_what_is_no_field_of_the_form_is_not_looked_at(as_: Site):
    """Neither superuser nor a password nor another name comes in beside the fields of a form."""
    more = {"is_superuser": "on", "is_staff": "on", "password": "x", "username": "z", "word_until": "", "duress": "x"}
    as_("administrator").post("/people/", NEW | more)
    made = Person.objects.get(username="n.new")

    assert (made.is_superuser, made.is_staff, made.duress) == (False, False, "")
    assert made.word_until is not None


@pytest.mark.parametrize("do", ["change", "recover", "close"])
def test_tokens_for_the_api_end_with_what_they_were_given_to(as_: Site, do: str):
    """Another role, a recovery and closing take every token back: whoever held the account may have made one."""
    from ceasefire.centre.people._tokens import bearer_of, make_token

    _, text = make_token(Person.objects.get(username="analyst"), "sheet", ["read"], 7)
    assert bearer_of(text) is not None
    sent = {"do": do, "role": "observer", "team": "", "source": "", "pseudonym": ""}
    as_("administrator").post(f"/people/{number('analyst')}/", sent)
    Person.objects.filter(username="analyst").update(is_active=True, word_until=None, must_enrol=False)

    assert bearer_of(text) is None


@pytest.mark.parametrize("path", ["/people/999999/", "/people/0/"])
def test_an_account_that_is_not_there_is_not_found(as_: Site, path: str):
    """There is nothing at its address, to see or to change."""
    assert as_("administrator").get(path).status_code == HTTPStatus.NOT_FOUND
    assert as_("administrator").post(path, {"do": "recover"}).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_keys_are_those_that_the_ledger_announces_and_which_are_here(as_: Site, name: str):
    """Each team of the ledger with its fingerprint; those whose key lies here are told apart."""
    page = as_(name).get("/people/keys/").content.decode()
    for each in store().keyring().teams:
        assert f"<bdi>{each}</bdi>" in page
    assert "yes: this centre signs for it" in page
    with override_settings(CENTRE_KEYS="/nowhere"):
        broken = as_(name).get("/people/keys/").content.decode()
    assert "E-LEDGER-033" in broken
    assert "this centre signs for it" not in broken


@pytest.mark.parametrize("name", ["analyst", "observer", "co-chair-russia", "administrator"])
def test_the_agreement_is_readable_with_its_entry_and_hash(as_: Site, name: str):
    """Everybody who signed in reads the text in use, and which entry holds it."""
    from ceasefire.centre.live import shown

    client = as_(name)
    page = client.get("/agreement/").content.decode()
    entry = re.findall(r'href="(/agreement/\?entry=\d+)"', page)[0]

    assert shown().agreement.hash in page
    assert client.get(entry).status_code == HTTPStatus.OK
    assert client.get("/agreement/?entry=999999").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/agreement/?entry=x").status_code == HTTPStatus.NOT_FOUND


def test_roles_and_rules_are_those_of_the_tables(as_: Site):
    """Every row of the table and every rule with its reason is on the page."""
    from html import unescape

    from ceasefire.centre.access import RULES, TABLE

    page = unescape(as_("observer").get("/roles/").content.decode())
    assert [name for name in TABLE if f"<code>{name}</code>" not in page] == []
    assert [rule.why for rule in RULES.values() if rule.why not in page] == []


def test_the_journal_is_filtered_and_turns_pages(as_: Site):
    """Fifty to a page, older ones behind a link, by kind and by account."""
    for each in range(60):
        journal("opened", person=None, name="analyst", about=f"entry {each}")
    client = as_("head")
    first = client.get("/people/journal/?what=opened").content.decode()
    older = re.findall(r'href="(/people/journal/\?what=opened&amp;before=\d+)"', first)[0].replace("&amp;", "&")
    second = client.get(older).content.decode()

    assert first.count("<time") == 50
    assert second.count("<time") == 10
    assert "entry 9<" in second
    assert "entry 9<" not in first
    assert "Nothing of this kind" in client.get("/people/journal/?name=nobody").content.decode()


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=99999999999999999999", "what=x", "name=%00"])
def test_a_strange_filter_is_no_fault(as_: Site, query: str):
    """What cannot be a page or a kind is not looked at."""
    assert as_("head").get(f"/people/journal/?{query}").status_code == HTTPStatus.OK


def test_an_alert_is_told_on_every_page_until_somebody_took_note(as_: Site):
    """The head of mission and administrators read of it wherever they are; nobody else does."""
    as_("administrator").post("/people/", NEW)
    notice = "nobody has taken note"
    assert notice in as_("head").get("/").content.decode()
    assert notice in as_("administrator").get("/people/").content.decode()
    for each in ("analyst", "observer", "co-chair-us", ""):
        assert notice not in as_(each).get("/").content.decode(), each

    as_("head").post("/people/alerts/", {"alert": str(Alert.objects.get().pk)})
    assert notice not in as_("head").get("/").content.decode()
    assert "head took note" in as_("administrator").get("/people/alerts/").content.decode()


@pytest.mark.parametrize("sent", ["", "x", "-1", "99999999999999999999"])
def test_taking_note_of_what_is_no_alert_does_nothing(as_: Site, sent: str):
    """A number that is none is no fault."""
    assert as_("head").post("/people/alerts/", {"alert": sent}).status_code == HTTPStatus.FOUND
