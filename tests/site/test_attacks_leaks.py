"""Whoever stands outside tries to learn what was not released: by pages, API, files, errors, moments, filters."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connections
from django.test import Client, override_settings
from tests.site.conftest import BACKEND, use_database

from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import shown, store, view_for
from ceasefire.centre.people._tokens import make_token
from ceasefire.centre.people.models import Person
from ceasefire.cli._site._demo import NOW
from ceasefire.problems import Refused

Site = Callable[[str], Client]
OUTSIDE = ("", "observer", "co-chair-us", "reporter", "administrator", "forced")
ENTRY = (("/ledger/entries/", ""), ("/ledger/entries/", "proof"), ("/api/v1/ledger/entries/", "|"))
WORD = "blue lamps under water"
_DAY = {"from": "2016-09-19T10:00:00+03:00", "to": "2016-09-19T11:00:00+03:00", "how": "sometime"}
_LONG = {"from": "2016-09-19T19:00:00+03:00", "to": "2016-09-23T19:00:00+03:00", "how": "throughout"}
# Who files what; each id begins with zq, which stands nowhere else in the demonstration.
FILED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("access", {"kind": "movement", "id": "zq-move", "status": "departed", "convoy": "zq-convoy", "when": _DAY,
                "where": {"scheme": "agreement", "code": "talbiseh"}}),
    ("access", {"kind": "notice", "id": "zq-notice", "purpose": "aid", "recipients": ["russia"], "consent": True,
                "when": _LONG, "where": {"scheme": "agreement", "code": "madaya"}}),
    ("analyst", {"kind": "watch", "id": "zq-watch", "sees": ["shelling"], "done": True, "when": _LONG,
                 "where": {"scheme": "agreement", "code": "foah"}}),
    ("reporter", {"kind": "report", "id": "zq-report", "what": "shelling", "when": _DAY,
                  "where": {"scheme": "agreement", "code": "kefraya"}, "text": {"en": "zq-words of the reporter"}}),
    ("liaison", {"kind": "complaint", "id": "zq-complaint", "number": "zq-7", "addressee": {"any_of": ["russia"]},
                 "when": _DAY, "text": {"en": "zq-words of the complaint"}}),
    ("analyst", {"kind": "link", "id": "zq-link-1", "first": "civil-defence/zq-report", "second": "un-ocha/zq-move",
                 "state": "provisional", "role": "analyst", "reviewer": "analyst-1", "standing": "corroborated"}),
    ("analyst", {"kind": "link", "id": "zq-link-2", "first": "civil-defence/zq-report", "second": "un-ocha/zq-notice",
                 "state": "rejected", "role": "analyst", "reviewer": "analyst-1", "standing": "corroborated"}),
    ("analyst", {"kind": "standing", "id": "zq-standing-1", "record": "un-ocha/zq-notice", "to": "screened",
                 "role": "analyst", "reviewer": "analyst-1", "standing": "corroborated"}),
    ("analyst", {"kind": "standing", "id": "zq-standing-2", "record": "editors/zq-watch", "to": "screened",
                 "role": "analyst", "reviewer": "analyst-1", "standing": "corroborated"}),
    ("head", {"kind": "step", "id": "zq-step", "about": "syrian-government/zq-complaint", "step": "admitted",
              "standing": "corroborated"}),
    ("head", {"kind": "statement", "id": "zq-said", "stance": "cannot-confirm", "about": "un-ocha/zq-notice"}),
)  # fmt: skip
# Which keys and words an audience may have: everybody a public statement, the parties a report and a complaint at once.
PUBLIC = {"zq-said"}
TO_PARTIES = PUBLIC | {"zq-report", "zq-complaint", "zq-7", "zq-step"}
MARKS = {content["id"] for _, content in FILED} | {"zq-convoy", "zq-7", "zq-words"}


@pytest.fixture(scope="module")
def secret(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """Serve a site in which much is not released; return the position of each entry by its id."""
    folder = tmp_path_factory.mktemp("secret")
    for each in built.glob("centre.sqlite3*"):
        shutil.copy(each, folder / each.name)
    use_database(folder / "centre.sqlite3")
    with override_settings(
        CENTRE_KEYS=str(built / "keys"),
        CENTRE_KNOWLEDGE="as-reported",
        CENTRE_NOW=NOW,
        CENTRE_DEMO=True,
        CENTRE_PUBLIC_BOARD=True,
    ):
        Person.objects.update(duress=make_password(WORD))
        found = {}
        for name, content in FILED:
            viewer = Person.objects.get(username=name).viewer(duress=False)
            found[content["id"]] = file_contents(viewer, [content]).first
        yield found
    connections["default"].close()


@pytest.fixture
def as_(secret: dict[str, int]) -> Site:
    """Return a browser of an account; `forced`: the analyst's, opened by the duress word."""
    del secret

    def client(name: str) -> Client:
        browser = Client(SERVER_NAME="localhost", headers={"accept-language": "en"}, raise_request_exception=True)
        if name == "forced":
            cache.clear()
            assert browser.post("/sign-in/", {"login": "analyst", "password": WORD}).status_code == HTTPStatus.FOUND
        elif name:
            browser.force_login(Person.objects.get(username=name), backend=BACKEND)
        return browser

    return client


