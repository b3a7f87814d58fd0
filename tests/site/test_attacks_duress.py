"""What a duress word gives away: to whoever stands behind, nothing; to those who must help, everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ceasefire.centre.access import TABLE, may
from ceasefire.centre.live import store
from ceasefire.centre.people._accounts import DEMO_PASSWORD
from ceasefire.centre.people.models import Alert, Journal, Person

Site = Callable[[str], Client]
WORD = "blue lamps under water"
EVERYBODY = ("reporter", "analyst", "verifier", "head", "co-chair-us", "liaison", "access", "observer", "administrator")
# What no page of a session under duress may say.
TELLING = re.compile(r"observer|under duress|harmless|not released to you|duress word used", re.IGNORECASE)


def browser() -> Client:
    """Return a browser in which nobody has signed in."""
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"})


def signed_in(name: str, password: str) -> Client:
    """Return a browser in which somebody signed in by typing."""
    cache.clear()
    client = browser()
    answer = client.post("/sign-in/", {"login": name, "password": password})
    assert answer.status_code == HTTPStatus.FOUND
    return client


@pytest.fixture
def forced(site: object) -> Callable[[str], Client]:
    """Return a browser in which an account signed in by its duress word."""
    del site
    Person.objects.update(duress=make_password(WORD))
    return lambda name: signed_in(name, WORD)


def seen_paths(name: str) -> list[str]:
    """Return the addresses without a parameter that a role sees."""
    person, found = Person.objects.get(username=name), []
    for each in TABLE:
        try:
            path = reverse("admin:index" if each == "admin" else each)
        except Exception:  # noqa: BLE001, S112  those with a parameter
            continue
        if may(person.role, each, act=False) and not each.startswith(("account_", "mfa_")):  # type: ignore[arg-type]
            found.append(path)
    return found


@pytest.mark.parametrize("name", EVERYBODY)
def test_signing_in_answers_alike_in_status_headers_and_cookies(site: object, name: str):
    """Status, target, names of headers and cookies with their flags are the same for either word."""
    del site
    Person.objects.update(duress=make_password(WORD))
    told = []
    for password in (DEMO_PASSWORD, WORD):
        cache.clear()
        client = browser()
        answer = client.post("/sign-in/", {"login": name, "password": password})
        flags = {
            key: {each: morsel[each] for each in ("path", "secure", "httponly", "samesite", "max-age")}
            for key, morsel in client.cookies.items()
        }
        told.append((answer.status_code, sorted(answer.headers), answer.headers["Location"], flags))

    assert told[0] == told[1]


@pytest.mark.parametrize("name", [each for each in EVERYBODY if each != "observer"])
def test_the_bar_names_the_role_and_the_same_pages(forced: Callable[[str], Client], name: str):
    """Name, role and menu are those of the account, so that nobody looking on sees another."""
    path = "/" if name != "administrator" else "/people/"
    bars = []
    for client in (signed_in(name, DEMO_PASSWORD), forced(name)):
        page = client.get(path).content.decode()
        bar = page[page.index('<div class="bar-top">') : page.index("<h1")]
        bar = re.sub(r'<p class="notice alert".*?</p>\n?', "", bar)  # an alert is told to a free session alone
        bars.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", bar))

    assert bars[0] == bars[1]


@pytest.mark.parametrize("name", EVERYBODY)
def test_no_page_says_what_kind_of_session_it_is(forced: Callable[[str], Client], name: str):
    """No address that the role sees says observer, duress or how much is held back; those out of order say database."""
    client, found = forced(name), list[tuple[str, str]]()
    for path in seen_paths(name):
        answer = client.get(path)
        if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            assert "The database does not answer" in answer.content.decode(), path
            continue
        page = answer.content.decode(errors="replace")
        body = page[page.index("<main") :] if "<main" in page else page
        if path in ("/roles/", "/duress/", "/administration/", "/people/") or name == "observer":
            continue  # they speak of everybody's roles, or to observers
        found += [(path, body[max(0, each.start() - 80) : each.end() + 40]) for each in TELLING.finditer(body)]
    assert found == []


@pytest.mark.parametrize("name", ["analyst", "head", "verifier", "access"])
def test_it_shows_what_an_observer_sees(forced: Callable[[str], Client], as_: Site, name: str):
    """The substance of the board is word for word the observer's."""

    def main(client: Client) -> str:
        page = client.get("/").content.decode()
        text = page[page.index("<main") : page.index("</main>")]
        text = re.sub(r'<a class="entry-link".*?</a>', "", text)  # whose page is out of order under duress
        text = re.sub(r'<p class="quiet">[\d ]+(more )?records? (are|is) not released.*?</p>', "", text)
        return re.sub(r"\s*(<[^>]*>)\s*", r"\1", text)

    assert "What would settle it" not in main(forced(name))
    assert main(forced(name)) == main(as_("observer"))


@pytest.mark.parametrize("name", EVERYBODY)
def test_nothing_that_is_entered_is_kept(forced: Callable[[str], Client], name: str):
    """Every address through which one acts seems out of order; the ledger and the accounts stay as they are."""
    client = forced(name)
    size, people = store().size(), Person.objects.count()
    role = Person.objects.get(username=name).role
    for each in TABLE:
        if each.startswith(("account_", "mfa_")) or each in ("language", "duress"):
            continue
        try:
            path = reverse("admin:index" if each == "admin" else each)
        except Exception:  # noqa: BLE001  those with a parameter
            path = reverse(each, args=[1]) if each in ("person", "entry") else ""
        if path and may(role, each, act=True):  # type: ignore[arg-type]
            answer = client.post(path, {"do": "recover", "name": "x", "role": "analyst"})
            assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE, each
    assert (store().size(), Person.objects.count()) == (size, people)


