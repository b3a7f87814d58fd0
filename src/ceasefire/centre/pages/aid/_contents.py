"""From what was typed of a rung to the record that it makes, and from problems back to the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ceasefire.centre.live import View
from ceasefire.centre.pages.aid._form import COUNTED, MovementForm
from ceasefire.centre.web._typed import typed_moment
from ceasefire.incidents.aid import SETBACKS
from ceasefire.problems import Problem, Refused, problem, render
from ceasefire.publish._evidence import latest
from ceasefire.publish.words import Language, catalogue
from ceasefire.records import Choice, Movement, Record

# Somebody decides these or does them to a convoy; the others are the convoy's own doing.
DONE_TO_IT = frozenset({"approved", "letter", *SETBACKS})
_FIELDS = {
    "status": "status",
    "convoy": "convoy",
    "when": "since",
    "where": "area",
    "who": "whose",
    "counts": "deliveries_least",
    "text": "words",
    "cites": "title",
}


def contents_of(form: MovementForm, view: View, source: str) -> dict[str, Any]:
    """Return the record that a form makes, as JSON without its source.

    `who.by` is whoever moves the convoy; where somebody else decided or did it, that one, and then `who.against` says
    whose convoy it is.

    Args:
        form: It is valid.
        view: Holds what is amended.
        source: Whose word it is.

    Raises:
        Refused: E-LEDGER-012, it amends another source's word, or one that is not known.
    """
    typed = form.cleaned_data
    content: dict[str, Any] = {
        "kind": "movement",
        "id": typed["ident"],
        "version": 1,
        "status": typed["status"],
        "when": {"from": typed["since"], "to": typed["until"], "how": typed["how"]},
        "counts": _counts(typed),
    }
    if typed["amends"]:
        older = own_newest(view, source, typed["amends"])
        if older is None:
            raise Refused([problem("E-LEDGER-012", team=source or "nobody")])
        content |= {"id": older.id, "version": older.version + 1}
    if typed["convoy"]:
        content["convoy"] = typed["convoy"].strip()
    if typed["area"]:
        content["where"] = {"scheme": "agreement", "code": typed["area"]}
    if who := _who(typed):
        content["who"] = who
    if typed["words"]:
        content["text"] = {typed["words_in"]: typed["words"]}
    if cites := {key: typed[key] for key in ("title", "url") if typed[key]}:
        content["cites"] = cites
    return content


def own_newest(view: View, source: str, key: str) -> Record | None:
    """Return the newest version of a source's own movement; None if it is another's, or none."""
    found = latest(view.inputs.records).get(key)
    return found if found is not None and found.source == source and found.kind == "movement" else None


def _counts(typed: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for unit in COUNTED:
        least, most = typed[f"{unit}_least"], typed[f"{unit}_most"]
        if least is not None or most is not None:
            found[unit] = {"low": least or 0} | ({} if most is None else {"high": most})
    return found


def _who(typed: Mapping[str, Any]) -> dict[str, Any]:
    whose = {"all_of": list(typed["whose"])} if typed["whose"] else None
    doer: Any = {"any_of": list(typed["doer"])} if typed["doer"] else None
    if doer is None and typed["doer_unknown"]:
        doer = "unknown"
    if typed["status"] in DONE_TO_IT and doer is not None:
        return {"by": doer} | ({"against": whose} if whose else {})
    return {"by": whose} if whose else {}


def initial_of(record: Record, language: Language) -> dict[str, Any]:
    """Return a movement as the fields that it was typed in, to amend it; words that are sealed are typed anew."""
    details, texts = record.details, dict(record.text)
    words_in = next(iter(texts), language.code)
    found: dict[str, Any] = {"amends": record.key, "words": texts.get(words_in, ""), "words_in": words_in}
    found |= {"title": record.cites.title, "url": record.cites.url}
    if isinstance(details, Movement):
        found |= {"status": details.status, "convoy": details.convoy}
    if record.where and record.where.scheme == "agreement":
        found["area"] = record.where.code
    if record.when:
        zone = language.zone
        found |= {"since": typed_moment(record.when.earliest, zone), "until": typed_moment(record.when.latest, zone)}
        found["how"] = record.when.how
    done_to_it = record.who.against is not None or (found.get("status") in DONE_TO_IT and _is_open(record.who.by))
    whose, doer = (record.who.against, record.who.by) if done_to_it else (record.who.by, None)
    found |= {"whose": list(whose.members) if whose else [], "doer": list(doer.members) if doer else []}
    found["doer_unknown"] = doer is not None and doer.operator == "unknown"
    for each in record.counts:
        if each.unit in COUNTED:
            found |= {f"{each.unit}_least": each.low, f"{each.unit}_most": each.high}
    return found


def _is_open(by: Choice | None) -> bool:
    return by is not None and by.operator != "all_of"


def put_beside(form: MovementForm, problems: Iterable[Problem], language: Language) -> None:
    """Say each problem beside the field in which its cause was typed; the rest, above the form."""
    for each in problems:
        keys = str(each.where.field).split(".")
        told = [f"{key}_least" for key in keys if f"{key}_least" in form.fields]
        field = next(iter((*told, *(_FIELDS[key] for key in keys if key in _FIELDS))), None)
        form.add_error(field, render(each, catalogue(language.code).gettext))