def may_know(name: str) -> set[str]:
    """Return which of the marks somebody may read."""
    return TO_PARTIES if name in ("co-chair-us", "co-chair-russia", "liaison", "reporter") else PUBLIC


# One address of each kind, at odd moments and with filters that name what is held back.
PAGES = (
    "/", "/?known=2030-01-01T00:00:00Z", "/time/?known=2030-01-01T00:00:00Z",
    "/time/changes/?from=2016-09-19T00:00:00Z", "/map/?layer=coverage&layer=incidents",
    "/incidents/?text=zq", "/incidents/?area=kefraya&standing=received", "/incidents/one/?id=un-ocha/zq-move",
    "/incidents/one/?id=civil-defence/zq-report", "/incidents/links/", "/incidents/queue/", "/complaints/",
    "/report/?kind=answer", "/statements/?make=statement&about=un-ocha/zq-notice", "/statements/answers/",
    "/aid/?convoy=zq-convoy", "/aid/?area=talbiseh", "/aid/movement/", "/ledger/?kind=record", "/ledger/?team=mission",
    "/bulletins/1/?file=content", "/exports/incidents.csv", "/exports/records.csv", "/exports/aid.geojson",
    "/exports/days.csv", "/api/v1/board", "/api/v1/changes?earlier=2016-09-19T00:00:00Z", "/api/v1/map",
    "/api/v1/incidents?limit=200", "/api/v1/incident?id=un-ocha/zq-move", "/api/v1/queue", "/api/v1/links",
    "/api/v1/complaints", "/api/v1/answers", "/api/v1/aid", "/api/v1/records?limit=200", "/api/v1/records?kind=notice",
    "/api/v1/statements?limit=200", "/api/v1/ledger/entries?limit=200",
)  # fmt: skip
FILES = tuple(f"/exports/{what}.{end}" for what in ("incidents", "records", "aid") for end in ("xlsx", "gpkg", "hxl"))


