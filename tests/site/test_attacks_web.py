"""What a browser or a forged request gets: each attack with its answer; docs/security.md lists them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ceasefire.centre.people._accounts import DEMO_PASSWORD
from ceasefire.centre.people.models import Person

Site = Callable[[str], Client]
FORGED = "This form was not handed out by this site"


def strict(name: str = "") -> Client:
    """Return a browser whose forms are checked, with somebody signed in."""
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True, headers={"accept-language": "en"})
    if name:
        client.force_login(Person.objects.get(username=name), backend="ceasefire.centre.people._signing.Backend")
    return client


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("", "/sign-in/"),
        ("", "/language/"),
        ("analyst", "/sign-out/"),
        ("analyst", "/sign-in/password/"),
        ("analyst", "/duress/"),
        ("analyst", "/second-factor/set-up/"),
        ("administrator", "/people/"),
        ("administrator", "/people/1/"),
        ("head", "/people/alerts/"),
        ("analyst", "/report/"),
        ("analyst", "links"),
    ],
)
def test_csrf_a_form_from_elsewhere_is_refused(as_: Site, name: str, path: str):
    """Without the token that this site gave this browser nothing is done, and the page says so."""
    del as_
    answer = strict(name).post(path if path.startswith("/") else reverse(path), {"lang": "ar"})
    if answer.status_code == HTTPStatus.NOT_FOUND:
        pytest.fail(f"{path} is not there")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert FORGED in answer.content.decode()


def test_csrf_another_origin_is_refused_even_with_the_token(as_: Site):
    """The browser says where a form came from; another site's is refused."""
    del as_
    client = strict()
    client.get("/sign-in/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    sent = {"lang": "ar", "csrfmiddlewaretoken": token}

    assert (
        client.post("/language/", sent, headers={"origin": "http://evil.example"}).status_code == HTTPStatus.FORBIDDEN
    )
    assert client.post("/language/", sent).status_code == HTTPStatus.FOUND


def test_session_fixation_signing_in_changes_the_session(as_: Site):
    """A session that somebody was given before signing in is not the one afterwards, and opens nothing."""
    del as_
    client = strict()
    client = Client(SERVER_NAME="localhost")
    session = client.session
    session["planted"] = True
    session.save()
    given = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = given
    client.post("/sign-in/", {"login": "analyst", "password": DEMO_PASSWORD})
    mine = client.cookies[settings.SESSION_COOKIE_NAME].value
    thief = Client(SERVER_NAME="localhost")
    thief.cookies[settings.SESSION_COOKIE_NAME] = given

    assert mine != given
    assert client.get("/roles/").status_code == HTTPStatus.OK
    assert thief.get("/roles/").status_code == HTTPStatus.FOUND


def test_a_session_key_that_the_server_never_gave_is_not_taken(as_: Site):
    """One cannot choose one's own."""
    del as_
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    client.post("/sign-in/", {"login": "analyst", "password": DEMO_PASSWORD})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


def test_signing_out_ends_the_session_on_the_server(as_: Site):
    """A cookie that was copied before is worth nothing afterwards."""
    client = as_("analyst")
    copied = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-out/")
    thief = Client(SERVER_NAME="localhost")
    thief.cookies[settings.SESSION_COOKIE_NAME] = copied

    assert thief.get("/roles/").status_code == HTTPStatus.FOUND


EVIL = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%09/evil.example",
    "\t//evil.example",
    "http://localhost@evil.example/",
    "http://localhost.evil.example/",
)


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("form", ["sign-in", "signed-in", "language", "again", "sign-out"])
def test_open_redirect_nobody_is_led_away(as_: Site, form: str, evil: str):
    """`next` and `back` lead to this server or nowhere."""
    if form == "sign-in":
        cache.clear()
        answer = as_("").post("/sign-in/", {"login": "analyst", "password": DEMO_PASSWORD, "next": evil})
    elif form == "signed-in":
        answer = as_("analyst").get("/sign-in/", {"next": evil})
    elif form == "language":
        answer = as_("").post("/language/", {"lang": "ar", "back": evil})
    elif form == "again":
        cache.clear()
        answer = as_("analyst").post("/sign-in/again/", {"password": DEMO_PASSWORD, "next": evil})
    else:
        answer = as_("analyst").post("/sign-out/", {"next": evil})
    target = answer.headers["Location"]

    assert answer.status_code == HTTPStatus.FOUND
    assert "evil" not in target.split("?")[0] or target.startswith("/%09/") or target.startswith("/%5C") is False
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\", "/\t"))


