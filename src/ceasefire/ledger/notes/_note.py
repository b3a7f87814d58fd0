"""Signed notes and the keys that verify them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes

LOG, COSIGNER = 0x01, 0x04
MOST_SIGNATURES = 64
_DASH = "\u2014"
_KEY_BYTES, _ID_BYTES, _SIGNATURE_BYTES = 32, 4, 64


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name and what it signs: LOG (a note's text) or COSIGNER (with a time).

    Source: C2SP signed-note, "Verifier keys"; tlog-cosignature, "Format".
    """

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the key id, 4 bytes."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """Return the text by which people hand a key to each other."""
        return f"{self.name}+{self.id.hex()}+{text_from_bytes(bytes([self.kind]) + self.public)}"

    @staticmethod
    def from_text(text: str) -> VerifierKey:
        """Return the key of a text.

        Raises:
            ValueError: Not such a text, or its id is not that of its key.
        """
        parts = text.split("+", 2)
        if len(parts) != 3 or not is_key_name(parts[0]):
            raise ValueError("not <name>+<id>+<key>")
        data = bytes_from_text(parts[2])
        if len(data) != 1 + _KEY_BYTES or data[0] not in (LOG, COSIGNER):
            raise ValueError("not an Ed25519 key")
        key = VerifierKey(parts[0], data[0], data[1:])
        if key.id.hex() != parts[1]:
            raise ValueError("the key id is not that of the key")
        return key

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Return whether the Ed25519 signature over the message holds under this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name and id, and what it signed with."""

    name: str
    key_id: bytes
    data: bytes

    def __str__(self) -> str:
        """Return the line, without its newline."""
        return f"{_DASH} {self.name} {text_from_bytes(self.key_id + self.data)}"

    def is_by(self, key: VerifierKey) -> bool:
        """Return whether the line names this key."""
        return (self.name, self.key_id) == (key.name, key.id)


@dataclass(frozen=True, slots=True)
class Note:
    """Text, ending in a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Return the note as it is written."""
        return self.text + "\n" + "".join(f"{each}\n" for each in self.signatures)

    def is_signed_by(self, key: VerifierKey) -> bool:
        """Return whether there is a signature by this LOG key, and every one of them holds."""
        own = [each for each in self.signatures if each.is_by(key)]
        return bool(own) and all(key.verifies(each.data, self.text.encode()) for each in own)

    @staticmethod
    def signed(text: str, name: str, secret: Ed25519PrivateKey) -> Note:
        """Return the text signed with a LOG key.

        Source: C2SP signed-note, "Ed25519 signatures".
        """
        key = VerifierKey(name, LOG, secret.public_key().public_bytes_raw())
        return Note(text, (Signature(name, key.id, secret.sign(text.encode())),))


def is_key_name(name: str) -> bool:
    """Return whether a key may be called so: something that UTF-8 can write, without spaces, plus or controls.

    Source: C2SP signed-note, "Format".
    """
    return bool(name) and not any(
        char.isspace() or char == "+" or ord(char) < 0x20 or "\ud800" <= char <= "\udfff" for char in name
    )


def note_from_text(text: str) -> Note:
    """Return the note that a text is.

    Raises:
        ValueError: Not a signed note.

    Source: C2SP signed-note, "Format".
    """
    if any(ord(char) < 0x20 and char != "\n" for char in text):
        raise ValueError("a control character in a signed note")
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise ValueError("no signature lines")
    signatures = tuple(signature_from_line(each) for each in lines[:-1].split("\n"))
    if len(signatures) > MOST_SIGNATURES:
        raise ValueError("too many signature lines")
    return Note(body + "\n", signatures)


def signature_from_line(line: str) -> Signature:
    """Return the signature of one line.

    Raises:
        ValueError: Not such a line.

    Source: C2SP signed-note, "Signatures".
    """
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != _DASH or not is_key_name(parts[1]):
        raise ValueError("not a signature line")
    data = bytes_from_text(parts[2])
    if len(data) <= _ID_BYTES:
        raise ValueError("a signature line without a signature")
    return Signature(parts[1], data[:_ID_BYTES], data[_ID_BYTES:])
