"""Cosignatures: a witness's signature on a checkpoint, with the time."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.ledger.notes._note import COSIGNER, Signature, VerifierKey

_TIME_BYTES = 8
_LATEST = 253_402_300_799  # 9999-12-31T23:59:59Z: no later instant can be written


def cosign(text: str, name: str, secret: Ed25519PrivateKey, now: int) -> Signature:
    """Return a witness's line on a checkpoint.

    Args:
        text: The checkpoint's text.
        name: The witness.
        secret: Its key.
        now: Instant, seconds UTC.

    Source: C2SP tlog-cosignature, "Signed message".
    """
    key = VerifierKey(name, COSIGNER, secret.public_key().public_bytes_raw())
    return Signature(name, key.id, now.to_bytes(_TIME_BYTES, "big") + secret.sign(_message(text, now)))


def cosigned_at(text: str, signature: Signature, key: VerifierKey) -> int | None:
    """Return the instant at which the key's owner cosigned the text, or None if the signature does not hold.

    Source: C2SP tlog-cosignature, "Format".
    """
    if len(signature.data) != _TIME_BYTES + 64 or not signature.is_by(key):
        return None
    now = int.from_bytes(signature.data[:_TIME_BYTES], "big")
    if now > _LATEST:
        return None
    return now if key.verifies(signature.data[_TIME_BYTES:], _message(text, now)) else None


def _message(text: str, now: int) -> bytes:
    return f"cosignature/v1\ntime {now}\n{text}".encode()
