"""The board, and the question whether the ledger has grown."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse

from ceasefire.centre.live import View, store, view_of
from ceasefire.centre.pages.board._day import last_day
from ceasefire.centre.web import page, spoken
from ceasefire.publish import ReportView, report_view, subjects_of
from ceasefire.publish.custody import cited_in_words, cosigned_in_words
from ceasefire.publish.words import CELLS, KNOWLEDGE, Language, word


def board(request: HttpRequest) -> HttpResponse:
    """Show whether it is holding, as read by whom, on which evidence, how much of it watched."""
    view, slider = view_of(request)
    language = spoken(request)
    report = report_of(view, language)
    answer = view.answer
    return page(
        request,
        "board.html.j2",
        view=report,
        seen=view,
        slider=slider,
        day=last_day(report.names, view),
        cell_words={state: word(language, CELLS, state) for state in CELLS},
        knowledge=word(language, KNOWLEDGE, answer.knowledge),
        cited=cited_in_words(language, answer.cited) if answer.cited else [],
        cosigned=cosigned_in_words(language, answer.cited.cosigned) if answer.cited else "",
    )


def report_of(view: View, language: Language) -> ReportView:
    """Return the report as the board shows it: of what was said, each side's determinations alone."""
    report = report_view(
        view.shown.agreement, view.answer, view.records, language.code, mission=view.audience == "mission"
    )
    determined = {each.key: each for each in view.records if each.kind == "determination"}
    return replace(report, subjects=subjects_of(report.names, determined))


def live(request: HttpRequest) -> JsonResponse:
    """Say how many entries there are: what an open page asks again and again."""
    del request
    return JsonResponse({"size": store().size()})
