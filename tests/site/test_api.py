"""The API: who may ask what, what is answered, and that it is no more than a page shows."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.urls import reverse
from tests.site.api_clients import Program, codes

from ceasefire.centre.access import ROLES, TABLE, Viewer, may
from ceasefire.centre.api._guard import OPERATIONS
from ceasefire.centre.api._site import description
from ceasefire.centre.filing._scopes import FILING
from ceasefire.centre.people._accounts import DEMO

ACCOUNTS = {each.role: each.name for each in DEMO}
QUERY = {"api-changes": {"earlier": "2016-09-15T00:00:00Z"}, "api-incident": {"id": "al-mayadin"}}
ARGS = {"api-entry": [3], "api-proof": [3], "api-bulletin": [1]}
READS = sorted(name for name, method in OPERATIONS if method == "GET")


def ask(program: Program, name: str) -> Any:
    """Ask an operation by its name."""
    return program.browser.get(reverse(name, args=ARGS.get(name)), QUERY.get(name))


@pytest.mark.parametrize("role", [each for each in ROLES if each != "anybody"])
def test_every_operation_answers_every_role_as_the_table_says(site, role):
    """A token opens what its owner's role may see, row by row, and nothing else."""
    program = Program(ACCOUNTS[role])
    for name in READS:
        allowed = any(may(role, row, act=False) for row in OPERATIONS[name, "GET"].rows)
        answer = ask(program, name)
        assert answer.status_code in ((200, 404) if allowed else (403,)), name
        if not allowed:
            assert codes(answer) == ["E-API-002"]


@pytest.mark.parametrize("name", READS)
def test_nobody_is_answered_without_a_token(site, name):
    """Without a token and without having signed in there is no answer, and the answer says how."""
    answer = Client(SERVER_NAME="localhost").get(reverse(name, args=ARGS.get(name)), QUERY.get(name))

    assert answer.status_code == 401
    assert codes(answer) == ["E-API-001"]
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", READS)
def test_a_token_that_may_only_send_reads_nothing(site, name):
    """The scope `report` alone opens no operation that reads."""
    assert ask(Program("head", "report"), name).status_code == 403


def test_every_operation_has_a_row_of_the_table_and_a_description():
    """No address of the API stands outside the table of access, or outside OpenAPI."""
    told = {(operation["operationId"]) for item in description()["paths"].values() for operation in item.values()}

    assert told == {f"{method.lower()}-{name.removeprefix('api-')}" for name, method in OPERATIONS}
    assert {row for each in OPERATIONS.values() for row in each.rows} <= set(TABLE)


@pytest.mark.parametrize("name", ["analyst", "observer", "co-chair-us"])
@pytest.mark.parametrize(
    "operation", [each for each in READS if each not in ("api-bulletin", "api-links", "api-queue")]
)
def test_answers_fit_their_description(site, name, operation):
    """What is answered fits the schema in OpenAPI, whoever asks."""
    document = description()
    program = Program(name)
    answer = ask(program, operation)
    if answer.status_code == 403:
        return
    path = next(
        each
        for each, item in document["paths"].items()
        if item.get("get", {}).get("operationId") == f"get-{operation[4:]}"
    )
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]

    assert answer.status_code == 200
    jsonschema.Draft202012Validator(schema | {"components": document["components"]}).validate(answer.json())


def keys_in(value: Any) -> set[str]:
    """Return every text in a JSON value."""
    if isinstance(value, dict):
        return {each for one in value.values() for each in keys_in(one)} | set(value)
    if isinstance(value, list):
        return {each for one in value for each in keys_in(one)}
    return {value} if isinstance(value, str) else set()


@pytest.mark.parametrize("name", ["observer", "reporter", "co-chair-russia", "liaison"])
def test_no_operation_names_a_record_that_is_not_released(site, name):
    """What the mission knows and an audience may not know yet is named in no answer to it."""
    every = {each["record"]["source"] + "/" + each["record"]["id"] for each in all_records(Program("analyst"))}
    program = Program(name)
    seen = {each["record"]["source"] + "/" + each["record"]["id"] for each in all_records(program)}
    withheld = every - seen

    assert withheld
    for operation in READS:
        answer = ask(program, operation)
        if answer.status_code == 200:
            assert not withheld & keys_in(answer.json()), operation


