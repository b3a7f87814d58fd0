"""The form for a report, a complaint, an answer or a watch: typed, looked over, filed; and the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.agreement import Agreement
from ceasefire.centre.access import Viewer
from ceasefire.centre.filing import drafts
from ceasefire.centre.filing._kinds import forms_for
from ceasefire.centre.filing.entering import agreement_now, records_from_contents
from ceasefire.centre.filing.once import file_once, filed_before, record_id
from ceasefire.centre.live import View, shown, store, view_for
from ceasefire.centre.pages.report._choices import BASES, DONE, HOW, LANGUAGES, OPERATORS, Option, choices_for
from ceasefire.centre.pages.report._content import content_from_typed
from ceasefire.centre.pages.report._files import files_from_upload
from ceasefire.centre.pages.report._preview import names_of_teams, part_in_words, preview_of, released_in_words
from ceasefire.centre.pages.report._typed import Typed, Values, field_of, typed_values
from ceasefire.centre.web import page, said, spoken
from ceasefire.ledger import text_from_bytes
from ceasefire.ledger.entries import SealedPart
from ceasefire.ledger.tree import leaf_hash
from ceasefire.problems import Place, Problem, Refused, render
from ceasefire.publish._evidence import record_lines
from ceasefire.publish.words import NameBook, catalogue, mark, names_of
from ceasefire.records import Record

AWAY = mark(
    "The ledger cannot be reached at this moment. Nothing was filed, and what you typed is still here. "
    "Try again in a moment."
)
_MOST_COMPLAINTS = 200


@dataclass(slots=True)
class _Form:
    """A form as it is being worked on."""

    request: HttpRequest
    viewer: Viewer
    kind: str
    key: str
    values: Values
    agreement: Agreement
    names: NameBook
    faults: list[tuple[str, str]]
    status: int = 200

    def wrong(self, field: str, message: str) -> None:
        """Note what is wrong, in the reader's words."""
        self.faults.append((field, self.names.language.say(message)))

    def refused(self, problems: Sequence[Problem]) -> None:
        """Note what was refused, each at its field."""
        if any(each.code == "E-LEDGER-032" for each in problems):
            self.wrong("", AWAY)
            self.status = 503
            return
        say = catalogue(self.names.language.code).gettext
        for each in problems:
            words = render(replace(each, where=Place()), say).removeprefix(each.code).strip()
            self.faults.append((field_of(each.where.field), words[:1].upper() + words[1:]))