def words_of(answer: Any) -> str:
    """Return everything that an answer says, files unpacked, its headers too; not what was asked."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = data.decode("utf-8", "replace")
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told = " ".join(archive.read(each).decode("utf-8", "replace") for each in archive.namelist())
    return told + " ".join(f"{key}: {value}" for key, value in answer.items())


def marks_in(answer: Any, asked: str) -> set[str]:
    """Return the marks that an answer names, but for those that the address named itself."""
    found = words_of(answer)
    return {each for each in MARKS if each in found and each not in asked}


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_names_what_is_not_released(as_: Site, secret: dict[str, int], name: str):
    """Pages, files and the API, at any moment and by any filter, name no id, word, convoy or number held back."""
    browser, leaks = as_(name), {}
    entries = [f"{start}{each}" + (f"/{end}" if end != "|" else "") for each in secret.values() for start, end in ENTRY]
    for path in (*PAGES, *entries):
        if found := marks_in(browser.get(path), path) - may_know(name):
            leaks[path] = found
    assert leaks == {}


def test_no_file_for_other_programs_names_it_either(as_: Site):
    """Tables, spreadsheets and maps are read unpacked."""
    browser = as_("observer")
    assert {path: found for path in FILES if (found := marks_in(browser.get(path), path) - PUBLIC)} == {}


def test_the_attack_sees(as_: Site):
    """The mission reads every mark, and the parties what is theirs: finding none means something."""
    assert marks_in(as_("analyst").get("/ledger/"), "") >= {content["id"] for _, content in FILED}
    assert "zq-convoy" in marks_in(as_("access").get("/aid/"), "")
    assert {"zq-report", "zq-complaint"} <= marks_in(as_("liaison").get("/exports/records.csv"), "")


@pytest.mark.parametrize("name", ["observer", "co-chair-us"])
def test_a_decision_comes_with_what_it_is_about(secret: dict[str, int], name: str):
    """A view holds no link, standing, step or answer on a record that it does not hold; none is counted as shown."""
    view = view_for(Person.objects.get(username=name).viewer(duress=False), shown())
    keys = {each.key for each in view.inputs.records}
    for each in view.inputs.records:
        told = [getattr(each.details, one, "") for one in ("first", "second", "record", "about", "complaint")]
        assert all(one in keys for one in told if "/" in one), each.key
    assert view.held_back >= 7  # movement, notice, watch, and what was decided on them
    del secret


@pytest.mark.parametrize("name", ["observer", "co-chair-us", "liaison"])
def test_a_moment_to_come_tells_no_coverage_earlier(as_: Site, name: str):
    """Days of areas end as long ago as a watch must have ended, whatever moment the address names."""
    last = {}
    for known in ("", "&known=2030-01-01T00:00:00Z"):
        answer = as_(name).get(f"/api/v1/time?limit=200{known}").json()
        last[known] = max(each["end"] for each in answer["items"])
    assert len(set(last.values())) == 1


@pytest.mark.parametrize("seen", ["un-ocha/zq-notice", "un-ocha/zq-nothing"])
def test_a_refusal_does_not_say_whether_a_record_exists(secret: dict[str, int], seen: str):
    """A statement about what is held back is refused as one about nothing is, by code, field and words."""
    viewer = Person.objects.get(username="co-chair-us").viewer(duress=False)
    with pytest.raises(Refused) as refused:
        file_contents(viewer, [{"kind": "statement", "id": "zz-oracle", "stance": "denies", "about": seen}])
    (found,) = refused.value.problems
    assert (found.code, found.where.field, dict(found.params)["seen"]) == ("E-REC-008", "1.about", seen)
    del secret


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("analyst", {"role": "head-of-mission", "reviewer": "analyst-1"}),
        ("verifier", {"role": "verifier", "reviewer": "verifier-2"}),
        ("co-chair-us", {}),
    ],
)
@pytest.mark.parametrize("kind", ["standing", "link"])
def test_nobody_decides_in_anothers_role_or_name(secret: dict[str, int], name: str, forged: dict[str, str], kind: str):
    """A decision names the account's own role and pseudonym: else one person would be the two who must agree."""
    viewer = Person.objects.get(username=name).viewer(duress=False)
    about = (
        {"record": "civil-defence/zq-report", "to": "screened"}
        if kind == "standing"
        else {"first": "civil-defence/zq-report", "second": "sohr/urum-attack", "state": "confirmed"}
    )
    size = store().size()
    with pytest.raises(Refused) as refused:
        file_contents(viewer, [{"kind": kind, "id": "zz-forged", "standing": "corroborated", **about, **forged}])
    assert refused.value.problems[0].code in ("E-SYNTAX-004", "E-LEDGER-018")
    assert store().size() == size
    del secret


@pytest.mark.parametrize("path", ["queue", "links", "complaints", "ledger/entries/206"])
def test_under_duress_the_api_is_as_out_of_order_as_the_pages(as_: Site, secret: dict[str, int], path: str):
    """What an observer may not ask is not answered emptily to a role that would get it: that would tell."""
    answer = as_("forced").get(f"/api/v1/{path}")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert b"E-LEDGER-032" in answer.content
    del secret


def test_what_is_sealed_opens_by_position_only_if_released(as_: Site, secret: dict[str, int]):
    """A co-chair who posts the number of an entry that is held back learns what whoever posts no number learns."""
    browser = as_("co-chair-us")
    told = {
        browser.post("/incidents/protected/", {"position": number}).content.split(b"csrf")[0]
        for number in (secret["zq-notice"], secret["zq-move"], 999_999)
    }
    assert len(told) == 1


def test_tokens_and_receipts_of_others_open_nothing(as_: Site):
    """A token's scope is not its owner's role, and somebody else's receipt is not found."""
    token = make_token(Person.objects.get(username="observer"), "test", ["read", "report", "decide"], 1)[1]
    program = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {token}"})
    assert program.get("/api/v1/queue").status_code == HTTPStatus.FORBIDDEN
    sent = program.post("/api/v1/records", [], content_type="application/json", headers={"idempotency-key": "k" * 20})
    assert sent.status_code == HTTPStatus.FORBIDDEN
    assert as_("liaison").get(f"/report/filed/{'0' * 32}/").status_code == HTTPStatus.NOT_FOUND
