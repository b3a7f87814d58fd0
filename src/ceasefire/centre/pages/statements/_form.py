"""The form by which a side says something: a statement, a determination, or a reply to what was asked of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from django import forms

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import View
from ceasefire.centre.web._typed import MomentField
from ceasefire.incidents.dossier import answers_awaited
from ceasefire.publish._evidence import latest, record_label
from ceasefire.publish.incidents._codes import AWAITED
from ceasefire.publish.incidents._codes import QUESTIONS as ASKED
from ceasefire.publish.incidents._dossier import title_of
from ceasefire.publish.words import ANSWERS, STANCES, VIEWS, Language, NameBook, word
from ceasefire.records import QUESTIONS

KINDS = ("statement", "determination", "answer")
# Views of an incident's questions; those of a term are VIEWS.
INCIDENT_VIEWS = ("yes", "no", "unverifiable", "named", "not-identifiable", "outside")
_DETERMINES = frozenset({"head-of-mission", "co-chair"})
_TEXT = {"en": "English", "ar": "العربية", "ru": "Русский"}


def may_enter(viewer: Viewer, kind: str) -> bool:
    """Return whether a role enters that kind: a determination is for the head of mission and the co-chairs."""
    return kind in KINDS and (kind != "determination" or viewer.role in _DETERMINES)


def new_id(kind: str) -> str:
    """Return the id of a record to be: made with the form, so that sending it twice enters it once."""
    return f"{kind}-{os.urandom(6).hex()}"


class SayingForm(forms.Form):
    """What somebody types; which fields there are depends on the kind. `contents` says which record it makes.

    Attributes:
        kind: statement, determination or answer.
    """

    ident = forms.RegexField(r"^[a-z]+-[0-9a-f]{12}$", widget=forms.HiddenInput, max_length=40)
    amends = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, kind: str, view: View, names: NameBook, data: Mapping[str, Any] | None, **more: Any) -> None:
        """Make the fields of a kind.

        Args:
            kind: statement, determination or answer.
            view: What may be spoken of: incidents and records that the viewer sees, and no others.
            names: In the page's language.
            data: What was typed, or None.
            more: `initial`.
        """
        super().__init__(data, **more)
        self.kind, language = kind, names.language
        say = language.say
        made = {
            "statement": _statement_fields,
            "determination": _determination_fields,
            "answer": _answer_fields,
        }[kind](view, names, self.initial)
        self.fields.update(made)
        self.fields["words"] = forms.CharField(
            required=kind != "determination",
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            error_messages={"required": say("Write what is said.")},
        )
        self.fields["words_in"] = forms.ChoiceField(choices=list(_TEXT.items()))
        self.fields["title"] = forms.CharField(required=False, max_length=500)
        self.fields["url"] = forms.CharField(
            required=False, max_length=1_000, widget=forms.URLInput(attrs={"dir": "ltr"})
        )
        if self["amends"].value():
            self.fields["takes_back"] = forms.BooleanField(required=False)

    def clean_url(self) -> str:
        """Return an address of a page, or nothing."""
        url = str(self.cleaned_data.get("url", ""))
        return url if not url or url.startswith(("https://", "http://")) else f"https://{url}"


def _choice(choices: list[Any], language: Language, *, required: bool, **more: Any) -> forms.ChoiceField:
    errors = {
        "required": language.say("Choose one."),
        "invalid_choice": language.say("This is not one of the choices."),
    }
    return forms.ChoiceField(choices=choices, required=required, error_messages=errors, **more)


def _moment(language: Language, *, required: bool = False) -> MomentField:
    field = MomentField(
        language.zone, language.say("Write a date and a time, for instance 2016-09-19T14:00."), required=required
    )
    field.error_messages["required"] = language.say("Write a date and a time, for instance 2016-09-19T14:00.")
    return field


def _none(language: Language) -> tuple[str, str]:
    return ("", language.say("– choose –"))


def _subjects(view: View, names: NameBook, *, instruments: bool, record: str) -> list[Any]:
    """Return what may be spoken of, in groups: terms, instruments, incidents, and the one record that was named."""
    say, agreement = names.language.say, names.agreement
    records = latest(view.records)
    groups: list[Any] = [_none(names.language)]
    if record in records:
        groups.append((say("Record"), [(f"record:{record}", record_label(names, records, record))]))
    groups.append((say("Terms"), [(f"term:{each.id}", names.term(each.id)) for each in agreement.terms]))
    if instruments:
        told = [(f"instrument:{each.id}", names.instrument(each.id)) for each in agreement.instruments]
        groups.append((say("Instruments"), told))
    found = [(f"incident:{each.id}", title_of(names, each)) for each in view.desk.incidents]
    return [*groups, (say("Incidents"), found)] if found else groups


def _questions(language: Language, *, whole: str) -> forms.ChoiceField:
    told = [("", whole), *((each, word(language, ASKED, each)) for each in QUESTIONS)]
    return _choice(told, language, required=False)


def _bodies(names: NameBook) -> list[tuple[str, str]]:
    agreement = names.agreement
    ids = [*(each.id for each in agreement.guarantors), *(each.id for each in agreement.parties)]
    return [(each, names.actor(each)) for each in ids]


def _statement_fields(view: View, names: NameBook, initial: Mapping[str, Any]) -> dict[str, forms.Field]:
    language = names.language
    stances = [_none(language), *((code, word(language, STANCES, code)) for code in STANCES)]
    return {
        "stance": _choice(stances, language, required=True),
        "subject": _choice(
            _subjects(view, names, instruments=True, record=str(initial.get("record", ""))), language, required=True
        ),
        "question": _questions(language, whole=language.say("on the incident as a whole")),
        "addressee": forms.MultipleChoiceField(
            choices=_bodies(names), required=False, widget=forms.CheckboxSelectMultiple
        ),
        "said": _moment(language),
    }


def _determination_fields(view: View, names: NameBook, initial: Mapping[str, Any]) -> dict[str, forms.Field]:
    del initial
    language, say = names.language, names.language.say
    excluded = [(each.id, names.actor(each.id)) for each in names.agreement.excluded]
    views: list[Any] = [
        _none(language),
        (say("Of a term"), [(code, word(language, VIEWS, code)) for code in VIEWS]),
        (say("Of an incident"), [(code, word(language, ANSWERS, code)) for code in INCIDENT_VIEWS]),
    ]
    return {
        "subject": _choice(_subjects(view, names, instruments=False, record=""), language, required=True),
        "question": _questions(language, whole=say("– only for an incident –")),
        "view": _choice(views, language, required=True),
        "named": forms.MultipleChoiceField(
            choices=[*_bodies(names), *excluded],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
        "since": _moment(language, required=True),
        "until": _moment(language, required=True),
    }


def _answer_fields(view: View, names: NameBook, initial: Mapping[str, Any]) -> dict[str, forms.Field]:
    language, say = names.language, names.language.say
    records, awaited = latest(view.records), answers_awaited(view.desk.situation, view.desk.incidents)
    told = {
        each.key: say(
            "{what}: {record}", what=word(language, AWAITED, each.what), record=record_label(names, records, each.key)
        )
        for each in awaited
        if each.what != "position"
    }
    if (asked := str(initial.get("complaint", ""))) in records:
        told.setdefault(asked, record_label(names, records, asked))
    return {
        "complaint": _choice([_none(language), *told.items()], language, required=True),
        "given_by": _choice([_none(language), *_bodies(names)], language, required=True),
        "said": _moment(language),
    }
