"""The board, and the question whether the ledger has grown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from ceasefire.assess import Assessment
from ceasefire.centre.live import View, moment_from_text, shown, store, view_for
from ceasefire.centre.pages.board._day import last_day
from ceasefire.centre.web import page, spoken
from ceasefire.publish import report_view
from ceasefire.publish.custody import cited_in_words
from ceasefire.publish.words import CELLS, KNOWLEDGE, word


def board(request: HttpRequest) -> HttpResponse:
    """Show whether it is holding, as read by whom, on which evidence, how much of it watched."""
    found = shown(moment_from_text(request.GET.get("known", "")))
    view: View = view_for(request.viewer, found)  # type: ignore[attr-defined]
    language = spoken(request)
    report = report_view(
        found.agreement, found.answer, view.records, language.code, mission=view.audience == "mission"
    )
    answer: Assessment = found.answer
    return page(
        request,
        "board.html.j2",
        view=report,
        seen=view,
        known=request.GET.get("known", ""),
        day=last_day(report.names, view),
        cell_words={state: word(language, CELLS, state) for state in CELLS},
        knowledge=word(language, KNOWLEDGE, answer.knowledge),
        cited=cited_in_words(language, answer.cited) if answer.cited else [],
    )


def live(request: HttpRequest) -> JsonResponse:
    """Say how many entries there are: what an open page asks again and again."""
    del request
    return JsonResponse({"size": store().size()})
