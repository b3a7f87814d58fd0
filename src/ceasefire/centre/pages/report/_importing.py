"""Many reports from a table: handed in, its columns named, each row looked at, the good filed, the others listed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.agreement import Agreement
from ceasefire.centre.access import Viewer
from ceasefire.centre.filing import drafts
from ceasefire.centre.filing.drafts import Kept
from ceasefire.centre.filing.entering import agreement_now, file_records
from ceasefire.centre.filing.once import filed_before, note_filed
from ceasefire.centre.filing.tables import MOST_BYTES, MOST_ROWS, Row, Table, csv_from_upload, judged, table_from_csv
from ceasefire.centre.pages.report._choices import HOW, LANGUAGES, kinds_asked, unit_in_words
from ceasefire.centre.pages.report._files import safe_name
from ceasefire.centre.pages.report._mapping import (
    FORMATS,
    UNITS,
    guessed,
    mapped_values,
    mapping_of,
    names_to_map,
    options_for,
    shipped,
    with_guessed_names,
)
from ceasefire.centre.web import page, said, spoken
from ceasefire.ledger.entries import File
from ceasefire.ledger.notes import checkpoint_from_note
from ceasefire.problems import Place, Problem, Refused, problem, render
from ceasefire.publish._evidence import Line, record_lines
from ceasefire.publish.words import EVENTS, NameBook, catalogue, names_of, word

_SHOWN = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def table(request: HttpRequest) -> HttpResponse:
    """Take a table, let its columns be named, show what becomes of each row, file the good ones."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    given = request.POST if request.method == "POST" else request.GET
    key, step = given.get("key", ""), request.POST.get("step", "")
    if step == "upload":
        return _taken(request, viewer)
    kept = drafts.kept(viewer, key) if key else None
    if kept is None or kept.kind != "table" or not kept.files:
        if key and filed_before(viewer, key) is not None:
            return HttpResponseRedirect(f"{reverse('filed', args=[key])}?again=1")
        return said(request, 404) if key else _start(request, ())
    if step == "drop":
        drafts.forget(viewer, key)
        return HttpResponseRedirect(reverse("import"))
    try:
        found = table_from_csv(kept.files[0])
        return _worked(request, viewer, kept, found, step)
    except Refused as refused:
        if any(each.code == "E-LEDGER-032" for each in refused.problems):
            raise
        return _start(request, refused.problems)


