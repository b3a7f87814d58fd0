"""One's own drafts: kept by a page that is open, listed, deleted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing import drafts as kept
from ceasefire.centre.filing._kinds import forms_for
from ceasefire.centre.filing.once import filed_before
from ceasefire.centre.live import now
from ceasefire.centre.pages.report._typed import Values, typed_values
from ceasefire.centre.web import page, spoken
from ceasefire.problems import Refused

_SHOWN = 140


def drafts(request: HttpRequest) -> HttpResponse:
    """List one's own drafts; delete one; keep what an open page sends, and say so to it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        if request.POST.get("step") == "keep":
            return _kept(request, viewer)
        kept.forget(viewer, request.POST.get("key", ""))
        return HttpResponseRedirect(reverse("draft"))
    found = [(each, _in_short(each.values)) for each in kept.drafts_of(viewer)]
    return page(request, "report/drafts.html.j2", drafts=found, device=kept.device_secret(viewer))


def _kept(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    key, kind = kept.form_key(request.POST.get("key", "")), request.POST.get("kind", "")
    if key != request.POST.get("key") or kind not in forms_for(viewer):
        return JsonResponse({"kept": False}, status=400)
    if filed_before(viewer, key) is None:  # a page that is slow to learn that its form was filed
        try:
            kept.keep(viewer, key, kind, typed_values(kind, dict(request.POST.lists())))
        except Refused as refused:
            gone = any(each.code == "E-LEDGER-032" for each in refused.problems)
            return JsonResponse({"kept": False}, status=503 if gone else 422)
    return JsonResponse({"kept": True, "at": spoken(request).instant(now())})


def _in_short(values: Values) -> str:
    """Return what a draft is about: its day, its place, the first of its words."""
    parts = [values[name][0] for name in ("from_day", "area", "number", "table", "words") if values.get(name)]
    text = " · ".join(" ".join(each.split()) for each in parts)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