def all_records(program: Program) -> list[dict[str, Any]]:
    """Return all records, page by page."""
    found: list[dict[str, Any]] = []
    query: dict[str, Any] | None = {"limit": 37}
    while query:
        page = program.get("/records", query).json()
        found += page["items"]
        query = {"limit": 37, "cursor": page["next"]} if page["next"] else None
    return found


def test_what_would_settle_it_is_the_missions_alone(site):
    """The observer's board holds no queue, and of coverage tenths; the mission's holds both."""
    own = Program("analyst").get("/board").json()["answer"]["terms"]
    other = Program("observer").get("/board").json()["answer"]["terms"]

    assert any(reading["settle"] for term in own for reading in term["readings"])
    assert not any(reading["settle"] for term in other for reading in term["readings"])
    assert {reading["watched"]["of"] for term in other for reading in term["readings"]} <= {0, 10}
    assert Program("observer").get("/board").json()["digest"] == Program("analyst").get("/board").json()["digest"]


def test_outside_the_mission_the_sheets_end_where_coverage_may_be_known(site):
    """An observer gets no cell of an area that ends less than 48 hours ago."""
    own = Program("analyst").get("/time", {"limit": 200}).json()["items"]
    other = Program("observer").get("/time", {"limit": 200}).json()["items"]

    assert max(each["end"] for each in own) > "2016-09-18"
    assert max(each["end"] for each in other) <= "2016-09-17T21:30:00Z"


def test_pages_by_cursor_give_everything_once(site):
    """Page after page gives each record once, in the ledger's order, whatever the size of a page."""
    program = Program("analyst")
    paged = [each["entry"] for each in all_records(program)]
    whole = program.get("/records", {"limit": 200}).json()["items"]

    assert paged[: len(whole)] == [each["entry"] for each in whole]
    assert paged == sorted(set(paged))


def test_a_page_goes_on_where_it_stopped_when_entries_are_added(site):
    """What is entered between two pages shifts nothing: no entry comes twice, none is left out."""
    from tests.site.api_clients import REPORT

    program = Program("reporter")
    first = program.get("/ledger/entries", {"limit": 200}).json()
    assert program.send([REPORT]).status_code == 201
    second = program.get("/ledger/entries", {"limit": 200, "cursor": first["next"]}).json()

    assert [each["entry"] for each in (*first["items"], *second["items"])] == [*range(207)]


@pytest.mark.parametrize("cursor", ["x", "W10:a:b", "9" * 300, "../../etc", "\x00"])
def test_a_cursor_that_was_not_given_out_is_none(site, cursor):
    """A forged cursor, or one of another list, begins no page."""
    program = Program("analyst")
    other = program.get("/records", {"limit": 1}).json()["next"]

    assert program.get("/records", {"cursor": cursor}).status_code == 404
    assert program.get("/ledger/entries", {"cursor": other}).status_code == 404


def test_as_known_at_an_earlier_moment(site):
    """An earlier moment gives what was known then; the answer says which it was."""
    program = Program("analyst")
    then = program.get("/incidents", {"known": "2016-09-14T00:00:00Z", "limit": 200}).json()
    now = program.get("/incidents", {"limit": 200}).json()

    assert then["as_of"] == "2016-09-14T00:00:00Z"
    assert 0 < len(then["items"]) < len(now["items"])


def test_nothing_is_known_of_the_future(site):
    """A moment to come is answered as now, at once: its days are not counted."""
    answer = Program("analyst").get("/board", {"known": "2199-12-31T00:00:00Z"})

    assert answer.json()["as_of"] < "2016-09-20"


