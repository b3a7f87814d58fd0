"""Sending by the API: once for each key, by scope and role, and whatever is thrown at it."""

from __future__ import annotations

import json
import threading

import pytest
from django.db import connections
from tests.site.api_clients import KEY, REPORT, Program, codes

from ceasefire.centre.api import _sending
from ceasefire.centre.api._sending import _claimed
from ceasefire.centre.api.models import Sent
from ceasefire.centre.live import now, store
from ceasefire.ledger.notes import proof_file_from_text
from ceasefire.problems import Refused


def test_records_are_entered_and_acknowledged_with_proofs(site):
    """What was sent stands in the ledger under the numbers that are answered, and each proof holds."""
    answer = Program("reporter").send([REPORT, REPORT | {"id": "sent-2"}])
    told = answer.json()

    assert answer.status_code == 201
    assert [each["entry"] for each in told["entries"]] == [206, 207]
    assert (told["size"], store().size()) == (208, 208)
    for each in told["entries"]:
        proof = proof_file_from_text(each["proof"])
        assert proof.is_true_of(proof.extra)
        assert str(proof.checkpoint) == told["checkpoint"]


def test_the_same_key_with_the_same_content_gives_the_same_answer(site):
    """A repeated request enters nothing, and is answered byte for byte as before."""
    program = Program("reporter")
    first, second = program.send([REPORT]), program.send([REPORT])

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second["Idempotency-Replayed"] == "true"
    assert store().size() == 207


def test_the_same_key_with_other_content_is_refused(site):
    """A key stands for one request: other content under it is a conflict, and nothing is entered."""
    program = Program("reporter")
    program.send([REPORT])
    answer = program.send([REPORT | {"id": "sent-2"}])

    assert answer.status_code == 409
    assert codes(answer) == ["E-API-005"]
    assert store().size() == 207


def test_a_key_is_its_senders_own(site):
    """Two people may use the same key; neither gets the other's answer."""
    assert Program("reporter").send([REPORT]).json()["entries"][0]["entry"] == 206
    assert Program("analyst").send([REPORT]).json()["entries"][0]["entry"] == 207


def test_what_was_refused_may_be_mended_under_its_key(site):
    """A request that was refused leaves no trace: not in the ledger, and not under its key."""
    program = Program("reporter")
    wrong = program.send([REPORT | {"what": "no-such-thing", "where": {"scheme": "agreement", "code": "atlantis"}}])

    assert wrong.status_code == 422
    assert codes(wrong) == ["E-REC-007"]
    assert wrong.json()["problems"][0]["where"] == "1.where"
    assert not Sent.objects.exists()
    assert program.send([REPORT]).status_code == 201


def test_a_key_is_forgotten_after_two_days(site, monkeypatch):
    """After 48 hours the key may be used anew; the ledger still takes the record only once."""
    program = Program("reporter")
    program.send([REPORT])
    later = now() + 48 * 3_600 + 60
    monkeypatch.setattr(_sending, "now", lambda: later)

    assert program.send([REPORT]).status_code == 422
    assert program.send([REPORT | {"id": "sent-2"}]).status_code == 201


def test_a_key_that_is_being_worked_on_is_not_worked_on_twice(site):
    """Of two at once one is told to wait; after a minute of silence whoever comes first takes the work over."""
    program = Program("reporter")
    viewer = program.person.viewer(duress=False)
    held = _claimed(viewer, KEY, "digest")

    with pytest.raises(Refused, match="E-API-005"):
        _claimed(viewer, KEY, "digest")
    Sent.objects.filter(pk=held.sent.pk).update(made=now() - 61)
    assert _claimed(viewer, KEY, "digest").again


def test_what_was_entered_before_the_centre_stopped_is_found_again(site):
    """If the answer was lost after records were entered, the same request is answered from the ledger."""
    program = Program("reporter")
    first = program.send([REPORT]).json()
    Sent.objects.update(answer="", made=now() - 61)
    second = program.send([REPORT])

    assert second.status_code == 201
    assert [each["entry"] for each in second.json()["entries"]] == [each["entry"] for each in first["entries"]]
    assert store().size() == 207


def test_many_at_once_enter_it_once(site):
    """Eight requests with one key at the same time enter one record; none is answered with a fault of the server."""
    programs = [Program("reporter") for _ in range(8)]
    found: list[int] = []

    def send(program: Program) -> None:
        found.append(program.send([REPORT]).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=(each,)) for each in programs]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert 201 in found
    assert set(found) <= {201, 409, 503}
    assert store().size() == 207


ACT = {"kind": "act", "id": "s", "act": "ends", "instrument": "x", "effective": "2016-09-19T00:00:00Z"}


