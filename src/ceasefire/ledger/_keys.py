"""A team's keys: one to sign with, one to be sealed to; and the log's."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger._locked import Random, is_locked, lock, unlock
from ceasefire.ledger.notes import COSIGNER, LOG, VerifierKey, is_key_name

_TEAM = re.compile(r"[a-z][a-z0-9-]{0,59}")
_EVERYONE = "everyone"  # for whom copies are written that hold no team's parts
_KEY_BYTES = 32
_VERSION = 1
_P = (1 << 255) - 19
_ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022  # y of a point of order 8
_SMALL_ORDER = frozenset({0, 1, _P - 1, _ORDER_8, _P - _ORDER_8})


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What a team hands out: Ed25519 `sign` and X25519 `seal`, 32 bytes each."""

    team: str
    sign: bytes
    seal: bytes

    @property
    def cosigner(self) -> VerifierKey:
        """Return the key that verifies the team's cosignatures."""
        return VerifierKey(self.team, COSIGNER, self.sign)

    def json(self) -> dict[str, str]:
        """Return the keys as the ledger announces them."""
        return {"team": self.team, "sign": text_from_bytes(self.sign), "seal": text_from_bytes(self.seal)}

    @staticmethod
    def from_json(obj: Any) -> PublicKeys:
        """Return the keys of an announcement.

        Raises:
            ValueError: Not one.
        """
        if not isinstance(obj, dict) or set(obj) != {"team", "sign", "seal"}:
            raise ValueError("not a team with its keys")
        sign, seal = bytes_from_text(obj["sign"], _KEY_BYTES), bytes_from_text(obj["seal"], _KEY_BYTES)
        if is_of_small_order(sign) or _is_weak_seal(seal):
            raise ValueError("a key of small order, under which everything or nothing holds")
        return PublicKeys(team_name(obj["team"]), sign, seal)


@dataclass(frozen=True, slots=True)
class TeamKey:
    """A team's secret keys; printing them shows the team alone."""

    team: str
    sign: Ed25519PrivateKey
    seal: X25519PrivateKey

    def __repr__(self) -> str:
        """Return nothing secret."""
        return f"TeamKey({self.team!r})"

    @property
    def public(self) -> PublicKeys:
        """Return what may be handed out."""
        return PublicKeys(
            self.team, self.sign.public_key().public_bytes_raw(), self.seal.public_key().public_bytes_raw()
        )


@dataclass(frozen=True, slots=True)
class LogKey:
    """The key that signs checkpoints and manifests, under the ledger's origin."""

    origin: str
    sign: Ed25519PrivateKey

    def __repr__(self) -> str:
        """Return nothing secret."""
        return f"LogKey({self.origin!r})"

    @property
    def public(self) -> VerifierKey:
        """Return the key that verifies the log's checkpoints."""
        return VerifierKey(self.origin, LOG, self.sign.public_key().public_bytes_raw())


def new_team_key(team: str, random: Random) -> TeamKey:
    """Return new keys.

    Raises:
        ValueError: Not a team's name.

    Source: RFC 8032, RFC 7748: any 32 random bytes are a secret key.
    """
    return _team_key(team_name(team), random(_KEY_BYTES) + random(_KEY_BYTES))


def new_log_key(origin: str, random: Random) -> LogKey:
    """Return a new key.

    Raises:
        ValueError: Not a ledger's name.

    Source: RFC 8032.
    """
    return LogKey(origin_name(origin), Ed25519PrivateKey.from_private_bytes(random(_KEY_BYTES)))


