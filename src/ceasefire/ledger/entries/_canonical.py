"""Canonical JSON, both ways: bytes that are not as they would be written are refused."""

from __future__ import annotations

import json
from typing import Any, NoReturn

MOST_INTEGER = (1 << 53) - 1


def canonical(obj: Any) -> bytes:
    """Return RFC 8785 bytes.

    For objects with ASCII keys, texts, truths, lists and integers below 2**53 the standard library, with sorted keys,
    writes the bytes of RFC 8785 (tests/unit/ledger/test_canonical.py compares the two), five times faster.

    Raises:
        ValueError: A text that is no Unicode.
    """
    return json.dumps(obj, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def object_from_canonical(data: bytes) -> dict[str, Any]:
    """Return the JSON object that the bytes are the canonical form of.

    Raises:
        ValueError: No JSON object; or written otherwise, which also catches a key that stands twice.
    """
    try:
        found = _decoder.decode(data.decode())
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ValueError("not JSON") from None
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  a fault of the input, like the others
    if canonical(found) != data:
        raise ValueError("not canonical JSON")
    return found


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MOST_INTEGER:
        raise ValueError("an integer beyond 2**53 - 1")
    return int(text)


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is no integer")


_decoder = json.JSONDecoder(parse_int=_integer, parse_float=_no_float, parse_constant=_no_float)
