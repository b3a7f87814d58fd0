"""A guarantor's cosignature: the checkpoint to sign, and the line that comes back from the own machine."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import store
from ceasefire.centre.pages.ledger._views import newest_head
from ceasefire.centre.web import page, spoken
from ceasefire.ledger.notes import Signature, note_from_text, signature_from_line
from ceasefire.problems import Problem, Refused, problem

_MOST_BYTES = 65_536
_EXPECTED = "the line that ceasefire ledger cosign printed: a dash, your team, and the signature"


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
            size = _taken_in(typed, viewer)
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


def _taken_in(typed: str, viewer: Viewer) -> int:
    """Keep the team's line; return the size of the checkpoint that it is on.

    Raises:
        Refused: E-LEDGER-034, there is no line of this team in it; -023, it does not hold.
    """
    if viewer.duress:  # nothing that is entered under duress is kept, and nothing says so
        return store().size()
    signatures, text = _lines(typed.replace("\r\n", "\n").strip("\n"))
    own = [each for each in signatures if each.name == viewer.team]
    if not own:
        raise Refused([_wrong(f"no line of {viewer.team or 'your team'} in it")])
    return max(store().cosigned(each, text) for each in own)


def _lines(typed: str) -> tuple[tuple[Signature, ...], str]:
    """Return the signature lines, and the checkpoint's text if they came with it."""
    try:
        if "\n\n" in typed:
            note = note_from_text(typed + "\n")
            return note.signatures, note.text
        return tuple(signature_from_line(each.strip()) for each in typed.split("\n") if each.strip()), ""
    except ValueError as error:
        raise Refused([_wrong(str(error))]) from None


def _wrong(reason: str) -> Problem:
    return problem("E-LEDGER-034", what="it", reason=reason, expected=_EXPECTED)
