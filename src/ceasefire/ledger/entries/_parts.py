"""Parts: what an entry says, committed to with a salt, and sealed for those who may read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger._keys import PublicKeys, TeamKey
from ceasefire.ledger._locked import NONCE, Random
from ceasefire.ledger.entries._canonical import canonical, object_from_canonical

CORE = "core"
SALT = 32
_DOMAIN, _WRAP_DOMAIN = b"ceasefire.part/v1\n", b"ceasefire.wrap/v1\n"
_PAYLOAD, _AFTER_PAYLOAD = b',"payload":', b',"salt":'  # a quote within a text is escaped, so these are keys
_LENGTH, _BLOCK = 4, 256
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class PartHead:
    """What the leaf says of a part: name, commitment; of a protected one also its readers, the sealed bytes' hash."""

    name: str
    hash: bytes
    readers: tuple[str, ...] = ()
    sealed: bytes = b""

    def json(self) -> dict[str, Any]:
        """Return the part as the leaf writes it."""
        head: dict[str, Any] = {"name": self.name, "hash": text_from_bytes(self.hash)}
        if self.name != CORE:
            head |= {"for": list(self.readers), "sealed": text_from_bytes(self.sealed)}
        return head


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part that all may read: salt (32 bytes) and payload (canonical JSON), with what was read from that payload."""

    name: str
    salt: bytes = field(repr=False)
    payload: bytes = field(repr=False)
    _read: tuple[bytes, Mapping[str, Any]] | None = field(default=None, repr=False, compare=False)

    def content(self) -> Mapping[str, Any]:
        """Return what the payload says; read once where it came with a line.

        Raises:
            ValueError: Not canonical JSON.
        """
        if self._read is not None and self._read[0] is self.payload:
            return self._read[1]
        return object_from_canonical(self.payload)

    def head(self) -> PartHead:
        """Return what the leaf says of it."""
        return PartHead(self.name, commitment(self.salt, self.payload))


@dataclass(frozen=True, slots=True)
class Wrap:
    """The content key of a sealed part, for one key of one team."""

    to: str
    key: bytes
    wrap: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A protected part: sealed bytes, and the wraps that this copy holds."""

    name: str
    sealed: bytes = field(repr=False)
    wraps: tuple[Wrap, ...]

    def only_for(self, team: str) -> SealedPart:
        """Return the part as it is handed to one team."""
        return SealedPart(self.name, self.sealed, tuple(each for each in self.wraps if each.to == team))


