"""The board, and the question whether the ledger has grown."""

from __future__ import annotations

import functools
from dataclasses import asdict, dataclass, replace

from django.http import HttpRequest, HttpResponse, JsonResponse

from ceasefire.centre.access import Role, may
from ceasefire.centre.live import Slider, View, shown, view_of
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.pages.board._day import last_day
from ceasefire.centre.web import fragment, page, spoken
from ceasefire.publish import ReportView, report_view, subjects_of
from ceasefire.publish.custody import cited_in_words
from ceasefire.publish.words import CELLS, KNOWLEDGE, Language, word

_KEPT = 96
_APART = 20
_kept: Kept[_Parts] = Kept(_KEPT)


def board(request: HttpRequest) -> HttpResponse:
    """Show whether it is holding, as read by whom, on which evidence, how much of it watched."""
    view, slider = view_of(request)
    role: Role = request.viewer.role  # type: ignore[attr-defined]
    return page(request, "board/board.html.j2", **asdict(_parts(view, slider, spoken(request), role)))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The board in one language for one role: what is the same for all who read it there."""

    title: str
    header: str
    content: str
    foot: str


def _parts(view: View, slider: Slider, language: Language, role: Role) -> _Parts:
    return _kept.get(view, lambda: _made(view, slider, language, role), slider.chosen, language.code, role)


def _made(view: View, slider: Slider, language: Language, role: Role) -> _Parts:
    report, answer = report_of(view, language), view.answer
    context = {
        "view": report,
        "seen": view,
        "slider": slider,
        "may": functools.partial(may, role, act=False),
        "here": "board",
        "day": last_day(report.names, view),
        "cell_words": {state: word(language, CELLS, state) for state in CELLS},
        "knowledge": word(language, KNOWLEDGE, answer.knowledge),
        "cited": cited_in_words(language, answer.cited) if answer.cited else [],
    }
    return _Parts(
        language.name(view.shown.agreement.names),
        *(fragment(f"board/{each}.html.j2", language, **context) for each in ("header", "content", "foot")),
    )


def report_of(view: View, language: Language) -> ReportView:
    """Return the report as the board shows it: of what was said, each side's determinations alone."""
    report = report_view(
        view.shown.agreement,
        view.answer,
        view.records,
        language.code,
        mission=view.audience == "mission",
        most_apart=_APART,
    )
    determined = {each.key: each for each in view.records if each.kind == "determination"}
    withheld = report.withheld if view.held_back else 0  # of nothing held back nothing is withheld: under duress
    return replace(report, subjects=subjects_of(report.names, determined), withheld=withheld)


def live(request: HttpRequest) -> JsonResponse:
    """Say how many entries are in the answer that pages show now: what an open page asks again and again.

    Not how many there are: a page that renewed itself before they were in the answer would miss them.
    """
    del request
    return JsonResponse({"size": shown().size})
