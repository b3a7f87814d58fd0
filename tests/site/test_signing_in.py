"""Signing in: a second factor, lock-out, sessions that end, the journal of all of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client, override_settings

from ceasefire.centre.people import _sessions
from ceasefire.centre.people._accounts import DEMO_PASSWORD
from ceasefire.centre.people.models import Alert, Journal, Person, Seat

Site = Callable[[str], Client]
CODE_S = 30


@pytest.fixture
def real(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve it as a real centre does: a second factor for everybody, no public board; codes do not run out."""
    cache.clear()
    began = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: began))
    with override_settings(CENTRE_DEMO=False, CENTRE_PUBLIC_BOARD=False):
        yield site
    cache.clear()


def browser() -> Client:
    """Return a browser in which nobody has signed in."""
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"})


def sign_in(client: Client, name: str, password: str = DEMO_PASSWORD, **sent: str):
    """Type a name and a password."""
    return client.post("/sign-in/", {"login": name, "password": password, **sent})


def code_of(secret: str) -> str:
    """Return what an authenticator shows."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(auth.time.time()) // CODE_S))


def enrol(client: Client) -> str:
    """Set up the second factor of whoever is signed in; return its secret."""
    page = client.get("/second-factor/set-up/")
    secret = str((page.context_data or {})["form"].secret)
    done = client.post("/second-factor/set-up/", {"code": code_of(secret)})
    assert done.headers["Location"] == "/second-factor/codes/"
    return secret


def journal(name: str) -> list[str]:
    """Return what the journal holds of an account, oldest first."""
    return [each.what for each in Journal.objects.filter(name=name).order_by("pk")]


@pytest.fixture
def enrolling(real: Path) -> Person:
    """Return an analyst who still has to set up a second factor."""
    del real
    Person.objects.filter(username="analyst").update(must_enrol=True)
    return Person.objects.get(username="analyst")


def test_without_a_second_factor_nothing_but_setting_one_up_is_open(enrolling: Person):
    """Outside the demonstration the first sign-in leads to the authenticator, and every other page leads back there."""
    client = browser()
    sign_in(client, enrolling.username)

    for path in ("/", "/map/", "/ledger/", "/roles/", "/second-factor/"):
        answer = client.get(path)
        assert answer.headers["Location"] == "/second-factor/set-up/", path
    assert client.post("/duress/", {"password": DEMO_PASSWORD}).headers["Location"] == "/second-factor/set-up/"


def test_a_second_factor_is_set_up_by_camera_or_by_hand_and_then_asked_for(enrolling: Person):
    """The page shows a picture and the text; afterwards the password alone opens nothing."""
    client = browser()
    sign_in(client, enrolling.username)
    page = client.get("/second-factor/set-up/").content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = enrol(client)
    assert client.get("/").status_code == HTTPStatus.OK
    client.post("/sign-out/")

    again = browser()
    answer = sign_in(again, enrolling.username)
    assert answer.headers["Location"].startswith("/second-factor/check/")
    assert again.get("/").status_code == HTTPStatus.FOUND
    assert "not right" in again.post("/second-factor/check/", {"code": "000000"}).content.decode()
    assert again.post("/second-factor/check/", {"code": code_of(secret)}).status_code == HTTPStatus.FOUND
    assert again.get("/").status_code == HTTPStatus.OK


def test_a_code_opens_once(enrolling: Person):
    """Whoever read a code over a shoulder cannot use it again."""
    client = browser()
    sign_in(client, enrolling.username)
    secret = enrol(client)
    code = code_of(secret)
    first, second = browser(), browser()
    for each in (first, second):
        sign_in(each, enrolling.username)
    first.post("/second-factor/check/", {"code": code})
    second.post("/second-factor/check/", {"code": code})

    assert first.get("/").status_code == HTTPStatus.OK
    assert second.get("/").status_code == HTTPStatus.FOUND


def test_a_recovery_code_opens_once_in_the_place_of_a_code(enrolling: Person):
    """Ten codes are shown and can be kept as a file; each opens once."""
    client = browser()
    sign_in(client, enrolling.username)
    enrol(client)
    shown = (client.get("/second-factor/codes/").context_data or {})["unused_codes"]
    kept = client.get("/second-factor/codes/file/").content.decode().split()
    assert len(shown) == 10
    assert shown == kept

    def opens(code: str) -> bool:
        each = browser()
        sign_in(each, enrolling.username)
        each.post("/second-factor/check/", {"code": code})
        return each.get("/").status_code == HTTPStatus.OK

    assert opens(shown[0])
    assert not opens(shown[0])
    assert opens(shown[1])


def test_taking_the_second_factor_off_closes_everything_again(enrolling: Person):
    """Without it the account is back to setting one up, and it is in the journal."""
    client = browser()
    sign_in(client, enrolling.username)
    enrol(client)
    assert client.post("/second-factor/take-off/").status_code == HTTPStatus.FOUND

    assert client.get("/").headers["Location"] == "/second-factor/set-up/"
    assert journal("analyst")[-2:] == ["second-factor", "second-factor"]


def test_what_concerns_the_account_asks_again_who_one_is_after_ten_minutes(enrolling: Person):
    """Somebody who finds an open page cannot read the recovery codes or take the second factor off."""
    client = browser()
    sign_in(client, enrolling.username)
    enrol(client)
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": each["at"] - 601} for each in session["account_authentication_methods"]
    ]
    session.save()

    for path in ("/second-factor/codes/", "/second-factor/take-off/", "/second-factor/codes/new/"):
        assert client.get(path).headers["Location"].startswith("/sign-in/again/"), path
    assert client.post("/sign-in/again/?next=/second-factor/codes/", {"password": DEMO_PASSWORD}).status_code == 302
    assert client.get("/second-factor/codes/").status_code == HTTPStatus.OK


def test_after_too_many_refusals_an_account_is_locked_until_an_administrator_opens_it(as_: Site, real: Path):
    """Ten wrong passwords lock it for good, alert, and say no more than a wrong password says."""
    Person.objects.update(must_enrol=False)
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        said = {
            sign_in(browser(), "analyst", f"wrong {each}").content.count(b"do not open an account")
            for each in range(10)
        }
        right = sign_in(browser(), "analyst")
        assert said == {1}
        assert b"do not open an account" in right.content
        assert Person.objects.get(username="analyst").locked
        assert list(Alert.objects.values_list("what", flat=True)) == ["locked-out"]

        page = as_("administrator").get("/people/alerts/").content.decode()
        assert "locked after too many" in page
        number = Person.objects.get(username="analyst").pk
        as_("administrator").post(f"/people/{number}/", {"do": "unlock"})
        client = browser()
        sign_in(client, "analyst")
        assert client.get("/").status_code == HTTPStatus.OK
    assert [each for each in journal("analyst") if each in ("locked-out", "signed-in")] == ["locked-out", "signed-in"]


def test_wrong_codes_count_too(enrolling: Person):
    """Whoever has the password and guesses the second factor locks the account as well."""
    client = browser()
    sign_in(client, enrolling.username)
    enrol(client)
    guesser = browser()
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        sign_in(guesser, enrolling.username)
        for each in range(10):
            guesser.post("/second-factor/check/", {"code": f"{each:06}"})

    assert Person.objects.get(username="analyst").locked
    assert guesser.get("/").status_code == HTTPStatus.FOUND


def test_guessing_is_slowed_down_before_it_locks(real: Path):
    """The sixth attempt at a name within a quarter of an hour is not looked at, whether there is such a name or not."""
    for name in ("analyst", "nobody-of-this-name"):
        said = [sign_in(browser(), name, f"wrong {each}").content for each in range(6)]
        assert b"Too many attempts" in said[5], name
        assert b"Too many attempts" not in said[4], name
    assert Person.objects.get(username="analyst").failures == 5


def test_a_fourth_session_ends_the_oldest(real: Path):
    """Nobody has more than three sessions at once."""
    Person.objects.update(must_enrol=False)
    clients = [browser() for _ in range(4)]
    for each in clients:
        sign_in(each, "analyst")

    assert [each.get("/").status_code for each in clients] == [302, 200, 200, 200]
    assert Seat.objects.filter(person__username="analyst").count() == 3
    assert "ended" in journal("analyst")


@pytest.mark.parametrize(
    ("mark", "before"), [(_sessions.SEEN, 30 * 60 + 1), (_sessions.BEGAN, 8 * 3_600 + 1)], ids=["idle", "longest"]
)
def test_a_session_ends_after_silence_and_after_a_day_s_work(as_: Site, mark: str, before: int):
    """After half an hour of silence, and after eight hours however busy, one signs in again and comes back."""
    client = as_("analyst")
    session = client.session
    session[mark] = int(time.time()) - before
    session.save()
    answer = client.get("/map/?kind=report")

    assert answer.headers["Location"] == "/sign-in/?next=%2Fmap%2F%3Fkind%3Dreport&ended=1"
    assert "Your session has ended" in client.get(answer.headers["Location"]).content.decode()
    assert journal("analyst")[-1] == "ended"


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(as_: Site):
    """Neither the question whether the ledger has grown nor a page that renews itself counts as somebody there."""
    client = as_("analyst")
    session = client.session
    session[_sessions.SEEN] = seen = int(time.time()) - 600
    session.save()
    client.get("/live")
    client.get("/", headers={"X-Renewal": "1"})
    assert client.session[_sessions.SEEN] == seen
    client.get("/roles/")
    assert client.session[_sessions.SEEN] > seen


@pytest.mark.parametrize("change", ["role", "team", "password", "closed"])
def test_another_role_team_or_password_ends_every_session_at_once(as_: Site, change: str):
    """What a session was opened for is what it is good for."""
    client = as_("analyst")
    assert client.get("/roles/").status_code == HTTPStatus.OK
    person = Person.objects.get(username="analyst")
    if change == "password":
        person.set_password("four words nobody joins")
    elif change == "closed":
        person.is_active = False
    else:
        setattr(person, change, "observer" if change == "role" else "russia")
    person.save()

    assert client.get("/roles/").headers["Location"].startswith("/sign-in/")


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(as_: Site):
    """Whoever changes the password stays; whoever else was signed in does not."""
    here, there = as_("analyst"), as_("analyst")
    sent = {
        "oldpassword": DEMO_PASSWORD,
        "password1": "four words nobody joins",
        "password2": "four words nobody joins",
    }
    answer = here.post("/sign-in/password/", sent)

    assert answer.status_code == HTTPStatus.FOUND
    assert here.get("/roles/").status_code == HTTPStatus.OK
    assert there.get("/roles/").status_code == HTTPStatus.FOUND
    assert sign_in(browser(), "analyst", "four words nobody joins").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("new", [DEMO_PASSWORD, "short", "123456789012345", "password1234"], ids=lambda each: each[:8])
def test_a_weak_or_an_old_password_is_not_taken(as_: Site, new: str):
    """Not the old one, not a short one, not digits alone, not what everybody uses."""
    answer = as_("analyst").post(
        "/sign-in/password/", {"oldpassword": DEMO_PASSWORD, "password1": new, "password2": new}
    )

    assert answer.status_code == HTTPStatus.OK
    assert "error" in answer.content.decode()
    assert Person.objects.get(username="analyst").check_password(DEMO_PASSWORD)


def test_every_step_is_in_the_journal(as_: Site):
    """Password accepted, signed in, refused, signed out: each with from where."""
    client = browser()
    sign_in(client, "analyst", "wrong")
    sign_in(client, "analyst")
    client.post("/sign-out/")
    del as_

    assert journal("analyst") == ["refused", "accepted", "signed-in", "signed-out"]
    assert {each.from_address for each in Journal.objects.filter(what="signed-in")} == {"127.0.0.1"}


def test_a_name_that_nobody_has_is_not_kept(as_: Site):
    """What is typed as a name may be a password: of an unknown name only the attempt is on record."""
    del as_
    sign_in(browser(), "my secret typed in the wrong field", "x")
    row = Journal.objects.get()

    assert (row.what, row.name, row.about) == ("refused", "", "unknown name")


def test_the_journal_is_only_ever_added_to(as_: Site):
    """No row of it is changed or taken away by the program."""
    del as_
    sign_in(browser(), "analyst", "wrong")
    row = Journal.objects.get()

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_nobody_makes_an_account_or_a_new_password_by_themselves(as_: Site):
    """There is no sign-up, no reset by letter, no sign-in by a mailed code."""
    for path in ("/sign-up/", "/sign-in/reset/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/"):
        assert as_("").get(path).status_code == HTTPStatus.NOT_FOUND, path
