"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.people import _known, _own, _record, _tokens, _views

urlpatterns = [
    path("people/", _views.people, name="people"),
    path("people/<int:number>/", _views.person, name="person"),
    path("people/keys/", _known.keys_known, name="keys"),
    path("people/journal/", _record.journal, name="journal"),
    path("people/alerts/", _record.alerts, name="alerts"),
    path("agreement/", _known.agreement, name="agreement"),
    path("roles/", _known.audiences, name="audiences"),
    path("duress/", _own.duress, name="duress"),
    path("tokens/", _tokens.tokens, name="tokens"),
]