def test_open_redirect_by_a_doubled_slash(as_: Site):
    """An address that begins with two slashes is not completed into another host's."""
    answer = as_("").get("//evil.example/people")

    assert not answer.headers.get("Location", "/").startswith("//")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "127.0.0.2"]
)
def test_host_header_another_name_is_refused_in_words(as_: Site, host: str):
    """Links are never made from a name that somebody else chose."""
    del as_
    answer = Client().get("/", headers={"host": host}) if host else Client().get("/", SERVER_NAME="evil.example")

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "evil" not in answer.content.decode()
    assert answer.headers["Content-Security-Policy"]


def test_x_forwarded_host_is_not_believed(as_: Site):
    """What a proxy did not set cannot change where links lead."""
    answer = as_("").get("/", headers={"x-forwarded-host": "evil.example"})

    assert answer.status_code == HTTPStatus.OK
    assert "evil.example" not in answer.content.decode()


def _pages(as_: Site) -> dict[str, object]:
    """Return one answer of every kind: page, refusal, error, redirect, file, fault."""
    broken = as_("")
    broken.raise_request_exception = False
    return {
        "page": as_("").get("/"),
        "form": as_("").get("/sign-in/"),
        "administration": as_("administrator").get("/administration/"),
        "not found": as_("").get("/nothing/"),
        "forbidden": as_("observer").get("/people/"),
        "not allowed": as_("head").put("/people/"),
        "redirect": as_("").get("/people/"),
        "moved": as_("").get("/people"),
        "forged": strict().post("/language/"),
        "host": Client().get("/", headers={"host": "evil.example"}),
        "large": strict().post("/language/", {"back": "x" * 3_000_000}),
        "live": as_("").get("/live"),
        "options": as_("").options("/"),
        "file": as_("").get("/static/centre/site.css"),
        "no file": as_("").get("/static/centre/none.css"),
    }


def test_headers_stand_on_every_answer(as_: Site):
    """No script or frame from elsewhere, no guessing of types, no index, no referrer: on pages, errors and files."""
    for kind, answer in _pages(as_).items():
        headers = answer.headers  # type: ignore[attr-defined]
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, kind
        assert "unsafe" not in policy, kind
        assert "frame-ancestors 'none'" in policy, kind
        assert headers["X-Content-Type-Options"] == "nosniff", kind
        assert headers["Referrer-Policy"] == "same-origin", kind
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", kind
        assert headers["X-Robots-Tag"] == "noindex, nofollow", kind
        assert "Server" not in headers, kind
        if kind not in ("file", "no file"):
            assert "no-store" in headers["Cache-Control"], kind
        answer.close()  # type: ignore[attr-defined]


def test_no_page_has_a_script_or_style_of_its_own(as_: Site):
    """Nothing inline: a sentence that somebody filed can never become a script."""
    for name in ("", "head", "administrator"):
        for path in ("/", "/sign-in/", "/people/", "/people/journal/", "/roles/", "/agreement/", "/duress/"):
            page = as_(name).get(path, follow=True).content.decode()
            assert "<script>" not in page, path
            assert " style=" not in page, path
            assert " onclick=" not in page, path


