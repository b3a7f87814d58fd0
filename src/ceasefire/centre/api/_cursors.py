"""Pages by cursor: a cursor says after which key a page begins, as known at which moment, and is signed.

Keys are ordered, and none ever changes: whatever is appended meanwhile, nothing comes twice and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core import signing

from ceasefire.centre.api._problems import refused

_SALT = "ceasefire.centre.api.cursor"
MOST = 200
USUAL = 50
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: after which key (None: at the beginning), as known at which instant (None: now)."""

    after: Any = None
    known: int | None = None


def start_of(cursor: str, what: Sequence[Any]) -> Start:
    """Return where a cursor begins; an empty one begins at the beginning.

    Args:
        cursor: As it was given out.
        what: Which list it must be of: its name, and the filters.

    Raises:
        Refused: E-API-003, this server never gave it out for that list.
    """
    if not cursor:
        return Start()
    try:
        of, after, known = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise refused("E-API-003") from None
    if of != [*what]:
        raise refused("E-API-003")
    return Start(after, known)


def cut(items: Sequence[Item], key: Callable[[Item], Any], start: Start, limit: int) -> tuple[list[Item], Any]:
    """Return a page of items that are in the order of their keys, and the last key if more follow (else None)."""
    rest = [each for each in items if start.after is None or key(each) > start.after]
    page = rest[:limit]
    return page, key(page[-1]) if len(rest) > limit else None


def cursor_after(what: Sequence[Any], key: Any, known: int | None) -> str | None:
    """Return the cursor of the page after a key, or None where there is none."""
    return None if key is None else signing.dumps([[*what], key, known], salt=_SALT, compress=True)
