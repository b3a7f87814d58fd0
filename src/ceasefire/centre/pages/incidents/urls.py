"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.incidents import _acting, _views, desks

urlpatterns = [
    path("incidents/", _views.incidents, name="incidents"),
    path("incidents/one/", _views.incident, name="incident"),
    path("incidents/protected/", _acting.protected, name="protected"),
    path("incidents/decide/", _acting.decide, name="decide"),
    path("incidents/links/", desks.links, name="links"),
    path("incidents/queue/", desks.queue, name="queue"),
    path("complaints/", desks.docket, name="docket"),
]
