"""One's duress word. The page never says whether there is one, and looks the same whichever word opened the session."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.people._signing import DURESS
from ceasefire.centre.people.models import Person
from ceasefire.centre.web import page, spoken


class DuressForm(forms.Form):
    """The password, and the word twice; both empty: no word any more."""

    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    word = forms.CharField(
        strip=False, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        strip=False, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.request = request
        super().__init__(*args)

    def clean_password(self) -> str:
        """Check it as a sign-in would: counted, limited, and heard if it is the duress word."""
        password = str(self.cleaned_data["password"])
        if not get_adapter().reauthenticate(self.request.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse a word that is the password, is easily guessed, or was not typed twice alike."""
        found: dict[str, Any] = super().clean() or {}
        say, word = spoken(self.request).say, found.get("word", "")
        if word != found.get("again", ""):
            self.add_error("again", say("The two are not alike."))
        elif word and word == found.get("password"):
            self.add_error("word", say("It must not be the password."))
        elif word:
            try:
                validate_password(word, self.request.user)  # type: ignore[arg-type]
            except forms.ValidationError as error:
                self.add_error("word", error)
        return found


def duress(request: HttpRequest) -> HttpResponse:
    """Let somebody choose or take off their duress word."""
    form = DuressForm(request, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        person = request.user
        # asked after the password: that may have been the duress word
        if isinstance(person, Person) and not request.session.get(DURESS):
            person.duress = make_password(word) if word else ""
            person.save(update_fields=["duress"])
        messages.success(request, spoken(request).say("It is kept."))
        return HttpResponseRedirect(reverse("duress"))
    return page(request, "people/duress.html.j2", form=form, status=422 if form.errors else 200)
