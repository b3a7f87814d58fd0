"""What an administrator does to another's account, and never to their own. All of it is in the journal."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ceasefire.centre.live import now
from ceasefire.centre.people._accounts import Account, alert, journal, make_account
from ceasefire.centre.people._tokens import revoke
from ceasefire.centre.people.models import Person, Token

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_GROUPS, _EACH = 5, 4  # 31**20: 99 bits
WORD_GOOD_S = 3 * 86_400


def one_time_word() -> str:
    """Return a word that opens an account once, to be handed over by voice or on paper."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_EACH)) for _ in range(_GROUPS))


@transaction.atomic
def make(by: Person, account: Account) -> tuple[Person, str]:
    """Make an account; return it and its one-time word.

    Raises:
        django.db.IntegrityError: There is one of that name.
    """
    word = one_time_word()
    person = make_account(account, word)
    person.word_until = now() + WORD_GOOD_S
    person.save(update_fields=["word_until"])
    _record(by, "made", person, f"{person.username}: {spoken_for(person)}")
    return person, word


@transaction.atomic
def change(by: Person, person: Person, to: Account) -> None:
    """Give another's account another role, team, source or pseudonym; its sessions end at once.

    Raises:
        PermissionError: It is one's own.
    """
    _refuse_own(by, person)
    before = spoken_for(person)
    person.role, person.team, person.source, person.pseudonym = to.role, to.team, to.source, to.pseudonym
    after = spoken_for(person)
    if before != after:
        person.save()
        _take_tokens(by, person)
        _record(by, "changed", person, f"{person.username}: {before} → {after}")


@transaction.atomic
def recover(by: Person, person: Person) -> str:
    """Clear another's password, second factor, duress word and lock; return the one-time word that opens it.

    Raises:
        PermissionError: It is one's own.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  needs the applications loaded

    _refuse_own(by, person)
    word = one_time_word()
    Authenticator.objects.filter(user=person).delete()
    person.password = make_password(word)
    person.word_until = now() + WORD_GOOD_S
    person.duress, person.failures, person.locked, person.must_enrol, person.is_active = "", 0, False, True, True
    person.save()
    _take_tokens(by, person)
    _record(by, "recovered", person, person.username)
    return word


@transaction.atomic
def unlock(by: Person, person: Person) -> None:
    """Open another's account that was locked after too many refusals; password and second factor stay.

    Raises:
        PermissionError: It is one's own.
    """
    _refuse_own(by, person)
    person.failures, person.locked = 0, False
    person.save(update_fields=["failures", "locked"])
    journal("unlocked", person=by, name=by.username, about=person.username)


@transaction.atomic
def close(by: Person, person: Person) -> None:
    """Close another's account; its sessions end at once, its name stays taken.

    Raises:
        PermissionError: It is one's own.
    """
    _refuse_own(by, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _take_tokens(by, person)
    journal("closed", person=by, name=by.username, about=person.username)


def spoken_for(person: Person) -> str:
    """Return role, team, source and pseudonym as the journal names them."""
    return "/".join(each or "-" for each in (person.role, person.team, person.source, person.pseudonym))


def _take_tokens(by: Person, person: Person) -> None:
    """Take back what the account opened besides sessions: whoever held it may have made a token."""
    for each in Token.objects.filter(person=person, revoked=None):
        revoke(each, by)


def _record(by: Person, what: str, person: Person, about: str) -> None:
    journal(what, person=by, name=by.username, about=about)
    alert(what, person)


def _refuse_own(by: Person, person: Person) -> None:
    if by.pk == person.pk:
        raise PermissionError("one's own account is another administrator's to change")
