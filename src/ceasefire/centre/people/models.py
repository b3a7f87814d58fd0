"""Accounts, and the journal of what they did. Who a source is lies in the vault, not here."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from ceasefire.centre.access import ROLES, Viewer


class Person(AbstractUser):
    """An account: one person, one role.

    Attributes:
        role: One of access.ROLES, never `anybody`.
        team: The ledger's team for which it enters and reads sealed parts; empty: none.
        source: The agreement's source for which it speaks.
        pseudonym: What its decisions are signed with; nobody outside the vault knows whose it is.
        duress: Hash of the word that signs in to a harmless view and alerts.
        must_enrol: No second factor yet: nothing but setting one up is open.
        failures: Sign-ins refused since the last one that went through.
        locked: Too many of them: an administrator opens it again.
        word_until: The password is a one-time word that an administrator handed out, good until this instant, seconds
            UTC, and must be changed; None: it is the owner's own.
    """

    role = models.CharField(max_length=20, choices=[(each, each) for each in ROLES if each != "anybody"])
    team = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=60, blank=True)
    pseudonym = models.CharField(max_length=40, blank=True)
    lang = models.CharField(max_length=2, blank=True)
    duress = models.CharField(max_length=200, blank=True)
    must_enrol = models.BooleanField(default=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked = models.BooleanField(default=False)
    word_until = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the name it signs in with."""
        return self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; the role alone says whether the site's administration is open to it."""
        self.is_staff = self.is_superuser = self.role == "administrator"
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what every session was opened for: with another password, role or team it ends at the next request."""
        value = f"{self.password}\0{self.role}\0{self.team}\0{self.source}\0{self.pseudonym}"
        return salted_hmac("ceasefire.centre.people.session", value, secret=secret, algorithm="sha256").hexdigest()

    def viewer(self, *, duress: bool) -> Viewer:
        """Return it as whoever looks at a page."""
        return Viewer(self.role, self.team, self.source, self.pseudonym, self.pk, duress)  # type: ignore[arg-type]


class Journal(models.Model):
    """What somebody did: signed in, failed to, was locked out, opened a protected part, was given a role.

    `what`: one of WHAT. Rows are only ever added.
    """

    WHAT = (
        *("accepted", "signed-in", "signed-out", "ended", "refused", "locked-out", "duress"),
        *("opened", "exported", "token", "made", "changed", "recovered", "unlocked", "closed", "second-factor"),
    )

    at = models.BigIntegerField(db_index=True)
    what = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    about = models.CharField(max_length=300, blank=True)
    from_address = models.CharField(max_length=45, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return what happened."""
        return f"{self.what} {self.name} {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new row; one that is there is not written again."""
        if not self._state.adding:
            raise TypeError("the journal is only ever added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        del args, kwargs
        raise TypeError("the journal is only ever added to")


class Alert(models.Model):
    """Something that a head of mission must hear of, one of WHAT; `seen_by` once somebody took note."""

    WHAT = ("duress", "locked-out", "made", "changed", "recovered")

    at = models.BigIntegerField()
    what = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return what happened."""
        return self.what


class Seat(models.Model):
    """A session of a person: one may have only so many at once, the oldest ends first."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    session = models.CharField(max_length=40, unique=True)
    began = models.BigIntegerField()

    class Meta:
        """Oldest first."""

        ordering = ("began", "id")

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.person_id} since {self.began}"


class Token(models.Model):
    """A token by which a program speaks for somebody; no token is kept, only its hash.

    It can do no more than its owner's role, and of that no more than its scopes.

    Attributes:
        digest: SHA-256 of the token (hex): it is 256 random bits, so that nothing can be guessed from it.
        prefix: Its first characters, to tell one from another.
        label: What its owner calls it.
        scopes: Of SCOPES, with spaces between.
        made, expires: Seconds UTC.
        used: When it was last used, to the minute; None: never.
        revoked: When it was taken back; None: it was not.
        revoked_by: By whom.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    label = models.CharField(max_length=60)
    scopes = models.CharField(max_length=40)
    made = models.BigIntegerField()
    expires = models.BigIntegerField()
    used = models.BigIntegerField(null=True)
    revoked = models.BigIntegerField(null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ("-made", "-id")

    def __str__(self) -> str:
        """Return its first characters."""
        return self.prefix