def test_cookies_are_for_this_site_alone_and_out_of_scripts_reach(as_: Site):
    """Session, form token and language: httponly, same-site, no domain; where there is TLS, secure and __Host-."""
    client = as_("")
    client.post("/sign-in/", {"login": "analyst", "password": DEMO_PASSWORD})
    client.post("/language/", {"lang": "ar"})
    client.get("/duress/")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
        morsel = client.cookies[name]
        assert morsel["httponly"], name
        assert morsel["samesite"] == "Lax", name
        assert morsel["domain"] == "", name
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""  # gone with the browser


def test_with_tls_cookies_are_secure_and_bound_to_the_host():
    """CEASEFIRE_TLS turns on secure cookies, their __Host- names and HSTS."""
    import os
    import subprocess
    import sys

    code = (
        "from ceasefire.centre.web import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        "s.SECURE_HSTS_SECONDS)"
    )
    surroundings = {**os.environ, "CEASEFIRE_TLS": "1", "DJANGO_SETTINGS_MODULE": "ceasefire.centre.web.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["__Host-session", "__Host-csrf", "True", "True", "31536000"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/centre/../../models.py",
        "/static/centre/%2e%2e/%2e%2e/models.py",
        "/static/centre/..%2f..%2fmodels.py",
        "/static//etc/passwd",
        "/static/centre/%00",
        "/static/centre/....//....//models.py",
    ],
)
def test_path_traversal_only_static_files_are_files(as_: Site, path: str):
    """No way leads out of the folder of static files."""
    answer = as_("").get(path)

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert b"import" not in b"".join(answer) if answer.streaming else b"import annotations" not in answer.content


def test_a_huge_body_is_refused_before_it_is_read_in(as_: Site):
    """Two and a half megabytes of fields, five hundred fields, ten files: more is no form of this site."""
    client = as_("")
    large = client.post("/language/", {"back": "x" * 2_600_000})
    many = client.post("/language/", {f"f{each}": "1" for each in range(600)})
    files = {f"f{each}": SimpleUploadedFile("a.txt", b"x") for each in range(12)}

    assert large.status_code == many.status_code == HTTPStatus.BAD_REQUEST
    assert client.post("/language/", files).status_code == HTTPStatus.BAD_REQUEST
    assert "too large" in large.content.decode()


@pytest.mark.parametrize("sent", [b"\xff\xfe", b"%", b"a=%ZZ&b=%00", b"=&=&=", b"csrfmiddlewaretoken=" + b"x" * 10_000])
def test_bytes_that_are_no_form_are_no_fault(as_: Site, sent: bytes):
    """What cannot be read is refused or empty, never a fault of the server."""
    for path in ("/sign-in/", "/language/"):
        answer = as_("").post(path, sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


@pytest.mark.parametrize(
    "path", ["/?known=\x00", "/?known=9" + "9" * 400, "/?lang=<script>", "/people/%00/", "/%ff/", "/?" + "a&" * 900]
)
def test_strange_addresses_are_no_fault(as_: Site, path: str):
    """What cannot be an address or a moment is told so, or not looked at, and is never printed back as it came."""
    answer = as_("").get(path)

    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    assert b"<script>" not in answer.content


def test_user_enumeration_all_refusals_are_one(as_: Site):
    """Unknown, wrong, closed, locked, expired: word for word the same page."""
    del as_
    Person.objects.filter(username="observer").update(is_active=False)
    Person.objects.filter(username="liaison").update(locked=True)
    Person.objects.filter(username="reporter").update(word_until=1)
    told = set()
    for name, password in (
        ("nobody", "x"),
        ("analyst", "x"),
        ("observer", DEMO_PASSWORD),
        ("liaison", DEMO_PASSWORD),
        ("reporter", DEMO_PASSWORD),
    ):
        cache.clear()
        client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
        answer = client.post("/sign-in/", {"login": name, "password": password})
        page = answer.content.decode().replace(f'value="{name}"', "")
        told.add((answer.status_code, page[page.index("<main") :].split("csrfmiddlewaretoken")[0], len(answer.cookies)))
        assert "do not open an account" in page

    assert len(told) == 1


@pytest.mark.parametrize("name", ["analyst", "head", "observer", "co-chair-us", "administrator"])
def test_idor_a_number_in_an_address_opens_nothing_that_the_role_does_not(as_: Site, name: str):
    """Another account, another's row: the table is asked before the number."""
    client = as_(name)
    for each in Person.objects.all():
        expected = HTTPStatus.OK if name == "administrator" else HTTPStatus.FORBIDDEN
        assert client.get(f"/people/{each.pk}/").status_code == expected


def test_ssrf_an_address_in_a_record_is_printed_and_never_opened(as_: Site, monkeypatch: pytest.MonkeyPatch):
    """A statement that cites an address inside the network, and the pages that show it, connect to nothing."""
    from ceasefire.centre.filing.entering import file_contents

    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, where: opened.append(where))
    inner = "http://169.254.169.254/latest/meta-data"
    said = {
        "kind": "statement",
        "id": "ssrf-1",
        "stance": "asserts",
        "instrument": "us-russia-arrangement",
        "cites": {"title": "x", "url": inner},
        "text": {"en": f"See {inner}"},
    }
    file_contents(Person.objects.get(username="head").viewer(duress=False), [said])
    shown = [as_("analyst").get(path).content.decode() for path in ("/", "/statements/", "/time/changes/", "/map/")]

    assert any("169.254.169.254" in page for page in shown)
    assert opened == []


