"""Accounts: all of them, and one; what an administrator does to another's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.live import now, store
from ceasefire.centre.pages.people._forms import NewForm, RoleForm
from ceasefire.centre.pages.people._words import STATES, WHAT
from ceasefire.centre.people import _administering
from ceasefire.centre.people.models import Journal, Person
from ceasefire.centre.seen.agreements import newest_agreement
from ceasefire.centre.web import page, spoken
from ceasefire.centre.web._templates import ROLE_WORDS
from ceasefire.publish.words import Language, mark, word

_NEWEST = 20
_SAID = {
    "unlock": mark("The account is open again. Password and second factor are as they were."),
    "close": mark("The account is closed, and every session of it has ended."),
}


def people(request: HttpRequest) -> HttpResponse:
    """List the accounts; make one, with a word that opens it once."""
    form = NewForm(*_choices(request), request.POST if request.method == "POST" else None)
    made, one_time = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            made, one_time = _administering.make(_self(request), form.account(form.cleaned_data["name"]))
            form = NewForm(*_choices(request))
        except IntegrityError:  # another administrator was faster
            form.add_error("name", spoken(request).say("There is an account of this name."))
    language = spoken(request)
    rows = [(each, word(language, ROLE_WORDS, each.role), state_of(language, each)) for each in _seen(request)]
    return page(
        request,
        "people/people.html.j2",
        rows=rows,
        form=form,
        made=made,
        word=one_time,
        status=422 if form.errors else 200,
    )


def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show an account, and change, recover, unlock or close it, unless it is one's own."""
    found = _seen(request).filter(pk=number).first()
    if found is None:
        raise Http404
    own = found.pk == _self(request).pk
    form = RoleForm(*_choices(request), person=found, initial=_initial(found))
    one_time = done = ""
    if request.method == "POST":
        if own:
            return _one(request, found, form, own=True, refused=True, status=403)
        action = request.POST.get("do", "")
        if action == "change":
            form = RoleForm(*_choices(request), request.POST, person=found)
            if form.is_valid():
                _administering.change(_self(request), found, form.account(found.username))
                return HttpResponseRedirect(reverse("person", args=[found.pk]))
        elif action == "recover":
            one_time = _administering.recover(_self(request), found)
        elif action in _DONE:
            _DONE[action](_self(request), found)
            done = spoken(request).say(_SAID[action])
    return _one(request, found, form, own=own, word=one_time, done=done, status=422 if form.errors else 200)


_DONE: dict[str, Callable[[Person, Person], None]] = {"unlock": _administering.unlock, "close": _administering.close}


def state_of(language: Language, person: Person) -> tuple[str, str]:
    """Return how an account stands: a code, and in words."""
    state = "open"
    if not person.is_active:
        state = "closed"
    elif person.locked:
        state = "locked"
    elif person.word_until is not None:
        state = "expired" if person.word_until < now() else "waits"
    elif person.must_enrol:
        state = "no-factor"
    return state, word(language, STATES, state)


def _one(request: HttpRequest, found: Person, form: RoleForm, *, status: int = 200, **context: Any) -> HttpResponse:
    language = spoken(request)
    told = Journal.objects.filter(name=found.username) | Journal.objects.filter(about__startswith=found.username)
    if request.viewer.duress:  # type: ignore[attr-defined]
        told = told.exclude(what="duress")
    lines = [(each, word(language, WHAT, each.what)) for each in told[:_NEWEST]]
    given = {"refused": False, "word": "", "done": ""} | context
    return page(
        request,
        "people/person.html.j2",
        status=status,
        found=found,
        form=form,
        role=word(language, ROLE_WORDS, found.role),
        state=state_of(language, found),
        lines=lines,
        **given,
    )


def _seen(request: HttpRequest) -> Any:
    """Return the accounts that are shown: under duress one's own, so that nobody else is named."""
    everybody = Person.objects.order_by("role", "username")
    return everybody.filter(pk=_self(request).pk) if request.viewer.duress else everybody  # type: ignore[attr-defined]


def _choices(request: HttpRequest) -> tuple[Language, list[str], list[tuple[str, str]]]:
    language, agreement = spoken(request), newest_agreement()
    sources = [(each.id, language.name(each.names)) for each in agreement.sources] if agreement else []
    return language, sorted(store().keyring().teams), sources


def _initial(found: Person) -> dict[str, str]:
    return {"role": found.role, "team": found.team, "source": found.source, "pseudonym": found.pseudonym}


def _self(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise Http404
    return request.user
