"""The site of django.contrib.admin: to read, and only what is registered here."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class Administration(AdminSite):
    """No second door: signing in, out and changing a password lead to the site's own pages.

    Other applications register what they hold, second factors with their secrets among it. None of it is shown.
    """

    site_header = site_title = "Ceasefire"
    site_url = None

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register what belongs to accounts, and nothing else."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        own = [each for each in models if each._meta.app_label == "people"]  # noqa: SLF001  Django's documented way
        if own:
            super().register(own, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Go to the page on which a second factor is asked for."""
        del request, extra_context
        return HttpResponseRedirect(reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Go to the page on which one signs out."""
        del request, extra_context
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Go to the page on which one changes a password."""
        del request, extra_context
        return HttpResponseRedirect(reverse("account_change_password"))
