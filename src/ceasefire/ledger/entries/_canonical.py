"""Canonical JSON, both ways: bytes that are not as they would be written are refused."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import rfc8785

MOST_INTEGER = (1 << 53) - 1
_BEYOND_UTF_16 = re.compile("[\U00010000-\U0010ffff]")


def canonical(obj: Any) -> bytes:
    """Return RFC 8785 bytes.

    For objects, texts, truths, lists and integers below 2**53 the standard library, with sorted keys, writes the bytes
    of RFC 8785 (tests/unit/ledger/entries/test_canonical.py compares the two), five times faster; save that RFC 8785
    sorts keys by UTF-16, which differs where a letter takes two units of it.

    Raises:
        ValueError: A text that is no Unicode.

    Source: RFC 8785.
    """
    text = _encoder.encode(obj)
    if not text.isascii() and _BEYOND_UTF_16.search(text):
        return rfc8785.dumps(obj)
    return text.encode()


def object_from_canonical(data: bytes) -> dict[str, Any]:
    """Return the JSON object that the bytes are the canonical form of.

    Raises:
        ValueError: No JSON object; a null in it; or written otherwise, which also catches a key that stands twice.

    Source: RFC 8785.
    """
    try:
        found, _ = _decoder.raw_decode(data.decode())  # what stands after it is missed below
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ValueError("not JSON") from None
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  a fault of the input, like the others
    try:
        written = canonical(found)
    except (UnicodeEncodeError, RecursionError):
        raise ValueError("not Unicode, or nested too deeply") from None
    if written != data:
        raise ValueError("not canonical JSON")
    if b"null" in data and _holds_null(found):
        raise ValueError("a null")
    return found


def _holds_null(obj: Any) -> bool:
    left = [obj]
    while left:
        each = left.pop()
        if each is None:
            return True
        if isinstance(each, dict | list):
            left.extend(each.values() if isinstance(each, dict) else each)
    return False


def _integer(text: str) -> int:
    if len(text) > 17 or abs(number := int(text)) > MOST_INTEGER:
        raise ValueError("an integer beyond 2**53 - 1")
    return number


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is no integer")


_encoder = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
_decoder = json.JSONDecoder(parse_int=_integer, parse_float=_no_float, parse_constant=_no_float)
