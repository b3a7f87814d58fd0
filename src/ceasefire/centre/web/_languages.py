"""Which language a page speaks: the address's, the cookie's, the account's, the browser's, else English."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ceasefire.publish.words import LANGUAGES

_YEAR_S = 31_536_000


def language_of(request: HttpRequest) -> str:
    """Return `en`, `ar` or `ru`."""
    for said in (request.GET.get("lang"), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if said in LANGUAGES:
            return said
    own = getattr(getattr(request, "user", None), "lang", "")
    if own in LANGUAGES:
        return str(own)
    wanted = translation.get_language_from_request(request)
    return wanted if wanted in LANGUAGES else "en"


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen and go back to where it was chosen, on this server."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if (said := request.POST.get("lang")) in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            said,
            max_age=_YEAR_S,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
    return response
