"""The form by which a rung of a convoy is filed: status, when, where, whose, how many at least and at most."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from django import forms

from ceasefire.centre.live import View
from ceasefire.centre.web._typed import MomentField
from ceasefire.publish.words import STATUSES, UNITS, Language, NameBook, mark, word
from ceasefire.records import MOVEMENT_STATUS, Movement, Record

COUNTED = (
    "deliveries",
    "trucks",
    "vehicles",
    "parcels",
    "items-removed",
    "people-intended",
    "people-reached",
    "people-besieged",
)
HOWS = {
    "sometime": mark("at some moment between the two"),
    "spread": mark("divided somehow over the time"),
    "throughout": mark("all of the time between the two"),
}
_TEXT = {"en": "English", "ar": "العربية", "ru": "Русский"}
_MOST = 10**12


def new_id() -> str:
    """Return the id of a record to be: made with the form, so that sending it twice enters it once."""
    return f"movement-{os.urandom(6).hex()}"


class MovementForm(forms.Form):
    """What somebody types of one rung. Nothing is guessed: an empty number is one that is not known."""

    ident = forms.RegexField(r"^movement-[0-9a-f]{12}$", widget=forms.HiddenInput, max_length=40)
    amends = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, view: View, names: NameBook, data: Mapping[str, Any] | None, **more: Any) -> None:
        """Make the fields.

        Args:
            view: Its convoys are offered as names to take up; no others.
            names: In the page's language.
            data: What was typed, or None.
            more: `initial`.
        """
        super().__init__(data, **more)
        language = names.language
        say, self.language = language.say, language
        none = ("", say("– choose –"))
        statuses = [none, *((each, word(language, STATUSES, each)) for each in MOVEMENT_STATUS)]
        areas = [
            ("", say("not known, or in none of these")),
            *((each.id, names.area(each.id)) for each in names.agreement.areas),
        ]
        self.convoys = sorted(
            {each.details.convoy for each in view.records if isinstance(each.details, Movement)} - {""}
        )
        self.fields["status"] = _choice(statuses, language, required=True)
        self.fields["convoy"] = forms.CharField(
            required=False,
            max_length=150,
            widget=forms.TextInput(attrs={"list": "convoys", "dir": "auto", "autocomplete": "off"}),
        )
        self.fields["area"] = _choice(areas, language, required=False)
        wrong = say("Write a date and a time, for instance 2016-09-19T14:00.")
        for each in ("since", "until"):
            self.fields[each] = MomentField(language.zone, wrong, required=True)
            self.fields[each].error_messages["required"] = wrong
        self.fields["how"] = _choice([(each, word(language, HOWS, each)) for each in HOWS], language, required=True)
        named = {one for each in view.records if isinstance(each.details, Movement) for one in _named(each)}
        self.fields["whose"] = _bodies(names, named)
        self.fields["doer"] = _bodies(names, {each.id for each in names.agreement.parties})
        self.fields["doer_unknown"] = forms.BooleanField(required=False)
        for unit in COUNTED:
            for end in ("least", "most"):
                self.fields[f"{unit}_{end}"] = _number(language)
        self.fields["words"] = forms.CharField(
            required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        )
        self.fields["words_in"] = forms.ChoiceField(choices=list(_TEXT.items()))
        self.fields["title"] = forms.CharField(required=False, max_length=500)
        self.fields["url"] = forms.CharField(
            required=False, max_length=1_000, widget=forms.URLInput(attrs={"dir": "ltr"})
        )

    def units(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return each unit in words with its two fields."""
        told = word
        return [(told(self.language, UNITS, each), self[f"{each}_least"], self[f"{each}_most"]) for each in COUNTED]

    def clean_url(self) -> str:
        """Return an address of a page, or nothing."""
        url = str(self.cleaned_data.get("url", ""))
        return url if not url or url.startswith(("https://", "http://")) else f"https://{url}"

    def clean(self) -> dict[str, Any]:
        """Check what hangs together: a most below its least, and a delivery of which nobody says how many."""
        typed = super().clean() or self.cleaned_data
        say = self.language.say
        for unit in COUNTED:
            least, most = typed.get(f"{unit}_least"), typed.get(f"{unit}_most")
            if least is not None and most is not None and most < least:
                self.add_error(f"{unit}_most", say("At most cannot be less than at least."))
        if typed.get("status") == "delivered" and typed.get("deliveries_least") is None:
            self.add_error(
                "deliveries_least", say("Of a delivery, write how many deliveries at least: 1, if it was one.")
            )
        return typed


def _choice(choices: list[tuple[str, str]], language: Language, *, required: bool) -> forms.ChoiceField:
    errors = {
        "required": language.say("Choose one."),
        "invalid_choice": language.say("This is not one of the choices."),
    }
    return forms.ChoiceField(choices=choices, required=required, error_messages=errors)


def _number(language: Language) -> forms.IntegerField:
    said = language.say("Write a whole number, 0 or more.")
    return forms.IntegerField(
        required=False,
        min_value=0,
        max_value=_MOST,
        error_messages={"invalid": said, "min_value": said, "max_value": said},
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )


def _named(record: Record) -> tuple[str, ...]:
    return tuple(one for who in (record.who.by, record.who.against) if who for one in who.members)


def _bodies(names: NameBook, first: set[str]) -> forms.MultipleChoiceField:
    """Return a field to mark bodies in; those in `first` stand first."""
    agreement = names.agreement
    groups = (agreement.actors, agreement.parties, agreement.guarantors, agreement.excluded)
    ids = sorted((each.id for group in groups for each in group), key=lambda one: one not in first)
    told = [(each, names.actor(each)) for each in ids]
    return forms.MultipleChoiceField(choices=told, required=False, widget=forms.CheckboxSelectMultiple)
