"""From what was typed to the record that it makes, and from the ledger's problems back to the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ceasefire.centre.live import View
from ceasefire.centre.pages.statements._form import SayingForm
from ceasefire.problems import Problem, Refused, problem, render
from ceasefire.publish._evidence import latest
from ceasefire.publish.words import Language, catalogue
from ceasefire.records import Determination, Record, Statement
from ceasefire.times import instant_from_text, text_from_instant

_MINUTE_S = 60
# The record's own key, and the field in which it was typed.
_FIELDS = {
    "stance": "stance",
    "about": "subject",
    "term": "subject",
    "instrument": "subject",
    "incident": "subject",
    "question": "question",
    "addressee": "addressee",
    "view": "view",
    "who": "named",
    "when": "since",
    "complaint": "complaint",
    "text": "words",
    "cites": "title",
}


def contents_of(form: SayingForm, view: View, source: str, present: int) -> dict[str, Any]:
    """Return the record that a form makes, as JSON without its source.

    Args:
        form: It is valid.
        view: Holds what is amended.
        source: Whose word it is.
        present: The moment, seconds UTC, of what was said at no other.

    Raises:
        Refused: E-LEDGER-012, it amends another source's word, or one that is not known.
    """
    typed = form.cleaned_data
    content: dict[str, Any] = {"kind": form.kind, "id": typed["ident"], "version": 1}
    if typed["amends"]:
        older = own_newest(view, source, typed["amends"])
        if older is None or older.kind != form.kind:
            raise Refused([problem("E-LEDGER-012", team=source or "nobody")])
        content |= {"id": older.id, "version": older.version + 1}
        if typed.get("takes_back"):
            content["withdrawn"] = True
    if typed["words"]:
        content["text"] = {typed["words_in"]: typed["words"]}
    cites = {key: typed[key] for key in ("title", "url") if typed[key]}
    if cites:
        content["cites"] = cites
    side = view.desk.situation.side_of(source)
    made = {"statement": _statement, "determination": _determination, "answer": _answer}[form.kind]
    return content | made(typed, side if side != source else "", present)


def own_newest(view: View, source: str, key: str) -> Record | None:
    """Return the newest known version of a source's own record, taken back or not; None if it is another's."""
    found = latest(view.inputs.records).get(key)
    return found if found is not None and found.source == source else None


def _subject(typed: Mapping[str, Any]) -> dict[str, str]:
    kind, _, key = str(typed["subject"]).partition(":")
    return {{"record": "about", "incident": "about"}.get(kind, kind): key}


def _statement(typed: Mapping[str, Any], side: str, present: int) -> dict[str, Any]:
    del present
    content: dict[str, Any] = {"stance": typed["stance"]} | _subject(typed)
    if typed["question"]:
        content["question"] = typed["question"]
    if typed["addressee"]:
        content["addressee"] = {"any_of": list(typed["addressee"])}
    if side:
        content["who"] = {"by": side}
    return content | (_at(typed["said"]) if typed["said"] else {})


def _determination(typed: Mapping[str, Any], side: str, present: int) -> dict[str, Any]:
    del present
    kind, _, key = str(typed["subject"]).partition(":")
    content: dict[str, Any] = {
        kind: key,
        "view": typed["view"],
        "when": {"from": typed["since"], "to": typed["until"], "how": "throughout"},
    }
    if kind == "incident":
        content["question"] = typed["question"] or None
        if typed["named"]:
            content["who"] = {"by": {"any_of": list(typed["named"])}}
    elif side:
        content["who"] = {"by": side}
    return content


def _answer(typed: Mapping[str, Any], side: str, present: int) -> dict[str, Any]:
    del side
    said = typed["said"] or text_from_instant(present)
    return {"complaint": typed["complaint"], "who": {"by": typed["given_by"]}} | _at(said)


def _at(said: str) -> dict[str, Any]:
    instant = instant_from_text(said)
    return {"when": {"from": said, "to": text_from_instant(instant + _MINUTE_S), "how": "sometime"}}


def initial_of(record: Record, zone_text: Any) -> dict[str, Any]:
    """Return a record as the fields that it was typed in, to amend it.

    Args:
        record: A statement or a determination.
        zone_text: Turns an instant into what the browser's own field wants.
    """
    details, texts = record.details, dict(record.text)
    words_in = next(iter(texts), "en")
    found: dict[str, Any] = {
        "amends": record.key,
        "words": texts.get(words_in, ""),
        "words_in": words_in,
        "title": record.cites.title,
        "url": record.cites.url,
    }
    if isinstance(details, Statement):
        named = (("term", details.term), ("instrument", details.instrument), ("record", details.about))
        kind, key = next(((kind, key) for kind, key in reversed(named) if key), ("", ""))
        kind = "incident" if kind == "record" and "/" not in key else kind
        found |= {"stance": details.stance, "subject": f"{kind}:{key}", "question": details.question}
        found |= {"record": details.about, "addressee": list(details.addressee.members) if details.addressee else []}
        found |= {"said": zone_text(record.when.earliest)} if record.when else {}
    if isinstance(details, Determination):
        kind, key = ("incident", details.incident) if details.incident else ("term", details.term)
        found |= {"subject": f"{kind}:{key}", "question": details.question, "view": details.view}
        found |= {"named": list(record.who.by.members)} if details.incident and record.who.by else {}
        if record.when:
            found |= {"since": zone_text(record.when.earliest), "until": zone_text(record.when.latest)}
    return found


def put_beside(form: SayingForm, problems: Iterable[Problem], language: Language) -> None:
    """Say each problem beside the field in which its cause was typed; the rest, above the form."""
    for each in problems:
        keys = str(each.where.field).split(".")
        field = next((_FIELDS[key] for key in keys if key in _FIELDS and _FIELDS[key] in form.fields), None)
        form.add_error(field, render(each, catalogue(language.code).gettext))
