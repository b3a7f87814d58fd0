"""Tokens by which programs speak for somebody, and what they sent under which key. No token is kept, only its hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A token. It can do no more than its owner's role, and of that no more than its scopes.

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

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    label = models.CharField(max_length=60)
    scopes = models.CharField(max_length=40)
    made = models.BigIntegerField()
    expires = models.BigIntegerField()
    used = models.BigIntegerField(null=True)
    revoked = models.BigIntegerField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ("-made", "-id")

    def __str__(self) -> str:
        """Return its first characters."""
        return self.prefix


class Sent(models.Model):
    """A request that was sent under a key, and what was answered.

    Attributes:
        digest: SHA-256 of the body (hex).
        made: When it came, seconds UTC.
        answer: The JSON that was answered; empty: it is being worked on, or the centre stopped in the middle of it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    made = models.BigIntegerField(db_index=True)
    answer = models.TextField(blank=True)

    class Meta:
        """One request for a key."""

        constraints = (models.UniqueConstraint(fields=["person", "key"], name="sent_once"),)

    def __str__(self) -> str:
        """Return the key."""
        return self.key
