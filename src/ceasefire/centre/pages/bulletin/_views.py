"""One bulletin: as a page, as PDF, as the files with which its signature is checked."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ceasefire.centre.access import Viewer
from ceasefire.centre.bulletins._making import made_anew
from ceasefire.centre.bulletins._paper import pdf_from_html
from ceasefire.centre.bulletins.models import Bulletin
from ceasefire.centre.live import store
from ceasefire.centre.seen.bulletins import seen_by, sees_drafts
from ceasefire.centre.web import page, said, spoken
from ceasefire.ledger.notes import LOG, Note, VerifierKey, note_from_text
from ceasefire.problems import Refused
from ceasefire.publish.bulletin import bulletin_from_bytes, note_text
from ceasefire.publish.words import LANGUAGES, SIGNS


def bulletin(request: HttpRequest, number: int) -> HttpResponse:
    """Show one bulletin as it was drafted, cleared or released, and how its signature is checked."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kept = seen_by(viewer, number)
    if kept is None:
        return said(request, 404)
    if request.GET.get("file"):
        return _file(request, kept)
    language, value = spoken(request), bulletin_from_bytes(kept.content.encode())
    inside = sees_drafts(viewer)
    later = kept.corrections.filter(state__in=("released", "corrected")).first()
    return page(
        request,
        "bulletin/bulletin.html.j2",
        kept=kept,
        head=value.head,
        shown=value.pages[language.code],
        signs=SIGNS,
        inside=inside,
        own_draft=kept.drafted_by_id == viewer.person,
        corrected_by=later.number if later else None,
        key=signing_key(kept),
        holds=signature_holds(kept),
        anew=_anew(kept) if inside and request.GET.get("anew") else "",
        remarks=value.remarks,
        reason=value.reason,
        languages_of=LANGUAGES,
    )


def pdf(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out one bulletin for paper, in the reader's language."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kept = seen_by(viewer, number)
    if kept is None:
        return said(request, 404)
    language = spoken(request)
    data = pdf_from_html(paper_html(kept, request), kept.sha256, language.code)
    response = HttpResponse(data, content_type="application/pdf")
    name = f"bulletin-{kept.number}.{language.code}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def paper_html(kept: Bulletin, request: HttpRequest) -> str:
    """Return a bulletin as the page from which its PDF is made."""
    value, language = bulletin_from_bytes(kept.content.encode()), spoken(request)
    context = {"kept": kept, "head": value.head, "shown": value.pages[language.code], "signs": SIGNS}
    later = kept.corrections.filter(state__in=("released", "corrected")).first()
    return render_to_string(
        "bulletin/paper.html.j2", context | {"corrected_by": later.number if later else None}, request
    )


def signing_key(kept: Bulletin) -> VerifierKey | None:
    """Return the key with which a released bulletin was signed, as the ledger announced it."""
    signature = _note(kept).signatures[0] if kept.note else None
    if signature is None:
        return None
    for span in store().keyring().spans:
        key = VerifierKey(span.keys.team, LOG, span.keys.sign)
        if signature.is_by(key):
            return key
    return None


def signature_holds(kept: Bulletin) -> bool:
    """Return whether the note is signed by an announced key, and states this content and no other."""
    key = signing_key(kept)
    if key is None:
        return False
    data = kept.content.encode()
    head, sha256 = bulletin_from_bytes(data).head, hashlib.sha256(data).hexdigest()
    note = _note(kept)
    return note.is_signed_by(key) and note.text == note_text(head, sha256)


def _note(kept: Bulletin) -> Note:
    return note_from_text(kept.note)


def _file(request: HttpRequest, kept: Bulletin) -> HttpResponse:
    """Hand out the content, or the note signed over its hash, as they are kept."""
    files = {"content": (kept.content, "json"), "note": (kept.note, "note")}
    text, ending = files.get(request.GET["file"], ("", ""))
    if not text:
        return said(request, 404)
    kind = "application/json" if ending == "json" else "text/plain; charset=utf-8"
    response = HttpResponse(text.encode(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="bulletin-{kept.number}.{ending}"'
    return response


def _anew(kept: Bulletin) -> str:
    """Return whether the bulletin computed again from the ledger has the same bytes: same, other, or gone."""
    try:
        made = made_anew(store().copy(), bulletin_from_bytes(kept.content.encode()))
    except Refused:
        return "gone"
    return "same" if made.sha256 == kept.sha256 else "other"
