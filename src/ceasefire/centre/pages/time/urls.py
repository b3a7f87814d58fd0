"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.time import _views

urlpatterns = [
    path("time/", _views.sheets, name="time"),
    path("time/changes/", _views.changes, name="changes"),
]
