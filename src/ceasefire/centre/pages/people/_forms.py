"""The forms of administration. A form names every field that it takes: nothing else that is sent is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from ceasefire.centre.access import ROLES
from ceasefire.centre.people._accounts import Account
from ceasefire.centre.people.models import Person
from ceasefire.centre.web._templates import ROLE_WORDS
from ceasefire.publish.words import Language, mark, word

_TAKEN = mark("There is an account of this name.")
_PSEUDONYM = mark("Another account signs with it.")


class RoleForm(forms.Form):
    """A role, and for whom it speaks."""

    role = forms.ChoiceField()
    team = forms.ChoiceField(required=False)
    source = forms.ChoiceField(required=False)
    pseudonym = forms.RegexField(r"^[\w.-]{1,40}$", required=False, max_length=40)

    def __init__(
        self, language: Language, teams: Sequence[str], sources: Sequence[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        self.language = language
        self.person: Person | None = kwargs.pop("person", None)
        super().__init__(*args, **kwargs)
        none = ("", language.say("none"))
        roles = [(each, word(language, ROLE_WORDS, each)) for each in ROLES if each != "anybody"]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["team"].choices = [none, *((each, each) for each in teams)]  # type: ignore[attr-defined]
        self.fields["source"].choices = [none, *sources]  # type: ignore[attr-defined]

    def clean_pseudonym(self) -> str:
        """Refuse one with which another account signs: two verifiers must be two people."""
        pseudonym = str(self.cleaned_data["pseudonym"])
        others = Person.objects.filter(pseudonym__iexact=pseudonym)
        if pseudonym and (others.exclude(pk=self.person.pk) if self.person else others).exists():
            raise forms.ValidationError(self.language.say(_PSEUDONYM))
        return pseudonym

    def account(self, name: str) -> Account:
        """Return what was chosen, under a name."""
        found = self.cleaned_data
        return Account(name, found["role"], found["team"], found["source"], found["pseudonym"])


class NewForm(RoleForm):
    """A new account."""

    name = forms.CharField(max_length=60, validators=[UnicodeUsernameValidator()])

    def clean_name(self) -> str:
        """Refuse a name that there is, however it is written."""
        name = str(self.cleaned_data["name"])
        if Person.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(self.language.say(_TAKEN))
        return name
