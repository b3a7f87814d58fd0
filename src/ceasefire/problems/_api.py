"""The part of the catalogue that speaks of requests by programs (docs/api.md); `http` is the answer's status."""

from __future__ import annotations

from ceasefire.problems._entry import Entry

API: dict[str, Entry] = {
    "E-API-001": Entry(
        "the request carries no token that holds.",
        "Expected the header Authorization: Bearer, with a token that has neither expired nor been taken back.",
        "Make one on the page “Tokens”.",
        http=401,
    ),
    "E-API-002": Entry(
        "this is not open to {seen}.",
        "Expected {expected}.",
        "Who may see and do what is one table: the page “Roles and release rules”.",
        http=403,
    ),
    "E-API-003": Entry(
        "there is no such thing, or it is not released to you.",
        "Expected an address, an id or a cursor that this server gave out.",
        "Begin again from the list.",
        http=404,
    ),
    "E-API-004": Entry(
        "the method {seen} is not known here.", "Expected {expected}.", "See /api/v1/openapi.json.", http=405
    ),
    "E-API-005": Entry(
        'the key "{seen}" has come before, with other content, or is being worked on.',
        "Expected one key for one request.",
        "Take a new key for new content; to repeat a request, send the very same bytes.",
        http=409,
    ),
    "E-API-006": Entry(
        "the body has too many bytes.", "Expected at most {limit}.", "Send it in several requests.", http=413
    ),
    "E-API-007": Entry("the body is {seen}.", "Expected application/json.", "Name the type in Content-Type.", http=415),
    "E-API-008": Entry(
        "the value does not fit: {reason}.", "Expected what /api/v1/openapi.json describes.", "Correct it."
    ),
    "E-API-009": Entry(
        "too many requests without a token that holds.",
        "Expected at most {limit} a minute from one address.",
        "Wait a minute, then try again.",
        http=429,
    ),
}
