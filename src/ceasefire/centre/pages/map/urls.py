"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.map import _views

urlpatterns = [path("map/", _views.map_page, name="map")]
