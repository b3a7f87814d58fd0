"""Sending: records, once for each key; and a cosignature.

A key is claimed in a transaction of its own before anything is entered, so that of two at once one waits in vain; what
was answered is kept for 48 hours. If the centre stops between entering and keeping, the ledger itself says what was
entered: it takes no version of a record twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Header

from ceasefire.centre.access import Viewer
from ceasefire.centre.api import reading
from ceasefire.centre.api._guard import must_be_allowed
from ceasefire.centre.api._problems import refused, status_of
from ceasefire.centre.api.models import Sent
from ceasefire.centre.filing.cosigning import cosignature_taken
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import now, store
from ceasefire.ledger.notes import ProofFile, checkpoint_from_note
from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.sources._jsonl import json_line

MOST_RECORDS = 500
_KEPT_S = 48 * 3_600
_STUCK_S = 60
_GIVEN = ("source", "recorded", "claimed_recorded")  # what the centre itself says of a record
_KEY = r"^[A-Za-z0-9_-]{16,100}$"
_OF_KEY = "Of the sender's choosing, one for each thing to be sent."
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=_KEY, description=_OF_KEY)]
Json = dict[str, Any]


@reading.router.post("/records", url_name="api-records", summary="Send records: all of them are entered, or none")
def send_records(
    request: HttpRequest, idempotency_key: Annotated[Key, Header(alias="Idempotency-Key")]
) -> HttpResponse:
    """Enter 1 to 500 records, signed for the sender's team; the same key and body again gives the same answer."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    body = body_of(request)
    contents = records_in(value_in(body))
    kinds = [str(each.get("kind")) for each in contents]
    must_be_allowed(viewer, request.scopes, kinds)  # type: ignore[attr-defined]
    digest = hashlib.sha256(body).hexdigest()
    claim = _claimed(viewer, idempotency_key, digest)
    if claim.sent.answer:
        return _answer(claim.sent.answer, replayed=True)
    try:
        text = (_standing(viewer, contents) if claim.again else None) or _entered(viewer, contents)
    except Refused as error:
        _let_go(claim.sent, nothing_entered=status_of(error.problems) != 503)
        raise
    except Exception:
        _let_go(claim.sent, nothing_entered=False)
        raise
    Sent.objects.filter(pk=claim.sent.pk).update(answer=text)
    return _answer(text, replayed=False)


@reading.router.post("/cosignatures", url_name="api-cosignatures", summary="Hand in a cosignature")
def send_cosignature(request: HttpRequest) -> HttpResponse:
    """Keep the line that `ceasefire ledger cosign` printed for the sender's team; the same line twice is kept once."""
    value = value_in(body_of(request))
    if not isinstance(value, dict) or set(value) != {"line"} or not isinstance(value["line"], str):
        raise refused("E-API-008", reason='the body must be {"line": "…"}')
    if not value["line"].strip() or len(value["line"]) > 10_000:
        raise refused("E-API-008", reason="line: 1 to 10000 characters")
    size = cosignature_taken(value["line"], request.viewer)  # type: ignore[attr-defined]
    return HttpResponse(json.dumps({"size": size}), content_type="application/json", status=201)


def body_of(request: HttpRequest) -> bytes:
    """Return the bytes that were sent.

    Raises:
        Refused: E-API-006, too many; -007, they are not said to be JSON.
    """
    if request.content_type != "application/json":
        raise refused("E-API-007", seen=request.content_type or "of no type")
    try:
        return request.body
    except RequestDataTooBig:
        raise refused("E-API-006", limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE) from None


