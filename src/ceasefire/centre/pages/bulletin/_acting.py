"""The list of bulletins, and the steps: draft, clear, release, correct."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.access import Viewer
from ceasefire.centre.bulletins import _steps as steps
from ceasefire.centre.bulletins._steps import WHY, Draft, StoppedError
from ceasefire.centre.bulletins.models import Bulletin
from ceasefire.centre.live import now, shown
from ceasefire.centre.seen.bulletins import seen_by, sees_drafts
from ceasefire.centre.web import page, said, spoken
from ceasefire.centre.web._typed import number_from_typed
from ceasefire.publish.bulletin import Texts, period_of
from ceasefire.publish.words import LANGUAGES, mark, word
from ceasefire.times import zone_from_text

STATE_WORDS = {
    "drafted": mark("drafted, waits to be cleared by somebody else"),
    "cleared": mark("cleared, waits to be released"),
    "released": mark("released"),
    "corrected": mark("corrected by a later one"),
}
_A_PAGE = 60


def bulletins(request: HttpRequest) -> HttpResponse:
    """List the bulletins; draft one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST":
        return _listed(request, viewer)
    if viewer.duress:  # nothing that is entered under duress is kept, and nothing says so
        return HttpResponseRedirect(reverse("bulletins"))
    kind = "civil" if request.POST.get("kind") == "civil" else "agreement"
    asked = Draft(f"{kind}:{request.POST.get('date', '').strip()}", _texts(request, "remarks"))
    try:
        made = steps.draft(request.user, asked)  # type: ignore[arg-type]
    except StoppedError as stopped:
        return _listed(request, viewer, why=stopped.why, status=422)
    return HttpResponseRedirect(reverse("bulletin", args=[made.number]))


def _listed(request: HttpRequest, viewer: Viewer, *, why: str = "", status: int = 200) -> HttpResponse:
    language, inside = spoken(request), sees_drafts(viewer)
    rows = Bulletin.objects.all() if inside else Bulletin.objects.filter(state__in=("released", "corrected"))
    before = number_from_typed(request.GET.get("before", ""))
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: _A_PAGE + 1])
    return page(
        request,
        "bulletin/list.html.j2",
        status=status,
        rows=[(each, word(language, STATE_WORDS, each.state)) for each in found[:_A_PAGE]],
        older=found[_A_PAGE - 1].number if len(found) > _A_PAGE else None,
        inside=inside,
        date=request.POST.get("date") or _last_day(),
        kind=request.POST.get("kind", "agreement"),
        remarks=_texts(request, "remarks"),
        languages_of=LANGUAGES,
        why=word(language, WHY, why) if why else "",
    )


def clear(request: HttpRequest, number: int) -> HttpResponse:
    """Clear a draft that somebody else made."""
    return _step(request, number, lambda _, digest: steps.clear(request.user, number, digest))  # type: ignore[arg-type]


def release(request: HttpRequest, number: int) -> HttpResponse:
    """Release what was cleared, under signature."""
    return _step(
        request,
        number,
        lambda viewer, digest: steps.release(request.user, viewer, number, digest),  # type: ignore[arg-type]
    )


def _step(request: HttpRequest, number: int, take: Callable[[Viewer, str], None]) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if seen_by(viewer, number) is None:
        return said(request, 404)
    if not viewer.duress:
        try:
            take(viewer, request.POST.get("sha256", ""))
        except StoppedError as stopped:
            messages.error(request, word(spoken(request), WHY, stopped.why))
    return HttpResponseRedirect(reverse("bulletin", args=[number]))


def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Draft a bulletin that corrects a released one: a new number, the old one stays and says so."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kept = seen_by(viewer, number)
    if kept is None or not kept.is_out:
        return said(request, 404)
    why, status = "", 200
    remarks, reason = _texts(request, "remarks"), _texts(request, "reason")
    if request.method == "POST":
        if viewer.duress:
            return HttpResponseRedirect(reverse("bulletins"))
        try:
            made = steps.draft(request.user, Draft(remarks=remarks, corrects=number, reason=reason))  # type: ignore[arg-type]
        except StoppedError as stopped:
            why, status = word(spoken(request), WHY, stopped.why), 422
        else:
            return HttpResponseRedirect(reverse("bulletin", args=[made.number]))
    context: dict[str, Any] = {"kept": kept, "remarks": remarks, "reason": reason, "why": why}
    return page(request, "bulletin/correct.html.j2", status=status, languages_of=LANGUAGES, **context)


def _texts(request: HttpRequest, name: str) -> Texts:
    return Texts(**{code: request.POST.get(f"{name}-{code}", "").strip() for code in LANGUAGES})


def _last_day() -> str:
    """Return the date of the last agreement day that is over."""
    agreement, moment = shown().agreement, now()
    today = dt.datetime.fromtimestamp(moment, zone_from_text(agreement.zone)).date()
    days = (period_of(agreement, today - dt.timedelta(days=back)) for back in range(3))
    return next((each.date for each in days if each.end <= moment), today.isoformat())
