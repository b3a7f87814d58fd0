"""The addresses of exports."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.exports import _views

urlpatterns = [path("exports/<slug:what>.<slug:ending>", _views.export, name="exports")]