def test_a_session_may_read_from_the_same_site_and_never_act(as_):
    """Whoever signed in to the site reads by the same cookie, not from another site's page, and sends nothing."""
    browser = as_("analyst")

    assert browser.get("/api/v1/board").status_code == 200
    assert browser.get("/api/v1/board", headers={"sec-fetch-site": "cross-site"}).status_code == 401
    assert browser.post("/api/v1/records", [], content_type="application/json").status_code == 401
    assert as_("administrator").get("/api/v1/board").status_code == 403


def test_a_duress_session_reads_what_an_observer_reads(as_):
    """Under duress an analyst's cookie opens the observer's view, and the queue is out of order, as its page is."""
    from ceasefire.centre.people._signing import DURESS

    browser = as_("analyst")
    session = browser.session
    session[DURESS] = True
    session.save()

    forced = browser.get("/api/v1/records", {"limit": 200}).json()["items"]
    other = Program("observer").get("/records", {"limit": 200}).json()["items"]
    assert [each["entry"] for each in forced] == [each["entry"] for each in other]
    assert browser.get("/api/v1/queue").status_code == 503


def test_no_other_site_is_let_in_and_only_known_methods_are(site):
    """There is no CORS header in any answer; OPTIONS names the methods, HEAD is GET without a body, others are none."""
    program = Program("analyst")
    asked = {"origin": "https://a.example", "access-control-request-method": "GET"}
    told = program.browser.options("/api/v1/records", headers=asked)
    head = program.browser.head("/api/v1/board")

    assert (told.status_code, told["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) > 1_000
    for answer in (told, head, program.get("/board", origin="https://a.example")):
        assert not [each for each in answer.headers if each.lower().startswith("access-control")]
    for method in ("PUT", "PATCH", "DELETE", "TRACE"):
        answer = program.browser.generic(method, "/api/v1/board")
        assert (answer.status_code, codes(answer)) == (405, ["E-API-004"])


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/records?limit=0", "E-API-008"),
        ("/records?limit=many", "E-API-008"),
        ("/records?known=yesterday", "E-API-008"),
        ("/records?page=2", "E-SYNTAX-002"),
        ("/incidents?area=atlantis", "E-API-003"),
        ("/incident?id=../../people", "E-API-003"),
        ("/ledger/entries/99999999999999999999", "E-API-003"),
        ("/people", "E-API-003"),
        ("/tokens", "E-API-003"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_words_and_by_code(site, path, code):
    """A wrong parameter or address is a problem+json with a code and a sentence in the reader's language."""
    program = Program("head")
    answer = program.get(path)

    assert codes(answer) == [code]
    assert answer.json()["status"] == answer.status_code
    assert program.get(path, **{"accept-language": "ar"})["Content-Language"] == "ar"


def test_an_entry_that_is_not_released_shows_its_number_and_commitment_alone(site):
    """By its number a co-chair finds an entry that is withheld; nothing of what it says comes along."""
    known = {each["entry"] for each in all_records(Program("analyst"))}
    program = Program("co-chair-us")
    withheld = min(known - {each["entry"] for each in all_records(program)})
    found = program.get(f"/ledger/entries/{withheld}").json()

    assert found["released"] is False
    assert found["commitment"]
    assert (found["core"], found["team"], found["recorded"], found["parts"]) == (None, None, None, [])
    assert "extra" not in program.get(f"/ledger/entries/{withheld}/proof").json()["proof"]


def test_each_kind_of_record_has_rows_and_a_scope():
    """No kind of record can be filed that the tables do not name, and no role files by the API what no page lets it."""
    for kind, needed in FILING.items():
        roles = {role for role in ROLES if any(may(role, row, act=True) for row in needed.rows)}
        assert roles, kind
        assert not roles & {"observer", "administrator", "anybody"}, kind
    assert Viewer("observer").decides_as == ""


def test_the_page_of_the_api_and_its_description_are_open_and_load_nothing_from_elsewhere(as_):
    """Anybody may read what there is to ask; the page has no script of others."""
    page = as_("").get("/api/v1/")

    assert page.status_code == 200
    assert "GET /api/v1/board" in page.content.decode()
    assert "https://" not in page.content.decode()
    assert as_("").get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
