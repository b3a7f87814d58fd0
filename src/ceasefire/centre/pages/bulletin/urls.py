"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.bulletin import _acting, _template, _views

urlpatterns = [
    path("bulletins/", _acting.bulletins, name="bulletins"),
    path("bulletins/template/", _template.template, name="bulletin-template"),
    path("bulletins/<int:number>/", _views.bulletin, name="bulletin"),
    path("bulletins/<int:number>/pdf", _views.pdf, name="bulletin-pdf"),
    path("bulletins/<int:number>/clear", _acting.clear, name="bulletin-clear"),
    path("bulletins/<int:number>/release", _acting.release, name="bulletin-release"),
    path("bulletins/<int:number>/correct/", _acting.correct, name="bulletin-correct"),
]
