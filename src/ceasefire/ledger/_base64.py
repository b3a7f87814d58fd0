"""Base64 with one spelling only: two texts that decode to the same bytes would be two ledgers with one signature."""

from __future__ import annotations

import binascii


def text_from_bytes(data: bytes) -> str:
    """Return standard base64 with padding.

    Source: RFC 4648, section 4.
    """
    return binascii.b2a_base64(data, newline=False).decode()


def bytes_from_text(text: object, length: int | None = None) -> bytes:
    r"""Return the bytes of a base64 text, of a given length if one is asked for.

    Raises:
        ValueError: No text, no base64, another spelling of it, or another length.

    Source: RFC 4648, section 3.5: canonical encoding.

    >>> bytes_from_text("AAA=")
    b'\x00\x00'
    >>> bytes_from_text("AAB=")
    Traceback (most recent call last):
    ...
    ValueError: base64 that is not as it would be written
    """
    if not isinstance(text, str):
        raise ValueError("no base64 text")  # noqa: TRY004  a fault of the input, like the others
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise ValueError("not base64") from None
    if text_from_bytes(data) != text:
        raise ValueError("base64 that is not as it would be written")
    if length is not None and len(data) != length:
        raise ValueError(f"{len(data)} bytes where {length} were expected")
    return data
