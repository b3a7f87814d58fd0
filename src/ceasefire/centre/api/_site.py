"""The API as a Django site sees it: django-ninja's operations, what stands around each, and the description."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from ceasefire.centre.access import TABLE
from ceasefire.centre.api import _sending, reading
from ceasefire.centre.api._guard import OPERATIONS, Guard
from ceasefire.centre.api._problems import CONTENT_TYPE, TITLES, problem_response, refused
from ceasefire.centre.api._shapes import ANSWERS, BODIES, components
from ceasefire.centre.web import page
from ceasefire.problems import Place, Refused, problem

VERSION = "1"
PREFIX = "/api/v1"
_SAID = (401, 403, 404, 422, 429, 503)
_SAID_OF_BODIES = (409, 413, 415)
_LANGUAGE = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": "In which language words are given; else as Accept-Language says.",
    "schema": {"type": "string", "enum": ["en", "ar", "ru"]},
}
View = Callable[..., HttpResponseBase]


def _known() -> Mapping[tuple[str, str], frozenset[str]]:
    return known_parameters()


api = NinjaAPI(
    title="Ceasefire",
    version=VERSION,
    description="What the centre shows, as data, under the same release rules; and sending records. See docs/api.md.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=Guard(_known),
)
SENDING = _sending  # adds its operations to the same router: an address that is read and sent to is one address
api.add_router("", reading.router)


@api.exception_handler(Refused)
def _on_refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem_response(request, error.problems)


@api.exception_handler(ValidationError)
def _on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = [
        problem("E-API-008", Place(field=str(each["loc"][-1])), reason=str(each["msg"]).removeprefix("Value error, "))
        for each in error.errors
    ]
    return problem_response(request, told)


@functools.cache
def description() -> dict[str, Any]:
    """Return the OpenAPI document: ninja's, with our schemas, problems, and what each operation needs."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    found.setdefault("components", {})["schemas"] = components()
    names = _names()
    for address, item in found["paths"].items():
        for method, operation in item.items():
            key = (names[address], method.upper())
            _describe(operation, key)
    return found


def _describe(operation: dict[str, Any], key: tuple[str, str]) -> None:
    needs = OPERATIONS[key]
    status, answer = ANSWERS[key]
    operation["operationId"] = f"{key[1].lower()}-{key[0].removeprefix('api-')}"
    operation.setdefault("parameters", []).append(_LANGUAGE)
    said = " / ".join(needs.scopes)
    rows = ", ".join(f"{each} ({TABLE[each].what})" for each in needs.rows)
    operation["description"] = f"{operation.get('description', '')}\n\nScope: {said}. Roles: as for {rows}."
    responses = {str(status): {"description": "OK", "content": {"application/json": {"schema": answer}}}}
    schema = {"$ref": "#/components/schemas/Problem"}
    for each in (*_SAID, *(_SAID_OF_BODIES if key in BODIES else ())):
        responses[str(each)] = {"description": TITLES[each], "content": {CONTENT_TYPE: {"schema": schema}}}
    operation["responses"] = responses
    if key in BODIES:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": BODIES[key]}}}


def _names() -> dict[str, str]:
    """Return the name of each address in the document."""
    found = {}
    for each in _patterns():
        route = str(each.pattern).replace("<int:", "{").replace("<", "{").replace(">", "}")
        found[f"{PREFIX}/{route}"] = str(each.name)
    return found


@functools.cache
def known_parameters() -> dict[tuple[str, str], frozenset[str]]:
    """Return the names that each operation's address may carry."""
    names = _names()
    return {
        (names[address], method.upper()): frozenset(
            each["name"] for each in operation["parameters"] if each["in"] == "query"
        )
        for address, item in description()["paths"].items()
        for method, operation in item.items()
    }


def answered(view: View) -> View:
    """Stand around an operation: HEAD as GET, OPTIONS, what is not known in an address, and errors as problems.

    Django's check of forms is left out: whoever acts here does so by a token, never by a cookie.
    """

    @functools.wraps(view)
    def around(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = str(request.resolver_match.url_name if request.resolver_match else "")
        allowed = _methods(name)
        head = request.method == "HEAD" and "GET" in allowed
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
        elif head or request.method in allowed:
            if head:
                request.method = "GET"
            try:
                response = view(request, *args, **kwargs)
            except Refused as error:
                response = problem_response(request, error.problems)
        else:
            expected = ", ".join(allowed)
            fault = problem("E-API-004", seen=request.method, expected=expected)
            response = problem_response(request, [fault])
        if request.method == "OPTIONS" or response.status_code == 405:
            response["Allow"] = ", ".join(allowed)
        if head:
            length = len(getattr(response, "content", b""))
            response = _without_body(response, length)
        return response

    around.csrf_exempt = True  # type: ignore[attr-defined]
    return around


def _methods(name: str) -> tuple[str, ...]:
    own = tuple(method for (of, method) in OPERATIONS if of == name) or ("GET",)
    return (*own, *(("HEAD",) if "GET" in own else ()), "OPTIONS")


def _without_body(response: HttpResponseBase, length: int) -> HttpResponse:
    bare = HttpResponse(status=response.status_code)
    for key, value in response.items():
        bare[key] = value
    bare["Content-Length"] = str(length)
    return bare


def openapi(request: HttpRequest) -> HttpResponseBase:
    """Return the description of the API."""
    del request
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


def index(request: HttpRequest) -> HttpResponse:
    """Show the operations as a page of our own: nothing is loaded from elsewhere."""
    rows = [
        (method.upper(), address, operation["summary"], operation["description"].partition("\n\n")[2])
        for address, item in description()["paths"].items()
        for method, operation in item.items()
    ]
    return page(request, "api/api.html.j2", rows=rows)


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Say that there is no such address."""
    del rest
    return problem_response(request, refused("E-API-003").problems)


def _patterns() -> list[URLPattern]:
    """Return ninja's addresses that the guard's table knows, each once: one address may take two methods."""
    found: dict[str, URLPattern] = {}
    for each in api.urls[0]:
        if isinstance(each, URLPattern) and any(name == each.name for name, _ in OPERATIONS):
            found.setdefault(str(each.pattern), each)
    return list(found.values())


def addresses() -> list[URLPattern]:
    """Return every address of the API; the last catches what is none."""
    return [
        path("", index, name="api-index"),
        path("openapi.json", answered(openapi), name="api-openapi"),
        *(path(str(each.pattern), answered(each.callback), name=each.name) for each in _patterns()),
        re_path(r"^(?P<rest>.*)$", answered(nothing), name="api-nothing"),
    ]