def test_a_json_request_gets_no_other_sign_in(as_: Site):
    """Asking for JSON does not turn the sign-in page into an interface that hands fields back."""
    sent = {"login": "analyst", "password": "wrong but mine"}
    answer = as_("").post(
        "/sign-in/", sent, headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"}
    )

    assert answer.headers["Content-Type"].startswith("text/html")
    assert "wrong but mine" not in answer.content.decode()


def test_a_password_is_never_written_back(as_: Site):
    """No page returns what was typed as a password or a duress word."""
    secret = "typed and not to be seen"  # noqa: S105  nobody's
    for name, path, sent in (
        ("", "/sign-in/", {"login": "analyst", "password": secret}),
        ("analyst", "/duress/", {"password": secret, "word": secret + "1", "again": secret + "2"}),
        ("analyst", "/sign-in/password/", {"oldpassword": secret, "password1": secret, "password2": secret}),
    ):
        cache.clear()
        assert secret not in as_(name).post(path, sent).content.decode(), path


def test_a_fault_is_told_in_words_and_without_a_trace(as_: Site, monkeypatch: pytest.MonkeyPatch):
    """A page that fails says so; no line of the program, no setting, no stack is shown."""
    from ceasefire.centre.pages.people import _known

    def fails(*_: object, **__: object) -> object:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(_known, "versions", fails)
    client = as_("analyst")
    client.raise_request_exception = False
    answer = client.get("/agreement/")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "It is a fault of this server" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
    assert answer.headers["Content-Security-Policy"]


def test_the_lost_database_is_told_in_words(as_: Site, site: Path):
    """Where even the session cannot be read the page still says what is wrong, and promises nothing else."""
    from django.db import connections

    client = as_("analyst")
    client.raise_request_exception = False
    connections["default"].close()
    (site / "centre.sqlite3").rename(site / "gone")
    for each in site.glob("centre.sqlite3-*"):
        each.unlink()
    answer = client.get("/")
    connections["default"].close()

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "The database does not answer" in answer.content.decode()


def test_debugging_is_off_and_secrets_are_not_in_the_code():
    """No setting of the site shows faults to readers; the key comes from the surroundings or is drawn anew."""
    assert settings.DEBUG is False
    assert len(settings.SECRET_KEY) >= 32