def _taken(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    uploaded = request.FILES.get("table")
    try:
        if uploaded is None or uploaded.size is None:
            raise Refused([problem("E-FILE-001", Place("table"))])  # noqa: TRY301  told beside the field, as any other
        if uploaded.size > MOST_BYTES:
            limit = f"{MOST_BYTES >> 20} MiB"
            raise Refused([problem("E-READ-007", seen=f"{uploaded.size >> 20} MiB", limit=limit)])  # noqa: TRY301
        file = csv_from_upload(File(safe_name(uploaded.name or ""), uploaded.read()))
        found = table_from_csv(file)
        key = drafts.form_key(request.POST.get("key", ""))
        values = {"table": [file.name]} | with_guessed_names(guessed(found), found, agreement_now())
        if filed_before(viewer, key) is not None:
            key = drafts.form_key()
        drafts.forget(viewer, key)
        drafts.keep(viewer, key, "table", values, [file])
    except Refused as refused:
        if any(each.code == "E-LEDGER-032" for each in refused.problems):
            raise
        return _start(request, refused.problems)
    return HttpResponseRedirect(f"{reverse('import')}?key={key}")


def _worked(request: HttpRequest, viewer: Viewer, kept: Kept, found: Table, step: str) -> HttpResponse:
    agreement = agreement_now()
    values = dict(kept.values)
    if step in ("map", "check"):
        chosen = mapped_values(dict(request.POST.lists()))
        same = {
            f"m_{each}"
            for each in ("by", "against", "area", "what")
            if values.get(f"m_{each}") == chosen.get(f"m_{each}")
        }
        chosen = {name: each for name, each in chosen.items() if name[:2] == "m_" or f"m_{name.split('_')[1]}" in same}
        values = {"table": kept.values.get("table", [found.name])} | with_guessed_names(chosen, found, agreement)
        drafts.keep(viewer, kept.key, "table", values)
    if step not in ("check", "file", "bad") and "filed" not in values:
        return _mapping_page(request, kept.key, values, found, agreement)
    try:
        text, only = mapping_of(values, found, viewer, agreement.zone)
        rows = judged(viewer, found, text, only, agreement)
        if step == "bad":
            return _bad_rows(request, found, [each for each in rows if each.state == "bad"])
        if step == "file":
            return _filed(viewer, kept.key, values, rows)
    except Refused as refused:
        if any(each.code == "E-LEDGER-032" for each in refused.problems):
            raise
        if step == "file" and filed_before(viewer, kept.key) is not None:  # the other half of a double click
            return HttpResponseRedirect(f"{reverse('filed', args=[kept.key])}?again=1")
        return _mapping_page(request, kept.key, values, found, agreement, refused.problems)
    return _rows_page(request, kept.key, values, found, rows, names_of(agreement, spoken(request).code))


def _filed(viewer: Viewer, key: str, values: dict[str, Any], rows: Sequence[Row]) -> HttpResponse:
    good = [each.record for each in rows if each.record is not None]
    if good and filed_before(viewer, key) is None:
        appended = file_records(viewer, good)
        size = checkpoint_from_note(appended.checkpoint).size
        note_filed(viewer, key, "table", (appended.first, len(good), size))
    if any(each.state == "bad" for each in rows):  # they are its owner's to download, then to throw away
        drafts.keep(viewer, key, "table", values | {"filed": [str(len(good))]})
        return HttpResponseRedirect(f"{reverse('import')}?key={key}")
    drafts.forget(viewer, key)
    return HttpResponseRedirect(reverse("filed", args=[key]) if filed_before(viewer, key) else reverse("import"))


def _start(request: HttpRequest, problems: Sequence[Problem]) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    waiting = [each for each in drafts.drafts_of(viewer) if each.kind == "table"]
    gathered = {
        "key": drafts.form_key(),
        "errors": _in_words(request, problems),
        "unfiled": waiting,
        "most_rows": MOST_ROWS,
        "most_size": MOST_BYTES >> 20,
    }
    return page(request, "report/import.html.j2", status=422 if problems else 200, **gathered)


def _mapping_page(  # noqa: PLR0917  what the page shows
    request: HttpRequest,
    key: str,
    values: dict[str, Any],
    found: Table,
    agreement: Agreement,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    names = names_of(agreement, spoken(request).code)
    options = options_for(agreement)
    words = {
        "by": {each: names.actor(each) for each in options["by"]} | {"unknown": names.language.say("unknown")},
        "area": {each: names.area(each) for each in options["area"]},
        "what": {each: word(names.language, EVENTS, each) for each in options["what"]},
    }
    asked = kinds_asked(agreement)
    return page(
        request,
        "report/mapping.html.j2",
        status=422 if problems else 200,
        key=key,
        values={name: each[0] for name, each in values.items() if each},
        table=found,
        sample=found.rows[:5],
        told=names_to_map(values, found),
        words=words | {"against": words["by"]},
        units=[(each, unit_in_words(names, each)) for each in UNITS],
        kinds=[(each, words["what"].get(each, each)) for each in (asked or options["what"])],
        formats=FORMATS,
        how=HOW,
        tongues=LANGUAGES,
        shipped=shipped(),
        place=names.language.place(),
        errors=_in_words(request, problems),
    )


def _rows_page(  # noqa: PLR0917  what the page shows
    request: HttpRequest, key: str, values: dict[str, Any], found: Table, rows: Sequence[Row], names: NameBook
) -> HttpResponse:
    order = {"bad": 0, "good": 1, "already": 2}
    shown = sorted(rows, key=lambda each: (order[each.state], each.number))[:_SHOWN]
    counts = {state: sum(1 for each in rows if each.state == state) for state in order}
    lines: list[tuple[Row, Line | None, list[str]]] = [
        (each, _line(names, each), _in_words(request, each.problems)) for each in shown
    ]
    filed = filed_before(request.viewer, key)  # type: ignore[attr-defined]
    return page(
        request,
        "report/rows.html.j2",
        key=key,
        table=found,
        counts=counts,
        lines=lines,
        hidden=len(rows) - len(shown),
        filed=filed,
        done="filed" in values,
    )


def _line(names: NameBook, row: Row) -> Line | None:
    if row.record is None:
        return None
    return record_lines(names, [row.record.key], {row.record.key: row.record})[0]


def _in_words(request: HttpRequest, problems: Sequence[Problem]) -> list[str]:
    """Return what is wrong, with the field at which it is, without the file, which is known."""
    say = catalogue(spoken(request).code).gettext
    found = []
    for each in problems:
        words = render(Problem(each.code, Place(field=each.where.field), each.params), say)
        found.append(words.removeprefix(each.code).strip(" :"))
    return list(dict.fromkeys(found))


def _bad_rows(request: HttpRequest, found: Table, rows: Sequence[Row]) -> HttpResponse:
    """Return the rows that cannot be filed as CSV, what is wrong beside each; no cell of it is a formula."""
    say = spoken(request).say
    cells = dict(found.rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(each) for each in (say("Row"), say("What is wrong"), *found.header)])
    for each in rows:
        words = " / ".join(_in_words(request, each.problems))
        writer.writerow([each.number, *(harmless(text) for text in (words, *cells.get(each.number, ())))])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="rows-not-filed.csv"'
    return answer


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; a number with a sign stays one.

    >>> harmless("=cmd()"), harmless("-5"), harmless("Aleppo"), harmless(" @x")
    ("'=cmd()", '-5', 'Aleppo', "' @x")
    """
    if not text.lstrip(" ").startswith(_FORMULA) and not text.startswith(_FORMULA):
        return text
    return text if text.lstrip("+-").replace(".", "", 1).isdecimal() else f"'{text}"
