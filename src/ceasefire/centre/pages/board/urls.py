"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.board import _views

urlpatterns = [
    path("", _views.board, name="board"),
    path("live", _views.live, name="live"),
]
