"""The bulletin's template: which sections, in which order, and the mission's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.access import Viewer
from ceasefire.centre.bulletins._templates import current_template, keep_template
from ceasefire.centre.bulletins.models import TemplateVersion
from ceasefire.centre.web import page, spoken
from ceasefire.publish.bulletin import (
    NO_TEXTS,
    PLACEHOLDERS,
    SECTIONS,
    Fault,
    Template,
    TemplateSection,
    Texts,
    faults_of,
)
from ceasefire.publish.words import LANGUAGES, Language, mark, word

FAULTS = {
    "no-coverage": mark("What was watched cannot be left out: silence is not compliance, and the bulletin says so."),
    "unknown-kind": mark("There is no such section: {seen}."),
    "twice": mark("This section stands there already."),
    "too-many": mark("Too many sections: {seen}, at most 20."),
    "unknown-placeholder": mark("Nobody fills this placeholder: {seen}."),
    "not-a-placeholder": mark("A bracket that is opened and not closed, or the other way round; write two for one."),
    "not-in-all": mark("Write it in all three languages, or leave all three empty. Missing: {seen}"),
    "too-long": mark("Too long: {seen} characters, at most 4,000."),
}
_NOTES = 2  # so many fields for notes of the mission's own
_MOST_PLACE = 99


def template(request: HttpRequest) -> HttpResponse:
    """Show the template and its versions; keep a new version."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    language = spoken(request)
    number, found = current_template()
    faults: tuple[Fault, ...] = ()
    rows, status = _rows(found), 200
    title = found.title
    if request.method == "POST":
        rows, title = _typed_rows(request), _typed(request, "title")
        typed, order = _template(title, rows)
        faults = tuple(_at_row(each, order) for each in faults_of(typed))
        if not faults:
            if not viewer.duress:
                made = keep_template(request.user, typed)  # type: ignore[arg-type]
                messages.success(
                    request, language.say("Version {n} is kept. The next draft uses it.", n=language.number(made))
                )
            return HttpResponseRedirect(reverse("bulletin-template"))
        status = 422
    return page(
        request,
        "bulletin/template.html.j2",
        status=status,
        number=number,
        versions=TemplateVersion.objects.select_related("made_by")[:20],
        title_texts=title,
        rows=rows,
        kinds={kind: word(language, SECTIONS, kind) for kind in SECTIONS},
        placeholders={name: word(language, PLACEHOLDERS, name) for name in PLACEHOLDERS},
        faults=_in_words(language, faults),
        languages_of=LANGUAGES,
    )


def _rows(found: Template) -> list[dict[str, Any]]:
    """Return a row for each section that a template can have: its place (empty: left out) and its texts."""
    rows: list[dict[str, Any]] = [
        {"kind": each.kind, "place": str(at), "heading": each.heading, "text": each.text}
        for at, each in enumerate(found.sections, start=1)
    ]
    there = [each.kind for each in found.sections]
    missing = [kind for kind in SECTIONS if kind not in there and kind != "text"]
    missing += ["text"] * max(0, _NOTES - there.count("text"))
    rows += [{"kind": kind, "place": "", "heading": NO_TEXTS, "text": NO_TEXTS} for kind in missing]
    return rows


def _typed_rows(request: HttpRequest) -> list[dict[str, Any]]:
    rows = []
    for at, kind in enumerate(request.POST.getlist("kind")[:30]):
        place = request.POST.get(f"place-{at}", "").strip()
        heading, text = _typed(request, f"heading-{at}"), _typed(request, f"text-{at}")
        rows.append({"kind": kind, "place": place, "heading": heading, "text": text})
    return rows


def _template(title: Texts, rows: Sequence[dict[str, Any]]) -> tuple[Template, list[int]]:
    """Return the template that was typed, and of each of its sections the row in which it was."""
    chosen = [
        (min(int(each["place"]), _MOST_PLACE), at)
        for at, each in enumerate(rows)
        if each["place"].isascii() and each["place"].isdigit() and len(each["place"]) < 5
    ]
    order = [at for _, at in sorted(chosen)]
    sections = tuple(TemplateSection(rows[at]["kind"], rows[at]["heading"], rows[at]["text"]) for at in order)
    return Template(title, sections), order


def _at_row(fault: Fault, order: Sequence[int]) -> Fault:
    return fault if fault.section is None else replace(fault, section=order[fault.section])


def _typed(request: HttpRequest, name: str) -> Texts:
    return Texts(**{code: request.POST.get(f"{name}-{code}", "").strip().replace("\r\n", "\n") for code in LANGUAGES})


def _in_words(language: Language, faults: Sequence[Fault]) -> dict[int, list[str]]:
    """Return what is wrong by row; -1: with the whole, or its title."""
    found: dict[int, list[str]] = {}
    for each in faults:
        text = language.say(FAULTS[each.code], seen=each.seen)
        found.setdefault(-1 if each.section is None else each.section, []).append(text)
    return found
