"""Aid by area and day, and convoys; the form by which a rung is filed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.access import Viewer, may
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import shown, view_for, view_of
from ceasefire.centre.pages.aid._board import board_of
from ceasefire.centre.pages.aid._contents import contents_of, initial_of, own_newest, put_beside
from ceasefire.centre.pages.aid._convoys import MOST, SEES, convoys_in_words, elsewhere
from ceasefire.centre.pages.aid._form import MovementForm, new_id
from ceasefire.centre.pages.aid._verdicts import verdicts_of
from ceasefire.centre.seen.aid import aid_seen, wanted_of
from ceasefire.centre.web import page, spoken
from ceasefire.incidents.aid import LADDER, SETBACKS, convoys_of
from ceasefire.problems import Refused
from ceasefire.publish.words import CELLS, STATUSES, names_of, word


def aid(request: HttpRequest) -> HttpResponse:
    """Show the access ladder by area and day, how long each area has gone without, the convoys, the verdicts."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    view, slider = view_of(request)
    language = spoken(request)
    names = names_of(view.shown.agreement, language.code)
    wanted = wanted_of(request.GET)
    # whoever stands behind somebody who signed in by the duress word must not read that anything is held back
    outside = view.audience != "mission" and not viewer.duress
    seen = aid_seen(view, names, wanted, outside=outside)
    may_file = may(viewer.role, "movement", act=True)
    convoys, older = convoys_in_words(seen, viewer.source if may_file else "")
    return page(
        request,
        "aid/board.html.j2",
        seen=view,
        outside=outside,
        slider=slider,
        wanted=wanted,
        board=board_of(seen),
        convoys=convoys,
        older=older,
        elsewhere=elsewhere(seen),
        verdicts=verdicts_of(view, seen.scope.terms, language.code),
        ladder=[(each, word(language, STATUSES, each)) for each in (*LADDER, *SETBACKS)],
        sees=language.list((word(language, SEES, each) for each in sorted(seen.scope.sees)), "or"),
        begins=f"{seen.calendar.begins_s // 3600:02d}:{seen.calendar.begins_s % 3600 // 60:02d}",
        areas=[(each, names.area(each)) for each in seen.areas],
        convoy_names=sorted(each.name for each in convoys_of(seen.every)[-5 * MOST :]),
        cell_words={state: word(language, CELLS, state) for state in CELLS},
        incident_names={name for each in view.desk.incidents for name in (each.id, *each.names)},
        may_file=may_file,
    )


def movement(request: HttpRequest) -> HttpResponse:
    """Show the form of a rung; enter what was typed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    view = view_for(viewer, shown())
    language = spoken(request)
    names = names_of(view.shown.agreement, language.code)
    if request.method == "POST":
        form = MovementForm(view, names, request.POST)
        if form.is_valid():
            try:
                done = file_contents(viewer, [contents_of(form, view, viewer.source)])
            except Refused as refused:
                put_beside(form, refused.problems, language)
            else:
                said = language.say("Entered as number {number} of the ledger.", number=language.number(done.first))
                messages.success(request, said)
                return HttpResponseRedirect(reverse("aid"))
        return page(request, "aid/movement.html.j2", status=422, form=form, speaks_as=names.actor(viewer.source))
    initial: dict[str, Any] = {"ident": new_id(), "words_in": language.code, "how": "sometime"}
    initial |= {key: request.GET[key] for key in ("convoy", "area") if key in request.GET}
    older = own_newest(view, viewer.source, request.GET.get("amend", ""))
    if older is not None:
        initial |= initial_of(older, language)
    form = MovementForm(view, names, None, initial=initial)
    return page(request, "aid/movement.html.j2", form=form, speaks_as=names.actor(viewer.source))