def value_in(body: bytes) -> Any:
    """Return the JSON that was sent; a key twice, NaN, what is not UTF-8 or nested too deeply is none.

    Raises:
        Refused: E-SYNTAX-001 or -005.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise refused("E-FILE-002", byte=error.start + 1) from None
    value = json_line(text, Place())
    if isinstance(value, Problem):
        raise Refused([value])
    return value


def records_in(value: Any) -> list[Json]:
    """Return the records that were sent.

    Raises:
        Refused: It is no list of 1 to 500 objects, or one says what only the centre may say.
    """
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_RECORDS:
        raise refused("E-API-008", reason=f"the body must be a list of 1 to {MOST_RECORDS} records")
    faults: list[Problem] = []
    for at, each in enumerate(value, start=1):
        if not isinstance(each, dict):
            expected = {"expected": "a record, which is an object", "example": '{"kind": "report", …}'}
            faults.append(problem("E-SYNTAX-004", Place(field=f"{at}"), seen=type(each).__name__, **expected))
            continue
        faults += [
            problem("E-SYNTAX-002", Place(field=f"{at}.{key}"), seen=key, expected="what a sender may say")
            for key in _GIVEN
            if key in each
        ]
    if faults:
        raise Refused(faults)
    return value


@dataclass(frozen=True, slots=True)
class _Claim:
    """A key that is held, or was answered; `again`: an earlier try under it may have entered something."""

    sent: Sent
    again: bool


def _claimed(viewer: Viewer, key: str, digest: str) -> _Claim:
    """Claim a key, or find what was answered under it.

    Raises:
        Refused: E-API-005, the key was used for other content, or is being worked on.
    """
    present, person = now(), viewer.person or 0
    Sent.objects.filter(made__lt=present - _KEPT_S).delete()
    try:
        with transaction.atomic():
            sent = Sent.objects.create(person_id=person, key=key, digest=digest, made=present)
            return _Claim(sent, again=False)
    except IntegrityError:
        kept = Sent.objects.filter(person_id=person, key=key).first()
    if kept is None or kept.digest != digest:
        raise refused("E-API-005", seen=key)
    if kept.answer:
        return _Claim(kept, again=True)
    # somebody works on it, or the centre stopped: after a minute whoever comes first takes it over
    stuck = Sent.objects.filter(pk=kept.pk, answer="", made=kept.made, made__lte=present - _STUCK_S)
    if not stuck.update(made=present):
        raise refused("E-API-005", seen=key)
    kept.made = present
    return _Claim(kept, again=True)


def _let_go(sent: Sent, *, nothing_entered: bool) -> None:
    """Give a key back: what was wrong may be mended under it; where it is not sure, the next try looks first."""
    held = Sent.objects.filter(pk=sent.pk, made=sent.made, answer="")
    if nothing_entered:
        held.delete()
    else:
        held.update(made=sent.made - _STUCK_S)


def _entered(viewer: Viewer, contents: Sequence[Json]) -> str:
    """Enter records, and return what is answered.

    Raises:
        Refused: As `file_contents`.
    """
    appended = file_contents(viewer, contents)
    head = checkpoint_from_note(appended.checkpoint)
    return _told(viewer, contents, appended.proofs, head.size, str(appended.checkpoint))


def _standing(viewer: Viewer, contents: Sequence[Json]) -> str | None:
    """Return what is answered where an earlier try under this key entered them; None: they do not all stand."""
    names = [(viewer.source, str(each.get("id")), each.get("version", 1)) for each in contents]
    if not all(isinstance(version, int) for _, _, version in names):
        return None
    found = store().standing_at(names)
    if set(found) != set(names):
        return None
    proofs = [store().prove(found[name][0]) for name in names]
    note = proofs[-1].checkpoint
    return _told(viewer, contents, proofs, checkpoint_from_note(note).size, str(note))


def _told(viewer: Viewer, contents: Sequence[Json], proofs: Sequence[ProofFile], size: int, checkpoint: str) -> str:
    entries = [
        {
            "entry": proof.index,
            "source": viewer.source,
            "id": each["id"],
            "version": each.get("version", 1),
            "proof": str(proof),
        }
        for proof, each in zip(proofs, contents, strict=True)
    ]
    return json.dumps({"entries": entries, "size": size, "checkpoint": checkpoint})


def _answer(text: str, *, replayed: bool) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json", status=201)
    if replayed:
        response["Idempotency-Replayed"] = "true"
    return response
