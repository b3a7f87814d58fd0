"""x."""

from django.http import HttpRequest, HttpResponse


def table(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
