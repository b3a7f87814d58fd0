"""Attachments: a file kept as it was handed in for its own team, and without metadata for those it is released to."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger._locked import NONCE, Random

LIMIT_BYTES = 20 << 20
LIMIT_PIXELS = 100_000_000
_DOMAIN = b"ceasefire.attachment/v1\n"
_JPEG, _PNG, _TEXT = "image/jpeg", "image/png", "text/plain"
MEDIA_TYPES = (_JPEG, _PNG, _TEXT)
_MAGIC = {b"\xff\xd8\xff": _JPEG, b"\x89PNG\r\n\x1a\n": _PNG}


def media_type_of(data: bytes) -> str:
    """Return the media type that the bytes show, whatever the file is called.

    Raises:
        ValueError: Too long, or none of MEDIA_TYPES.

    Source: docs/ledger-format.md, "An exported folder".
    """
    if len(data) > LIMIT_BYTES:
        raise ValueError(f"{len(data)} bytes, more than {LIMIT_BYTES}")
    for magic, media_type in _MAGIC.items():
        if data.startswith(magic):
            return media_type
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\x00"
    if not data or any(ord(char) < 0x20 and char not in "\t\r\n" for char in text):
        raise ValueError("neither JPEG, PNG nor plain text")
    return _TEXT


def stripped(data: bytes, media_type: str) -> bytes:
    """Return the file without metadata (camera, place, author, thumbnail, comments); a picture is drawn anew.

    Raises:
        ValueError: A picture that cannot be read, or of more than 100 million pixels.

    Source: Berkeley Protocol HR/PUB/20/2: the original is kept, with its hash, and what is released is a copy.
    """
    if media_type == _TEXT:
        return data
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  an extra, needed only here

    name = "JPEG" if media_type == _JPEG else "PNG"
    try:
        with Image.open(io.BytesIO(data), formats=[name]) as image:
            if image.width * image.height > LIMIT_PIXELS:
                raise ValueError(f"a picture of {image.width} by {image.height} pixels")
            drawn = ImageOps.exif_transpose(image)
            bare = Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
            if drawn.mode == "P":
                bare.putpalette(drawn.getpalette() or [])
            out = io.BytesIO()
            bare.save(out, name, **({"quality": 95} if name == "JPEG" else {}))
    except (OSError, UnidentifiedImageError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"a picture that cannot be read ({type(error).__name__})") from None
    return out.getvalue()


def attach(
    data: bytes, name: str, original: bytes, media_type: str, random: Random
) -> tuple[dict[str, Any], str, bytes]:
    """Return the payload of the part that names an attachment, and its sealed bytes with their SHA-256 (hex).

    Args:
        data: The bytes to keep: the original, or the stripped copy.
        name: The file's name.
        original: As it was handed in; its hash is kept with every copy.
        media_type: One of MEDIA_TYPES.
        random: Gives random bytes.

    Source: docs/ledger-format.md, "An exported folder".
    """
    key, nonce = random(32), random(NONCE)
    sealed = nonce + ChaCha20Poly1305(key).encrypt(nonce, data, _DOMAIN)
    digest = hashlib.sha256(sealed).hexdigest()
    payload = {
        "attachment": digest,
        "key": text_from_bytes(key),
        "media_type": media_type,
        "bytes": len(data),
        "sha256": hashlib.sha256(original).hexdigest(),
        "name": name,
    }
    return payload, digest, sealed


def open_attachment(payload: dict[str, Any], sealed: bytes) -> bytes:
    """Return the file that a part names.

    Raises:
        ValueError: The sealed bytes are others.

    Source: docs/ledger-format.md, "An exported folder".
    """
    if hashlib.sha256(sealed).hexdigest() != payload.get(
        "attachment"
    ):  # whoever reads it has its key, and could forge it
        raise ValueError("not the attachment that the part names")
    try:
        key = bytes_from_text(payload.get("key"), 32)
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], _DOMAIN)
    except InvalidTag:
        raise ValueError("not the attachment that the part names") from None
