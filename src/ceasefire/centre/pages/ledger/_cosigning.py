"""A guarantor's cosignature: the checkpoint to sign, and the line that comes back from the own machine."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing.cosigning import cosignature_taken
from ceasefire.centre.live import store
from ceasefire.centre.seen.checkpoint import newest_head
from ceasefire.centre.web import page, spoken
from ceasefire.problems import Refused

_MOST_BYTES = 65_536


def cosign(request: HttpRequest) -> HttpResponse:
    """Hand out the newest checkpoint; take in a line, and say in words why it does not hold."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.GET.get("file") == "checkpoint":
        response = HttpResponse(str(store().copy().checkpoint), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="checkpoint"'
        return response
    typed, faults, status = "", [], 200
    if request.method == "POST":
        typed = _typed(request)
        try:
            size = cosignature_taken(typed, viewer)
        except Refused as refused:
            faults, status = list(refused.problems), 422
        else:
            language = spoken(request)
            text = language.say("Your cosignature at size {size} is on record.", size=language.number(size))
            messages.success(request, text)
            return HttpResponseRedirect(reverse("ledger"))
    return page(
        request,
        "ledger/cosign.html.j2",
        status=status,
        head=newest_head(),
        team=viewer.team,
        typed=typed,
        faults=faults,
    )


def _typed(request: HttpRequest) -> str:
    """Return what was typed, or what lies in the file that was chosen."""
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("line", "")[:_MOST_BYTES]
    data: bytes = file.read(_MOST_BYTES)
    return data.decode("utf-8", "replace")
