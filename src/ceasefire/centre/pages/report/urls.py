"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.report import _drafting, _importing, _views

urlpatterns = [
    path("report/", _views.report, name="report"),
    path("report/filed/<str:key>/", _views.filed, name="filed"),
    path("report/drafts/", _drafting.drafts, name="draft"),
    path("report/import/", _importing.table, name="import"),
]
