"""Making tokens, finding whose one is, taking them back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db import transaction

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import now
from ceasefire.centre.people._accounts import journal
from ceasefire.centre.people.models import Person, Token

Scope = Literal["read", "report", "decide"]
SCOPES: tuple[Scope, ...] = ("read", "report", "decide")
DAY_S = 86_400
MOST_DAYS = 365
MOST_TOKENS = 20
_PREFIX, _SHOWN, _MINUTE = "cf_", 11, 60


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever a token speaks for, and the token."""

    person: Person
    viewer: Viewer
    token: Token

    @property
    def scopes(self) -> frozenset[str]:
        """Return what the token is for."""
        return frozenset(self.token.scopes.split())


def make_token(person: Person, label: str, scopes: Sequence[str], days: int) -> tuple[Token, str]:
    """Make a token, put it on record, and return it with its text: the text is kept nowhere.

    Args:
        person: Whose.
        label: What the owner calls it.
        scopes: Of SCOPES, at least one.
        days: Until it expires, 1 to MOST_DAYS.

    Raises:
        ValueError: A scope or the number of days is none of these, or there are too many tokens.
    """
    kept = [each for each in SCOPES if each in scopes]
    if not kept or len(kept) != len(set(scopes)) or not 1 <= days <= MOST_DAYS:
        raise ValueError("scopes or days")
    text, present = _PREFIX + secrets.token_urlsafe(32), now()
    with transaction.atomic():
        if live_tokens(person) >= MOST_TOKENS:
            raise ValueError("too many tokens")
        token = Token.objects.create(
            person=person,
            digest=_digest(text),
            prefix=text[:_SHOWN],
            label=label[:60],
            scopes=" ".join(kept),
            made=present,
            expires=present + days * DAY_S,
        )
        about = f"made {token.prefix}: {token.scopes}, {days} days"
        journal("token", person=person, name=person.username, about=about)
    return token, text


def live_tokens(person: Person) -> int:
    """Return how many tokens somebody has that still hold."""
    return Token.objects.filter(person=person, revoked=None, expires__gt=now()).count()


def bearer_of(text: str) -> Bearer | None:
    """Return for whom a token speaks; None: it is unknown, expired, taken back, or the account is not open."""
    if not text.isascii() or len(text) > 100:
        return None
    token = Token.objects.select_related("person").filter(digest=_digest(text)).first()
    present = now()
    if token is None or token.revoked is not None or token.expires <= present or not _is_open(token.person, present):
        return None
    if token.used is None or present - token.used >= _MINUTE:
        Token.objects.filter(pk=token.pk).update(used=present)
    return Bearer(token.person, token.person.viewer(duress=False), token)


def revoke(token: Token, by: Person) -> None:
    """Take a token back, and put it on record; one that was taken back already stays as it is."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked=None).update(revoked=now(), revoked_by=by):
            about = f"took back {token.prefix} of {token.person.username}"
            journal("token", person=by, name=by.username, about=about)


def _is_open(person: Person, present: int) -> bool:
    """Return whether somebody could sign in: the account is open, enrolled, its password its own."""
    if not person.is_active or person.locked:
        return False
    if person.word_until is not None and not settings.CENTRE_DEMO:
        return False
    return present > 0 and (not person.must_enrol or settings.CENTRE_DEMO)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
