"""The addresses of these pages; each name is a row of access.TABLE."""

from __future__ import annotations

from django.urls import path

from ceasefire.centre.pages.ledger import _cosigning, _leaving, _views

urlpatterns = [
    path("ledger/", _views.ledger, name="ledger"),
    path("ledger/entries/<int:position>/", _views.entry, name="entry"),
    path("ledger/entries/<int:position>/proof", _views.proof, name="proof"),
    path("ledger/export/", _leaving.export, name="export"),
    path("ledger/verifier/", _leaving.verifier, name="verifier"),
    path("ledger/cosign/", _cosigning.cosign, name="cosign"),
]
