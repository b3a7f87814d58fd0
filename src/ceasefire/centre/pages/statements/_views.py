"""Statements and determinations: to read, to make, to amend; and the answers that are awaited."""

from __future__ import annotations

import functools
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.access import Viewer, may
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import View, now, shown, view_for, view_of
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.pages.statements._awaiting import addressed_of
from ceasefire.centre.pages.statements._contents import contents_of, initial_of, own_newest, put_beside
from ceasefire.centre.pages.statements._filters import wanted_of
from ceasefire.centre.pages.statements._form import KINDS, SayingForm, may_enter, new_id
from ceasefire.centre.pages.statements._sides import determinations_of
from ceasefire.centre.pages.statements._subjects import CLAIMS, Heard, heard_of
from ceasefire.centre.web import page, spoken
from ceasefire.centre.web._typed import page_from_typed, typed_moment
from ceasefire.problems import Refused
from ceasefire.publish._evidence import latest
from ceasefire.publish._sides import tallies_of
from ceasefire.publish.words import STANCES, VIEWS, NameBook, names_of, word

_A_PAGE = 40  # subjects
_KEPT = 16
_heard: Kept[tuple[Heard, ...]] = Kept(_KEPT)
_beside: Kept[dict[str, Any]] = Kept(_KEPT)


def statements(request: HttpRequest) -> HttpResponse:
    """Show who says what since when; enter a statement, a determination or a reply."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        return _enter(request, viewer)
    kind = request.GET.get("make", "")
    if not (may(viewer.role, "statements", act=True) and may_enter(viewer, kind)):
        return _shown(request, None)
    view = view_for(viewer, shown())
    names = names_of(view.shown.agreement, spoken(request).code)
    return _shown(request, SayingForm(kind, view, names, None, initial=_initial(request, viewer, view, names, kind)))


def answers(request: HttpRequest) -> HttpResponse:
    """Show the answers awaited, by addressee, overdue first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    view, slider = view_of(request)
    names = names_of(view.shown.agreement, spoken(request).code)
    groups = addressed_of(view, names, viewer, may_reply=may(viewer.role, "statements", act=True))
    entries = _entries(view)
    return page(request, "statements/answers.html.j2", seen=view, slider=slider, groups=groups, entries=entries)


def _enter(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if not may_enter(viewer, kind):
        return _shown(request, None, status=422)
    view = view_for(viewer, shown())
    language = spoken(request)
    names = names_of(view.shown.agreement, language.code)
    named = {"record": _named_record(request), "complaint": request.POST.get("complaint", "")}
    form = SayingForm(kind, view, names, request.POST, initial=named)
    if form.is_valid():
        try:
            done = file_contents(viewer, [contents_of(form, view, viewer.source, now())])
        except Refused as refused:
            put_beside(form, refused.problems, language)
        else:
            said = language.say("Entered as number {number} of the ledger.", number=language.number(done.first))
            messages.success(request, said)
            return HttpResponseRedirect(reverse("answers" if kind == "answer" else "statements"))
    return _shown(request, form, status=422)


def _named_record(request: HttpRequest) -> str:
    kind, _, key = request.POST.get("subject", "").partition(":")
    return key if kind == "record" else ""


def _initial(request: HttpRequest, viewer: Viewer, view: View, names: NameBook, kind: str) -> dict[str, Any]:
    """Return what a form begins with: what is amended or replied to, as the address says."""
    zoned = functools.partial(typed_moment, zone=names.language.zone)
    side = view.desk.situation.side_of(viewer.source)
    found: dict[str, Any] = {"ident": new_id(kind), "words_in": names.language.code, "given_by": side}
    older = own_newest(view, viewer.source, request.GET.get("amend", ""))
    if older is not None and older.kind == kind and kind != "answer":
        return found | initial_of(older, zoned)
    about, incident = request.GET.get("about", ""), request.GET.get("incident", "")
    found |= {"record": about, "subject": f"incident:{incident}" if incident else f"record:{about}"}
    if kind == "statement" and request.GET.get("on"):
        found["subject"] = request.GET["on"]
    return found | {"complaint": request.GET.get("complaint", "")}


def _shown(request: HttpRequest, form: SayingForm | None, *, status: int = 200) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    view, slider = view_of(request)
    language = spoken(request)
    names = names_of(view.shown.agreement, language.code)
    wanted = wanted_of(request.GET)
    entering = [each for each in KINDS if may(viewer.role, "statements", act=True) and may_enter(viewer, each)]
    source = viewer.source if entering else ""
    heard = _heard.get(view, lambda: heard_of(view, names, wanted, source), wanted, source, language.code)
    number = page_from_typed(request.GET.get("page", ""), -(-len(heard) // _A_PAGE))
    start = (number - 1) * _A_PAGE
    beside = _beside.get(view, lambda: _beside_of(view, names), language.code)
    return page(
        request,
        "statements/list.html.j2",
        status=status,
        seen=view,
        slider=slider,
        wanted=wanted,
        heard=heard[start : start + _A_PAGE],
        pages=(number, -(-len(heard) // _A_PAGE)),
        **beside | ({"sides": ()} if wanted.parts or start else {}) | ({"tallies": ()} if start else {}),
        claims={says: word(language, CLAIMS, says) for says in CLAIMS},
        form=form,
        entering=entering,
        speaks_as=names.actor(viewer.source),
        stances=[
            *((each, word(language, STANCES, each)) for each in STANCES),
            *((each, word(language, VIEWS, each)) for each in VIEWS),
        ],
        terms=[(each.id, names.term(each.id)) for each in view.shown.agreement.terms],
    )


def _beside_of(view: View, names: NameBook) -> dict[str, Any]:
    """Return what stands on the page whatever is asked for: each side's determinations, tallies, who speaks."""
    records = latest(view.records).values()
    starts = [each.strip[0].start for term in view.answer.terms for each in term.readings if each.strip]
    positions = ("statement", "determination", "finding")
    return {
        "sides": determinations_of(names, view.desk.situation, records),
        "tallies": tallies_of(names, records, min(starts, default=0)),
        "incident_names": {name for each in view.desk.incidents for name in (each.id, *each.names)},
        "entries": _entries(view),
        "sources": _choices(
            (each.speaker, names.actor(each.speaker)) for each in view.records if each.kind in positions
        ),
    }


def _entries(view: View) -> dict[str, int]:
    """Return the ledger entry of the newest version of each record."""
    return {each.key: each.position for each in sorted(view.records, key=lambda one: one.version)}


def _choices(pairs: Any) -> list[tuple[str, str]]:
    return sorted(set(pairs), key=lambda pair: pair[1])
