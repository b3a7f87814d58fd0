"""Drafts: what is not filed yet, kept for its owner alone, encrypted, and gone once it is filed.

The key comes from the log's key, which is in no database: a copy of the database alone opens no draft. Whoever signed
in by the duress word has no drafts, keeps none and sees none.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.db import transaction
from django.db.models import F

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing.models import Draft, HeldFile
from ceasefire.centre.live import keys, now
from ceasefire.ledger.entries import File
from ceasefire.problems import Place, Refused, problem

MOST_DRAFTS = 20
MOST_FILES = 5
MOST_BYTES = 40 << 20
KEPT_S = 14 * 86_400
_KEY = re.compile("[0-9a-f]{32}")
_NONCE = 12
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as its owner has it: form key, kind, when it was kept, what was typed by field, files."""

    key: str
    kind: str
    changed: int
    values: Values
    files: tuple[File, ...] = ()


def form_key(text: str = "") -> str:
    """Return the key that a form came with, or a new one."""
    return text if _KEY.fullmatch(text) else os.urandom(16).hex()


def keep(viewer: Viewer, key: str, kind: str, values: Values, files: Sequence[File] = ()) -> None:
    """Keep what was typed under the form's key, in the place of what was kept before; files are added.

    Raises:
        Refused: E-LEDGER-032, as if the database were busy, under duress; E-READ-007, too many drafts or files.
    """
    mine = _must_be_kept(viewer)
    with transaction.atomic():
        others = Draft.objects.filter(person_id=mine).exclude(key=key)
        if others.count() >= MOST_DRAFTS:
            seen = f"{MOST_DRAFTS} drafts already"
            raise Refused([problem("E-READ-007", Place(field="draft"), seen=seen, limit=f"{MOST_DRAFTS} drafts")])
        body = _locked(mine, key, json.dumps({name: list(each) for name, each in values.items()}).encode())
        fields = {"kind": kind, "changed": now(), "body": body}
        draft, _ = Draft.objects.update_or_create(person_id=mine, key=key, defaults=fields)
        for each in files:
            _hold(draft, mine, each)


def kept(viewer: Viewer, key: str) -> Kept | None:
    """Return one's own draft of a form, with its files; None if there is none."""
    if viewer.person is None or viewer.duress:
        return None
    draft = Draft.objects.filter(person_id=viewer.person, key=key).first()
    if draft is None:
        return None
    files = tuple(_file(viewer.person, key, each) for each in draft.files.all())
    return Kept(draft.key, draft.kind, draft.changed, _values(draft), tuple(each for each in files if each))


def drafts_of(viewer: Viewer) -> tuple[Kept, ...]:
    """Return one's own drafts, the newest first, without their files; what nobody touched for two weeks goes."""
    if viewer.person is None or viewer.duress:
        return ()
    Draft.objects.filter(changed__lt=now() - KEPT_S).delete()
    mine = Draft.objects.filter(person_id=viewer.person)
    return tuple(Kept(each.key, each.kind, each.changed, _values(each)) for each in mine)


def forget(viewer: Viewer, key: str) -> bool:
    """Delete one's own draft of a form with its files; return whether there was one."""
    if viewer.person is None or viewer.duress:
        return False
    return Draft.objects.filter(person_id=viewer.person, key=key).delete()[0] > 0


def let_go(viewer: Viewer, key: str, digest: str) -> None:
    """Delete one file of one's own draft."""
    if viewer.person is not None and not viewer.duress:
        HeldFile.objects.filter(draft__person_id=F("draft__person_id"), draft__key=key, digest=digest).filter(
            draft__person_id=viewer.person
        ).delete()


def digest_of(file: File) -> str:
    """Return the SHA-256 of a file's bytes (hex): by it a held file is named."""
    return hashlib.sha256(file.data).hexdigest()


def device_secret(viewer: Viewer) -> tuple[str, str]:
    """Return the name under which, and the key with which, a browser may keep what cannot be sent (both hex).

    They are a person's own, and others again under duress: what lies in the browser opens for nobody else.
    """
    mark = f"device/{viewer.person}/{'apart' if viewer.duress else ''}"
    return _derived(f"name/{mark}").hex()[:16], _derived(f"key/{mark}").hex()


def _must_be_kept(viewer: Viewer) -> int:
    if viewer.person is None or viewer.duress:
        raise Refused([problem("E-LEDGER-032", Place(field="draft"), reason="database is locked")])
    return viewer.person


def _hold(draft: Draft, mine: int, file: File) -> None:
    digest = digest_of(file)
    if draft.files.filter(digest=digest).exists():
        return
    held = [len(each) for each in draft.files.values_list("body", flat=True)]
    if len(held) >= MOST_FILES or sum(held) + len(file.data) > MOST_BYTES:
        seen, limit = f"{len(held) + 1} files", f"{MOST_FILES} files of {MOST_BYTES >> 20} MiB together"
        raise Refused([problem("E-READ-007", Place(field="files"), seen=seen, limit=limit)])
    name = file.name.encode()[:400]
    body = _locked(mine, draft.key, len(name).to_bytes(2, "big") + name + file.data)
    HeldFile.objects.create(draft=draft, digest=digest, body=body)


def _file(mine: int, key: str, held: HeldFile) -> File | None:
    data = _opened(mine, key, bytes(held.body))
    if data is None:
        return None
    length = int.from_bytes(data[:2], "big")
    return File(data[2 : 2 + length].decode(errors="replace"), data[2 + length :])


def _values(draft: Draft) -> Values:
    data = _opened(draft.person_id, draft.key, bytes(draft.body))
    found = json.loads(data) if data else {}
    return {str(name): [str(one) for one in each] for name, each in found.items()}


def _locked(mine: int, key: str, data: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + ChaCha20Poly1305(_derived(f"draft/{mine}")).encrypt(nonce, data, key.encode())


def _opened(mine: int, key: str, body: bytes) -> bytes | None:
    """Return what was kept; None once the centre has another key."""
    try:
        return ChaCha20Poly1305(_derived(f"draft/{mine}")).decrypt(body[:_NONCE], body[_NONCE:], key.encode())
    except InvalidTag:
        return None


def _derived(mark: str) -> bytes:
    secret = keys().log.sign.private_bytes_raw()
    return hmac.digest(secret, b"ceasefire.drafts/v1/" + mark.encode(), "sha256")
