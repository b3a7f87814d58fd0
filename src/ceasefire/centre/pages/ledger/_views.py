"""The ledger's pages for reading: the list, one entry, its proof."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import shown, store, view_for
from ceasefire.centre.seen.checkpoint import newest_head
from ceasefire.centre.seen.entries import seen_by, sheet_of
from ceasefire.centre.seen.entry import entry_seen
from ceasefire.centre.web import page, said, spoken
from ceasefire.centre.web._typed import number_from_typed
from ceasefire.ledger.entries import KINDS
from ceasefire.publish.custody._facts import KINDS as KIND_WORDS
from ceasefire.publish.words import word


def ledger(request: HttpRequest) -> HttpResponse:
    """Show the newest checkpoint, who cosigned what, and the entries, newest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    language, seen = spoken(request), seen_by(view_for(viewer, shown()))
    before = number_from_typed(request.GET.get("before", ""))
    kind, team = request.GET.get("kind", ""), request.GET.get("team", "")
    kind = kind if kind in KINDS else ""
    head = newest_head()
    teams = [each.team for each in head.cosigned]
    return page(
        request,
        "ledger/ledger.html.j2",
        head=head,
        sheet=sheet_of(seen, language, before, kind, team if team in teams else ""),
        everything=seen.everything,
        before=before,
        kind=kind,
        team=team if team in teams else "",
        teams=teams,
        kinds={each: word(language, KIND_WORDS, each) for each in KINDS},
    )


def entry(request: HttpRequest, position: int) -> HttpResponse:
    """Show one entry: what was signed, what it commits to, what is left of it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if position >= store().size():
        return said(request, 404)
    language, view = spoken(request), view_for(viewer, shown())
    found = entry_seen(position, viewer, view, seen_by(view))
    told = next((each for each in view.records if each.position == position), None) if found.shown else None
    accounts = (one.key for each in view.desk.incidents for one in each.accounts)
    return page(
        request,
        "ledger/entry.html.j2",
        entry=found,
        incident=told.key if told and told.key in accounts else "",
        kind=word(language, KIND_WORDS, found.kind),
        last=store().size() - 1,
    )


def proof(request: HttpRequest, position: int) -> HttpResponse:
    """Hand out the proof of one entry; with the entry itself only where that is released."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    ledger = store()
    if position >= ledger.size():
        return said(request, 404)
    found = ledger.prove(position)
    leaf, _ = ledger.entry(position)
    if not seen_by(view_for(viewer, shown())).shows(position, leaf.entry.kind):
        found = replace(found, extra=b"")
    response = HttpResponse(str(found), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="entry-{position}.tlog-proof"'
    return response