def test_the_head_of_mission_and_administrators_hear_of_it_at_once(forced: Callable[[str], Client], as_: Site):
    """Before the second factor even; on every page of theirs, and in the journal."""
    forced("analyst")

    assert list(Alert.objects.values_list("what", "person__username")) == [("duress", "analyst")]
    for name in ("head", "administrator"):
        assert "Assume that they are not free" in as_(name).get("/people/alerts/").content.decode()
    assert "duress word used" in as_("head").get("/people/journal/").content.decode()
    assert "nobody has taken note" in as_("head").get("/").content.decode()


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_the_one_forced_reads_nothing_of_the_alert(forced: Callable[[str], Client], name: str):
    """Alerts, journal and accounts of that session hold their own rows, and none on the word; nor later ones."""
    client = forced(name)
    pages = [
        client.get(path).content.decode()
        for path in ("/people/alerts/", "/people/journal/", "/")[: 2 if name == "administrator" else 3]
    ]
    later = signed_in(name, DEMO_PASSWORD)
    pages += [later.get(path).content.decode() for path in ("/people/alerts/", "/people/journal/")]

    for page in pages:
        assert "not free" not in page
        assert "duress word used</div>" not in page
        assert "taken note" not in page
    assert "signed in</div>" in pages[1]


def test_an_administrator_who_is_forced_names_nobody(forced: Callable[[str], Client]):
    """The list of accounts is the own one; another's address is not found; the tables are out of order."""
    client = forced("administrator")
    page = client.get("/people/").content.decode()
    other = Person.objects.get(username="liaison").pk

    assert "administrator" in page
    assert "liaison</bdi>" not in page
    assert client.get(f"/people/{other}/").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/administration/people/person/").status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_the_mark_stays_whatever_is_typed_in_the_session(forced: Callable[[str], Client]):
    """The true password, typed later in the same session, does not open it; signing in anew does."""
    client = forced("analyst")
    client.post("/sign-in/again/", {"password": DEMO_PASSWORD})

    assert "What would settle it" not in client.get("/").content.decode()
    assert "What would settle it" in signed_in("analyst", DEMO_PASSWORD).get("/").content.decode()


def test_the_word_is_heard_in_an_open_session_too(site: object):
    """Whoever is asked for the password again and types the duress word is under duress from then on."""
    del site
    Person.objects.filter(username="analyst").update(duress=make_password(WORD))
    client = signed_in("analyst", DEMO_PASSWORD)
    assert "What would settle it" in client.get("/").content.decode()
    client.post("/sign-in/again/", {"password": WORD})

    assert "What would settle it" not in client.get("/").content.decode()
    assert Alert.objects.count() == 1


def test_a_new_password_under_duress_becomes_the_new_duress_word(forced: Callable[[str], Client]):
    """It is taken as ever; signing in with it opens the same harmless view; the true password stays."""
    client = forced("analyst")
    new = "green doors behind rain"
    answer = client.post("/sign-in/password/", {"oldpassword": WORD, "password1": new, "password2": new})
    assert answer.status_code == HTTPStatus.FOUND
    assert "The password was changed." in client.get("/roles/").content.decode()

    assert "What would settle it" not in signed_in("analyst", new).get("/").content.decode()
    assert "What would settle it" in signed_in("analyst", DEMO_PASSWORD).get("/").content.decode()


@pytest.mark.parametrize("password", [DEMO_PASSWORD, WORD])
def test_the_page_of_the_word_looks_alike_and_changes_nothing_under_duress(site: object, password: str):
    """Choosing a word is said to be kept; it is, if one is free; the page never says whether there is one."""
    del site
    person = Person.objects.get(username="analyst")
    empty = signed_in("analyst", DEMO_PASSWORD).get("/duress/").content.decode()
    Person.objects.filter(pk=person.pk).update(duress=make_password(WORD))
    client = signed_in("analyst", password)
    page = client.get("/duress/").content.decode()
    tokens = re.compile(r'value="\w{64}"')
    assert tokens.sub("", page) == tokens.sub("", empty)

    other = "red boats over stone"
    assert (
        "must not be the password"
        in client.post("/duress/", {"password": password, "word": password, "again": password}).content.decode()
    )
    assert "not alike" in client.post("/duress/", {"password": password, "word": other, "again": "x"}).content.decode()
    assert (
        "not the password" in client.post("/duress/", {"password": "x", "word": other, "again": other}).content.decode()
    )
    cache.clear()
    client.post("/duress/", {"password": password, "word": other, "again": other})
    assert "It is kept." in client.get("/duress/").content.decode()
    person.refresh_from_db()
    from django.contrib.auth.hashers import check_password

    assert check_password(other if password == DEMO_PASSWORD else WORD, person.duress)


def test_the_password_cannot_become_the_duress_word(site: object):
    """One's own new password is refused if it is the duress word: it would never alert again."""
    del site
    Person.objects.filter(username="analyst").update(duress=make_password(WORD))
    client = signed_in("analyst", DEMO_PASSWORD)
    sent = {"oldpassword": DEMO_PASSWORD, "password1": WORD, "password2": WORD}

    assert "cannot be the password" in client.post("/sign-in/password/", sent).content.decode()


def test_a_locked_or_closed_account_is_not_opened_by_the_word(site: object):
    """It opens what the password opens, and nothing else."""
    del site
    Person.objects.update(duress=make_password(WORD))
    Person.objects.filter(username="analyst").update(locked=True)
    Person.objects.filter(username="verifier").update(is_active=False)
    for name in ("analyst", "verifier"):
        answer = browser().post("/sign-in/", {"login": name, "password": WORD})
        assert b"do not open an account" in answer.content
    assert Journal.objects.filter(what="duress").count() == 0