Part = OpenPart | SealedPart


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Return the hash that the leaf holds of a part; without the salt nobody finds a yes or a village by trying.

    Source: docs/ledger-format.md, "An entry".
    """
    return hashlib.sha256(_DOMAIN + salt + payload).digest()


def open_part(name: str, payload: Any, random: Random) -> OpenPart:
    """Return a part that all may read.

    Source: docs/ledger-format.md, "A part".
    """
    return OpenPart(name, random(SALT), canonical(payload))


def seal_part(name: str, payload: Any, readers: Sequence[PublicKeys], random: Random) -> tuple[PartHead, SealedPart]:
    """Return a protected part, sealed for its readers; what the leaf says of it, and the part.

    Source: RFC 9180 (HPKE), RFC 8439; docs/ledger-format.md, "A part".
    """
    salt, data = random(SALT), canonical(payload)
    bound = commitment(salt, data)
    plain = len(data).to_bytes(_LENGTH, "big") + salt + data
    plain += bytes(-len(plain) % _BLOCK)
    content_key, nonce = random(32), random(NONCE)
    sealed = nonce + ChaCha20Poly1305(content_key).encrypt(nonce, plain, _DOMAIN + bound)
    wraps = tuple(
        Wrap(
            each.team,
            each.seal,
            _SUITE.encrypt(content_key, X25519PublicKey.from_public_bytes(each.seal), _WRAP_DOMAIN + bound),
        )
        for each in readers
    )
    head = PartHead(name, bound, tuple(sorted({each.team for each in readers})), hashlib.sha256(sealed).digest())
    return head, SealedPart(name, sealed, wraps)


def unseal(part: SealedPart, head: PartHead, key: TeamKey) -> dict[str, Any]:
    """Return the payload of a protected part, checked against its commitment.

    Raises:
        ValueError: There is no wrap for this key, or what it opens is not what the leaf commits to.

    Source: RFC 9180, RFC 8439.
    """
    wrap = next((each for each in part.wraps if each.key == key.public.seal), None)
    if wrap is None:
        raise ValueError("not sealed to this key")
    try:
        content_key = _SUITE.decrypt(wrap.wrap, key.seal, _WRAP_DOMAIN + head.hash)
        nonce, sealed = part.sealed[:NONCE], part.sealed[NONCE:]
        plain = ChaCha20Poly1305(content_key).decrypt(nonce, sealed, _DOMAIN + head.hash)
    except (InvalidTag, ValueError):
        raise ValueError("it does not open to what was committed to") from None
    length = int.from_bytes(plain[:_LENGTH], "big")
    salt, data = plain[_LENGTH : _LENGTH + SALT], plain[_LENGTH + SALT :][:length]
    if commitment(salt, data) != head.hash:
        raise ValueError("it does not open to what was committed to")
    return object_from_canonical(data)


def holds(part: Part, head: PartHead) -> bool:
    """Return whether a part is the one that the leaf commits to, as far as one sees without a key.

    Source: docs/ledger-format.md, "An entry".
    """
    if isinstance(part, OpenPart):
        return head.name == CORE and commitment(part.salt, part.payload) == head.hash
    return head.name != CORE and hashlib.sha256(part.sealed).digest() == head.sealed


def line_from_part(position: int, part: Part) -> bytes:
    """Return the part's line in an export, without its newline.

    Source: docs/ledger-format.md, "A part".
    """
    content: dict[str, Any] = {"entry": position, "part": part.name}
    if isinstance(part, OpenPart):
        salt = text_from_bytes(part.salt)
        # the payload is canonical already; it stands between "part" and "salt" in the order of keys
        return canonical(content)[:-1] + _PAYLOAD + part.payload + _AFTER_PAYLOAD + canonical(salt) + b"}"
    content["sealed"] = text_from_bytes(part.sealed)
    content["wraps"] = [
        {"key": text_from_bytes(each.key), "to": each.to, "wrap": text_from_bytes(each.wrap)} for each in part.wraps
    ]
    return canonical(content)


def part_from_line(line: bytes) -> tuple[int, Part]:
    """Return the entry's position and the part of a line.

    Raises:
        ValueError: Not such a line.

    Source: docs/ledger-format.md, "A part".
    """
    content = object_from_canonical(line)
    position, name = content.get("entry"), content.get("part")
    if not isinstance(position, int) or isinstance(position, bool) or not isinstance(name, str):
        raise ValueError("a part without its entry and name")  # noqa: TRY004  a fault of the input
    if set(content) == {"entry", "part", "payload", "salt"} and isinstance(content["payload"], dict):
        payload = line[line.index(_PAYLOAD) + len(_PAYLOAD) : line.rindex(_AFTER_PAYLOAD)]  # canonical, as the line is
        return position, OpenPart(name, bytes_from_text(content["salt"], SALT), payload, (payload, content["payload"]))
    if set(content) == {"entry", "part", "sealed", "wraps"} and isinstance(content["wraps"], list):
        return position, SealedPart(name, bytes_from_text(content["sealed"]), tuple(_wraps(content["wraps"])))
    raise ValueError("neither an open nor a sealed part")


def _wraps(seen: Iterable[Any]) -> Iterable[Wrap]:
    for each in seen:
        if not isinstance(each, dict) or set(each) != {"key", "to", "wrap"} or not isinstance(each["to"], str):
            raise ValueError("not a wrap")
        yield Wrap(each["to"], bytes_from_text(each["key"], 32), bytes_from_text(each["wrap"]))
