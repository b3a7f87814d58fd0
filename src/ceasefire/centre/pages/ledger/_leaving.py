"""What is carried away: a copy of the ledger for one's audience, and the verifier to check any copy with."""

from __future__ import annotations

import hashlib
import importlib.resources
import tempfile
import zipfile
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

import ceasefire
from ceasefire.centre.access import Viewer
from ceasefire.centre.live import keys, store
from ceasefire.centre.people._accounts import journal
from ceasefire.centre.seen.checkpoint import newest_head
from ceasefire.centre.web import page, said
from ceasefire.ledger.copies import EVERYONE, export_files

_NAME = "verifier.html"


def export(request: HttpRequest) -> HttpResponseBase:
    """Say which copies somebody may have, and hand one out."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    audiences = _audiences(viewer)
    if request.method != "POST":
        return page(request, "ledger/export.html.j2", audiences=audiences, head=newest_head())
    wanted = request.POST.get("for", "")
    if wanted not in audiences:
        return said(request, 403)
    key = keys().log
    file, size = _zipped(wanted)
    about = f"ledger for {wanted}, {size} entries"
    journal("exported", person=request.user, about=about)  # type: ignore[arg-type]
    return FileResponse(file, as_attachment=True, filename=f"ledger-{_plain(key.origin)}-{size}-for-{wanted}.zip")


def verifier(request: HttpRequest) -> HttpResponse:
    """Say how a copy is checked without this centre, and hand out the page that does it."""
    data = _verifier_bytes()
    if "file" in request.GET:
        response = HttpResponse(data, content_type="text/html; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{_NAME}"'
        return response
    return page(
        request, "ledger/verifier.html.j2", sha256=hashlib.sha256(data).hexdigest(), log=str(_log_key()), size=len(data)
    )


def _audiences(viewer: Viewer) -> tuple[str, ...]:
    """Return for whom somebody may take a copy: the own team, if the ledger knows it, and everyone; nobody else's."""
    if viewer.duress:
        return ()
    own = (viewer.team,) if viewer.team in store().keyring().teams else ()
    return (*own, EVERYONE)


def _zipped(audience: str) -> tuple[IO[bytes], int]:
    """Return a copy as a .zip in a file that vanishes when it is closed, and how many entries it has."""
    ledger, key = store(), keys().log
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    try:
        with ledger.reading() as copy, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in export_files(
                copy,
                key,
                audience,
                ledger.newest_agreement(),
                ledger.redacted(),
                attachment=ledger.attachment,
                attachments=ledger.attachments(audience),
            ):
                archive.writestr(zipfile.ZipInfo(each.path), each.data, zipfile.ZIP_DEFLATED)
            size = copy.size
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, size


def _verifier_bytes() -> bytes:
    """Return the verifier, as it lies in the wheel, or beside src."""
    installed = Path(str(importlib.resources.files("ceasefire") / "_verifier" / _NAME))
    beside = Path(ceasefire.__file__).resolve().parents[2] / "verifier" / _NAME
    return (installed if installed.is_file() else beside).read_bytes()


def _log_key() -> object:
    return store().keyring().log[0][1]


def _plain(origin: str) -> str:
    return "".join(each if each.isascii() and (each.isalnum() or each in ".-") else "-" for each in origin)[:60]
