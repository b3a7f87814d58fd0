"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.aid import _views

urlpatterns = [
    path("aid/", _views.aid, name="aid"),
    path("aid/movement/", _views.movement, name="movement"),
]
