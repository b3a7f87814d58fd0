"""Accounts, and the journal of signing in and of opening protected parts. Who a source is lies in the vault, not here."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

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
    """

    role = models.CharField(max_length=20, choices=[(each, each) for each in ROLES if each != "anybody"])
    team = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=60, blank=True)
    pseudonym = models.CharField(max_length=40, blank=True)
    lang = models.CharField(max_length=2, blank=True)
    duress = models.CharField(max_length=200, blank=True)
    must_enrol = models.BooleanField(default=True)

    def __str__(self) -> str:
        """Return the name it signs in with."""
        return self.username

    def viewer(self, *, duress: bool) -> Viewer:
        """Return it as whoever looks at a page."""
        return Viewer(self.role, self.team, self.source, self.pseudonym, self.pk, duress)  # type: ignore[arg-type]


class Journal(models.Model):
    """What somebody did: signed in, failed to, was locked out, opened a protected part, was given a role.

    `what`: signed-in, signed-out, refused, locked-out, duress, opened, changed, recovered, exported, token.
    Rows are only ever added.
    """

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


class Alert(models.Model):
    """Something that a head of mission must hear of: a duress word, a lock-out. `seen` once somebody took note."""

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
