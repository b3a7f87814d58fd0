"""A sheet of days and areas for each reading of a term, and what changed between two moments."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from ceasefire.assess import Assessment
from ceasefire.centre.live import Moment, moment_from_text, shown, view_for, view_of
from ceasefire.centre.seen.answer import coverage_until
from ceasefire.centre.web import page, spoken
from ceasefire.centre.web._typed import moment_from_typed, typed_moment
from ceasefire.publish import Line, changes_between, heat_maps, record_lines
from ceasefire.publish._grid import strip_days
from ceasefire.publish.words import CELLS, Language, names_of, word

_HOUR = 3_600


def sheets(request: HttpRequest) -> HttpResponse:
    """Show days and areas of the readings of a term, as known at a moment."""
    view, slider = view_of(request)
    language = spoken(request)
    names = names_of(view.shown.agreement, language.code)
    answer = _asked_about(view.answer, request.GET.get("term", ""))
    until = coverage_until(view)
    maps = heat_maps(names, answer, until)
    single = [
        (names.term(term.id), names.reading(term.id, each.id), names.authority(term.id, each.id, each.authority), days)
        for term in answer.terms
        for each in term.readings
        if sum(1 for area in each.areas if area.id and area.cells) <= 1
        and (days := strip_days(language, [cell for cell in each.strip if until is None or cell.end <= until]))
    ]
    return page(
        request,
        "time/sheets.html.j2",
        seen=view,
        slider=slider,
        terms=[(each.id, names.term(each.id)) for each in view.answer.terms],
        chosen=request.GET.get("term", ""),
        maps=maps,
        single=single,
        past=until is not None,
        cell_words={state: word(language, CELLS, state) for state in CELLS},
    )


def changes(request: HttpRequest) -> HttpResponse:
    """Show what stands otherwise at a later moment than at an earlier one, and which records changed it."""
    view, _ = view_of(request)
    language = spoken(request)
    stops = sorted({view.shown.known[each.key, each.version] for each in view.inputs.records})
    later = _moment(request, "to", language) or view.shown.moment
    earlier = _moment(request, "from", language)
    if earlier is None:
        past = [each for each in stops if each <= later.as_of - 24 * _HOUR]
        earlier = moment_from_text(str(past[-1] if past else later.as_of - 24 * _HOUR))
    wrong = earlier is None or earlier.as_of > later.as_of
    found: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    told: tuple[tuple[str, Line, int], ...] = ()
    incidents: frozenset[str] = frozenset()
    if earlier is not None and not wrong:
        first, second = shown(earlier), shown(later)
        after = view_for(request.viewer, second)  # type: ignore[attr-defined]
        names = names_of(view.shown.agreement, language.code)
        by_key = {each.key: each for each in after.records}
        found = changes_between(names, first.answer, second.answer, by_key)
        new = sorted(
            (each for each in after.records if earlier.as_of < second.known[each.key, each.version] <= later.as_of),
            key=lambda each: (second.known[each.key, each.version], each.key),
        )
        told = tuple(
            (language.instant(second.known[each.key, each.version]), line, each.position)
            for each, line in zip(new, record_lines(names, [each.key for each in new], by_key), strict=True)
        )
        incidents = frozenset(one.key for each in after.desk.incidents for one in each.accounts)
    return page(
        request,
        "time/changes.html.j2",
        earlier=earlier,
        later=later,
        wrong=wrong,
        changes=found,
        told=told,
        seen=view,
        incidents=incidents,
        typed=[typed_moment(each.as_of, language.zone, "seconds") if each else "" for each in (earlier, later)],
    )


def _moment(request: HttpRequest, name: str, language: Language) -> Moment | None:
    """Return a moment of the address: as links carry it, or as the browser's own field does, by the centre's clock."""
    text = request.GET.get(name, "")
    typed = None if text.isdigit() else moment_from_typed(text, language.zone)
    return moment_from_text(str(int(typed.timestamp())) if typed else text)


def _asked_about(answer: Assessment, term: str) -> Assessment:
    chosen = tuple(each for each in answer.terms if each.id == term)
    return replace(answer, terms=chosen or answer.terms[:1])
