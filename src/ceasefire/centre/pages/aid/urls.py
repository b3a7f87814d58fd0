"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
