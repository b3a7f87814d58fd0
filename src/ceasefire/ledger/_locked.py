"""Secrets at rest: locked with a passphrase, or openly unlocked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes

# Hands out as many random bytes as are asked for; the core has none of its own.
Random = Callable[[int], bytes]

_COST, _BLOCK = 1 << 16, 8  # 64 MiB and a fifth of a second for each guess
_SALT, NONCE = 16, 12


def lock(secret: bytes, passphrase: str, random: Random) -> dict[str, Any]:
    """Return the secret as JSON, under a passphrase, or in the open where the passphrase is empty.

    Source: RFC 7914 (scrypt), RFC 8439 (ChaCha20-Poly1305).
    """
    if not passphrase:
        return {"open": text_from_bytes(secret)}
    salt, nonce = random(_SALT), random(NONCE)
    sealed = ChaCha20Poly1305(_derived(passphrase, salt)).encrypt(nonce, secret, None)
    return {"salt": text_from_bytes(salt), "sealed": text_from_bytes(nonce + sealed)}


def is_locked(locked: Mapping[str, Any]) -> bool:
    """Return whether a passphrase is needed."""
    return "open" not in locked


def unlock(locked: Mapping[str, Any], passphrase: str) -> bytes:
    """Return the secret.

    Raises:
        ValueError: Another passphrase, or not such a JSON.

    Source: RFC 7914, RFC 8439.
    """
    if not is_locked(locked):
        return bytes_from_text(locked.get("open"))
    sealed = bytes_from_text(locked.get("sealed"))
    try:
        key = _derived(passphrase, bytes_from_text(locked.get("salt"), _SALT))
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except InvalidTag:
        raise ValueError("another passphrase") from None


def unlock_text(locked: Any, ask: Callable[[], str]) -> bytes:
    """Return the secret of a parsed key file; the passphrase is asked for only where one is needed.

    Raises:
        ValueError: As `unlock`.

    Source: RFC 7914, RFC 8439.
    """
    if not isinstance(locked, dict):
        raise ValueError("not a key file")  # noqa: TRY004  a fault of the input, like the others
    return unlock(locked, ask() if is_locked(locked) else "")


def _derived(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=1).derive(passphrase.encode())
