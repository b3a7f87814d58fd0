"""Which operation needs which row of access.TABLE and which scope: one table, asked before every operation.

A token can do what its owner's role may do, and of that what its scopes name. A session of the same site may read. What
is filed is looked at record by record: each kind has its rows and its scope.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from ceasefire.centre.access import NOBODY, TABLE, Viewer, may
from ceasefire.centre.api._problems import refused
from ceasefire.centre.filing._kinds import may_file
from ceasefire.centre.filing._scopes import FILING, Operation, may_use
from ceasefire.centre.live import store
from ceasefire.centre.people._failing import address_of
from ceasefire.centre.people._sessions import is_over
from ceasefire.centre.people._tokens import Bearer, bearer_of
from ceasefire.problems import Place, Problem, Refused, problem
from ceasefire.publish.words import LANGUAGES

FAILURES_A_MINUTE = 30


_READ = {
    "api-self": "audiences",
    "api-board": "board",
    "api-time": "time",
    "api-changes": "changes",
    "api-map": "map",
    "api-incidents": "incidents",
    "api-incidents-geojson": "incidents",
    "api-incident": "incident",
    "api-links": "links",
    "api-queue": "queue",
    "api-complaints": "docket",
    "api-statements": "statements",
    "api-answers": "answers",
    "api-aid": "aid",
    "api-records": "exports",
    "api-ledger": "ledger",
    "api-entries": "ledger",
    "api-entry": "entry",
    "api-proof": "proof",
    "api-cosignatures": "ledger",
    "api-bulletins": "bulletins",
    "api-bulletin": "bulletin",
    "api-agreement": "agreement",
}
# (name of the address, method) -> what it needs.
OPERATIONS: Mapping[tuple[str, str], Operation] = {
    **{(name, "GET"): Operation((row,)) for name, row in _READ.items()},
    ("api-records", "POST"): Operation(
        ("report", "statements", "movement", "links", "decide"), ("report", "decide"), acts=True
    ),
    ("api-cosignatures", "POST"): Operation(("cosign",), ("decide",), acts=True),
}
# What is nobody's secret: the description of the API, and that an address is none.
OPEN = frozenset({"api-openapi", "api-index", "api-nothing"})
if not all(set(each.rows) <= set(TABLE) for each in OPERATIONS.values()):
    raise AssertionError("a row that is not in the table")


class Guard(HttpBearer):
    """Stands before every operation; `request.viewer` is whoever asks, `request.bearer` the token, if it is one."""

    def __init__(self, known: Callable[[], Mapping[tuple[str, str], frozenset[str]]]) -> None:
        """Take what tells which names the address of each operation may carry."""
        super().__init__()
        self.known = known

    def __call__(self, request: HttpRequest) -> Any:
        """Let a request through.

        Raises:
            Refused: E-API-001, nobody known asks; -002, the role or the token's scope does not allow it; -009, too
                many asked in vain from there; E-SYNTAX-002, the address carries a name that is unknown here.
        """
        key = (str(request.resolver_match.url_name if request.resolver_match else ""), str(request.method))
        operation = OPERATIONS[key]
        if "Authorization" in request.headers:
            bearer = _bearer(request)
            viewer, scopes = bearer.viewer, bearer.scopes
            request.user, request.bearer = bearer.person, bearer  # type: ignore[attr-defined]
        else:
            viewer, scopes = _session(request), frozenset({"read"})
        request.viewer, request.scopes = viewer, scopes  # type: ignore[attr-defined]
        if not may_use(viewer, operation):
            raise refused("E-API-002", seen=viewer.role, expected="a role that may use it")
        if viewer.duress and not any(may("observer", row, act=False) for row in operation.rows):
            raise Refused([problem("E-LEDGER-032", Place(store().name), reason="database is locked")])
        if not scopes & set(operation.scopes):
            expected = " / ".join(operation.scopes)
            raise refused("E-API-002", seen=" ".join(sorted(scopes)), expected=f"a token with the scope {expected}")
        if unknown := sorted(set(request.GET) - self.known()[key]):
            expected = ", ".join(sorted(self.known()[key]))
            raise Refused(
                [problem("E-SYNTAX-002", Place(field=each), seen=each, expected=expected) for each in unknown]
            )
        if request.GET.get("lang", "en") not in LANGUAGES:
            raise Refused([problem("E-API-008", Place(field="lang"), reason=" / ".join(LANGUAGES))])
        return True

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return for whom a token speaks."""
        del request
        return bearer_of(token)


def must_be_allowed(viewer: Viewer, scopes: frozenset[str], kinds: Sequence[str]) -> None:
    """Refuse kinds of record that the role or the token's scope does not allow.

    Raises:
        Refused: E-API-002, at the number of each record.
    """
    faults: list[Problem] = []
    for at, kind in enumerate(kinds, start=1):
        needed = FILING.get(kind)
        if needed is None:  # what is no kind is said when it is read
            continue
        expected = " / ".join(needed.scopes)
        if not may_use(viewer, needed) or not may_file(viewer, kind):
            faults.append(problem("E-API-002", Place(field=f"{at}.kind"), seen=viewer.role, expected="another role"))
        elif not scopes & set(needed.scopes):
            seen = " ".join(sorted(scopes))
            faults.append(problem("E-API-002", Place(field=f"{at}.kind"), seen=seen, expected=f"the scope {expected}"))
    if faults:
        raise Refused(faults)


def _bearer(request: HttpRequest) -> Bearer:
    """Return the token's owner; from where too many tokens came that do not hold, none is looked at for a minute.

    Raises:
        Refused: E-API-001 or -009.
    """
    counter = f"api-failures:{address_of(request)}:{int(time.time()) // 60}"
    if int(cache.get(counter, 0)) >= FAILURES_A_MINUTE:
        raise refused("E-API-009", limit=FAILURES_A_MINUTE)
    kind, _, text = request.headers["Authorization"].partition(" ")
    found = bearer_of(text.strip()) if kind.lower() == "bearer" else None
    if found is None:
        cache.add(counter, 0, 120)
        cache.incr(counter)
        raise refused("E-API-001")
    return found


def _session(request: HttpRequest) -> Viewer:
    """Return whoever has signed in to the site itself, to read; never from another site's page.

    Raises:
        Refused: E-API-001.
    """
    viewer: Viewer = getattr(request, "viewer", NOBODY)
    foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    enrolling = viewer.person is not None and request.user.must_enrol and not settings.CENTRE_DEMO  # type: ignore[union-attr]
    if viewer.person is None or request.method != "GET" or foreign or enrolling or is_over(request):
        raise refused("E-API-001")
    return viewer
