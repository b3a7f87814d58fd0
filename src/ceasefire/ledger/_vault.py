"""The vault: who a source or a monitor is, outside the ledger. The ledger knows pseudonyms."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ceasefire.ledger._base64 import bytes_from_text, text_from_bytes
from ceasefire.ledger._locked import NONCE, Random
from ceasefire.times import text_from_instant

_PSEUDONYM = re.compile(r"p-[a-z2-7]{16}")
_DOMAIN = b"ceasefire.vault/v1\n"
_RANDOM_BYTES, _BLOCK, _LENGTH = 10, 4096, 4
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Vault:
    """(team, identity) to pseudonym. Drawn at random, so nobody links two teams' pseudonyms without the vault."""

    names: tuple[tuple[str, str, str], ...] = ()

    def __repr__(self) -> str:
        """Return nobody's name."""
        return f"Vault({len(self.names)} names)"

    def pseudonym(self, team: str, identity: str, random: Random) -> tuple[Vault, str]:
        """Return the team's pseudonym for somebody, and the vault that knows it.

        Source: DESIGN, "Ledger": teams sign, not people.
        """
        for each, who, name in self.names:
            if (each, who) == (team, identity):
                return self, name
        name = "p-" + base64.b32encode(random(_RANDOM_BYTES)).decode().lower()
        return replace(self, names=(*self.names, (team, identity, name))), name

    def who(self, pseudonym: str) -> tuple[str, str] | None:
        """Return (team, identity) behind a pseudonym, or None."""
        return next(((team, who) for team, who, name in self.names if name == pseudonym), None)


def is_pseudonym(name: str) -> bool:
    """Return whether a name looks like one of a vault's.

    Source: DESIGN, "Ledger": the ledger knows pseudonyms.

    >>> is_pseudonym("p-abcdefghijklmnop"), is_pseudonym("icrc")
    (True, False)
    """
    return _PSEUDONYM.fullmatch(name) is not None


def text_from_vault(vault: Vault, key: bytes, random: Random) -> str:
    """Return the vault as a file's text, encrypted; its length tells the number of names only roughly.

    Source: RFC 8439.
    """
    data = json.dumps(vault.names, ensure_ascii=False).encode()
    plain = len(data).to_bytes(_LENGTH, "big") + data
    plain += bytes(-len(plain) % _BLOCK)
    nonce = random(NONCE)
    sealed = nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, _DOMAIN)
    return json.dumps({"ceasefire_vault": 1, "sealed": text_from_bytes(sealed)}) + "\n"


def vault_from_text(text: str, key: bytes) -> Vault:
    """Return the vault of a file.

    Raises:
        ValueError: Not a vault, or another key.

    Source: RFC 8439.
    """
    try:
        content = json.loads(text)
        sealed = bytes_from_text(content["sealed"])
        plain = ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], _DOMAIN)
    except (KeyError, TypeError, RecursionError):
        raise ValueError("not a vault") from None
    except InvalidTag:
        raise ValueError("another key, or a changed file") from None
    try:
        names = json.loads(plain[_LENGTH:][: int.from_bytes(plain[:_LENGTH], "big")])
        return Vault(tuple((team, who, name) for team, who, name in names))
    except (ValueError, TypeError, RecursionError):
        raise ValueError("a vault without names") from None


def log_line(log: str, now: int, who: str, what: str, about: str) -> str:
    """Return the next line of a vault's log of look-ups, which carries the hash of the line before.

    Args:
        log: The log so far.
        now: Instant, seconds UTC.
        who: Who asks.
        what: What is done: named, looked-up.
        about: The pseudonym; never the name.

    Source: DESIGN, "Ledger": a vault with its own log of every look-up.
    """
    before = log.rstrip("\n").rpartition("\n")[2]
    previous = hashlib.sha256(before.encode()).hexdigest() if before else _START
    content = {"at": text_from_instant(now), "who": who, "what": what, "about": about, "after": previous}
    return json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n"


def broken_line(log: str) -> int:
    """Return the number of the first line that does not follow from the one before, or 0 where all do.

    Source: DESIGN, "Ledger": a vault with its own log of every look-up.
    """
    previous = _START
    lines = log.removesuffix("\n").split("\n") if log else []  # a name may hold what splitlines() takes for an end
    for number, line in enumerate(lines, start=1):
        try:
            after, data = json.loads(line)["after"], line.encode()
        except (ValueError, KeyError, TypeError, RecursionError):
            return number
        if after != previous:
            return number
        previous = hashlib.sha256(data).hexdigest()
    return 0