def report(request: HttpRequest) -> HttpResponse:
    """Show the form; keep, look over or file what was typed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    given = request.POST if request.method == "POST" else request.GET
    offered = forms_for(viewer)
    agreement = agreement_now()
    draft = drafts.kept(viewer, request.GET.get("draft", "")) if request.method == "GET" else None
    kind = draft.kind if draft and draft.kind in offered else given.get("kind", "")
    kind = kind if kind in offered else offered[0]
    values: Values = draft.values if draft else typed_values(kind, dict(given.lists()))
    if request.method != "POST" and not draft:
        values = {"words_language": [spoken(request).code]} | dict(values)
    key = draft.key if draft else drafts.form_key(request.POST.get("key", ""))
    form = _Form(request, viewer, kind, key, values, agreement, names_of(agreement, spoken(request).code), [])
    if request.method != "POST":
        return _form_page(form)
    return _posted(form, request.POST.get("step", "preview"))


def _posted(form: _Form, step: str) -> HttpResponse:
    if (before := filed_before(form.viewer, form.key)) is not None:
        return HttpResponseRedirect(f"{reverse('filed', args=[before.key])}?again=1")
    files, wrong = files_from_upload(form.request.FILES.getlist("files"))
    for each in wrong:
        form.wrong("files", each)
    try:
        if step.startswith("drop-"):
            drafts.let_go(form.viewer, form.key, step.removeprefix("drop-"))
        drafts.keep(form.viewer, form.key, form.kind, form.values, files)
    except Refused as refused:
        form.refused(refused.problems)
        return _form_page(form)
    if form.faults or step == "back" or step.startswith("drop-"):
        return _form_page(form)
    if step == "draft":
        return HttpResponseRedirect(reverse("draft"))
    return _filed_or_shown(form, file=step == "file")


def _filed_or_shown(form: _Form, *, file: bool) -> HttpResponse:
    typed = Typed(form.kind, form.values, form.agreement)
    content = content_from_typed(typed, _speaks_for(form))
    for field, message in typed.faults:
        form.wrong(field, message)
    kept = drafts.kept(form.viewer, form.key)
    files = kept.files if kept else ()
    try:
        if form.faults:
            return _form_page(form)
        if file:
            filed, fresh = file_once(form.viewer, form.key, content, files)
            return HttpResponseRedirect(reverse("filed", args=[filed.key]) + ("" if fresh else "?again=1"))
        name = record_id(form.viewer, form.key, form.kind)
        (record,) = records_from_contents(form.viewer, [content | {"id": name}])
    except Refused as refused:
        form.refused(refused.problems)
        return _form_page(form)
    preview = preview_of(form.viewer, record, files, form.agreement, form.names)
    return page(
        form.request, "report/preview.html.j2", form=form, preview=preview, device=drafts.device_secret(form.viewer)
    )


def _form_page(form: _Form) -> HttpResponse:
    view = view_for(form.viewer, shown())
    kept = drafts.kept(form.viewer, form.key)
    incidents = (name for each in view.desk.incidents for name in each.names)
    status = form.status if form.status != 200 else 422 if form.faults else 200
    return page(
        form.request,
        "report/form.html.j2",
        status=status,
        form=form,
        errors=_by_field(form.faults),
        kinds=forms_for(form.viewer),
        choices=choices_for(form.names, view.records, incidents, _to_answer(form.names, view)),
        held=[(drafts.digest_of(each), each.name, len(each.data)) for each in (kept.files if kept else ())],
        own_drafts=len(drafts.drafts_of(form.viewer)),
        device=drafts.device_secret(form.viewer),
        how=HOW,
        bases=BASES,
        operators=OPERATORS,
        done=DONE,
        tongues=LANGUAGES,
        place=form.names.language.place(),
    )


def _by_field(faults: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field, words in faults:
        found.setdefault(field, []).append(words)
    return found


def _to_answer(names: NameBook, view: View) -> list[Option]:
    """Return the complaints, and statements that ask, which the reader may answer; the newest first."""
    asked = [each for each in view.records if each.kind == "complaint" or _asks(each)]
    newest = {each.key: each for each in sorted(asked, key=lambda each: each.version)}
    keys = sorted(newest, key=lambda key: -newest[key].position)[:_MOST_COMPLAINTS]
    lines = record_lines(names, keys, newest)
    return [
        (
            each.key,
            names.language.say(
                "{kind} of {speaker}, {when}", kind=each.kind, speaker=each.speaker, when=each.when or each.said
            ),
        )
        for each in lines
    ]


def _asks(record: Record) -> bool:
    return record.kind == "statement" and getattr(record.details, "addressee", None) is not None


def _speaks_for(form: _Form) -> str:
    """Return the actor for which the viewer's source speaks, if the agreement knows it as one."""
    source = next((each for each in form.agreement.sources if each.id == form.viewer.source), None)
    return source.of if source is not None else ""


def filed(request: HttpRequest, key: str) -> HttpResponse:
    """Show the receipt of what one filed: its entry, its hash, the checkpoint, what was sealed, who may read what."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = filed_before(viewer, key)
    if found is None:
        return said(request, 404)
    names = names_of(agreement_now(), spoken(request).code)
    leaf, parts = store().entry(found.first)
    sealed = [
        (part_in_words(names.language, head.name), names_of_teams(names, head.readers))
        for part in parts
        if isinstance(part, SealedPart) and (head := leaf.entry.part(part.name)) is not None
    ]
    return page(
        request,
        "report/filed.html.j2",
        filed=found,
        hash=text_from_bytes(leaf_hash(store().prove(found.first).extra)),
        recorded=leaf.recorded,
        signed_by=names_of_teams(names, [leaf.entry.by]),
        sealed=sealed,
        released=released_in_words(names.language, found.kind if found.kind != "table" else "report"),
        proof=reverse("proof", args=[found.first]),
        again=bool(request.GET.get("again")),
        device=drafts.device_secret(viewer),
    )
