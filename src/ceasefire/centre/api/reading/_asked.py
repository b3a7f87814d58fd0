"""What every operation is asked: as known at which moment, which page of a list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from ninja import Router
from pydantic import BeforeValidator, Field, WithJsonSchema

from ceasefire.centre.api._cursors import MOST, USUAL, cursor_after, cut, start_of
from ceasefire.centre.live import Moment, View, now, shown, view_for
from ceasefire.centre.web import spoken
from ceasefire.publish.incidents import KnownAt
from ceasefire.publish.words import NameBook, names_of
from ceasefire.times import text_from_instant

router = Router()
Item = TypeVar("Item")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST, _LAST = 1, 7_258_118_399  # moments before or after lie at these: nothing was known, or everything


def _instant(text: Any) -> int:
    if not isinstance(text, str) or not _RFC3339.fullmatch(text):
        raise ValueError("an instant with its offset, for instance 2016-09-19T21:00:00Z")
    told = text.upper()
    fraction = re.compile(r"(\.\d{1,6})\d*").sub(r"\1", told)
    value = dt.datetime.fromisoformat(fraction)
    try:
        seconds = (value - _EPOCH) // dt.timedelta(seconds=1)
    except OverflowError:
        seconds = _FIRST if value.year < 1970 else _LAST
    return min(max(seconds, _FIRST), _LAST)


Known = Annotated[
    int | None,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
    Field(description="As known at this instant; absent: now."),
]
Cursor = Annotated[str, Field(max_length=2_000, description="As `next` gave it out; absent: from the beginning.")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many at most.")]
LIMIT = USUAL


def view_at(request: HttpRequest, known: int | None) -> View:
    """Return what whoever asks may see, as known at an instant, or now.

    Raises:
        Refused: The database is gone, or holds no ledger.
    """
    # nothing is known of the future, and to count its days would keep the centre busy
    moment = None if known is None or known >= now() else Moment(known, known, chosen=True)
    return view_for(request.viewer, shown(moment))  # type: ignore[attr-defined]


def names_for(request: HttpRequest, view: View) -> NameBook:
    """Return names in the reader's language."""
    return names_of(view.shown.agreement, spoken(request).code)


def moment_of(view: View) -> KnownAt:
    """Return the moment, as pages of incidents print it."""
    return KnownAt(view.shown.asked.as_of, view.shown.asked.knowledge)


def headed(view: View, **content: Any) -> dict[str, Any]:
    """Return an answer under what it is an answer from: moment, clock, entries, digest, and what is held back."""
    cited = view.answer.cited
    return {
        "as_of": text_from_instant(view.shown.asked.as_of),
        "knowledge": view.shown.asked.knowledge,
        "checkpoint": {"origin": cited.origin, "size": cited.size, "root": cited.root} if cited else None,
        "digest": view.answer.digest,
        "held_back": view.held_back,
        **content,
    }


def listed(
    request: HttpRequest,
    what: Sequence[Any],
    asked: tuple[str, int, int | None],
    *,
    found: Callable[[View], Sequence[Item]],
    key: Callable[[Item], Any],
    told: Callable[[View, Item], Any],
) -> dict[str, Any]:
    """Return a page of a list.

    Args:
        request: Of whom.
        what: The list's name and its filters: a cursor of another is not taken.
        asked: Cursor, limit, `known`.
        found: All items of a view.
        key: An item's key in the list's order, as JSON holds it.
        told: An item as JSON.

    Raises:
        Refused: E-API-003, the cursor is none of this list.
    """
    cursor, limit, known = asked
    start = start_of(cursor, what)
    known = known if start.known is None else start.known
    view = view_at(request, known)
    items, last = cut(sorted(found(view), key=key), key, start, limit)
    return headed(view, items=[told(view, each) for each in items], next=cursor_after(what, last, known))