def text_from_key(key: TeamKey | LogKey, passphrase: str, random: Random) -> str:
    """Return a key file's text: the name and the public part open, the secret locked with the passphrase.

    The name is locked with it, so that nobody makes somebody sign under another one.

    Source: RFC 7914, RFC 8439.
    """
    if isinstance(key, TeamKey):
        secret = key.sign.private_bytes_raw() + key.seal.private_bytes_raw() + key.team.encode()
        content: dict[str, Any] = {"team": key.team, "public": key.public.json()}
    else:
        secret = key.sign.private_bytes_raw() + key.origin.encode()
        content = {"log": key.origin, "public": str(key.public)}
    content |= {"ceasefire_key": _VERSION, "secret": lock(secret, passphrase, random)}
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def needs_passphrase(text: str) -> bool:
    """Return whether a key file is locked.

    Raises:
        ValueError: Not a key file.

    Source: docs/ledger.md, "A day with it".
    """
    return is_locked(_content(text)["secret"])


def key_from_text(text: str, passphrase: str) -> TeamKey | LogKey:
    """Return the key of a key file.

    Raises:
        ValueError: Not a key file, or another passphrase.

    Source: RFC 8032, RFC 7748, RFC 7914.
    """
    content = _content(text)
    secret = unlock(content["secret"], passphrase)
    name, length = content.get("team"), 2 * _KEY_BYTES
    if name is None:
        name, length = content.get("log"), _KEY_BYTES
    if not isinstance(name, str) or len(secret) < length or secret[length:] != name.encode(errors="surrogatepass"):
        raise ValueError("the name that stands in it is not the one of its secret")
    if "team" in content:
        return _team_key(team_name(name), secret[:length])
    return LogKey(origin_name(name), Ed25519PrivateKey.from_private_bytes(secret[:length]))


def public_from_text(text: str) -> PublicKeys | VerifierKey:
    """Return the public part of a key file, without its passphrase.

    Raises:
        ValueError: Not a key file.

    Source: C2SP signed-note, "Verifier keys".
    """
    public = _content(text).get("public")
    return VerifierKey.from_text(public) if isinstance(public, str) else PublicKeys.from_json(public)


def team_name(name: object) -> str:
    """Return the name, if a team may be called so.

    Raises:
        ValueError: It may not.

    Source: docs/ledger-format.md, "Conventions".
    """
    if not isinstance(name, str) or not _TEAM.fullmatch(name) or name == _EVERYONE:
        raise ValueError("not a team's name: up to 60 of a-z, 0-9 and -, a letter first, and not everyone")
    return name


def origin_name(name: object) -> str:
    """Return the name, if a ledger may be called so.

    Raises:
        ValueError: It may not.

    Source: C2SP tlog-checkpoint, "Note text".
    """
    if not isinstance(name, str) or not is_key_name(name) or len(name) > 200 or name.endswith("/v1"):
        raise ValueError("not a ledger's name: as an address without its scheme, no spaces and no +")
    return name


def is_of_small_order(sign: bytes) -> bool:
    """Return whether an Ed25519 public key is one under which a signature may hold for every message, or no key.

    Source: RFC 8032, section 5.1.3: a point in its one spelling; its eight points of small order are refused.
    """
    y = int.from_bytes(sign, "little") & ((1 << 255) - 1)
    return y >= _P or y in _SMALL_ORDER


def _is_weak_seal(seal: bytes) -> bool:
    """Return whether no secret can be agreed on with an X25519 public key (RFC 7748, section 6.1)."""
    try:
        X25519PrivateKey.from_private_bytes(bytes([1] * _KEY_BYTES)).exchange(X25519PublicKey.from_public_bytes(seal))
    except ValueError:
        return True
    return False


def _team_key(team: str, secret: bytes) -> TeamKey:
    sign, seal = secret[:_KEY_BYTES], secret[_KEY_BYTES:]
    return TeamKey(team, Ed25519PrivateKey.from_private_bytes(sign), X25519PrivateKey.from_private_bytes(seal))


def _content(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("not a key file") from None
    if not isinstance(content, dict) or content.get("ceasefire_key") != _VERSION:
        raise ValueError("not a key file")
    if not isinstance(content.get("secret"), dict):
        raise ValueError("a key file without its secret")  # noqa: TRY004  a fault of the input, like the others
    return content