@pytest.mark.parametrize(
    ("name", "scopes", "record", "status"),
    [
        ("analyst", ("read",), REPORT, 403),
        ("analyst", ("decide",), REPORT, 403),
        ("analyst", ("report",), {"kind": "standing", "id": "s", "record": "sohr/urum-attack", "to": "screened"}, 403),
        ("reporter", (), {"kind": "standing", "id": "s", "record": "sohr/urum-attack", "to": "screened"}, 403),
        ("reporter", (), {"kind": "statement", "id": "s", "stance": "asserts"}, 403),
        ("liaison", (), ACT, 403),
        ("observer", (), REPORT, 403),
        ("administrator", (), REPORT, 403),
        ("analyst", (), ACT, 403),
    ],
)  # fmt: skip
def test_neither_role_nor_scope_can_be_stretched(site, name, scopes, record, status):
    """What the role may not file, or the token's scope does not name, is refused before anything is read."""
    answer = Program(name, *scopes).send([record])

    assert answer.status_code == status
    assert codes(answer) == ["E-API-002"]
    assert store().size() == 206


@pytest.mark.parametrize("field", ["source", "recorded", "claimed_recorded"])
def test_what_only_the_centre_says_cannot_be_sent(site, field):
    """For whom one speaks and when it was entered are not the sender's to say."""
    answer = Program("reporter").send([REPORT | {field: "sohr"}])

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["where"] == f"1.{field}"


def test_a_new_record_waits_to_be_looked_at(site):
    """Nobody moves a record's standing by sending it."""
    answer = Program("reporter").send([REPORT | {"standing": "verified"}])

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["where"] == "1.standing"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "E-SYNTAX-001"),
        (b'[{"kind": NaN}]', "E-SYNTAX-001"),
        (b'[{"kind": Infinity}]', "E-SYNTAX-001"),
        (b'[{"kind": "report", "kind": "act"}]', "E-SYNTAX-005"),
        (b"[" * 200_000, "E-SYNTAX-001"),
        (b'{"a":' * 100_000, "E-SYNTAX-001"),
        (b"[" + b"9" * 10_000 + b"]", "E-SYNTAX-001"),
        (b"[1e400]", "E-SYNTAX-004"),
        (b'["\xff"]', "E-FILE-002"),
        (b"\xef\xbb\xbf[]", "E-SYNTAX-001"),
        (b"null", "E-API-008"),
        (b"[]", "E-API-008"),
        (b"{}", "E-API-008"),
        (b"[[]]", "E-SYNTAX-004"),
        (b"[null]", "E-SYNTAX-004"),
        (b'["report"]', "E-SYNTAX-004"),
        (json.dumps([REPORT] * 501).encode(), "E-API-008"),
        (b"[" + b" " * 2_600_000 + b"]", "E-API-006"),
        (b'[{"kind": "report", "id": "x"}]', "E-SYNTAX-003"),
        (b'[{"kind": ["report"], "id": "x"}]', "E-REC-006"),
        (b'[{"kind": "report", "id": {"a": 1}, "when": 3}]', "E-SYNTAX-004"),
        (b'[{"kind": "determination", "id": "x", "incident": "y", "view": "yes"}]', "E-API-002"),
    ],
    ids=str,
)
def test_whatever_is_thrown_at_it_is_refused_in_words(site, body, code):
    """Huge, deep, doubled, mistyped or broken JSON is a problem with a code, never a fault, and enters nothing."""
    answer = Program("reporter").send(body)

    assert answer.status_code in (403, 413, 422)
    assert code in codes(answer)
    assert store().size() == 206


def test_another_type_of_body_is_not_read(site):
    """Only what says that it is JSON is taken as JSON: a form of another site cannot say that."""
    program = Program("reporter")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = program.browser.post("/api/v1/records", b"[]", content_type=kind, headers={"idempotency-key": KEY})
        assert (answer.status_code, codes(answer)) == (415, ["E-API-007"])


@pytest.mark.parametrize("key", ["", "short", "a" * 101, "with spaces in it..", "ключ-ключ-ключ-ключ"])
def test_a_key_that_is_none_is_refused(site, key):
    """A key has 16 to 100 plain characters."""
    assert Program("reporter").send([REPORT], key=key.encode().decode("latin-1")).status_code == 422


def test_a_cosignature_that_does_not_hold_is_refused(site):
    """A line that no key of the team made is refused; other roles and scopes cannot hand one in at all."""
    line = {"line": "— united-states AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="}

    assert Program("co-chair-us").send(line, path="/cosignatures").status_code == 422
    assert Program("co-chair-us", "read", "report").send(line, path="/cosignatures").status_code == 403
    assert Program("head").send(line, path="/cosignatures").status_code == 403
    wrongs: list[object] = [[], {"line": 3}, {"line": ""}, {"line": "x", "team": "russia"}]
    for wrong in wrongs:
        assert Program("co-chair-us").send(wrong, path="/cosignatures").status_code == 422
