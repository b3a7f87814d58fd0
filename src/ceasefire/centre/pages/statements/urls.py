"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.statements import _views

urlpatterns = [
    path("statements/", _views.statements, name="statements"),
    path("statements/answers/", _views.answers, name="answers"),
]
